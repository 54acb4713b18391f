"""Which text of each standard people were told of, in the database."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from conversations.database.connection import writing
from conversations.database.tables import standard_texts


class TextTable:
    """A TextStore that keeps it."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._reader = engine
        self._writer = writing(engine)

    async def told(self) -> Mapping[str, str]:
        """The text's version, by the standard's code."""
        wanted = select(standard_texts.c.code, standard_texts.c.version)
        async with self._reader.begin() as connection:
            return {row.code: row.version for row in await connection.execute(wanted)}

    async def keep(self, code: str, version: str, at: datetime) -> None:
        """Keeps that everybody was told of that one."""
        row = {"code": code, "version": version, "at": at}
        async with self._writer.begin() as connection:
            await connection.execute(delete(standard_texts).where(standard_texts.c.code == code))
            await connection.execute(insert(standard_texts).values(row))
