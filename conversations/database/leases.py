"""Leases, in the database."""

from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from conversations.database.connection import writing
from conversations.database.tables import leases
from conversations.lease import Lease


class LeaseTable:
    """A LeaseStore that keeps them; every change is one transaction."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._writer = writing(engine)

    async def take(self, name: str, mine: Lease, now: datetime, *, over: Lease | None) -> Lease:
        """The lease that holds from now on."""
        mine_too = {"holder": mine.holder, "until": mine.until}
        async with self._writer.begin() as connection:
            wanted = select(leases.c.holder, leases.c.until).where(leases.c.name == name)
            row = (await connection.execute(wanted)).one_or_none()
            if row is None:
                await connection.execute(insert(leases).values(name=name, **mine_too))
                return mine
            there = Lease(row.holder, row.until)
            if there.until <= now or there == over or there.holder == mine.holder:
                await connection.execute(
                    update(leases).where(leases.c.name == name).values(mine_too)
                )
                return mine
            return there

    async def renew(self, name: str, mine: Lease) -> bool:
        """Keeps `mine` for longer."""
        async with self._writer.begin() as connection:
            kept = await connection.execute(
                update(leases)
                .where(leases.c.name == name, leases.c.holder == mine.holder)
                .values(until=mine.until)
            )
            return bool(kept.rowcount)

    async def give_up(self, name: str, holder: str) -> None:
        """Lets go of it."""
        async with self._writer.begin() as connection:
            await connection.execute(
                delete(leases).where(leases.c.name == name, leases.c.holder == holder)
            )
