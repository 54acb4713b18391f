"""Who has which role, in the database."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from conversations.appointments import Grant, Nomination, rank
from conversations.audit import Entry
from conversations.database.audit import log
from conversations.database.connection import writing
from conversations.database.people import know
from conversations.database.tables import grants, nominations, owner_codes
from conversations.roles import Role


class AppointmentTable:
    """An AppointmentStore that keeps it."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._reader = engine
        self._writer = writing(engine)

    async def of(self, person: str) -> tuple[Grant, ...]:
        """What the person was made."""
        async with self._reader.begin() as connection:
            return await _grants(connection, grants.c.person == person)

    async def called(self, person: str) -> tuple[tuple[datetime, str], ...]:
        """What the person was called in each role."""
        wanted = select(grants.c.at, grants.c.name).where(
            grants.c.person == person, grants.c.name != ""
        )
        async with self._reader.begin() as connection:
            return tuple((at, name) for at, name in await connection.execute(wanted))

    async def forget(self, before: datetime) -> int:
        """Deletes the names in roles that ended before that moment."""
        return await self._writer.drop(grants, grants.c.ended_at < before)

    async def all(self) -> tuple[Grant, ...]:
        """Every grant."""
        async with self._reader.begin() as connection:
            return await _grants(connection, grants.c.id.is_not(None))

    async def of_team(self, team: str) -> tuple[Grant, ...]:
        """The grants of the team's managers."""
        async with self._reader.begin() as connection:
            return await _grants(connection, grants.c.team == team)

    async def managers(self, team: str) -> tuple[str, ...]:
        """The team's managers."""
        return tuple(each.person for each in await self.of_team(team))

    async def grant(self, grant: Grant, entry: Entry, *, replaces: tuple[str, ...] = ()) -> bool:
        """Gives a role."""
        async with self._writer.begin() as connection:
            given, replaced = await _give(connection, grant, replaces, entry.at)
            if given or replaced:
                await log(connection, entry)
        return given

    async def withdraw(self, person: str, role: Role, team: str | None, entry: Entry) -> bool:
        """Takes a role back."""
        async with self._writer.begin() as connection:
            held = await _grants(connection, _post(role, team))
            if person not in {each.person for each in held}:
                return False
            if role is Role.OWNER and len(held) == 1:
                return False
            await _take(connection, person, role, team, entry.at)
            await log(connection, entry)
        return True

    async def nominate(self, nomination: Nomination, entry: Entry) -> bool:
        """Keeps a nomination."""
        async with self._writer.begin() as connection:
            if not await put_forward(connection, nomination):
                return False
            await log(connection, entry)
        return True

    async def nominations(self) -> tuple[Nomination, ...]:
        """Those that wait."""
        wanted = select(nominations).order_by(
            nominations.c.at, nominations.c.person, nominations.c.team
        )
        async with self._reader.begin() as connection:
            return tuple(_nomination(row) for row in await connection.execute(wanted))

    async def confirm(self, nomination: Nomination, entry: Entry) -> bool:
        """Makes the nominee manager."""
        async with self._writer.begin() as connection:
            if not await _waits(connection, nomination):
                return False
            replaced = (nomination.replaces,) if nomination.replaces else ()
            grant = Grant(
                nomination.person, Role.MANAGER, nomination.team, entry.at, nomination.name
            )
            await _give(connection, grant, replaced, entry.at)
            await log(connection, entry)
        return True

    async def decline(self, nomination: Nomination, entry: Entry) -> bool:
        """Drops a nomination."""
        async with self._writer.begin() as connection:
            if not await _waits(connection, nomination):
                return False
            await _settle(connection, nomination.person, nomination.team)
            await log(connection, entry)
        return True

    async def offer(self, code: str, now: datetime, until: datetime) -> bool:
        """Keeps a code's digest."""
        async with self._writer.begin() as connection:
            good = select(owner_codes.c.digest).where(owner_codes.c.until > now)
            if await _owned(connection) or await connection.scalar(good) is not None:
                return False
            await connection.execute(delete(owner_codes))
            await connection.execute(insert(owner_codes).values(digest=code, until=until))
        return True

    async def claim(self, code: str, grant: Grant, entry: Entry) -> bool:
        """Uses up the code."""
        mine = (owner_codes.c.digest == code) & (owner_codes.c.until > grant.at)
        async with self._writer.begin() as connection:
            if await _owned(connection):
                return False
            used = await connection.execute(delete(owner_codes).where(mine))
            if not used.rowcount:
                return False
            await _give(connection, grant, (), entry.at)
            await log(connection, entry)
        return True


async def manages(connection: AsyncConnection, team: str, person: str) -> bool:
    """Whether the person is manager of the team, or nominated for it."""
    if await _held(connection, person, Role.MANAGER, team):
        return True
    waiting = select(nominations.c.person).where(_nominee(person, team))
    return await connection.scalar(waiting) is not None


async def put_forward(connection: AsyncConnection, nomination: Nomination) -> bool:
    """Keeps a nomination, inside a writing transaction; False where there is no need of it."""
    if await manages(connection, nomination.team, nomination.person):
        return False
    for person in (nomination.person, nomination.replaces):
        if person is not None:
            await know(connection, person)
    await connection.execute(
        insert(nominations).values(
            person=nomination.person,
            team=nomination.team,
            at=nomination.at,
            replaces=nomination.replaces,
            name=nomination.name,
        )
    )
    return True


async def _give(
    connection: AsyncConnection, grant: Grant, replaces: tuple[str, ...], at: datetime
) -> tuple[bool, bool]:
    """Whether it was given, and whether anybody was replaced."""
    replaced = False
    for person in set(replaces) - {grant.person}:
        replaced |= await _take(connection, person, grant.role, grant.team, at)
    if grant.team is not None:
        await _settle(connection, grant.person, grant.team)
    if await _held(connection, grant.person, grant.role, grant.team):
        return False, replaced
    await know(connection, grant.person)
    row = {
        "person": grant.person,
        "role": grant.role,
        "team": grant.team,
        "at": grant.at,
        "name": grant.name,
    }
    await connection.execute(insert(grants).values(row))
    return True, replaced


async def _take(
    connection: AsyncConnection, person: str, role: Role, team: str | None, at: datetime
) -> bool:
    mine = (grants.c.person == person) & _post(role, team)
    named = update(grants).where(mine, grants.c.name != "").values(ended_at=at)
    ended = (await connection.execute(named)).rowcount
    return bool(ended + (await connection.execute(delete(grants).where(mine))).rowcount)


async def _settle(connection: AsyncConnection, person: str, team: str) -> None:
    await connection.execute(delete(nominations).where(_nominee(person, team)))


async def _held(connection: AsyncConnection, person: str, role: Role, team: str | None) -> bool:
    mine = (grants.c.person == person) & _post(role, team)
    return await connection.scalar(select(grants.c.id).where(mine)) is not None


async def _owned(connection: AsyncConnection) -> bool:
    return bool(await _grants(connection, _post(Role.OWNER, None)))


async def _waits(connection: AsyncConnection, nomination: Nomination) -> bool:
    kept = select(nominations).where(_nominee(nomination.person, nomination.team))
    row = (await connection.execute(kept)).one_or_none()
    return row is not None and _nomination(row) == nomination


async def _grants(connection: AsyncConnection, which: ColumnElement[bool]) -> tuple[Grant, ...]:
    rows = await connection.execute(select(grants).where(which, grants.c.ended_at.is_(None)))
    found = (Grant(row.person, Role(row.role), row.team, row.at, row.name) for row in rows)
    return tuple(sorted(found, key=rank))


def _post(role: Role, team: str | None) -> ColumnElement[bool]:
    return (
        (grants.c.role == role)
        & grants.c.team.is_not_distinct_from(team)
        & grants.c.ended_at.is_(None)
    )


def _nominee(person: str, team: str) -> ColumnElement[bool]:
    return (nominations.c.person == person) & (nominations.c.team == team)


def _nomination(row: Row[Any]) -> Nomination:
    return Nomination(row.person, row.team, row.at, row.replaces, row.name)
