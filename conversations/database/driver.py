"""SQLite's driver: what is soon done is done at once, what may take long or wait in a thread.

aiosqlite leaves every call to a thread, and the reading of one row is nine calls. Each costs ten
times what SQLite takes to find the row, and with many people at once that was most of what a tap
cost. So here:

| what | where |
|---|---|
| a statement | at once, on the event loop |
| a reading that takes longer than SOON | begun again in the thread |
| a statement that another process's lock keeps waiting | in the thread, for up to BUSY_SECONDS |
| a commit, which writes to the disk | in the thread |
| a transaction that may change very much | in the thread, all of it |
"""

import asyncio
import sqlite3
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import aiosqlite

T = TypeVar("T")

SOON = 0.005
"""Seconds that a reading may keep everybody waiting."""
LOOK_EVERY = 2000
"""Steps of SQLite's machine, some for each row, after which it is looked how long it took."""
BUSY_SECONDS = 10
"""How long a process waits for another one's write."""


async def connect(path: Path) -> "Connection":
    """A connection on the file at `path`; raises sqlite3.Error."""
    # The driver starts no transactions of its own.
    opening = partial(
        sqlite3.connect, path, timeout=0, isolation_level=None, check_same_thread=False
    )
    connection = Connection(opening)
    await connection
    await connection.set_progress_handler(connection.takes_long, LOOK_EVERY)
    return connection


class Connection(aiosqlite.Connection):
    """A connection for SQLAlchemy, used by one task at a time."""

    def __init__(self, opening: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(opening, iter_chunk_size=64)
        # A process may end without having closed it.
        self._thread.daemon = True
        self._writes = False
        """Whether what goes on is a transaction that writes: half of it can't be begun again."""
        self._is_long = False
        self._patience: float | None = None
        """Until when what goes on may be left on the loop; None for as long as it takes."""
        self._in_thread: asyncio.Future[Any] | None = None

    def cursor(self) -> Any:
        """A cursor, to be entered."""
        return Cursor(self)

    def begin_reading(self) -> None:
        """All readings up to `end_reading` find the same."""
        self._writes = self._is_long = False
        self._conn.execute("BEGIN")

    def end_reading(self) -> None:
        """Lets go of what was read."""
        self._conn.execute("COMMIT")

    def begin_writing(self, *, long: bool) -> None:
        """A transaction that writes is about to begin, all of it in the thread if it is `long`."""
        self._writes, self._is_long = True, long

    async def commit(self) -> None:
        """Ends the transaction."""
        if self._conn.in_transaction:
            await self._wait_for(self._conn.commit)

    async def rollback(self) -> None:
        """Takes back what the transaction did, where there is one: SQLAlchemy always asks."""
        if self._conn.in_transaction or self._is_busy:
            await super().rollback()

    @property
    def _is_busy(self) -> bool:
        """Whether something goes on in the thread; who waited for it may have been cancelled."""
        return self._in_thread is not None and not self._in_thread.done()

    async def at_once(self, call: Callable[[], T]) -> T:
        """What `call` gives, which may be begun twice where it only reads."""
        if self._is_long or self._is_busy:
            return await self._wait_for(call)
        self._patience = None if self._writes else time.perf_counter() + SOON
        try:
            return call()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_INTERRUPT):
                raise
        finally:
            self._patience = None
        return await self._wait_for(call)

    def takes_long(self) -> bool:
        """For SQLite, which gives up what goes on where it is true."""
        return self._patience is not None and time.perf_counter() > self._patience

    async def _wait_for(self, call: Callable[[], T]) -> T:
        """What `call` gives, in the thread, where it may wait for other processes."""

        def patiently() -> T:
            self._conn.execute(f"PRAGMA busy_timeout = {round(BUSY_SECONDS * 1000)}")
            try:
                return call()
            finally:
                self._conn.execute("PRAGMA busy_timeout = 0")

        # The one thing that aiosqlite has for this; all that it does itself goes this way.
        going_on: asyncio.Future[T] = asyncio.ensure_future(
            self._execute(patiently)  # type: ignore[no-untyped-call]
        )
        self._in_thread = going_on
        return await asyncio.shield(going_on)


class Cursor:
    """A cursor that has all its rows as soon as it is executed."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._cursor = connection._conn.cursor()
        self._rows: list[Any] = []
        self.arraysize = 1

    async def __aenter__(self) -> "Cursor":
        return self

    async def execute(self, statement: str, values: Iterable[Any] = ()) -> None:
        """Executes it."""

        def whole() -> list[Any]:
            self._cursor.execute(statement, values)  # type: ignore[arg-type]
            return self._cursor.fetchall()

        self._rows = await self._connection.at_once(whole)

    async def executemany(self, statement: str, values: Iterable[Any]) -> None:
        """Executes it for each of the values."""
        await self._connection.at_once(lambda: self._cursor.executemany(statement, values))

    async def fetchall(self) -> list[Any]:
        """The rows."""
        rows, self._rows = self._rows, []
        return rows

    async def close(self) -> None:
        """Lets go of it."""
        self._cursor.close()

    @property
    def description(self) -> Any:
        """The columns, None where it gives no rows."""
        return self._cursor.description

    @property
    def rowcount(self) -> int:
        """How many rows were changed."""
        return self._cursor.rowcount

    @property
    def lastrowid(self) -> int | None:
        """The number of the row that came in last."""
        return self._cursor.lastrowid
