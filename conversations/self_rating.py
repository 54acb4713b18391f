"""How people see themselves on a task: shown beside what their answers show, and never counted.

Self-ratings hardly go along with what others see (r = .22, Heidemeier & Moser 2009), so nothing
here reaches `readiness`.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from conversations.language import N_


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
        self._levels: dict[tuple[str, str], SelfLevel] = {}

    async def rate(self, person: str, task: str, level: SelfLevel, at: datetime) -> None:
        """Keeps the newest."""
        self._levels[person, task] = level

    async def of(self, person: str, task: str) -> SelfLevel | None:
        """The newest."""
        return self._levels.get((person, task))

    async def all_of(self, person: str) -> Mapping[str, SelfLevel]:
        """The newest of each task."""
        return {task: level for (whose, task), level in self._levels.items() if whose == person}
