"""Void items, in the database."""

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from conversations.database.connection import writing
from conversations.database.tables import voided_items
from conversations.voiding import Void

_ALL = select(voided_items).order_by(voided_items.c.item, voided_items.c.version.nulls_first())


class VoidTable:
    """A VoidStore that keeps them."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._reader = engine
        self._writer = writing(engine)

    async def add(self, void: Void) -> None:
        """Keeps `void`."""
        replaced = voided_items.c.item == void.item
        if void.version is not None:
            replaced &= voided_items.c.version == void.version
        row = {
            "item": void.item,
            "version": void.version,
            "reason": void.reason,
            "at": void.at,
        }
        async with self._writer.begin() as connection:
            await connection.execute(delete(voided_items).where(replaced))
            await connection.execute(insert(voided_items).values(row))

    async def restore(self, item: str) -> int:
        """Lets the item count again."""
        async with self._writer.begin() as connection:
            gone = await connection.execute(delete(voided_items).where(voided_items.c.item == item))
        return gone.rowcount

    async def all(self) -> tuple[Void, ...]:
        """Every void kept."""
        async with self._reader.begin() as connection:
            return tuple(
                Void(row.item, row.version, row.reason, row.at)
                for row in await connection.execute(_ALL)
            )
