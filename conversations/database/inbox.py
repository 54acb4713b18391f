"""The inbox, in the database."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Row, and_, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from conversations.database.bare_people import forget_bare
from conversations.database.connection import writing
from conversations.database.tables import inbox, people
from conversations.inbox import CLAIMED, KEPT_ASIDE, SUSPECT, Backlog, Received

_WAITING = inbox.c.done_at.is_(None)


class InboxTable:
    """An InboxStore that keeps it, for the bot of that number; every change is one transaction."""

    def __init__(self, engine: AsyncEngine, bot: int) -> None:
        self._reader = engine
        self._writer = writing(engine)
        self._bot = bot
        self._mine = inbox.c.bot == bot

    async def put(self, updates: Sequence[Received], at: datetime) -> list[Received]:
        """Writes down the new ones."""
        by_number = {each.number: each for each in reversed(updates)}
        claimed = select(inbox.c.number).where(self._mine, inbox.c.number.in_(by_number))
        async with self._writer.begin() as connection:
            for number in await connection.scalars(claimed):
                del by_number[number]
            new = [each for each in updates if by_number.pop(each.number, None) is each]
            if new:
                await _know(connection, {each.person for each in new if each.person is not None})
                rows = [
                    {
                        "bot": self._bot,
                        "number": each.number,
                        "person": each.person,
                        "body": each.body,
                        "at": at,
                        "crashes": each.crashes,
                    }
                    for each in new
                ]
                await connection.execute(insert(inbox), rows)
        return new

    async def done(self, numbers: Sequence[int], at: datetime) -> None:
        """They are handled."""
        handled = (
            update(inbox)
            .where(self._mine, inbox.c.number.in_(numbers))
            .values(done_at=at, body=None, person=None)
        )
        async with self._writer.begin() as connection:
            await connection.execute(handled)

    async def set_aside(self, number: int, why: str, at: datetime) -> None:
        """It cannot be handled."""
        async with self._writer.begin() as connection:
            await connection.execute(
                update(inbox)
                .where(self._mine, inbox.c.number == number)
                .values(done_at=at, aside=why)
            )

    async def recover(self) -> list[Received]:
        """What is unhandled."""
        wanted = select(inbox).where(self._mine, _WAITING).order_by(inbox.c.number)
        async with self._writer.begin() as connection:
            await connection.execute(
                update(inbox)
                .where(self._mine, _WAITING, inbox.c.crashes < SUSPECT)
                .values(crashes=inbox.c.crashes + 1)
            )
            return [_received(row) for row in await connection.execute(wanted)]

    async def try_alone(self, number: int) -> int:
        """Counts a crash in advance."""
        mine = self._mine & (inbox.c.number == number)
        async with self._writer.begin() as connection:
            await connection.execute(update(inbox).where(mine).values(crashes=inbox.c.crashes + 1))
            return int(await connection.scalar(select(inbox.c.crashes).where(mine)) or 0)

    async def clear(self, number: int) -> None:
        """It came through alone."""
        async with self._writer.begin() as connection:
            await connection.execute(
                update(inbox).where(self._mine, inbox.c.number == number).values(crashes=0)
            )

    async def backlog(self) -> Backlog:
        """How much there is."""
        waiting = select(func.count(), func.min(inbox.c.at)).where(self._mine, _WAITING)
        aside = select(func.count()).where(self._mine, inbox.c.aside.is_not(None))
        async with self._reader.begin() as connection:
            count, oldest = (await connection.execute(waiting)).one()
            return Backlog(count, oldest, int(await connection.scalar(aside) or 0))

    async def forget(self, now: datetime) -> int:
        """Deletes what is too old, and people who only ever wrote to us."""
        old = or_(
            and_(inbox.c.aside.is_(None), inbox.c.done_at < now - CLAIMED),
            inbox.c.done_at < now - KEPT_ASIDE,
        )
        async with self._writer.begin(long=True) as connection:
            gone = await connection.execute(delete(inbox).where(old))
            await forget_bare(connection)
            return int(gone.rowcount)

    async def check(self) -> None:
        """Writes, and leaves nothing."""
        async with self._writer.begin() as connection:
            probe = {"bot": 0, "number": 0, "crashes": 0}
            await connection.execute(insert(inbox).values(probe))
            await connection.execute(delete(inbox).where(inbox.c.bot == 0))


def _received(row: Row[tuple[object, ...]]) -> Received:
    return Received(row.number, row.body, row.person, row.crashes)


async def _know(connection: AsyncConnection, keys: set[str]) -> None:
    known = set(await connection.scalars(select(people.c.key).where(people.c.key.in_(keys))))
    if new := keys - known:
        await connection.execute(insert(people), [{"key": key} for key in sorted(new)])
