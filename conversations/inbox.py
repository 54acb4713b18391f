"""What came in and is not handled yet: written down first, so that no crash loses it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from conversations.row import Row

CLAIMED = timedelta(hours=24)
"""How long a number is known after it was handled; Telegram redelivers for as long."""
KEPT_ASIDE = timedelta(days=7)
"""How long what could not be handled is kept for whoever runs the bot."""
SUSPECT = 3
"""Crashes while something was unhandled, from which on it is tried only by itself."""


@dataclass(frozen=True, slots=True)
class Received:
    """An update as it came."""

    number: int
    """Telegram's `update_id`."""
    body: str
    """The whole of it, as JSON in ASCII."""
    person: str | None
    """The key of whoever did it; None where it does not say."""
    crashes: int = 0
    """How often the process ended before it was handled."""


@dataclass(frozen=True, slots=True)
class Backlog:
    """How much is in the inbox."""

    waiting: int
    oldest: datetime | None
    """When the oldest that waits came."""
    aside: int


class InboxStore(Protocol):
    """Keeps updates until they are handled, and the numbers of those that were for CLAIMED more.

    Of what is handled only the number and the time stay.
    """

    async def put(self, updates: Sequence[Received], at: datetime) -> list[Received]:
        """Writes down those whose numbers are new, all or none, and gives them in their order."""

    async def done(self, numbers: Sequence[int], at: datetime) -> None:
        """They are handled: what they said is erased."""

    async def set_aside(self, number: int, why: str, at: datetime) -> None:
        """It cannot be handled: it is kept as it came, and never tried again."""

    async def recover(self) -> list[Received]:
        """What a former process left unhandled, by number, each with one crash more.

        The crashes of those that are SUSPECT already are left to `try_alone` to count.
        """

    async def try_alone(self, number: int) -> int:
        """Counts a crash in advance, and gives how many there are then."""

    async def clear(self, number: int) -> None:
        """It came through alone: the crashes were not its."""

    async def backlog(self) -> Backlog:
        """How much there is."""

    async def forget(self, now: datetime) -> int:
        """Deletes numbers and what was set aside that are too old; gives how many they were."""

    async def check(self) -> None:
        """Raises DatabaseUnusable where nothing can be written now."""


@dataclass(frozen=True, slots=True)
class _Kept:
    update: Received
    at: datetime
    done: datetime | None = None
    aside: str | None = None


class MemoryInboxStore:
    """An InboxStore that forgets everything at the end of the process."""

    def __init__(self) -> None:
        self._kept: dict[int, _Kept] = {}

    async def put(self, updates: Sequence[Received], at: datetime) -> list[Received]:
        """Writes down the new ones."""
        new = []
        for update in updates:
            if update.number not in self._kept:
                self._kept[update.number] = _Kept(update, at)
                new.append(update)
        return new

    async def done(self, numbers: Sequence[int], at: datetime) -> None:
        """They are handled."""
        for number in numbers:
            if (kept := self._kept.get(number)) is not None:
                self._kept[number] = replace(kept, update=Received(number, "", None), done=at)

    async def set_aside(self, number: int, why: str, at: datetime) -> None:
        """It cannot be handled."""
        if (kept := self._kept.get(number)) is not None:
            self._kept[number] = replace(kept, done=at, aside=why)

    async def recover(self) -> list[Received]:
        """What is unhandled."""
        for kept in self._waiting():
            if kept.update.crashes < SUSPECT:
                self._crashed(kept)
        return [kept.update for kept in self._waiting()]

    async def try_alone(self, number: int) -> int:
        """Counts a crash in advance."""
        return self._crashed(self._kept[number])

    async def clear(self, number: int) -> None:
        """It came through alone."""
        if (kept := self._kept.get(number)) is not None:
            self._kept[number] = replace(kept, update=replace(kept.update, crashes=0))

    async def backlog(self) -> Backlog:
        """How much there is."""
        waiting = self._waiting()
        aside = sum(kept.aside is not None for kept in self._kept.values())
        return Backlog(len(waiting), min((kept.at for kept in waiting), default=None), aside)

    async def forget(self, now: datetime) -> int:
        """Deletes what is too old."""
        old = [
            number
            for number, kept in self._kept.items()
            if kept.done is not None
            and kept.done < now - (CLAIMED if kept.aside is None else KEPT_ASIDE)
        ]
        for number in old:
            del self._kept[number]
        return len(old)

    async def check(self) -> None:
        """Memory can be written to."""

    def held(self) -> Iterator[tuple[str, str, Row]]:
        """What is kept about anybody."""
        for number, kept in self._kept.items():
            if kept.update.person is not None:
                row = {"number": number, "at": kept.at.isoformat(), "body": kept.update.body}
                yield kept.update.person, "inbox", row

    def let_go(self, key: str) -> None:
        """Forgets what is kept under that very key."""
        mine = [number for number, kept in self._kept.items() if kept.update.person == key]
        for number in mine:
            del self._kept[number]

    def _waiting(self) -> list[_Kept]:
        waiting = [kept for kept in self._kept.values() if kept.done is None]
        return sorted(waiting, key=lambda kept: kept.update.number)

    def _crashed(self, kept: _Kept) -> int:
        number, crashes = kept.update.number, kept.update.crashes + 1
        self._kept[number] = replace(kept, update=replace(kept.update, crashes=crashes))
        return crashes
