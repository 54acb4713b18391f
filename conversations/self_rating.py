"""How people see themselves on a task: shown beside what their answers show, and never counted.

Self-ratings hardly go along with what others see (r = .22, Heidemeier & Moser 2009), so nothing
here reaches `readiness`.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from conversations.language import N_
from conversations.row import Row


class SelfLevel(StrEnum):
    """What somebody says of themselves; each is its own message id."""

    NOT_YET = N_("not yet")
    WITH_HELP = N_("with help")
    ALONE = N_("on my own")
    TEACHES = N_("could teach it")


class SelfRatingStore(Protocol):
    """Keeps the newest self-rating of each person and task."""

    async def rate(self, person: str, task: str, level: SelfLevel, at: datetime) -> None:
        """Keeps it in place of the one before; `at` is in UTC."""

    async def of(self, person: str, task: str) -> SelfLevel | None:
        """How the person sees themselves on the task of that id; None until they say."""

    async def all_of(self, person: str) -> Mapping[str, SelfLevel]:
        """How the person sees themselves on each task they said it of, by the task's id."""


class MemorySelfRatingStore:
    """A SelfRatingStore that forgets everything at the end of the process."""

    def __init__(self) -> None:
        self._levels: dict[tuple[str, str], tuple[SelfLevel, datetime]] = {}

    async def rate(self, person: str, task: str, level: SelfLevel, at: datetime) -> None:
        """Keeps the newest."""
        self._levels[person, task] = level, at

    async def of(self, person: str, task: str) -> SelfLevel | None:
        """The newest."""
        level, _at = self._levels.get((person, task), (None, None))
        return level

    async def all_of(self, person: str) -> Mapping[str, SelfLevel]:
        """The newest of each task."""
        said = self._levels.items()
        return {task: level for (whose, task), (level, _at) in said if whose == person}

    def held(self) -> Iterator[tuple[str, str, Row]]:
        """Every self-rating."""
        for (person, task), (level, at) in sorted(self._levels.items()):
            said = {"level": level.name, "at": at.isoformat()}
            yield person, "self_ratings", {"person": person, "task": task, **said}

    def let_go(self, key: str) -> None:
        """Forgets the person's self-ratings."""
        self._levels = {mine: said for mine, said in self._levels.items() if mine[0] != key}
