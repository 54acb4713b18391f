"""Invites, in the database."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from conversations.appointments import Nomination
from conversations.audit import Entry
from conversations.database.appointments import manages, put_forward
from conversations.database.audit import log
from conversations.database.connection import writing
from conversations.database.people import know
from conversations.database.tables import invite_uses, invites
from conversations.database.teams import enter, role_in, team_of
from conversations.invites import ID_LETTERS, Holder, Invite, Opened, Outcome, entry_of, outcome_of
from conversations.roles import Role
from conversations.teams import Membership


class InviteTable:
    """An InviteStore that keeps them."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._reader = engine
        self._writer = writing(engine)

    async def add(self, invite: Invite, entry: Entry) -> None:
        """Keeps a new invite."""
        async with self._writer.begin() as connection:
            await log(connection, entry)
            await connection.execute(
                insert(invites).values(
                    digest=invite.digest,
                    team=invite.team,
                    role=invite.role,
                    made_at=invite.made_at,
                    expires_at=invite.expires_at,
                    uses_left=invite.uses_left,
                    revoked_at=invite.revoked_at,
                    made_by=invite.by,
                )
            )

    async def look(self, digest: str, person: str, now: datetime) -> Opened:
        """What opening it would come to."""
        async with self._reader.begin() as connection:
            _invite, opened = await _look(connection, digest, person, now)
        return opened

    async def open(self, digest: str, person: str, name: str, now: datetime) -> Opened:
        """Lets the person in if its terms allow it."""
        async with self._writer.begin() as connection:
            invite, opened = await _look(connection, digest, person, now)
            if invite is None or opened.outcome not in (Outcome.JOINED, Outcome.NOMINATED):
                return opened
            await know(connection, person)
            if opened.outcome is Outcome.JOINED:
                await enter(connection, Membership(invite.team, person, invite.role, name, now))
            else:
                await put_forward(connection, Nomination(person, invite.team, now, name=name))
            await connection.execute(
                update(invites)
                .where(invites.c.digest == digest)
                .values(uses_left=invites.c.uses_left - 1)
            )
            used = {"invite": digest, "person": person, "at": now}
            await connection.execute(insert(invite_uses).values(used))
            await log(connection, entry_of(invite, person, opened.outcome, now))
        return opened

    async def revoke(self, id: str, at: datetime, entry: Entry) -> bool:
        """Ends the invite."""
        good = _named(id) & invites.c.revoked_at.is_(None)
        async with self._writer.begin() as connection:
            done = await connection.execute(update(invites).where(good).values(revoked_at=at))
            if not done.rowcount:
                return False
            await log(connection, entry)
        return True

    async def get(self, id: str) -> Invite | None:
        """The invite of that id."""
        wanted = _NEWEST_FIRST.where(_named(id))
        async with self._reader.begin() as connection:
            row = (await connection.execute(wanted)).first()
        return None if row is None else _invite_of(row)

    async def all(self) -> tuple[Invite, ...]:
        """Every invite."""
        async with self._reader.begin() as connection:
            return tuple(_invite_of(row) for row in await connection.execute(_NEWEST_FIRST))

    async def forget(self, before: datetime) -> int:
        """Deletes old invites."""
        return await self._writer.drop(invites, invites.c.expires_at < before)


_NEWEST_FIRST = select(invites).order_by(invites.c.made_at.desc(), invites.c.digest.desc())


def _named(id: str) -> ColumnElement[bool]:
    return func.substr(invites.c.digest, 1, ID_LETTERS) == id


async def _look(
    connection: AsyncConnection, digest: str, person: str, now: datetime
) -> tuple[Invite | None, Opened]:
    row = (
        await connection.execute(select(invites).where(invites.c.digest == digest))
    ).one_or_none()
    invite = None if row is None else _invite_of(row)
    team = None if invite is None else await team_of(connection, invite.team)
    if invite is None or team is None:
        return None, Opened(Outcome.UNKNOWN)
    used = select(invite_uses.c.at).where(
        invite_uses.c.invite == digest, invite_uses.c.person == person
    )
    holder = Holder(
        await role_in(connection, team.id, person),
        await manages(connection, team.id, person),
        await connection.scalar(used) is not None,
    )
    return invite, Opened(outcome_of(invite, team, holder, now), team, invite.role)


def _invite_of(row: Row[Any]) -> Invite:
    return Invite(
        row.digest,
        row.team,
        Role(row.role),
        row.made_at,
        row.expires_at,
        row.uses_left,
        row.revoked_at,
        row.made_by,
    )
