"""Opening a SQLite file: checked first, brought up to date, then safe for several processes."""

import asyncio
import json
import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from functools import partial
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import (
    AsyncAdaptedQueuePool,
    ColumnElement,
    Connection,
    Engine,
    ExceptionContext,
    Table,
    delete,
    event,
)
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from conversations.database import driver
from conversations.database.driver import BUSY_SECONDS
from conversations.errors import DatabaseUnusable
from conversations.language import N_

REVISIONS = (
    "0001",
    "0002",
    "0003",
    "0004",
    "0005",
    "0006",
    "0007",
    "0008",
    "0009",
    "0010",
    "0011",
    "0012",
    "0013",
    "0014",
    "0015",
)
"""Every schema there has been, the newest last; stands here so that a start needs no Alembic."""

OPEN_FOR_READING = 4
"""Connections that stay open between readings."""

DAMAGED = N_("The database {path} is damaged. Put a copy back, or move it away to start anew.")
_FOREIGN = N_("The file {path} is a database of another program.")
_NEWER = N_("The database {path} was written by a newer version of this program. Please update.")
_OUT_OF_REACH = N_("The database {path} can't be opened: {reason}.")


async def connect(path: Path) -> AsyncEngine:
    """An engine on the file at `path`, whose schema is the newest. Raises DatabaseUnusable."""
    stale = revision_of(path) != REVISIONS[-1]
    _make(path)
    engine = _engine(path)
    try:
        async with writing(engine).begin() if stale else engine.begin() as connection:
            if stale:
                # Alembic takes longer to load than everything else here together.
                from conversations.database.migrate import upgrade

                await connection.run_sync(upgrade)
    except sqlite3.Error as error:
        await engine.dispose()
        raise unusable(error, path) from error
    except BaseException:
        await engine.dispose()
        raise
    return engine


class Writer:
    """Transactions that write, of one engine: in this process one after another, in their order.

    They take SQLite's write lock at once: a transaction that reads first and then wants to write
    could not wait for another process, it would fail. Two of the same process would wait for it
    by sleeping, up to a tenth of a second at a time, and the one that wakes first would have it.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine.execution_options(writes=True)
        self._long = engine.execution_options(writes=True, long=True)
        self._turn = asyncio.Lock()

    @asynccontextmanager
    async def begin(self, *, long: bool = False) -> AsyncIterator[AsyncConnection]:
        """A connection in a transaction, which is kept unless an exception is raised.

        One that may change very much is `long`, and keeps only other writers waiting.
        """
        async with self._turn, (self._long if long else self._engine).begin() as connection:
            yield connection

    async def drop(self, table: Table, which: ColumnElement[bool]) -> int:
        """Deletes those rows, however many they are; gives how many they were."""
        async with self.begin(long=True) as connection:
            return (await connection.execute(delete(table).where(which))).rowcount


_writers: WeakKeyDictionary[AsyncEngine, Writer] = WeakKeyDictionary()


def writing(engine: AsyncEngine) -> Writer:
    """The engine's only writer."""
    if engine not in _writers:
        _writers[engine] = Writer(engine)
    return _writers[engine]


def revision_of(path: Path) -> str | None:
    """The schema of the file, None for one that is missing or empty; the file stays untouched.

    Raises DatabaseUnusable.
    """
    try:
        if not path.exists() or path.stat().st_size == 0:
            return None
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as file:
            file.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
            tables = {name for (name,) in file.execute("SELECT name FROM sqlite_master")}
            if not tables:
                return None
            if "alembic_version" not in tables:
                raise DatabaseUnusable(_FOREIGN, path=str(path))
            row = file.execute("SELECT version_num FROM alembic_version").fetchone()
    except (sqlite3.Error, OSError) as error:
        raise unusable(error, path) from error
    if row is not None and row[0] not in REVISIONS:
        raise DatabaseUnusable(_NEWER, path=str(path))
    return str(row[0]) if row else None


def _make(path: Path) -> None:
    # SQLite gives its side files the database's own mode.
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # A file that is there is not touched: closing it would let go of every lock that SQLite
        # holds on it in this process, and others would take the database for closed.
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except OSError as error:
        raise unusable(error, path) from error


class _Reading(AsyncEngine):
    """An engine whose transactions only read, over connections that stay open.

    To take a connection from the pool, to begin and to end a transaction takes SQLAlchemy twice as
    long as a short reading itself.
    """

    def __init__(self, engine: Engine, path: Path) -> None:
        super().__init__(engine)
        self._path = path
        self._free: list[tuple[AsyncConnection, driver.Connection]] = []

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncConnection]:
        """A connection in a transaction that only reads."""
        connection, beneath = self._free.pop() if self._free else await self._opened()
        try:
            beneath.begin_reading()
            yield connection
            beneath.end_reading()
        except BaseException as error:
            # Nobody knows what is left of it.
            await connection.close()
            if isinstance(error, sqlite3.Error):
                raise unusable(error, self._path) from error
            raise
        if len(self._free) < OPEN_FOR_READING:
            self._free.append((connection, beneath))
        else:
            await connection.close()

    async def dispose(self, close: bool = True) -> None:
        """Closes everything."""
        while self._free:
            await self._free.pop()[0].close()
        await super().dispose(close)

    async def _opened(self) -> tuple[AsyncConnection, driver.Connection]:
        connection = await self.connect()
        beneath = (await connection.get_raw_connection()).driver_connection
        assert isinstance(beneath, driver.Connection)
        return connection, beneath


def _engine(path: Path) -> AsyncEngine:
    engine = create_async_engine(
        "sqlite+aiosqlite://",
        async_creator=partial(driver.connect, path),
        poolclass=AsyncAdaptedQueuePool,
        pool_size=OPEN_FOR_READING + 1,
        # What an error says goes into logs; the values are people's.
        hide_parameters=True,
        json_serializer=partial(json.dumps, ensure_ascii=False, separators=(",", ":")),
    )
    event.listen(engine.sync_engine, "connect", _prepare)
    event.listen(engine.sync_engine, "begin", _begin)
    event.listen(engine.sync_engine, "handle_error", partial(_explain, path))
    return _Reading(engine.sync_engine, path)


def _prepare(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA journal_mode = WAL")
    # In WAL mode NORMAL loses nothing when the process is killed; only a power cut may take back
    # the last steps, and never leaves half of one.
    cursor.execute("PRAGMA synchronous = NORMAL")
    # What is deleted is overwritten, not merely let go of.
    cursor.execute("PRAGMA secure_delete = ON")
    cursor.close()


def _begin(connection: Connection) -> None:
    # A reading has begun already, see `_Reading`.
    options = connection.get_execution_options()
    if options.get("writes"):
        beneath = connection.connection.driver_connection
        assert isinstance(beneath, driver.Connection)
        beneath.begin_writing(long=options.get("long", False))
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _explain(path: Path, context: ExceptionContext) -> None:
    error = context.original_exception
    if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.IntegrityError):
        raise unusable(error, path) from error


def unusable(error: Exception, path: Path) -> DatabaseUnusable:
    """What an error of SQLite or of the system says of the database at `path`."""
    damaged = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
    if getattr(error, "sqlite_errorname", "").startswith(damaged):
        return DatabaseUnusable(DAMAGED, path=str(path))
    reason = error.strerror if isinstance(error, OSError) else None
    return DatabaseUnusable(_OUT_OF_REACH, path=str(path), reason=reason or str(error))
