"""Which question a poll asks: its vote says only the poll's id and who voted."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Protocol

from conversations.row import Row


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
        self._asked: dict[str, PolledQuestion] = {}
        self._tokens: dict[str, str] = {}

    async def announce(self, token: str, asked: PolledQuestion) -> None:
        """Keeps what the poll will ask."""
        self._asked[token] = asked

    async def bind(self, token: str, poll: str) -> None:
        """Keeps the id."""
        if token in self._asked:
            self._tokens[poll] = token

    async def load(self, poll: str) -> PolledQuestion | None:
        """What the poll asks."""
        return self._asked.get(self._tokens.get(poll, ""))

    async def announced(self, person: str) -> dict[str, PolledQuestion]:
        """What polls of unknown ids ask."""
        known = set(self._tokens.values())
        return {
            token: asked
            for token, asked in self._asked.items()
            if asked.person == person and token not in known
        }

    async def asked_at(self, quiz: str, position: int) -> datetime | None:
        """When it was asked the last time."""
        known = (self._asked[token] for token in self._tokens.values())
        moments = [asked.at for asked in known if (asked.quiz, asked.position) == (quiz, position)]
        return max(moments, default=None)

    def held(self) -> Iterator[tuple[str, str, Row]]:
        """Every poll."""
        ids = {token: poll for poll, token in self._tokens.items()}
        for token, asked in sorted(self._asked.items()):
            row = {"token": token, "poll": ids.get(token), **asdict(asked)}
            yield asked.person, "polls", {**row, "at": asked.at.isoformat()}

    def let_go(self, key: str) -> None:
        """Forgets the person's polls."""
        self._asked = {token: each for token, each in self._asked.items() if each.person != key}
        self._tokens = {p: token for p, token in self._tokens.items() if token in self._asked}
