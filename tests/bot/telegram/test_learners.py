"""What a learner decides in Telegram: the notice, reminders, polls and pictures."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.callbacks import AnswerQuestion, StartQuiz, encode
from bot_serving import serving
from bot_twins import World
from conversations.quiz import Quiz
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
        async with asyncio.timeout(5):
            while await world.quizzes.answers_of(key_of(ann)):
                await asyncio.sleep(0.01)
        await ann.presses(shown, encode(AnswerQuestion(quiz.id, 0, 0)))
        await ann.waits_for("That quiz is over")
