"""Who went on after which version of the privacy notice, in the database."""

from datetime import datetime

from sqlalchemy import bindparam, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from conversations.database.connection import writing
from conversations.database.people import know
from conversations.database.tables import acceptances
from conversations.privacy import Acceptance

_NEWEST = (
    select(acceptances.c.version, acceptances.c.at)
    .where(acceptances.c.person == bindparam("person"))
    .order_by(acceptances.c.version.desc())
    .limit(1)
)


class AcceptanceTable:
    """An AcceptanceStore that keeps them."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._reader = engine
        self._writer = writing(engine)

    async def accept(self, person: str, version: int, at: datetime) -> None:
        """Keeps the first acceptance of a version."""
        kept = select(acceptances.c.at).where(
            acceptances.c.person == person, acceptances.c.version == version
        )
        async with self._writer.begin() as connection:
            if await connection.scalar(kept) is None:
                await know(connection, person)
                await connection.execute(
                    insert(acceptances).values(person=person, version=version, at=at)
                )

    async def newest(self, person: str) -> Acceptance | None:
        """The acceptance of the highest version."""
        async with self._reader.begin() as connection:
            row = (await connection.execute(_NEWEST, {"person": person})).one_or_none()
        return None if row is None else Acceptance(row.version, row.at)
