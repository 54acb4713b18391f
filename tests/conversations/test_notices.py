"""Notices: each is taken once, a thing that is told once is told once, nobody's is lost."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from conversations.database import open_database
from conversations.notices import (
    MemoryNoticeStore,
    Notice,
    NoticeKind,
    Notices,
    NoticeStore,
    Reach,
)
from conversations.reminders import MemoryReminderStore, QuietHours, Reminders
from quiz_samples import NOON

ANN, BO = "telegram:1", "telegram:2"


@pytest.fixture(params=["memory", "file"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[NoticeStore]:
    if request.param == "memory":
        yield MemoryNoticeStore()
        return
    database = await open_database(tmp_path / "bot.db")
    yield database.notices
    await database.close()


def notice(person: str = ANN, minutes: float = 0, team: str = "Web shop") -> Notice:
    at = NOON + timedelta(minutes=minutes)
    return Notice(person, NoticeKind.ASSIGNED, {"team": team}, at, at)


async def test_each_is_taken_once_the_longest_waiting_first(store: NoticeStore) -> None:
    for each in (notice(minutes=2), notice(BO, 1), notice(minutes=30)):
        assert await store.add(each)
    now = NOON + timedelta(minutes=10)
    assert await store.take(now, "terminal:") is None
    assert [await store.take(now, "telegram:") for _time in range(3)] == [
        notice(BO, 1),
        notice(minutes=2),
        None,
    ]
    assert await store.take_all(BO) == ()
    # Who is here is told at once, whatever the hour.
    assert await store.take_all(ANN) == (notice(minutes=30),)
    assert await store.take_all(ANN) == ()


async def test_many_processes_take_each_once(store: NoticeStore) -> None:
    for number in range(5):
        await store.add(notice(minutes=number))
    taken = await asyncio.gather(
        *(store.take(NOON + timedelta(hours=1), "telegram:") for _ in range(9))
    )
    times = [each.at for each in taken if each is not None]
    assert sorted(times) == [NOON + timedelta(minutes=number) for number in range(5)]


async def test_what_is_told_once_is_told_once_also_after_it_was_taken(store: NoticeStore) -> None:
    assert await store.add(notice(), once="standard X v3")
    assert not await store.add(notice(), once="standard X v3")
    assert await store.add(notice(BO), once="standard X v3")
    assert len(await store.take_all(ANN)) == 1
    assert not await store.add(notice(), once="standard X v3")
    assert await store.add(notice(), once="standard X v4")
    assert await store.add(notice())
    assert len(await store.take_all(ANN)) == 2


async def test_what_is_for_somebody_who_closed_the_chat_waits_until_they_are_back(
    store: NoticeStore,
) -> None:
    await store.add(notice())
    await store.lose(ANN, NOON)
    await store.lose(ANN, NOON + timedelta(days=1))
    assert await store.lost((ANN, BO)) == {ANN}
    assert await store.take(NOON, "telegram:") is None
    assert await store.find(ANN)
    assert not await store.find(ANN)
    assert await store.lost((ANN, BO)) == frozenset()
    assert await store.take(NOON, "telegram:") == notice()


async def test_what_nobody_could_be_told_of_is_forgotten(store: NoticeStore) -> None:
    await store.add(notice(minutes=-1), once="x")
    await store.add(notice())
    assert await store.forget(NOON) == 1
    assert await store.take_all(ANN) == (notice(),)
    # That they were told once is kept.
    assert not await store.add(notice(), once="x")


async def test_only_reminders_wait_for_the_end_of_the_quiet_hours(store: NoticeStore) -> None:
    reminders = Reminders(MemoryReminderStore(), lambda: night, "Asia/Taipei")
    night = datetime.fromisoformat("2026-03-02T22:00+08:00")
    telling = Notices(store, reminders, lambda: night)
    told = await telling.tell(ANN, NoticeKind.ASSIGNED)
    assert told is not None
    assert told.reach is Reach.NOW
    # Who decided nothing is left in peace at night.
    told = await telling.tell(ANN, NoticeKind.REMINDED)
    assert told is not None
    assert told.reach is Reach.LATER
    assert told.send_at == datetime.fromisoformat("2026-03-03T09:00+08:00")
    await reminders.set_quiet(BO, QuietHours(time(3), time(4)))
    told = await telling.tell(BO, NoticeKind.REMINDED)
    assert told is not None
    assert told.reach is Reach.NOW
    await store.lose(BO, night)
    told = await telling.tell(BO, NoticeKind.REMINDED, once="again")
    assert told is not None
    assert told.reach is Reach.ON_RETURN
    assert await telling.tell(BO, NoticeKind.REMINDED, once="again") is None


async def test_nobody_is_told_twice_over_a_restart(tmp_path: Path) -> None:
    for expected in (True, False):
        database = await open_database(tmp_path / "bot.db")
        assert await database.notices.add(notice(), once="x") is expected
        assert (await database.notices.take(NOON, "telegram:") is not None) is expected
        await database.close()
