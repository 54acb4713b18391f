"""Teams and memberships, in the database."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from conversations.audit import Entry
from conversations.database.audit import log
from conversations.database.connection import writing
from conversations.database.people import know
from conversations.database.tables import memberships, teams
from conversations.roles import Role
from conversations.teams import Membership, Team, folded, in_order


class TeamTable:
    """A TeamStore that keeps them."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._reader = engine
        self._writer = writing(engine)

    async def create(self, team: Team, entry: Entry) -> bool:
        """Keeps a new team."""
        row = {
            "id": team.id,
            "name": team.name,
            "folded": folded(team.name),
            "made_at": team.made_at,
            "archived_at": team.archived_at,
        }
        async with self._writer.begin() as connection:
            if await _taken(connection, team.name, team.id):
                return False
            await connection.execute(insert(teams).values(row))
            await log(connection, entry)
        return True

    async def rename(self, team: str, name: str, entry: Entry) -> bool:
        """Gives the team that name."""
        async with self._writer.begin() as connection:
            if await _taken(connection, name, team):
                return False
            changed = update(teams).where(teams.c.id == team)
            await connection.execute(changed.values(name=name, folded=folded(name)))
            await log(connection, entry)
        return True

    async def archive(self, team: str, at: datetime, entry: Entry) -> bool:
        """Archives the team."""
        open_ = (teams.c.id == team) & teams.c.archived_at.is_(None)
        async with self._writer.begin() as connection:
            done = await connection.execute(update(teams).where(open_).values(archived_at=at))
            if not done.rowcount:
                return False
            await log(connection, entry)
        return True

    async def get(self, team: str) -> Team | None:
        """The team of that id."""
        async with self._reader.begin() as connection:
            return await team_of(connection, team)

    async def all(self) -> tuple[Team, ...]:
        """Every team."""
        async with self._reader.begin() as connection:
            return in_order(_team(row) for row in await connection.execute(select(teams)))

    async def join(self, membership: Membership, entry: Entry) -> bool:
        """Begins a time in a team."""
        async with self._writer.begin() as connection:
            if not await enter(connection, membership):
                return False
            await log(connection, entry)
        return True

    async def leave(self, team: str, person: str, at: datetime, entry: Entry) -> bool:
        """Ends the person's time in the team."""
        async with self._writer.begin() as connection:
            done = await connection.execute(
                update(memberships).where(_inside(team, person)).values(left_at=at)
            )
            if not done.rowcount:
                return False
            await log(connection, entry)
        return True

    async def members(self, team: str) -> tuple[Membership, ...]:
        """Who is in the team now."""
        wanted = (
            select(memberships)
            .where(memberships.c.team == team, memberships.c.left_at.is_(None))
            .order_by(memberships.c.name, memberships.c.person)
        )
        return await self._read(wanted)

    async def history(self, team: str) -> tuple[Membership, ...]:
        """Every time anybody had in the team."""
        wanted = (
            select(memberships)
            .where(memberships.c.team == team)
            .order_by(memberships.c.joined_at, memberships.c.id)
        )
        return await self._read(wanted)

    async def of(self, person: str) -> tuple[Membership, ...]:
        """Where the person is now."""
        wanted = (
            select(memberships)
            .join(teams, teams.c.id == memberships.c.team)
            .where(
                memberships.c.person == person,
                memberships.c.left_at.is_(None),
                teams.c.archived_at.is_(None),
            )
            .order_by(memberships.c.joined_at, memberships.c.team)
        )
        return await self._read(wanted)

    async def times_of(self, person: str) -> tuple[Membership, ...]:
        """Every time the person had."""
        wanted = (
            select(memberships)
            .where(memberships.c.person == person)
            .order_by(memberships.c.joined_at, memberships.c.id)
        )
        return await self._read(wanted)

    async def _read(self, wanted: Any) -> tuple[Membership, ...]:
        async with self._reader.begin() as connection:
            return tuple(_membership(row) for row in await connection.execute(wanted))

    async def forget(self, before: datetime) -> int:
        """Deletes old times in teams."""
        return await self._writer.drop(memberships, memberships.c.left_at < before)


async def team_of(connection: AsyncConnection, team: str) -> Team | None:
    """The team of that id."""
    row = (await connection.execute(select(teams).where(teams.c.id == team))).one_or_none()
    return None if row is None else _team(row)


async def role_in(connection: AsyncConnection, team: str, person: str) -> Role | None:
    """What the person is in the team now; None where they are not in it."""
    role = await connection.scalar(select(memberships.c.role).where(_inside(team, person)))
    return None if role is None else Role(role)


async def enter(connection: AsyncConnection, membership: Membership) -> bool:
    """Begins a time in a team, inside a writing transaction; False where it goes on already."""
    team, person = membership.team, membership.person
    held = await role_in(connection, team, person)
    if held is membership.role:
        return False
    if held is not None:
        await connection.execute(
            update(memberships).where(_inside(team, person)).values(left_at=membership.joined_at)
        )
    await know(connection, person)
    await connection.execute(
        insert(memberships).values(
            team=team,
            person=person,
            role=membership.role,
            name=membership.name,
            joined_at=membership.joined_at,
            left_at=membership.left_at,
        )
    )
    return True


async def _taken(connection: AsyncConnection, name: str, but: str) -> bool:
    other = select(teams.c.id).where(
        teams.c.folded == folded(name), teams.c.archived_at.is_(None), teams.c.id != but
    )
    return await connection.scalar(other) is not None


def _inside(team: str, person: str) -> ColumnElement[bool]:
    mine = (memberships.c.team == team) & (memberships.c.person == person)
    return mine & memberships.c.left_at.is_(None)


def _team(row: Row[Any]) -> Team:
    return Team(row.id, row.name, row.made_at, row.archived_at)


def _membership(row: Row[Any]) -> Membership:
    return Membership(row.team, row.person, Role(row.role), row.name, row.joined_at, row.left_at)
