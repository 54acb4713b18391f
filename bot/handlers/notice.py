"""The privacy notice in the way of whatever would have an answer kept."""

from collections.abc import Callable
from datetime import datetime

from bot.callbacks import Wish
from bot.handlers.visit import Visit
from bot.message import Reply
from bot.views import privacy as view
from conversations.privacy import Acceptance, AcceptanceStore
from conversations.retention import Retention


class Notice:
    """Who has read it; `version` gives the one in force."""

    def __init__(
        self,
        acceptances: AcceptanceStore,
        retention: Retention,
        version: Callable[[], int],
        now: Callable[[], datetime],
    ) -> None:
        self._acceptances = acceptances
        self.retention = retention
        self._version = version
        self._now = now

    async def read_by(self, person: str) -> Acceptance | None:
        """The newest version that the person went on from; None where there is none."""
        return await self._acceptances.newest(person)

    async def is_unread(self, person: str) -> bool:
        """Whether it has to be read, as it is now, before an answer may be kept."""
        accepted = await self.read_by(person)
        return accepted is None or accepted.version < self._version()

    async def accept(self, person: str, version: int) -> bool:
        """Keeps that the person went on, having read `version`; False where it is another now."""
        if version != self._version():
            return False
        await self._acceptances.accept(person, version, self._now())
        return True

    def before(self, visit: Visit, wish: Wish, scope: str = "", *, edit: bool = False) -> Reply:
        """The notice, with a button that goes on to exactly that wish."""
        screen = view.before_start(wish, scope, self.retention, visit.say)
        return Reply((screen,), edit=edit)
