"""Whose next message is an answer, in the database."""

from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from conversations.awaited import Awaited
from conversations.database.connection import writing
from conversations.database.people import know
from conversations.database.tables import awaited as table

_MINE = select(table).where(table.c.person == bindparam("person"))


class AwaitedTable:
    """An AwaitedStore that keeps it."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._reader = engine
        self._writer = writing(engine)

    async def expect(self, person: str, awaited: Awaited) -> None:
        """Keeps the newest."""
        row = {
            "person": person,
            "kind": awaited.kind,
            "about": awaited.about,
            "until": awaited.until,
        }
        async with self._writer.begin() as connection:
            await know(connection, person)
            await connection.execute(delete(table).where(table.c.person == person))
            await connection.execute(insert(table).values(row))

    async def take(self, person: str, now: datetime) -> Awaited | None:
        """What is awaited."""
        mine = {"person": person}
        # Hardly ever is anything awaited, and a reader keeps nobody waiting.
        async with self._reader.begin() as connection:
            if (await connection.execute(_MINE, mine)).one_or_none() is None:
                return None
        async with self._writer.begin() as connection:
            row = (await connection.execute(_MINE, mine)).one_or_none()
            if row is None:
                return None
            await connection.execute(delete(table).where(table.c.person == person))
        return Awaited(row.kind, row.about, row.until) if row.until > now else None

    async def forget(self, before: datetime) -> int:
        """Deletes what lapsed."""
        return await self._writer.drop(table, table.c.until < before)
