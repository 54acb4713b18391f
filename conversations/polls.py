"""Which question a poll asks: its vote says only the poll's id and who voted."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class PolledQuestion:
    """The question at `position`, counted from 0, of one person's quiz; `at` is in UTC."""

    person: str
    quiz: str
    position: int
    at: datetime
    """When it was asked."""


class PollStore(Protocol):
    """Keeps what polls ask, as long as their quizzes are kept."""

    async def keep(self, poll: str, asked: PolledQuestion) -> None:
        """Keeps what the poll of that id asks."""

    async def load(self, poll: str) -> PolledQuestion | None:
        """What the poll asks."""

    async def asked_at(self, quiz: str, position: int) -> datetime | None:
        """When the question was asked by a poll the last time; None where it never was."""


class MemoryPollStore:
    """A PollStore that forgets everything at the end of the process."""

    def __init__(self) -> None:
        self._polls: dict[str, PolledQuestion] = {}

    async def keep(self, poll: str, asked: PolledQuestion) -> None:
        """Keeps what the poll asks."""
        self._polls[poll] = asked

    async def load(self, poll: str) -> PolledQuestion | None:
        """What the poll asks."""
        return self._polls.get(poll)

    async def asked_at(self, quiz: str, position: int) -> datetime | None:
        """When it was asked the last time."""
        moments = [
            asked.at
            for asked in self._polls.values()
            if (asked.quiz, asked.position) == (quiz, position)
        ]
        return max(moments, default=None)
