"""A database file as a whole: copied while in use, looked through, rewritten."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from conversations.database.connection import DAMAGED, revision_of, unusable
from conversations.database.driver import BUSY_SECONDS
from conversations.errors import DatabaseUnusable


@dataclass(frozen=True, slots=True)
class FileContents:
    """What a database file holds, by number."""

    schema: str
    """The revision of its tables."""
    people: int
    answers: int


@contextmanager
def _opened(path: Path, *, create: bool = False) -> Iterator[sqlite3.Connection]:
    mode = "rwc" if create else "rw"
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    try:
        with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as connection:
            connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
            yield connection
    except sqlite3.Error as error:
        raise unusable(error, path) from error


def copy(source: Path, target: Path) -> None:
    """Makes `target`, a new file, hold what `source` does at one moment.

    Others may write to `source` meanwhile.

    Raises DatabaseUnusable where `source` is damaged, not ours or newer than this program.
    """
    revision_of(source)
    with _opened(target, create=True) as copied:
        with _opened(source) as original:
            original.backup(copied)
        # On its own it has no journal beside it.
        copied.execute("PRAGMA journal_mode = DELETE")


def looked_through(path: Path) -> FileContents:
    """What the file at `path` holds, after every page and every reference was checked.

    Raises DatabaseUnusable where it is damaged, not ours or newer than this program.
    """
    schema = revision_of(path)
    if schema is None:
        raise DatabaseUnusable(DAMAGED, path=str(path))
    with _opened(path) as file:
        sound = file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        whole = sound and file.execute("PRAGMA foreign_key_check").fetchone() is None
        # Ours has tables and indexes only; anything else would act on its own.
        active = "SELECT name FROM sqlite_master WHERE type NOT IN ('table', 'index')"
        if not whole or file.execute(active).fetchone() is not None:
            raise DatabaseUnusable(DAMAGED, path=str(path))
        (people,) = file.execute("SELECT count(*) FROM people").fetchone()
        (answers,) = file.execute("SELECT count(*) FROM answers").fetchone()
    return FileContents(schema, people, answers)


def rewrite(path: Path) -> bool:
    """Writes the file anew, so that it holds nothing of what was deleted; False where it can't be.

    Overwriting what is deleted is not enough: as pages are rearranged, pieces stay between rows.
    """
    try:
        with _opened(path) as file:
            file.execute("VACUUM")
            (busy, _frames, _moved) = file.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except DatabaseUnusable:
        return False
    return not busy


def in_use(path: Path) -> bool:
    """Whether anybody has the file at `path` open, also one who does nothing with it now."""
    if not path.exists():
        return False
    try:
        uri = f"{path.absolute().as_uri()}?mode=rw"
        with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as file:
            file.execute("PRAGMA busy_timeout = 500")
            file.execute("PRAGMA locking_mode = EXCLUSIVE")
            file.execute("BEGIN EXCLUSIVE")
            file.execute("ROLLBACK")
    except sqlite3.Error as error:
        # What can't even be opened, nobody else has opened either.
        return getattr(error, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))
    return False
