"""People, in the database."""

from collections.abc import Iterator, Sequence

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from conversations.database.connection import writing
from conversations.database.tables import people
from conversations.people import Person
from standards.model import Language

_LANGUAGE = select(people.c.language).where(people.c.key == bindparam("key"))
_KNOWN = select(people.c.key).where(people.c.key == bindparam("key"))


class PeopleTable:
    """A PeopleStore that keeps them."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._reader = engine
        self._writer = writing(engine)

    async def get(self, key: str) -> Person:
        """The person of `key`."""
        async with self._reader.begin() as connection:
            language = await connection.scalar(_LANGUAGE, {"key": key})
        return Person(key, Language(language) if language else None)

    async def set_language(self, key: str, language: Language) -> None:
        """Keeps the language that the person chose."""
        async with self._writer.begin() as connection:
            await know(connection, key)
            await connection.execute(
                update(people).where(people.c.key == key).values(language=language)
            )


async def know(connection: AsyncConnection, key: str) -> None:
    """Makes sure that there is a row for the person of `key`, inside a writing transaction."""
    if await connection.scalar(_KNOWN, {"key": key}) is None:
        await connection.execute(insert(people).values(key=key))


MOST_AT_ONCE = 500
"""People that one statement is about; SQLite takes no more than some thousand values in one."""


def in_parts(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    """The keys in parts of MOST_AT_ONCE."""
    return (keys[start : start + MOST_AT_ONCE] for start in range(0, len(keys), MOST_AT_ONCE))
