"""Observations, in the database."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, insert, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from conversations.audit import Entry
from conversations.database.audit import log
from conversations.database.connection import writing
from conversations.database.people import in_parts, know
from conversations.database.tables import grants, memberships, observations
from conversations.observing import Observation
from conversations.people import called

_IN_ORDER = select(observations).order_by(observations.c.at, observations.c.id)
_OF_ONE = _IN_ORDER.where(observations.c.person == bindparam("person"))


class ObservationTable:
    """An ObservationStore that keeps them."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._reader = engine
        self._writer = writing(engine)

    async def add(self, person: str, observation: Observation, entry: Entry | None = None) -> int:
        """Keeps one more observation."""
        row = {
            "person": person,
            "target": observation.target,
            "observer": "" if observation.by else observation.observer,
            "at": observation.at,
            "valid_until": observation.valid_until,
            "performed": observation.performed,
            "note": observation.note,
            "comment": observation.comment,
            "team": observation.team,
            "seen_by": observation.by,
            "withdrawn_at": observation.withdrawn_at,
            "withdrawn_why": observation.withdrawn_why,
        }
        async with self._writer.begin() as connection:
            for each in filter(None, (person, observation.by)):
                await know(connection, each)
            kept = await connection.execute(insert(observations).values(row))
            if entry is not None:
                await log(connection, entry)
        (id,) = kept.inserted_primary_key or (0,)
        return int(id)

    async def note(self, person: str, id: int, by: str, note: str) -> bool:
        """Writes the observer's note, once."""
        mine = (observations.c.seen_by == by) & (observations.c.note == "")
        return await self._write(person, id, mine, note=note)

    async def comment(self, person: str, id: int, comment: str) -> bool:
        """Writes the learner's comment."""
        return await self._write(person, id, true(), comment=comment)

    async def withdraw(self, person: str, id: int, at: datetime, why: str, entry: Entry) -> bool:
        """Takes it back, once."""
        one = (observations.c.id == id) & (observations.c.person == person)
        good = one & observations.c.withdrawn_at.is_(None)
        gone = update(observations).where(good).values(withdrawn_at=at, withdrawn_why=why)
        async with self._writer.begin() as connection:
            if not (await connection.execute(gone)).rowcount:
                return False
            await log(connection, entry)
        return True

    async def _write(self, person: str, id: int, free: Any, **words: str) -> bool:
        one = (observations.c.id == id) & (observations.c.person == person) & free
        async with self._writer.begin() as connection:
            done = await connection.execute(update(observations).where(one).values(**words))
        return bool(done.rowcount)

    async def of(self, person: str) -> tuple[Observation, ...]:
        """What was seen of the person."""
        async with self._reader.begin() as connection:
            rows = (await connection.execute(_OF_ONE, {"person": person})).all()
            names = await _names_of(connection, sorted({row.seen_by for row in rows} - {None}))
        return tuple(_observation(row, names) for row in rows)

    async def of_many(self, persons: Collection[str]) -> dict[str, tuple[Observation, ...]]:
        """What was seen of each person."""
        found: dict[str, list[Observation]] = {person: [] for person in persons}
        async with self._reader.begin() as connection:
            rows = [
                row
                for some in in_parts(list(found))
                for row in await connection.execute(observations_of_many(some))
            ]
            names = await _names_of(connection, sorted({row.seen_by for row in rows} - {None}))
        for row in rows:
            found[row.person].append(_observation(row, names))
        return {person: tuple(seen) for person, seen in found.items()}

    async def forget(self, before: datetime) -> int:
        """Deletes old ones."""
        old = observations.c.valid_until < before
        return await self._writer.drop(observations, old)


async def _names_of(connection: AsyncConnection, persons: Sequence[str]) -> dict[str, str]:
    """What each is called as a manager, else in the team that they joined last."""
    names = {person: called("", person) for person in persons}
    for some in in_parts(persons):
        for table, newest in ((memberships, memberships.c.joined_at), (grants, grants.c.at)):
            wanted = (
                select(table.c.person, table.c.name)
                .where(table.c.person.in_(some), table.c.name != "")
                .order_by(newest, table.c.id)
            )
            names |= {person: name for person, name in await connection.execute(wanted)}
    return names


def observations_of_many(persons: Sequence[str]) -> Select[Any]:
    """What was seen of those persons, oldest first."""
    return _IN_ORDER.where(observations.c.person.in_(persons))


def _observation(row: Row[Any], names: Mapping[str, str]) -> Observation:
    return Observation(
        row.target,
        names[row.seen_by] if row.seen_by else row.observer,
        row.at,
        row.valid_until,
        row.performed,
        row.note,
        row.comment,
        row.team,
        row.seen_by,
        row.withdrawn_at,
        row.withdrawn_why,
        row.id,
    )
