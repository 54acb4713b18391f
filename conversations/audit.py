"""The log of deeds: what managers and owners did, with whom, when; lines are only ever added."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from conversations.roles import Action

LOG_KEPT = timedelta(days=730)
"""How long a line is kept."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log; `at` is in UTC."""

    at: datetime
    who: str
    """The key of who did it, or OPERATOR; empty for somebody who was erased since."""
    action: Action
    whom: str | None = None
    """The key of the person to whom it was done."""
    team: str | None = None
    """The team's id."""
    detail: str = ""
    """What was done, in few words that name nobody."""


class AuditStore(Protocol):
    """Keeps the log; the other stores write their line in the same step as what they change."""

    async def add(self, entry: Entry) -> None:
        """Keeps one more line."""

    async def entries(self, limit: int = 100, skip: int = 0) -> tuple[Entry, ...]:
        """At most `limit` lines, newest first, after skipping the `skip` newest."""

    async def about(self, person: str, action: Action) -> tuple[Entry, ...]:
        """Every line on that being done to the person, newest first."""

    async def forget(self, before: datetime) -> int:
        """Deletes the lines older than that moment; gives how many they were."""


class MemoryAuditStore:
    """An AuditStore that forgets everything at the end of the process."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []

    async def add(self, entry: Entry) -> None:
        """Keeps one more line."""
        self.write(entry)

    def write(self, entry: Entry) -> None:
        """The same, for the other stores in memory."""
        self._entries.append(entry)

    async def entries(self, limit: int = 100, skip: int = 0) -> tuple[Entry, ...]:
        """The newest lines."""
        return tuple(self._entries[::-1][skip : skip + limit])

    async def about(self, person: str, action: Action) -> tuple[Entry, ...]:
        """Every line on that being done to the person."""
        lines = reversed(self._entries)
        return tuple(each for each in lines if (each.whom, each.action) == (person, action))

    async def forget(self, before: datetime) -> int:
        """Deletes old lines."""
        kept = [each for each in self._entries if each.at >= before]
        gone = len(self._entries) - len(kept)
        self._entries = kept
        return gone
