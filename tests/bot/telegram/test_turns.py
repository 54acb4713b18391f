"""How fast messages go out."""

import asyncio
from collections.abc import Awaitable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.turns import AT_ONCE_IN_A_CHAT, AT_ONCE_IN_A_GROUP, IN_ALL, Turns


class Time:
    """A clock that goes on only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


def turns() -> tuple[Turns, Time]:
    clock = Time()
    return Turns(lambda: clock.now, clock.sleep), clock


def run(work: Awaitable[Any]) -> Any:
    async def all_of_it() -> Any:
        return await work

    return asyncio.run(all_of_it())


async def test_whoever_is_alone_never_waits() -> None:
    taking, clock = turns()
    for _message in range(int(AT_ONCE_IN_A_CHAT)):
        await taking.take(7)
    assert clock.now == 0


async def test_one_chat_gets_one_a_second_in_the_long_run() -> None:
    taking, clock = turns()
    for _message in range(int(AT_ONCE_IN_A_CHAT) + 60):
        await taking.take(7)
    assert round(clock.now) == 60


async def test_a_group_gets_twenty_a_minute() -> None:
    taking, clock = turns()
    for _message in range(int(AT_ONCE_IN_A_GROUP) + 20):
        await taking.take(-7)
    assert round(clock.now) == 60


@given(st.lists(st.integers(1, 400), min_size=100, max_size=400))
def test_in_all_there_are_never_more_than_telegram_bears(chats: list[int]) -> None:
    async def sent() -> list[float]:
        taking, clock = turns()
        times = []
        for chat in chats:
            await taking.take(chat)
            times.append(clock.now)
        return times

    times = run(sent())
    last = times[-1]
    assert len(times) <= IN_ALL + IN_ALL * last + 1


async def test_what_nobody_waits_for_leaves_room_for_whoever_waits() -> None:
    taking, clock = turns()
    for chat in range(1000):
        await taking.spare()
        await taking.take(chat)
        before = clock.now
        if chat % 100 == 99:
            await taking.take(5000 + chat)
            assert clock.now == before
    assert 900 / IN_ALL < clock.now < 1100 / IN_ALL


async def test_a_chat_that_telegram_wants_quiet_is_left_alone_for_all_that_time() -> None:
    taking, clock = turns()
    taking.told_to_wait(7, 30.0)
    await taking.take(8)
    assert clock.now == 0
    await taking.take(7)
    assert clock.now >= 30


async def test_what_is_forgotten_is_as_if_it_had_never_been() -> None:
    taking, clock = turns()
    taking.told_to_wait(7, 30.0)
    taking.forget(7)
    await taking.take(7)
    assert clock.now == 0
