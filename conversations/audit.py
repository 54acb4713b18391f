"""The log of deeds: what managers and owners did, with whom, when; lines are only ever added."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count
from typing import Protocol

from conversations.roles import OPERATOR, Action
from conversations.row import Row

LOG_KEPT = timedelta(days=730)
"""How long a line is kept unless a setting says otherwise."""


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
    """What was done, in few words that name nobody but, at most, the person it was done to."""


_DECLINED = "declined"


def declining(name: str) -> str:
    """The detail of a line on somebody who was not made manager, and was called so.

    Nothing else keeps what they are called, where they are in no team.
    """
    return f"{_DECLINED} {name}".strip()


def declined(line: Entry) -> str | None:
    """What whoever was not made manager was called, empty if unknown; None on other lines."""
    word, _blank, name = line.detail.partition(" ")
    said_no = line.action is Action.APPOINT_MANAGER and word == _DECLINED
    return name if said_no else None


class AuditStore(Protocol):
    """Keeps the log; the other stores write their line in the same step as what they change."""

    async def add(self, entry: Entry) -> None:
        """Keeps one more line."""

    async def entries(self, limit: int = 100, skip: int = 0) -> tuple[Entry, ...]:
        """At most `limit` lines, newest first, after skipping the `skip` newest."""

    async def about(self, person: str, action: Action) -> tuple[Entry, ...]:
        """Every line on that being done to the person, newest first."""

    async def of_team(self, team: str, action: Action) -> tuple[Entry, ...]:
        """Every line on that being done to the team as a whole, newest first."""

    async def forget(self, before: datetime) -> int:
        """Deletes the lines older than that moment; gives how many they were."""


class MemoryAuditStore:
    """An AuditStore that forgets everything at the end of the process."""

    def __init__(self) -> None:
        self._entries: list[tuple[int, Entry]] = []
        self._numbers = count(1)

    async def add(self, entry: Entry) -> None:
        """Keeps one more line."""
        self.write(entry)

    def write(self, entry: Entry) -> None:
        """The same, for the other stores in memory."""
        self._entries.append((next(self._numbers), entry))

    async def entries(self, limit: int = 100, skip: int = 0) -> tuple[Entry, ...]:
        """The newest lines."""
        return self._newest()[skip : skip + limit]

    def _newest(self) -> tuple[Entry, ...]:
        return tuple(each for _number, each in reversed(self._entries))

    async def about(self, person: str, action: Action) -> tuple[Entry, ...]:
        """Every line on that being done to the person."""
        wanted = person, action
        return tuple(each for each in self._newest() if (each.whom, each.action) == wanted)

    async def of_team(self, team: str, action: Action) -> tuple[Entry, ...]:
        """Every line on that being done to the team as a whole."""
        wanted = team, action, None
        return tuple(
            each for each in self._newest() if (each.team, each.action, each.whom) == wanted
        )

    async def forget(self, before: datetime) -> int:
        """Deletes old lines."""
        kept = [(number, each) for number, each in self._entries if each.at >= before]
        gone = len(self._entries) - len(kept)
        self._entries = kept
        return gone

    def held(self) -> Iterator[tuple[str, str, Row]]:
        """Every line, under whom it is about and under who did it."""
        for number, each in self._entries:
            by_operator = each.who == OPERATOR
            row: Row = {
                "id": number,
                "at": each.at.isoformat(),
                "by_operator": by_operator,
                "action": each.action.value,
                "team": each.team,
                "detail": each.detail,
            }
            who = None if by_operator else each.who or None
            if each.whom is not None:
                yield each.whom, "deeds", {**row, "who": who, "whom": each.whom}
            if who is not None:
                yield who, "deeds.who", row

    def let_go(self, key: str) -> None:
        """Forgets what was done to the person, and that it was they who did things to others."""
        self._entries = [
            (number, replace(each, who="") if each.who == key else each)
            for number, each in self._entries
            if each.whom != key
        ]
