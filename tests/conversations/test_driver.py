"""Where SQLite does its work: at once, or in a thread that keeps nobody waiting."""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from conversations.database.driver import Connection, connect

LONG = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {n}) SELECT i FROM n"
)
MANY = 300_000


@pytest.fixture
async def connection(tmp_path: Path) -> AsyncIterator[Connection]:
    opened = await connect(tmp_path / "some.db")
    await execute(opened, "PRAGMA journal_mode = WAL")
    await execute(opened, "CREATE TABLE kept (i INTEGER PRIMARY KEY)")
    yield opened
    await opened.close()


async def execute(connection: Connection, statement: str) -> list[Any]:
    cursor = connection.cursor()
    await cursor.execute(statement)
    return list(await cursor.fetchall())


@contextmanager
def threads(connection: Connection) -> Iterator[list[tuple[str, bool]]]:
    """What is executed inside, each with whether it is on the thread of the loop."""
    seen: list[tuple[str, bool]] = []
    here = threading.get_ident()
    connection._conn.set_trace_callback(
        lambda statement: seen.append((statement, threading.get_ident() == here))
    )
    yield seen
    connection._conn.set_trace_callback(None)


async def test_a_short_reading_is_made_at_once(connection: Connection) -> None:
    with threads(connection) as seen:
        connection.begin_reading()
        assert await execute(connection, "SELECT count(*) FROM kept") == [(0,)]
        connection.end_reading()
    assert {at_once for _statement, at_once in seen} == {True}


async def test_a_long_reading_is_made_in_a_thread_and_is_whole(connection: Connection) -> None:
    with threads(connection) as seen:
        connection.begin_reading()
        assert await execute(connection, LONG.format(n=MANY)) == [(i,) for i in range(1, MANY + 1)]
        connection.end_reading()
    assert [at_once for statement, at_once in seen if statement.startswith("WITH")] == [True, False]


async def test_writing_is_never_begun_twice_however_long_it_takes(connection: Connection) -> None:
    with threads(connection) as seen:
        connection.begin_writing(long=False)
        await execute(connection, "BEGIN IMMEDIATE")
        await execute(connection, f"INSERT INTO kept {LONG.format(n=50_000)}")
        await connection.commit()
    assert sum(statement.startswith("INSERT") for statement, _at_once in seen) == 1
    connection.begin_reading()
    assert await execute(connection, "SELECT count(*) FROM kept") == [(50_000,)]
    connection.end_reading()


async def test_the_disk_is_written_to_in_a_thread(connection: Connection) -> None:
    with threads(connection) as seen:
        connection.begin_writing(long=False)
        await execute(connection, "BEGIN IMMEDIATE")
        await execute(connection, "INSERT INTO kept VALUES (1)")
        await connection.commit()
    where = {statement.split()[0]: at_once for statement, at_once in seen}
    assert (where["INSERT"], where["COMMIT"]) == (True, False)


async def test_what_may_change_very_much_is_in_the_thread_altogether(
    connection: Connection,
) -> None:
    with threads(connection) as seen:
        connection.begin_writing(long=True)
        await execute(connection, "BEGIN IMMEDIATE")
        await execute(connection, "DELETE FROM kept")
        await connection.commit()
    assert {at_once for _statement, at_once in seen} == {False}


async def test_another_process_is_waited_for_in_a_thread(
    connection: Connection, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(tmp_path / "some.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        connection.begin_writing(long=False)
        waiting = asyncio.ensure_future(execute(connection, "BEGIN IMMEDIATE"))
        # Others go on meanwhile.
        await asyncio.sleep(0.1)
        assert not waiting.done()
        other.execute("ROLLBACK")
        await waiting
    await connection.rollback()


async def test_a_lock_that_stays_is_an_error_in_the_end(
    connection: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("conversations.database.driver.BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(tmp_path / "some.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        connection.begin_writing(long=False)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            await execute(connection, "BEGIN IMMEDIATE")


async def test_after_somebody_gave_up_waiting_the_connection_serves_the_next(
    connection: Connection,
) -> None:
    connection.begin_reading()
    reading = asyncio.ensure_future(execute(connection, LONG.format(n=MANY)))
    await asyncio.sleep(0.01)
    reading.cancel()
    await asyncio.gather(reading, return_exceptions=True)
    assert await execute(connection, "SELECT 1") == [(1,)]
    await connection.rollback()


async def test_a_beginning_that_was_given_up_leaves_no_lock_behind(
    connection: Connection, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(tmp_path / "some.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        connection.begin_writing(long=False)
        waiting = asyncio.ensure_future(execute(connection, "BEGIN IMMEDIATE"))
        await asyncio.sleep(0.05)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        other.execute("ROLLBACK")
        await connection.rollback()
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")


async def test_a_mistake_is_told_and_not_tried_again(connection: Connection) -> None:
    with threads(connection), pytest.raises(sqlite3.OperationalError, match="no such table"):
        await execute(connection, "SELECT * FROM nowhere")
