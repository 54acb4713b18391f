"""Everything between us and Telegram or the disk going wrong, over the emulator."""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from pathlib import Path
from typing import Any, NoReturn

import pytest
from sqlalchemy import event
from sqlalchemy.pool import Pool

from bot import intake, pace
from bot.telegram import patience
from bot.telegram.application import serve
from bot_serving import serving, settings_for
from bot_twins import World
from conversations.database import Database, open_database
from telegram_emulator import faults
from telegram_emulator.server import Emulator

pytestmark = pytest.mark.slow

LOST = "The line broke just as I answered"


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits of our own are short; those that Telegram asks for are not ours."""
    monkeypatch.setattr(patience, "FIRST_PAUSE", 0.01)
    monkeypatch.setattr(intake, "PAUSES", (0.05,))
    monkeypatch.setattr("bot.telegram.polled.PAUSES", (0.05,))


@pytest.fixture
async def emulator() -> AsyncIterator[Emulator]:
    async with Emulator() as emulator:
        yield emulator


@pytest.fixture
async def bot(emulator: Emulator, world: World) -> AsyncIterator[None]:
    async with serving(emulator, world):
        yield


async def test_a_pause_that_telegram_asks_for_holds_up_only_that_chat(
    emulator: Emulator, bot: None
) -> None:
    ann, bob = emulator.person(), emulator.person()
    emulator.fails("sendMessage", faults.flood(2), chat=ann)
    loop = asyncio.get_running_loop()
    started = loop.time()
    await ann.says("/help")
    await bob.says("/help")
    await bob.waits_for("/standards")
    assert ann.messages == []
    await ann.waits_for("/standards")
    assert loop.time() - started >= 2


@pytest.mark.parametrize("code", [500, 502])
async def test_what_telegram_says_it_failed_at_is_sent_again(
    emulator: Emulator, bot: None, code: int
) -> None:
    ann = emulator.person()
    emulator.fails("sendMessage", faults.server_error(code), times=2)
    await ann.says("/help")
    await ann.waits_for("/standards")
    await emulator.quiet(0.2)
    assert len(ann.messages) == 1


async def test_an_outage_longer_than_our_patience_is_waited_out(
    emulator: Emulator, bot: None, world: World
) -> None:
    ann, bob = emulator.person(), emulator.person()
    emulator.fails("sendMessage", faults.server_error(), times=12, chat=ann)
    await ann.says("/help")
    await bob.says("/help")
    await bob.waits_for("/standards")
    await ann.waits_for("/standards")
    await emulator.quiet(0.3)
    assert len(ann.messages) == 1
    assert (await world.inbox.backlog()).waiting == 0


async def test_half_an_answer_to_what_was_carried_out_is_enough(
    emulator: Emulator, bot: None
) -> None:
    ann = emulator.person()
    emulator.fails("sendMessage", faults.half_answer())
    await ann.says("/help")
    await ann.waits_for("/standards")
    await emulator.quiet(0.3)
    assert len(ann.messages) == 1


async def test_where_nobody_knows_whether_an_answer_came_a_word_says_so(
    emulator: Emulator, bot: None, world: World
) -> None:
    ann = emulator.person()
    emulator.fails("sendMessage", faults.no_answer(done=False))
    await ann.says("/help")
    await ann.waits_for(LOST)
    await ann.says("/help")
    await ann.waits_for("/standards")
    await emulator.quiet(0.2)
    assert (await world.inbox.backlog()).aside == 0


async def test_an_edit_may_be_tried_again_whatever_happened(emulator: Emulator, bot: None) -> None:
    ann = emulator.person()
    await ann.says("/standards")
    await ann.waits_for("KPS1420-001v2")
    emulator.fails("editMessageText", faults.no_answer(done=True))
    emulator.fails("editMessageText", faults.no_answer(done=False))
    await ann.taps("Home")
    await ann.waits_for("Hello!")
    await emulator.quiet(0.2)
    assert len(ann.messages) == 1


@pytest.mark.parametrize(
    "fault",
    [
        faults.server_error(),
        faults.half_answer(done=False),
        faults.no_answer(),
        faults.flood(1),
    ],
    ids=["502", "half", "nothing", "429"],
)
async def test_updates_that_could_not_be_fetched_come_with_the_next_request(
    emulator: Emulator, bot: None, fault: faults.Fault
) -> None:
    ann = emulator.person()
    await ann.says("/start")
    await ann.waits_for("Hello!")
    emulator.fails("getUpdates", fault, times=3)
    await ann.says("/help")
    await ann.waits_for("/standards")
    await emulator.quiet(0.2)
    assert len(ann.messages) == 2


async def test_a_start_bears_a_telegram_that_stumbles(emulator: Emulator, world: World) -> None:
    emulator.fails("getMe", faults.server_error())
    emulator.fails("getMe", faults.no_answer())
    emulator.fails("deleteWebhook", faults.half_answer())
    async with serving(emulator, world):
        ann = emulator.person()
        await ann.says("/start")
        await ann.waits_for("Hello!")


async def test_whoever_blocked_the_bot_is_done_with_at_once(
    emulator: Emulator, bot: None, world: World
) -> None:
    ann = emulator.person()
    gate = world.assistant.slow["outsourcing"] = asyncio.Event()
    await ann.says("outsourcing")
    await emulator.quiet()
    await ann.blocks_bot()
    gate.set()
    await emulator.quiet(0.2)
    backlog = await world.inbox.backlog()
    assert (backlog.waiting, backlog.aside) == (0, 0)
    await ann.unblocks_bot()
    await ann.says("/help")
    await ann.waits_for("/standards")


async def test_what_cannot_be_read_is_set_aside_as_it_came(world: World) -> None:
    async with Emulator(judged=False) as emulator, serving(emulator, world):
        ann = emulator.person()
        said = await ann.says("/help")
        await ann.waits_for("/standards")
        emulator.updates.add("message", said.json() | {"chat": "not a chat"})
        emulator.updates.add("a_kind_of_the_future", {"from": {"id": ann.id}})
        await ann.says("/start")
        await ann.waits_for("Hello!")
        await emulator.quiet(0.2)
    assert (await world.inbox.backlog()).aside == 1
    ((_person, _table, row),) = [
        each for each in world.inbox.held() if "not a chat" in each[2]["body"]
    ]
    assert '"update_id"' in row["body"]


async def test_a_letter_cut_in_half_is_no_stumbling_block(world: World, tmp_path: Path) -> None:
    """JSON may hold half of an emoji, which no database takes as text."""
    async with opened(tmp_path) as database, Emulator(judged=False) as emulator:
        stop = asyncio.Event()
        task = served(emulator, world, database, stop)
        await emulator.polled()
        ann = emulator.person()
        said = await ann.says("/help")
        await ann.waits_for("/standards")
        emulator.updates.add("message", said.json() | {"text": "\ud83d half", "entities": []})
        await ann.waits_for("The standards don't say")
        stop.set()
        await task


# The disk


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[Database]:
    database = await open_database(folder / "bot.db")
    yield database
    await database.close()


def served(
    emulator: Emulator, world: World, database: Database, stop: asyncio.Event
) -> asyncio.Task[None]:
    world.people = database.people  # type: ignore[assignment]
    world.threads = database.threads  # type: ignore[assignment]
    engine, inbox = world.engine(), database.inbox(7000000001)
    return asyncio.create_task(serve(settings_for(emulator), engine, stop, inbox=inbox))


@contextmanager
def full_disk() -> Iterator[None]:
    """No connection may make its file larger."""

    def limit(connection: Any, _record: object, _proxy: object) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA max_page_count = 1")
        cursor.close()

    def free(connection: Any, _record: object, _proxy: object) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA max_page_count = 1000000")
        cursor.close()

    event.listen(Pool, "checkout", limit)
    try:
        yield
    finally:
        event.remove(Pool, "checkout", limit)
        event.listen(Pool, "checkout", free)


async def test_on_a_full_disk_updates_stay_with_telegram_until_there_is_room(
    emulator: Emulator, world: World, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with opened(tmp_path) as database:
        stop = asyncio.Event()
        task = served(emulator, world, database, stop)
        await emulator.polled()
        ann = emulator.person()
        await ann.says("/start")
        await ann.waits_for("Hello!")
        with full_disk():
            # Long enough not to fit into what is free in the file.
            await ann.says("/help " + "x" * 4000 * 1)
            await ann.says("outsourcing " + "x" * 3900)
            for _moment in range(400):
                if "can't be taken now" in caplog.text or "full" in caplog.text:
                    break
                await asyncio.sleep(0.01)
            assert "disk is full" in caplog.text
        await ann.waits_for("The standards don't say")
        assert any("/standards" in message.text for message in ann.messages)
        stop.set()
        await task
        assert (await database.inbox(7000000001).backlog()).waiting == 0
    assert "x" * 100 not in caplog.text


async def test_a_locked_database_delays_and_loses_nothing(
    emulator: Emulator, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("conversations.database.connection.BUSY_SECONDS", 0)
    async with opened(tmp_path) as database:
        stop = asyncio.Event()
        task = served(emulator, world, database, stop)
        await emulator.polled()
        ann, bob = emulator.person(), emulator.person()
        gate = world.assistant.slow["outsourcing"] = asyncio.Event()
        await ann.says("outsourcing")
        await emulator.quiet()
        with closing(sqlite3.connect(tmp_path / "bot.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            # One is being handled and has to be written about, one is still to come.
            gate.set()
            await bob.says("/help")
            await asyncio.sleep(0.4)
            assert ann.messages == bob.messages == []
            other.execute("ROLLBACK")
        await ann.waits_for("Here is what")
        await bob.waits_for("/standards")
        await emulator.quiet(0.2)
        assert (len(ann.messages), len(bob.messages)) == (1, 1)
        stop.set()
        await task
        backlog = await database.inbox(7000000001).backlog()
        assert (backlog.waiting, backlog.aside) == (0, 0)


# Floods and restarts


async def test_a_flood_gets_one_friendly_word_and_delays_nobody_else(
    emulator: Emulator, bot: None, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A flood is faster than this; on a busy machine forty answers take seconds.
    monkeypatch.setattr(pace, "A_SECOND", 0.5)
    ann, bob = emulator.person(), emulator.person()
    # However slowly they come, all are there before the first is done with.
    gate = world.assistant.slow["outsourcing"] = asyncio.Event()
    await ann.says("outsourcing")
    for _number in range(40):
        await ann.says("/help")
    await bob.says("/help")
    await bob.waits_for("/standards")
    gate.set()
    await ann.waits_for("one by one")
    await asyncio.sleep(1)
    assert sum("one by one" in message.text for message in ann.messages) == 1


async def test_what_was_in_hand_at_a_stop_is_answered_before_the_end(
    emulator: Emulator, world: World
) -> None:
    ann = emulator.person()
    gate = world.assistant.slow["outsourcing"] = asyncio.Event()
    async with serving(emulator, world):
        await ann.says("outsourcing")
        await emulator.quiet()
        asyncio.get_running_loop().call_later(0.3, gate.set)
    await ann.waits_for("Here is what")
    assert (await world.inbox.backlog()).waiting == 0


async def test_what_people_write_is_in_no_log(
    emulator: Emulator, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(self.format(record))

    keep = Keep(logging.INFO)
    logging.getLogger().addHandler(keep)
    try:
        async with serving(emulator, world):
            ann = emulator.person(first_name="Annabella")

            def burst(_question: str) -> NoReturn:
                raise RuntimeError("'my secret worry' of Annabella is too hard")

            monkeypatch.setattr(world.assistant, "_groups", burst)
            await ann.says("my secret worry")
            await ann.waits_for("Something went wrong")
    finally:
        logging.getLogger().removeHandler(keep)
    text = "\n".join(lines)
    assert "RuntimeError" in text
    assert "<text>" in text
    assert "secret worry" not in text
    assert "Annabella" not in text
