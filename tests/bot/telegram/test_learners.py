"""What a learner decides in Telegram: the notice, reminders, polls and pictures."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.callbacks import AnswerQuestion, StartQuiz, encode
from bot.telegram import sending
from bot_serving import serving
from bot_twins import World
from conversations.quiz import Quiz
from conversations.reminders import Reminder
from standards.model import Language
from telegram_emulator import faults
from telegram_emulator.people import Person
from telegram_emulator.server import Emulator
from telegram_emulator.state import Message

pytestmark = pytest.mark.slow

TASK = "KRM4224-001v1/T4"


@pytest.fixture
async def emulator() -> AsyncIterator[Emulator]:
    async with Emulator() as emulator:
        yield emulator


def key_of(person: Person) -> str:
    return f"telegram:{person.user.id}"


async def quiz_of(world: World, person: Person) -> Quiz:
    quiz = await world.quizzes.open_quiz(key_of(person))
    assert quiz is not None
    return quiz


async def starts(person: Person, scope: str = TASK) -> Message:
    """Presses a button that starts a quiz."""
    await person.says("/quiz")
    checks = await person.waits_for("Today's check asks")
    await person.presses(checks, encode(StartQuiz(scope)))
    return checks


async def test_the_notice_comes_first_and_a_tap_goes_on_in_the_same_message(
    emulator: Emulator, newcomers: World
) -> None:
    ann = emulator.person()
    async with serving(emulator, newcomers):
        await starts(ann)
        await ann.waits_for("what is kept about you")
        assert [button["text"] for button in ann.newest.buttons] == [
            "Understood, start",
            "Not now",
        ]
        await ann.taps("Understood, start")
        await ann.waits_for("Question 1/6")
        assert len(ann.messages) == 1
        await ann.says("/privacy")
        await ann.waits_for("2026-01-01")


async def test_old_answers_are_deleted_while_the_bot_runs(emulator: Emulator, world: World) -> None:
    ann = emulator.person()
    async with serving(emulator, world, chores_every=0.01):
        shown = await starts(ann)
        await ann.waits_for("Question 1/6")
        quiz = await quiz_of(world, ann)
        await ann.presses(shown, encode(AnswerQuestion(quiz.id, 0, 0)))
        await ann.waits_for("Your answer")
        assert len(await world.quizzes.answers_of(key_of(ann))) == 1
        world.time += timedelta(days=366)
        for _moment in range(500):
            if not await world.quizzes.answers_of(key_of(ann)):
                break
            await asyncio.sleep(0.01)
        assert await world.quizzes.answers_of(key_of(ann)) == ()
        await ann.presses(shown, encode(AnswerQuestion(quiz.id, 0, 0)))
        await ann.waits_for("That quiz is over")


# Reminders

NOON = datetime(2026, 1, 5, 4, tzinfo=UTC)
"""In Taipei."""
DUE = "worth a short check again"


async def is_due(world: World, person: Person) -> None:
    """Lets a reminder be due to somebody who wants them."""
    world.time = NOON
    wanted = Reminder(key_of(person), True, Language.EN, due=NOON - timedelta(hours=1))
    await world.reminders.change(wanted, lambda kept: wanted)


def reminders_of(person: Person) -> int:
    return sum(DUE in message.text for message in person.messages)


async def passes(world: World, how: timedelta) -> None:
    """Time passes, and the chores are done."""
    world.time += how
    await asyncio.sleep(0.1)


async def test_a_reminder_comes_once_over_restarts_and_again_the_next_day(
    emulator: Emulator, world: World
) -> None:
    ann = emulator.person()
    async with serving(emulator, world):
        await ann.says("/start")
        await ann.waits_for("Hello!")
    await is_due(world, ann)
    for _start in range(3):
        async with serving(emulator, world, chores_every=0.01):
            await passes(world, timedelta())
    assert reminders_of(ann) == 1
    async with serving(emulator, world, chores_every=0.01):
        await passes(world, timedelta(hours=23, minutes=30))
        assert reminders_of(ann) == 1
        await passes(world, timedelta(minutes=40))
        assert reminders_of(ann) == 2
        assert [button["text"] for button in ann.newest.buttons] == [
            "Start the check",
            "Stop reminders",
        ]
        await ann.taps("Stop reminders")
        await ann.waits_for("remind you no more")
        await passes(world, timedelta(days=30))
        assert reminders_of(ann) == 1


async def test_a_reminder_that_was_claimed_and_never_sent_comes_the_next_day(
    emulator: Emulator, world: World
) -> None:
    ann = emulator.person()
    async with serving(emulator, world):
        await ann.says("/start")
        await ann.waits_for("Hello!")
    await is_due(world, ann)
    # Killed between claim and sending: the claim is all there is.
    assert await world.engine().reminder_for("telegram:") is not None
    async with serving(emulator, world, chores_every=0.01):
        await passes(world, timedelta(hours=1))
        assert reminders_of(ann) == 0
        await passes(world, timedelta(days=1))
        assert reminders_of(ann) == 1


async def test_who_blocked_the_bot_is_switched_off_and_the_others_are_reminded(
    emulator: Emulator, world: World
) -> None:
    ann, bob = emulator.person(), emulator.person()
    async with serving(emulator, world):
        for person in (ann, bob):
            await person.says("/start")
            await person.waits_for("Hello!")
    await is_due(world, ann)
    await is_due(world, bob)
    await ann.blocks_bot()
    async with serving(emulator, world, chores_every=0.01):
        await bob.waits_for(DUE)
        kept = await world.reminders.get(key_of(ann))
        assert kept is not None
        assert not kept.is_on
        await ann.unblocks_bot()
        await passes(world, timedelta(days=8))
    assert reminders_of(ann) == 0


async def test_a_reminder_is_not_sent_again_where_it_may_have_come_but_is_where_it_cannot_have(
    emulator: Emulator, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "PAUSES_BORNE", 0)
    ann = emulator.person()
    async with serving(emulator, world):
        await ann.says("/start")
        await ann.waits_for("Hello!")
    await is_due(world, ann)
    emulator.fails("sendMessage", faults.no_answer(done=True))
    async with serving(emulator, world, chores_every=0.01):
        await passes(world, timedelta(hours=1))
        assert reminders_of(ann) == 1
        emulator.fails("sendMessage", faults.flood(1))
        await passes(world, timedelta(days=1))
        await ann.waits_for(lambda message: reminders_of(ann) == 2)
