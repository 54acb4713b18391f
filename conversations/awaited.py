"""Whose next message is the answer to something that we asked, and to what."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Protocol

from conversations.row import Row

WAITS = timedelta(minutes=15)
"""How long an answer is awaited; what is written later is a question like any other."""


@dataclass(frozen=True, slots=True)
class Awaited:
    """What somebody was asked to write; `until` is in UTC."""

    kind: str
    """What shall be done with the answer."""
    about: str
    """What it shall be done to, in words of that kind's own; may be empty."""
    until: datetime


class AwaitedStore(Protocol):
    """Keeps one awaited answer a person."""

    async def expect(self, person: str, awaited: Awaited) -> None:
        """Keeps it in place of the one before."""

    async def take(self, person: str, now: datetime) -> Awaited | None:
        """What is awaited of the person, which is awaited no more; None where nothing is by now.

        However many take it at once, one gets it.
        """

    async def forget(self, before: datetime) -> int:
        """Deletes what was awaited until before that moment; gives how much it was."""


class MemoryAwaitedStore:
    """An AwaitedStore that forgets everything at the end of the process."""

    def __init__(self) -> None:
        self._awaited: dict[str, Awaited] = {}

    async def expect(self, person: str, awaited: Awaited) -> None:
        """Keeps the newest."""
        self._awaited[person] = awaited

    async def take(self, person: str, now: datetime) -> Awaited | None:
        """What is awaited."""
        awaited = self._awaited.pop(person, None)
        return awaited if awaited is not None and awaited.until > now else None

    async def forget(self, before: datetime) -> int:
        """Deletes what lapsed."""
        gone = [person for person, each in self._awaited.items() if each.until < before]
        for person in gone:
            del self._awaited[person]
        return len(gone)

    def held(self) -> Iterator[tuple[str, str, Row]]:
        """Everything awaited."""
        for person, awaited in sorted(self._awaited.items()):
            until = {"until": awaited.until.isoformat()}
            yield person, "awaited", {"person": person, **asdict(awaited), **until}

    def let_go(self, key: str) -> None:
        """Awaits nothing of the person any more."""
        self._awaited.pop(key, None)
