"""Threads, in the database."""

from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from conversations.database.connection import writing
from conversations.database.people import know
from conversations.database.tables import threads


class ThreadTable:
    """A ThreadStore that keeps them."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._reader = engine
        self._writer = writing(engine)

    async def load(self, key: str) -> str | None:
        """The topic kept last."""
        async with self._reader.begin() as connection:
            topic: str | None = await connection.scalar(
                select(threads.c.topic).where(threads.c.person == key)
            )
        return topic

    async def save(self, key: str, topic: str, at: datetime) -> None:
        """Keeps `topic` in place of the one before."""
        async with self._writer.begin() as connection:
            await know(connection, key)
            kept = await connection.execute(
                update(threads).where(threads.c.person == key).values(topic=topic, at=at)
            )
            if not kept.rowcount:
                await connection.execute(insert(threads).values(person=key, topic=topic, at=at))
