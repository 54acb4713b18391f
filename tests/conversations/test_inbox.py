"""What is written down before it is handled, in memory and in a database alike."""

import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from conversations.database import open_database
from conversations.inbox import (
    CLAIMED,
    KEPT_ASIDE,
    SUSPECT,
    Backlog,
    InboxStore,
    MemoryInboxStore,
    Received,
)
from conversations.lease import Lease, LeaseStore, MemoryLeaseStore
from quiz_samples import NOON
from standards.model import Language

ANN, BOB = "telegram:1001", "telegram:1002"
SECOND = timedelta(seconds=1)


def received(number: int, person: str | None = ANN) -> Received:
    return Received(number, f'{{"update_id":{number},"text":"\\u4f60 SAID{number}"}}', person)


@pytest.fixture(params=["in_memory", "on_sqlite"])
async def inbox(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[InboxStore]:
    if request.param == "in_memory":
        yield MemoryInboxStore()
        return
    database = await open_database(tmp_path / "bot.db")
    yield database.inbox(7)
    await database.close()


async def test_a_number_is_new_once_also_in_one_batch(inbox: InboxStore) -> None:
    first, second = received(1), received(2)
    assert await inbox.put([second, first, first], NOON) == [second, first]
    assert await inbox.put([first, received(3)], NOON) == [received(3)]
    assert await inbox.backlog() == Backlog(3, NOON, 0)


async def test_what_is_handled_is_known_for_a_day_and_says_nothing_any_more(
    inbox: InboxStore,
) -> None:
    await inbox.put([received(1), received(2)], NOON)
    await inbox.done([1], NOON)
    assert [each.number for each in await inbox.recover()] == [2]
    assert await inbox.put([received(1)], NOON + CLAIMED) == []
    assert await inbox.forget(NOON + CLAIMED) == 0
    assert await inbox.forget(NOON + CLAIMED + SECOND) == 1
    # What waits is never too old.
    assert await inbox.put([received(1), received(2)], NOON + CLAIMED) == [received(1)]


async def test_what_is_left_comes_back_in_order_with_its_words_and_a_crash_more(
    inbox: InboxStore,
) -> None:
    await inbox.put([received(3), received(1, None), received(2, BOB)], NOON)
    once = [replace(each, crashes=1) for each in (received(1, None), received(2, BOB), received(3))]
    assert await inbox.recover() == once
    for crashes in range(2, SUSPECT + 1):
        assert {each.crashes for each in await inbox.recover()} == {crashes}
    # From here on only what is tried alone is told apart from what happened to be there.
    assert {each.crashes for each in await inbox.recover()} == {SUSPECT}
    assert await inbox.try_alone(2) == SUSPECT + 1
    assert [each.crashes for each in await inbox.recover()] == [SUSPECT, SUSPECT + 1, SUSPECT]
    await inbox.clear(2)
    assert [each.crashes for each in await inbox.recover()] == [SUSPECT, 1, SUSPECT]


async def test_what_is_set_aside_waits_no_more_and_is_kept_for_a_week(inbox: InboxStore) -> None:
    await inbox.put([received(1), received(2)], NOON)
    await inbox.set_aside(1, "unfit", NOON)
    assert await inbox.backlog() == Backlog(1, NOON, 1)
    assert [each.number for each in await inbox.recover()] == [2]
    assert await inbox.put([received(1)], NOON) == []
    assert await inbox.forget(NOON + KEPT_ASIDE) == 0
    assert await inbox.forget(NOON + KEPT_ASIDE + SECOND) == 1


async def test_a_check_leaves_nothing(inbox: InboxStore) -> None:
    await inbox.check()
    await inbox.check()
    assert await inbox.backlog() == Backlog(0, None, 0)


@pytest.fixture
def rows(tmp_path: Path) -> Callable[[str], list[tuple[object, ...]]]:
    def read(query: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(tmp_path / "bot.db")) as file:
            return file.execute(query).fetchall()

    return read


async def test_of_what_is_handled_only_number_and_times_stay_in_the_file(
    tmp_path: Path, rows: Callable[[str], list[tuple[object, ...]]]
) -> None:
    database = await open_database(tmp_path / "bot.db")
    inbox = database.inbox(7)
    await inbox.put([received(1)], NOON)
    await inbox.done([1], NOON)
    assert rows("SELECT bot, number, person, body, aside FROM inbox") == [(7, 1, None, None, None)]
    await database.personal_data.scrub()
    await database.close()
    assert b"SAID1" not in (tmp_path / "bot.db").read_bytes()


async def test_the_inbox_of_another_bot_is_another_one(tmp_path: Path) -> None:
    database = await open_database(tmp_path / "bot.db")
    await database.inbox(7).put([received(1)], NOON)
    assert await database.inbox(8).put([received(1)], NOON) == [received(1)]
    await database.inbox(8).done([1], NOON)
    assert (await database.inbox(7).backlog()).waiting == 1
    await database.close()


async def test_an_erased_person_has_nothing_in_the_inbox(tmp_path: Path) -> None:
    database = await open_database(tmp_path / "bot.db")
    inbox = database.inbox(7)
    await inbox.put([received(1), received(2), received(3, BOB)], NOON)
    await inbox.set_aside(1, "unfit", NOON)
    receipt = await database.personal_data.erase(ANN, NOON)
    assert receipt is not None
    assert receipt.rows == {"inbox": 2, "people": 1}
    assert await inbox.backlog() == Backlog(1, NOON, 0)
    # Marking what was erased meanwhile is no mistake.
    await inbox.done([1, 2], NOON)
    await inbox.set_aside(2, "unfit", NOON)
    await database.close()


async def test_somebody_who_only_wrote_is_forgotten_and_whoever_chose_something_is_not(
    tmp_path: Path,
) -> None:
    database = await open_database(tmp_path / "bot.db")
    inbox = database.inbox(7)
    await inbox.put([received(1, ANN), received(2, BOB), received(3, "telegram:3")], NOON)
    await database.people.set_language(BOB, Language.EN)
    await database.threads.save("telegram:3", "{}", NOON)
    await inbox.forget(NOON)
    assert len(await database.personal_data.people()) == 3
    await inbox.done([1, 2, 3], NOON)
    await inbox.forget(NOON)
    assert [each.key for each in await database.personal_data.people()] == [BOB, "telegram:3"]
    await database.close()


# Leases


@pytest.fixture(params=["in_memory", "on_sqlite"])
async def leases(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[LeaseStore]:
    if request.param == "in_memory":
        yield MemoryLeaseStore()
        return
    database = await open_database(tmp_path / "bot.db")
    yield database.leases
    await database.close()


async def test_a_lease_is_one_holders_until_it_runs_out(leases: LeaseStore) -> None:
    mine, yours = Lease("me", NOON + SECOND), Lease("you", NOON + 3 * SECOND)
    assert await leases.take("bot", mine, NOON, over=None) == mine
    assert await leases.take("bot", yours, NOON, over=None) == mine
    assert await leases.take("another bot", yours, NOON, over=None) == yours
    assert await leases.renew("bot", replace(mine, until=NOON + 2 * SECOND))
    assert not await leases.renew("bot", yours)
    assert await leases.take("bot", yours, NOON + SECOND, over=None) != yours
    assert await leases.take("bot", yours, NOON + 2 * SECOND, over=None) == yours
    assert not await leases.renew("bot", mine)


async def test_a_lease_is_taken_over_only_as_it_was_seen(leases: LeaseStore) -> None:
    seen = Lease("me", NOON + SECOND)
    await leases.take("bot", seen, NOON, over=None)
    renewed = replace(seen, until=NOON + 2 * SECOND)
    await leases.renew("bot", renewed)
    yours = Lease("you", NOON + 3 * SECOND)
    assert await leases.take("bot", yours, NOON, over=seen) == renewed
    assert await leases.take("bot", yours, NOON, over=renewed) == yours


async def test_a_lease_is_given_up_by_its_holder_alone(leases: LeaseStore) -> None:
    mine, yours = Lease("me", NOON + SECOND), Lease("you", NOON + SECOND)
    await leases.take("bot", mine, NOON, over=None)
    await leases.give_up("bot", "you")
    assert await leases.take("bot", yours, NOON, over=None) == mine
    await leases.give_up("bot", "me")
    assert await leases.take("bot", yours, NOON, over=None) == yours
