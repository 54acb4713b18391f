"""What others did reaches people in Telegram: once, over restarts, and when they come back."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.telegram import patience
from bot_serving import serving
from bot_twins import World
from conversations.notices import Notice, NoticeKind
from standards.model import Language
from telegram_emulator import faults
from telegram_emulator.people import Person
from telegram_emulator.server import Emulator

pytestmark = pytest.mark.slow

PARAMS = {
    "team": "外貿部",
    "standard": "KRM4224-001v1",
    "tasks": "T1、T2",
    "wanted": "PASSED",
    "due": "2026-03-01",
}


@pytest.fixture
async def emulator() -> AsyncIterator[Emulator]:
    async with Emulator() as emulator:
        yield emulator


async def concerns(world: World, person: Person) -> None:
    """Something happens of which the person is to be told."""
    notice = Notice(
        f"telegram:{person.user.id}", NoticeKind.ASSIGNED, PARAMS, world.time, world.time
    )
    await world.notices.add(notice)


def told(person: Person) -> int:
    return sum("new to work towards" in message.text for message in person.messages)


async def greeted(emulator: Emulator, world: World, *people: Person) -> None:
    async with serving(emulator, world):
        for person in people:
            await person.says("/start")
            await person.waits_for("Hello!")
            await world.people.set_language(f"telegram:{person.user.id}", Language.EN)


async def test_a_notice_comes_once_over_restarts_in_the_persons_language(
    emulator: Emulator, world: World
) -> None:
    ann = emulator.person()
    await greeted(emulator, world, ann)
    await concerns(world, ann)
    for _start in range(3):
        async with serving(emulator, world, chores_every=0.01):
            await asyncio.sleep(0.1)
    assert told(ann) == 1
    assert "until 2026-03-01" in ann.newest.text
    assert "Cross-border e-commerce" in ann.newest.text


async def test_who_blocked_the_bot_is_told_when_they_are_back(
    emulator: Emulator, world: World
) -> None:
    ann, bo = emulator.person(), emulator.person()
    await greeted(emulator, world, ann, bo)
    await ann.blocks_bot()
    for person in (ann, bo):
        await concerns(world, person)
    async with serving(emulator, world, chores_every=0.01):
        await bo.waits_for("new to work towards")
        await asyncio.sleep(0.1)
        assert told(ann) == 0
        await ann.unblocks_bot()
        await ann.says("/start")
        await ann.waits_for("new to work towards")
        await asyncio.sleep(0.1)
    assert (told(ann), told(bo)) == (1, 1)


async def test_one_that_may_have_come_is_not_sent_again_and_one_that_cannot_have_is(
    emulator: Emulator, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "PAUSES_BORNE", 0)
    ann = emulator.person()
    await greeted(emulator, world, ann)
    await concerns(world, ann)
    emulator.fails("sendMessage", faults.no_answer(done=True))
    async with serving(emulator, world, chores_every=0.01):
        await asyncio.sleep(0.3)
        assert told(ann) == 1
        await concerns(world, ann)
        emulator.fails("sendMessage", faults.flood(1))
        await ann.waits_for(lambda message: told(ann) == 2)
