"""Reading the privacy notice, and going on from it or not."""

from dataclasses import replace

from bot.callbacks import NotNow, PrivacyAction, ShowPrivacy, Understood, Wish
from bot.handlers.joining import Joining
from bot.handlers.notice import Notice
from bot.handlers.quizzing import Quizzing
from bot.handlers.visit import Visit, with_way_back
from bot.message import Reply
from bot.views import privacy as view
from bot.wall_clock import WallClock
from conversations.organisation import Organisation
from conversations.play import Play
from conversations.quiz import Purpose
from conversations.roles import Action


class Privacy:
    """The notice on request and its buttons.

    What it stood in the way of is up to `quizzing` and `joining`.
    """

    def __init__(
        self,
        notice: Notice,
        quizzing: Quizzing,
        joining: Joining,
        play: Play,
        organisation: Organisation,
        clock: WallClock,
    ) -> None:
        self._notice = notice
        self._organisation = organisation
        self._quizzing = quizzing
        self._joining = joining
        self._play = play
        self._clock = clock

    async def commanded(self, visit: Visit) -> Reply:
        """`/privacy`: the notice, when it was read, and what one can do with what is kept."""
        return await self._shown(visit, edit=False)

    async def _shown(self, visit: Visit, *, edit: bool) -> Reply:
        accepted = await self._notice.read_by(visit.person)
        if accepted is not None:
            accepted = replace(accepted, at=await self._clock.reads(visit.person, accepted.at))
        reads_log = await self._organisation.may(visit.person, Action.READ_LOG)
        screen = view.privacy(accepted, self._notice.retention, visit.say, reads_log=reads_log)
        return Reply((await with_way_back(self._play, visit, screen),), edit=edit)

    async def pressed(self, visit: Visit, action: PrivacyAction) -> Reply:
        """What was wished for, or a word on not going on."""
        match action:
            case Understood(version, wish, scope):
                return await self._understood(visit, version, wish, scope)
            case NotNow() if self._joining.is_awaited(visit):
                return Reply((view.not_joined(visit.say),), edit=True)
            case NotNow():
                return Reply((view.not_now(visit.say),), edit=True)
            case ShowPrivacy():
                return await self._shown(visit, edit=True)

    async def _understood(self, visit: Visit, version: int, wish: Wish, scope: str) -> Reply:
        accepted = await self._notice.accept(visit.person, version)
        if wish is Wish.JOIN:
            return await self._joining.go_on(visit)
        if not accepted:
            return self._notice.before(visit, wish, scope, edit=True)
        match wish:
            case Wish.CHECK:
                return await self._quizzing.start_check(visit)
            case Wish.RESUME:
                return await self._quizzing.commanded(visit)
            case Wish.PRACTICE:
                return await self._quizzing.start(visit, scope, Purpose.PRACTICE, edit=True)
            case Wish.TASK:
                return await self._quizzing.start(visit, scope, edit=True)
