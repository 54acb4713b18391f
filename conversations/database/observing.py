"""Observations, in the database."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Row, Select, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from conversations.database.connection import writing
from conversations.database.people import in_parts, know
from conversations.database.tables import observations
from conversations.observing import Observation


class ObservationTable:
    """An ObservationStore that keeps them."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._reader = engine
        self._writer = writing(engine)

    async def add(self, person: str, observation: Observation) -> None:
        """Keeps one more observation."""
        row = {
            "person": person,
            "target": observation.target,
            "observer": observation.observer,
            "at": observation.at,
            "valid_until": observation.valid_until,
            "performed": observation.performed,
            "note": observation.note,
        }
        async with self._writer.begin() as connection:
            await know(connection, person)
            await connection.execute(insert(observations).values(row))

    async def of(self, person: str) -> tuple[Observation, ...]:
        """What was seen of the person."""
        return (await self.of_many([person]))[person]

    async def of_many(self, persons: Collection[str]) -> dict[str, tuple[Observation, ...]]:
        """What was seen of each person."""
        found: dict[str, list[Observation]] = {person: [] for person in persons}
        async with self._reader.begin() as connection:
            for some in in_parts(list(found)):
                for row in await connection.execute(observations_of_many(some)):
                    found[row.person].append(_observation(row))
        return {person: tuple(seen) for person, seen in found.items()}


def observations_of_many(persons: Sequence[str]) -> Select[Any]:
    """What was seen of those persons, oldest first."""
    return (
        select(observations)
        .where(observations.c.person.in_(persons))
        .order_by(observations.c.at, observations.c.id)
    )


def _observation(row: Row[Any]) -> Observation:
    return Observation(row.target, row.observer, row.at, row.valid_until, row.performed, row.note)
