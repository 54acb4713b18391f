"""Notices, in the database."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from conversations.database.connection import writing
from conversations.database.people import in_parts, know
from conversations.database.tables import notices, told_once, unreachable
from conversations.notices import Notice, NoticeKind

_LOST = select(unreachable.c.person).where(unreachable.c.person == bindparam("person"))


class NoticeTables:
    """A NoticeStore that keeps them; every change is one transaction."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._reader = engine
        self._writer = writing(engine)

    async def add(
        self, notice: Notice, once: str = "", again_after: timedelta | None = None
    ) -> bool:
        """Keeps one more."""
        mine = (told_once.c.person == notice.person) & (told_once.c.once == once)
        async with self._writer.begin() as connection:
            last = await connection.scalar(select(told_once.c.at).where(mine)) if once else None
            if last is not None and (again_after is None or notice.at - last < again_after):
                return False
            for each in filter(None, (notice.person, notice.named)):
                await know(connection, each)
            if last is not None:
                await connection.execute(update(told_once).where(mine).values(at=notice.at))
            elif once:
                row = {"person": notice.person, "once": once, "at": notice.at}
                await connection.execute(insert(told_once).values(row))
            await connection.execute(insert(notices).values(_row(notice)))
        return True

    async def take(self, now: datetime, face: str) -> Notice | None:
        """Takes out the one that has waited longest."""
        wanted = (
            select(notices)
            .where(
                notices.c.send_at <= now,
                notices.c.person.startswith(face, autoescape=True),
                notices.c.person.not_in(select(unreachable.c.person)),
            )
            .order_by(notices.c.send_at, notices.c.id)
            .limit(1)
        )
        async with self._reader.begin() as connection:
            # Most of the time there is none, and the lock is left to others.
            if (await connection.execute(wanted)).one_or_none() is None:
                return None
        async with self._writer.begin() as connection:
            row = (await connection.execute(wanted)).one_or_none()
            if row is None:
                return None
            await connection.execute(delete(notices).where(notices.c.id == row.id))
            return _notice(row)

    async def take_all(self, person: str) -> tuple[Notice, ...]:
        """Takes out everything that waits for the person."""
        mine = notices.c.person == person
        wanted = select(notices).where(mine).order_by(notices.c.id)
        async with self._reader.begin() as connection:
            if (await connection.execute(wanted.limit(1))).one_or_none() is None:
                return ()
        async with self._writer.begin() as connection:
            rows = (await connection.execute(wanted)).all()
            await connection.execute(delete(notices).where(mine))
        return tuple(_notice(row) for row in rows)

    async def lose(self, person: str, at: datetime) -> None:
        """Keeps that the person has closed the chat to us."""
        async with self._writer.begin() as connection:
            known = select(unreachable.c.at).where(unreachable.c.person == person)
            if await connection.scalar(known) is None:
                await know(connection, person)
                await connection.execute(insert(unreachable).values(person=person, at=at))

    async def find(self, person: str) -> bool:
        """Keeps that the person can be reached."""
        async with self._reader.begin() as connection:
            # Hardly anybody is, and everybody who comes is looked for.
            if await connection.scalar(_LOST, {"person": person}) is None:
                return False
        async with self._writer.begin() as connection:
            gone = await connection.execute(
                delete(unreachable).where(unreachable.c.person == person)
            )
        return bool(gone.rowcount)

    async def lost(self, persons: Collection[str]) -> frozenset[str]:
        """Those of them that can't be reached."""
        found: set[str] = set()
        async with self._reader.begin() as connection:
            for some in in_parts(list(persons)):
                wanted = select(unreachable.c.person).where(unreachable.c.person.in_(some))
                found.update(await connection.scalars(wanted))
        return frozenset(found)

    async def forget(self, before: datetime) -> int:
        """Deletes what nobody could be told of."""
        return await self._writer.drop(notices, notices.c.at < before)


def _row(notice: Notice) -> dict[str, Any]:
    return {
        "person": notice.person,
        "kind": notice.kind,
        "params": dict(notice.params),
        "at": notice.at,
        "send_at": notice.send_at,
        "named": notice.named,
    }


def _notice(row: Row[Any]) -> Notice:
    return Notice(row.person, NoticeKind(row.kind), row.params, row.at, row.send_at, row.named)
