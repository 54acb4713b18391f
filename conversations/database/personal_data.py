"""Everything about one person, in the database: found through the tables' own references.

What belongs to a person is what goes with them: a row that refers to `people` with ON DELETE
CASCADE, and a row that refers so to one of these. A row that refers to `people` with ON DELETE SET
NULL only names them: it stays without the name. A table that is added later is covered with it.
"""

import asyncio
from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    ForeignKeyConstraint,
    MetaData,
    RowMapping,
    Select,
    Table,
    delete,
    func,
    or_,
    select,
    text,
    tuple_,
)
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from conversations.database.connection import writing
from conversations.database.tables import (
    answers,
    grants,
    inbox,
    metadata,
    people,
    quizzes,
)
from conversations.database.whole_file import rewrite
from conversations.personal_data import (
    Erasure,
    Holdings,
    PersonSummary,
    person_of,
    spare_last_owner,
    without_others,
)
from conversations.roles import Role
from conversations.row import Row
from standards.model import Language


class PersonalDataTables:
    """A PersonalDataStore over all tables; `path` is where the engine's file is."""

    def __init__(self, engine: AsyncEngine, path: Path) -> None:
        self._reader = engine
        self._writer = writing(engine)
        self._path = path

    async def people(self) -> tuple[PersonSummary, ...]:
        """Everybody of whom anything is kept."""
        wanted = (
            select(
                people.c.key, people.c.language, func.count(answers.c.at), func.max(answers.c.at)
            )
            .outerjoin(quizzes, quizzes.c.person == people.c.key)
            .outerjoin(answers, answers.c.quiz == quizzes.c.id)
            .group_by(people.c.key)
        )
        async with self._reader.begin() as connection:
            rows = (await connection.execute(wanted)).all()
        found: dict[str, PersonSummary] = {}
        for key, language, count, last in rows:
            person = person_of(key)
            if key == person:
                chosen = Language(language) if language else None
                found[person] = PersonSummary(person, chosen, count, last)
            else:
                # In groups nothing is answered.
                found.setdefault(person, PersonSummary(person, None, 0, None))
        return tuple(found[person] for person in sorted(found))

    async def of(self, person: str) -> Holdings | None:
        """All that is kept about the person, as it was at one moment."""
        async with self._reader.begin() as connection:
            keys = await _keys_of(connection, person)
            if not keys:
                return None
            (schema,) = await connection.scalars(text("SELECT version_num FROM alembic_version"))
            kept = {}
            for table, mine in sorted(owned(metadata, keys).items(), key=lambda each: each[0].name):
                wanted = select(table).where(mine).order_by(*table.primary_key.columns)
                if rows := (await connection.execute(wanted)).mappings().all():
                    kept[table.name] = tuple(without_others(_as_row(row), keys) for row in rows)
            for column in naming(metadata):
                named = _unnamed(column.table).where(column.in_(keys))
                if rows := (await connection.execute(named)).mappings().all():
                    kept[f"{column.table.name}.{column.name}"] = tuple(map(_as_row, rows))
        return Holdings(person, schema, kept)

    async def erase(
        self, person: str, at: datetime, *, spare_owner: bool = False
    ) -> Erasure | None:
        """Deletes all of it in one transaction."""
        async with self._writer.begin(long=True) as connection:
            keys = await _keys_of(connection, person)
            if not keys:
                return None
            if spare_owner:
                owners = select(grants.c.person).where(
                    grants.c.role == Role.OWNER, grants.c.ended_at.is_(None)
                )
                spare_last_owner(person, (await connection.scalars(owners)).all())
            erased = {}
            # What belongs to a row goes before the row.
            for table, mine in reversed(owned(metadata, keys).items()):
                gone = await connection.execute(delete(table).where(mine))
                if gone.rowcount:
                    erased[table.name] = gone.rowcount
            await connection.execute(delete(inbox).where(_tells_of(person)))
        return Erasure(person, at, {name: erased[name] for name in sorted(erased)})

    async def scrub(self) -> bool:
        """Writes the file anew."""
        return await asyncio.to_thread(rewrite, self._path)


def owned(tables: MetaData, keys: Collection[str]) -> dict[Table, ColumnElement[bool]]:
    """Which rows belong to the people of those `keys`, by table, each after those it refers to."""
    persons = tables.tables[people.name]
    found: dict[Table, ColumnElement[bool]] = {persons: persons.c.key.in_(keys)}
    for table in tables.sorted_tables:
        through = [
            _refers(reference, found)
            for reference in table.foreign_key_constraints
            if reference.ondelete == "CASCADE" and reference.referred_table in found
        ]
        if through and table is not persons:
            found[table] = or_(*through)
    return found


def naming(tables: MetaData) -> list[Column[Any]]:
    """Columns that name a person in a row that is not theirs."""
    return [
        column
        for table in tables.sorted_tables
        for column in table.columns
        for reference in column.foreign_keys
        if reference.column.table.name == people.name and reference.ondelete == "SET NULL"
    ]


def _unnamed(table: Table) -> Select[Any]:
    """Its rows without the columns that say who else it is about."""
    columns = [
        column
        for column in table.columns
        if column.name != "name"
        and not any(reference.column.table is people for reference in column.foreign_keys)
    ]
    return select(*columns).order_by(*table.primary_key.columns)


def _refers(
    reference: ForeignKeyConstraint, found: dict[Table, ColumnElement[bool]]
) -> ColumnElement[bool]:
    there = reference.referred_table
    named = select(*(element.column for element in reference.elements)).where(found[there])
    return tuple_(*reference.columns).in_(named)


def _tells_of(person: str) -> ColumnElement[bool]:
    """Updates of others, set aside, that tell of the person: an answer to them in a group does.

    What waits to be handled is handled within seconds, so only these would stay.
    """
    number = person.partition(":")[2]
    told = [inbox.c.body.contains(f'"id":{number}{end}', autoescape=True) for end in ",}"]
    return inbox.c.aside.is_not(None) & or_(*told)


async def _keys_of(connection: AsyncConnection, person: str) -> Sequence[str]:
    number = person.partition(":")[2]
    alike = people.c.key.endswith(f":{number}", autoescape=True)
    wanted = select(people.c.key).where((people.c.key == person) | alike).order_by(people.c.key)
    return [key for key in await connection.scalars(wanted) if person_of(key) == person]


def _as_row(row: RowMapping) -> Row:
    return {str(name): _said(value) for name, value in row.items()}


def _said(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value
