"""What was asked of late, in the database."""

from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from conversations.asked import KEPT, AskedQuestion, concealed
from conversations.database.connection import writing
from conversations.database.tables import asked as asked_table
from standards.model import Language


class AskedTable:
    """An AskedStore that keeps it."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._reader = engine
        self._writer = writing(engine)

    async def save(self, key: str, asked: AskedQuestion) -> None:
        """Keeps `asked`, and forgets what is too old."""
        row = {
            "name": concealed(key),
            "question": asked.question,
            "language": asked.language,
            "topic": asked.topic,
            "at": asked.at,
        }
        async with self._writer.begin() as connection:
            await connection.execute(delete(asked_table).where(asked_table.c.at < asked.at - KEPT))
            await connection.execute(insert(asked_table).values(row))

    async def load(self, key: str) -> AskedQuestion | None:
        """What was asked."""
        wanted = select(asked_table).where(asked_table.c.name == concealed(key))
        async with self._reader.begin() as connection:
            row = (await connection.execute(wanted)).one_or_none()
        if row is None:
            return None
        return AskedQuestion(row.question, Language(row.language), row.topic, row.at)

    async def forget(self, before: datetime) -> None:
        """Forgets what was asked before that moment."""
        await self._writer.drop(asked_table, asked_table.c.at < before)
