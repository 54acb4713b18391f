"""The log of deeds, in the database."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from conversations.audit import Entry
from conversations.database.connection import writing
from conversations.database.people import know
from conversations.database.tables import deeds
from conversations.roles import OPERATOR, Action


class AuditTable:
    """An AuditStore that keeps it."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._reader = engine
        self._writer = writing(engine)

    async def add(self, entry: Entry) -> None:
        """Keeps one more line."""
        async with self._writer.begin() as connection:
            await log(connection, entry)

    async def entries(self, limit: int = 100, skip: int = 0) -> tuple[Entry, ...]:
        """The newest lines."""
        wanted = select(deeds).order_by(deeds.c.id.desc()).limit(limit).offset(skip)
        async with self._reader.begin() as connection:
            return tuple(_entry(row) for row in await connection.execute(wanted))

    async def about(self, person: str, action: Action) -> tuple[Entry, ...]:
        """Every line on that being done to the person."""
        return await self._read(deeds.c.whom == person, deeds.c.action == action)

    async def of_team(self, team: str, action: Action) -> tuple[Entry, ...]:
        """Every line on that being done to the team as a whole."""
        return await self._read(
            deeds.c.team == team, deeds.c.action == action, deeds.c.whom.is_(None)
        )

    async def _read(self, *which: ColumnElement[bool]) -> tuple[Entry, ...]:
        wanted = select(deeds).where(*which).order_by(deeds.c.id.desc())
        async with self._reader.begin() as connection:
            return tuple(_entry(row) for row in await connection.execute(wanted))

    async def forget(self, before: datetime) -> int:
        """Deletes old lines."""
        return await self._writer.drop(deeds, deeds.c.at < before)


async def log(connection: AsyncConnection, entry: Entry) -> None:
    """Keeps one more line, inside the transaction of what was done."""
    by_operator = entry.who == OPERATOR
    for person in (None if by_operator else entry.who, entry.whom):
        if person is not None:
            await know(connection, person)
    await connection.execute(
        insert(deeds).values(
            at=entry.at,
            who=None if by_operator else entry.who,
            by_operator=by_operator,
            action=entry.action,
            whom=entry.whom,
            team=entry.team,
            detail=entry.detail,
        )
    )


def _entry(row: Row[Any]) -> Entry:
    who = OPERATOR if row.by_operator else row.who or ""
    return Entry(row.at, who, Action(row.action), row.whom, row.team, row.detail)
