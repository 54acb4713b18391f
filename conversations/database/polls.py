"""What polls ask, in the database."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from conversations.database.connection import writing
from conversations.database.tables import polls
from conversations.polls import PolledQuestion


class PollTable:
    """A PollStore that keeps it."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._reader = engine
        self._writer = writing(engine)

    async def announce(self, token: str, asked: PolledQuestion) -> None:
        """Keeps what the poll will ask."""
        row = {
            "token": token,
            "person": asked.person,
            "quiz": asked.quiz,
            "position": asked.position,
            "at": asked.at,
        }
        async with self._writer.begin() as connection:
            await connection.execute(insert(polls).values(row))

    async def bind(self, token: str, poll: str) -> None:
        """Keeps the id."""
        async with self._writer.begin() as connection:
            await connection.execute(update(polls).where(polls.c.token == token).values(poll=poll))

    async def load(self, poll: str) -> PolledQuestion | None:
        """What the poll asks."""
        wanted = select(polls).where(polls.c.poll == poll)
        async with self._reader.begin() as connection:
            row = (await connection.execute(wanted)).one_or_none()
        return None if row is None else _asked(row)

    async def announced(self, person: str) -> dict[str, PolledQuestion]:
        """What polls of unknown ids ask."""
        wanted = select(polls).where(polls.c.person == person, polls.c.poll.is_(None))
        async with self._reader.begin() as connection:
            return {row.token: _asked(row) for row in await connection.execute(wanted)}

    async def asked_at(self, quiz: str, position: int) -> datetime | None:
        """When it was asked the last time."""
        wanted = select(func.max(polls.c.at)).where(
            polls.c.quiz == quiz, polls.c.position == position, polls.c.poll.is_not(None)
        )
        async with self._reader.begin() as connection:
            at: datetime | None = await connection.scalar(wanted)
        return at


def _asked(row: Row[Any]) -> PolledQuestion:
    return PolledQuestion(row.person, row.quiz, row.position, row.at)
