"""What polls ask, in the database."""

from datetime import datetime

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from conversations.database.connection import writing
from conversations.database.tables import polls
from conversations.polls import PolledQuestion


class PollTable:
    """A PollStore that keeps it."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._reader = engine
        self._writer = writing(engine)

    async def keep(self, poll: str, asked: PolledQuestion) -> None:
        """Keeps what the poll asks."""
        row = {
            "poll": poll,
            "person": asked.person,
            "quiz": asked.quiz,
            "position": asked.position,
            "at": asked.at,
        }
        async with self._writer.begin() as connection:
            await connection.execute(insert(polls).values(row))

    async def load(self, poll: str) -> PolledQuestion | None:
        """What the poll asks."""
        wanted = select(polls).where(polls.c.poll == poll)
        async with self._reader.begin() as connection:
            row = (await connection.execute(wanted)).one_or_none()
        return None if row is None else PolledQuestion(row.person, row.quiz, row.position, row.at)

    async def asked_at(self, quiz: str, position: int) -> datetime | None:
        """When it was asked the last time."""
        wanted = select(func.max(polls.c.at)).where(
            polls.c.quiz == quiz, polls.c.position == position
        )
        async with self._reader.begin() as connection:
            at: datetime | None = await connection.scalar(wanted)
        return at
