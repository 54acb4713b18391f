"""How people see themselves, in the database."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from conversations.database.connection import writing
from conversations.database.people import know
from conversations.database.tables import self_ratings
from conversations.self_rating import SelfLevel


class SelfRatingTable:
    """A SelfRatingStore that keeps it."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._reader = engine
        self._writer = writing(engine)

    async def rate(self, person: str, task: str, level: SelfLevel, at: datetime) -> None:
        """Keeps the newest."""
        mine = (self_ratings.c.person == person) & (self_ratings.c.task == task)
        # The name, so that other words for a level don't change what was said.
        values = {"level": level.name, "at": at}
        async with self._writer.begin() as connection:
            kept = await connection.execute(update(self_ratings).where(mine).values(values))
            if not kept.rowcount:
                await know(connection, person)
                row = {"person": person, "task": task, **values}
                await connection.execute(insert(self_ratings).values(row))

    async def of(self, person: str, task: str) -> SelfLevel | None:
        """The newest."""
        wanted = select(self_ratings.c.level).where(
            self_ratings.c.person == person, self_ratings.c.task == task
        )
        async with self._reader.begin() as connection:
            name = await connection.scalar(wanted)
        return None if name is None else SelfLevel[name]

    async def all_of(self, person: str) -> Mapping[str, SelfLevel]:
        """The newest of each task."""
        wanted = select(self_ratings.c.task, self_ratings.c.level).where(
            self_ratings.c.person == person
        )
        async with self._reader.begin() as connection:
            rows = await connection.execute(wanted)
        return {task: SelfLevel[name] for task, name in rows}
