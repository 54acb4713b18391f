"""How long what is kept is kept, and deleting what is too old."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from conversations.audit import LOG_KEPT
from conversations.privacy import ANSWERS_KEPT

TEAMS_KEPT = timedelta(days=365)
"""How long what somebody had in a team is kept once it is over, unless a setting says otherwise."""


@dataclass(frozen=True, slots=True)
class Retention:
    """The settings; what states are shown is computed from the answers, and kept nowhere."""

    answers: timedelta = ANSWERS_KEPT
    """Each answer; an observation at work so long from when it counts no more."""
    teams: timedelta = TEAMS_KEPT
    """Times in teams once they ended, with what was assigned; invites once they are over."""
    log: timedelta = LOG_KEPT
    """Lines of the log of deeds."""


class Forgetful(Protocol):
    """A store that can delete what is old."""

    async def forget(self, before: datetime) -> object:
        """Deletes what ended before that moment."""


Kept = tuple[Forgetful, timedelta]
"""A store, and how long it keeps things."""


async def forget(stores: Sequence[Kept], now: datetime) -> None:
    """Deletes what is too old from each, in that order."""
    for store, kept in stores:
        await store.forget(now - kept)


class Forgetting:
    """The same once a day, however long the process runs."""

    def __init__(self, stores: Sequence[Kept], now: Callable[[], datetime]) -> None:
        self._stores = stores
        self._now = now
        self._forgot: datetime | None = None

    async def daily(self) -> None:
        """Does it, once a day however often it is called; what lapses by itself goes each time."""
        now = self._now()
        await forget([each for each in self._stores if not each[1]], now)
        if self._forgot is None or now - self._forgot >= timedelta(days=1):
            await forget(self._stores, now)
            self._forgot = now
