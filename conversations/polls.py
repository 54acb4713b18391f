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
    """Keeps what polls ask, as long as their quizzes are kept.

    Only the answer to sending a poll tells its id. What it asks is therefore kept under a token
    before it is sent, and bound to the id afterwards: a poll whose id a crash has swallowed is
    still known to be out there.
    """

    async def announce(self, token: str, asked: PolledQuestion) -> None:
        """Keeps what a poll that is about to be sent asks."""

    async def bind(self, token: str, poll: str) -> None:
        """The poll that was announced under `token` has that id."""

    async def load(self, poll: str) -> PolledQuestion | None:
        """What the poll of that id asks."""

    async def announced(self, person: str) -> dict[str, PolledQuestion]:
        """What polls to the person ask whose ids are not known, by their tokens."""

    async def asked_at(self, quiz: str, position: int) -> datetime | None:
        """When a poll of known id asked the question the last time; None where none did."""


class MemoryPollStore:
    """A PollStore that forgets everything at the end of the process."""

    def __init__(self) -> None:
        self._announced: dict[str, PolledQuestion] = {}
        self._polls: dict[str, PolledQuestion] = {}

    async def announce(self, token: str, asked: PolledQuestion) -> None:
        """Keeps what the poll will ask."""
        self._announced[token] = asked

    async def bind(self, token: str, poll: str) -> None:
        """Keeps the id."""
        if (asked := self._announced.pop(token, None)) is not None:
            self._polls[poll] = asked

    async def load(self, poll: str) -> PolledQuestion | None:
        """What the poll asks."""
        return self._polls.get(poll)

    async def announced(self, person: str) -> dict[str, PolledQuestion]:
        """What polls of unknown ids ask."""
        return {token: asked for token, asked in self._announced.items() if asked.person == person}

    async def asked_at(self, quiz: str, position: int) -> datetime | None:
        """When it was asked the last time."""
        moments = [
            asked.at
            for asked in self._polls.values()
            if (asked.quiz, asked.position) == (quiz, position)
        ]
        return max(moments, default=None)
