"""Assignments, in the database."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    and_,
    bindparam,
    exists,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from conversations.assignments import Assignment, Wanted, by_urgency
from conversations.audit import Entry
from conversations.database.audit import log
from conversations.database.connection import writing
from conversations.database.people import in_parts
from conversations.database.tables import assignments, memberships, teams
from conversations.roles import Role


class AssignmentTable:
    """An AssignmentStore that keeps them."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._reader = engine
        self._writer = writing(engine)

    async def add(self, assignment: Assignment, entry: Entry) -> None:
        """Keeps a new one."""
        async with self._writer.begin() as connection:
            await log(connection, entry)
            await connection.execute(insert(assignments).values(_row(assignment)))

    async def change(self, before: Assignment, after: Assignment, entry: Entry) -> bool:
        """Keeps `after` in its place."""
        async with self._writer.begin() as connection:
            if await _get(connection, before.id) != before:
                return False
            changed = update(assignments).where(assignments.c.id == before.id)
            await connection.execute(changed.values(_row(after)))
            await log(connection, entry)
        return True

    async def get(self, id: str) -> Assignment | None:
        """The assignment of that id."""
        async with self._reader.begin() as connection:
            return await _get(connection, id)

    async def of_team(self, team: str) -> tuple[Assignment, ...]:
        """Those of the team."""
        return await self._open(assignments.c.team == team)

    async def of_person(self, person: str) -> tuple[Assignment, ...]:
        """Those that concern the person now."""
        async with self._reader.begin() as connection:
            rows = (await connection.execute(_CONCERNING_ONE, {"person": person})).all()
        return tuple(sorted((_assignment(row) for row in rows), key=by_urgency))

    async def of_many(self, persons: Collection[str]) -> dict[str, tuple[Assignment, ...]]:
        """Those that concern each of them now."""
        found: dict[str, list[Assignment]] = {person: [] for person in persons}
        async with self._reader.begin() as connection:
            for some in in_parts(list(found)):
                for row in await connection.execute(_concerning(memberships.c.person.in_(some))):
                    found[row.learner].append(_assignment(row))
        return {person: tuple(sorted(each, key=by_urgency)) for person, each in found.items()}

    async def forget(self, before: datetime) -> int:
        """Deletes old ones."""
        known = (memberships.c.team == assignments.c.team) & (
            memberships.c.person == assignments.c.person
        )
        gone_from_team = assignments.c.person.is_not(None) & ~exists().where(known)
        over = or_(assignments.c.withdrawn_at < before, gone_from_team)
        return await self._writer.drop(assignments, over)

    async def _open(self, which: ColumnElement[bool]) -> tuple[Assignment, ...]:
        wanted = select(assignments).where(which, assignments.c.withdrawn_at.is_(None))
        async with self._reader.begin() as connection:
            found = [_assignment(row) for row in await connection.execute(wanted)]
        return tuple(sorted(found, key=by_urgency))


def _concerning(whom: ColumnElement[bool]) -> Select[Any]:
    """Each assignment with each `learner` of those whom it concerns."""
    learns = and_(
        memberships.c.team == assignments.c.team,
        memberships.c.role == Role.LEARNER,
        memberships.c.left_at.is_(None),
        or_(assignments.c.person.is_(None), assignments.c.person == memberships.c.person),
    )
    return (
        select(assignments, memberships.c.person.label("learner"))
        .join(memberships, learns)
        .join(teams, teams.c.id == assignments.c.team)
        .where(
            whom,
            assignments.c.withdrawn_at.is_(None),
            teams.c.archived_at.is_(None),
        )
    )


_CONCERNING_ONE = _concerning(memberships.c.person == bindparam("person"))


async def _get(connection: AsyncConnection, id: str) -> Assignment | None:
    wanted = select(assignments).where(assignments.c.id == id)
    row = (await connection.execute(wanted)).one_or_none()
    return None if row is None else _assignment(row)


def _row(assignment: Assignment) -> dict[str, Any]:
    return {
        "id": assignment.id,
        "team": assignment.team,
        "person": assignment.person,
        "standard": assignment.standard,
        "tasks": assignment.tasks,
        "wanted": assignment.wanted.name,
        "due": assignment.due,
        "critical": assignment.critical,
        "at": assignment.at,
        "withdrawn_at": assignment.withdrawn_at,
    }


def _assignment(row: Row[Any]) -> Assignment:
    return Assignment(
        id=row.id,
        team=row.team,
        person=row.person,
        standard=row.standard,
        tasks=tuple(row.tasks),
        wanted=Wanted[row.wanted],
        due=row.due,
        critical=tuple(row.critical),
        at=row.at,
        withdrawn_at=row.withdrawn_at,
    )
