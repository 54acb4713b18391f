"""What people prefer, in the database."""

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from conversations.database.connection import writing
from conversations.database.people import know
from conversations.database.tables import preferences
from conversations.preferences import Preferences

_MINE = select(preferences).where(preferences.c.person == bindparam("person"))


class PreferenceTable:
    """A PreferenceStore that keeps it."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._reader = engine
        self._writer = writing(engine)

    async def get(self, person: str) -> Preferences:
        """What the person prefers."""
        async with self._reader.begin() as connection:
            row = (await connection.execute(_MINE, {"person": person})).one_or_none()
        return Preferences() if row is None else Preferences(row.polls, row.dark)

    async def set_polls(self, person: str, polls: bool) -> None:
        """Keeps whether the person prefers polls."""
        await self._set(person, polls=polls)

    async def set_dark(self, person: str, dark: bool) -> None:
        """Keeps whether the person prefers dark pictures."""
        await self._set(person, dark=dark)

    async def _set(self, person: str, **chosen: bool) -> None:
        async with self._writer.begin() as connection:
            kept = await connection.execute(
                update(preferences).where(preferences.c.person == person).values(chosen)
            )
            if not kept.rowcount:
                await know(connection, person)
                row = {"person": person, "polls": False, "dark": False, **chosen}
                await connection.execute(insert(preferences).values(row))
