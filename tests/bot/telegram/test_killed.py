"""A check of six questions whose bot, a process of its own, is killed again and again."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from bot.callbacks import StartQuiz, encode
from fault_run.process import BotProcess
from fault_run.run import fault_run
from telegram_emulator.people import Person
from telegram_emulator.server import Emulator
from telegram_emulator.state import Message

pytestmark = pytest.mark.slow


@pytest.fixture
async def emulator() -> AsyncIterator[Emulator]:
    async with Emulator() as emulator:
        yield emulator


@pytest.fixture
async def bot(emulator: Emulator, tmp_path: Path) -> AsyncIterator[BotProcess]:
    process = BotProcess(emulator, tmp_path / "data")
    await process.start()
    yield process
    await process.close()


def answered(data: Path) -> list[tuple[str, int]]:
    """The quiz and position of every answer that is kept, in the order in which they came."""
    with closing(sqlite3.connect(data / "conversations.db")) as file:
        return file.execute("SELECT quiz, position FROM answers ORDER BY at").fetchall()


async def begins(ann: Person, *, polls: bool) -> None:
    await ann.says("/quiz")
    checks = await ann.waits_for("Today's check asks")
    if polls:
        await ann.taps("Ask me by polls")
        await ann.waits_for("[Ask me by buttons]")
    await ann.presses(checks, encode(StartQuiz("KRM4224-001v1/T4")))
    await ann.waits_for("what is kept about you")
    await ann.taps("Understood, start")


async def the_question(ann: Person, number: int) -> Message:
    def is_it(shown: Message) -> bool:
        return shown.text.startswith((f"Question {number + 1}/6", f"{number + 1}/6 · ")) and (
            shown.poll is not None or len(shown.buttons) == 5
        )

    return await ann.waits_for(is_it)


async def answers(ann: Person, shown: Message) -> None:
    """By the first option."""
    if shown.poll is not None:
        await ann.votes(shown, [0])
    else:
        await ann.presses(shown, shown.buttons[0]["callback_data"])


@pytest.mark.parametrize("polls", [False, True], ids=["buttons", "polls"])
async def test_a_check_goes_on_at_the_very_question_and_every_answer_counts_once(
    emulator: Emulator, bot: BotProcess, tmp_path: Path, polls: bool
) -> None:
    ann = emulator.person()
    await begins(ann, polls=polls)
    for number in range(6):
        shown = await the_question(ann, number)
        assert [position for _quiz, position in answered(tmp_path / "data")] == [*range(number)]
        if number in (1, 3):
            # Killed while a question waits; what is answered meanwhile counts at the next start.
            await bot.kill()
            await answers(ann, shown)
            await bot.start()
        else:
            await answers(ann, shown)
        await ann.waits_for("Your answer: A.")
        if number in (2, 3):
            # Killed while the review is read: its button works, and so does asking where one was.
            await bot.restart()
            await ann.says("/start")
            await ann.waits_for("You have a quiz open")
            await ann.waits_for("Your answer: A.")
        await ann.taps("See the result" if number == 5 else "Next question")
    await ann.waits_for("Quiz finished")
    kept = answered(tmp_path / "data")
    assert len({quiz for quiz, _position in kept}) == 1
    assert [position for _quiz, position in kept] == [*range(6)]
    assert bot.kills == 4


async def test_a_kill_at_any_moment_of_an_answer_loses_nothing_and_doubles_nothing(
    emulator: Emulator, bot: BotProcess, tmp_path: Path
) -> None:
    ann, chance = emulator.person(), Random(7)
    await begins(ann, polls=False)
    shown = await the_question(ann, 0)
    for number in range(6):
        assert len(answered(tmp_path / "data")) == number
        await answers(ann, shown)
        await asyncio.sleep(chance.uniform(0, 0.03))
        await bot.restart()
        await ann.waits_for("Your answer: A.")
        await emulator.quiet(0.3)
        assert len(answered(tmp_path / "data")) == number + 1
        await ann.taps("See the result" if number == 5 else "Next question")
        if number < 5:
            shown = await the_question(ann, number + 1)
    await ann.waits_for("Quiz finished")
    kept = answered(tmp_path / "data")
    assert [position for _quiz, position in kept] == [*range(6)]
    assert len({quiz for quiz, _position in kept}) == 1
    # One message that changes, and what came before it.
    assert sum("Your answer" in message.text for message in ann.messages) <= 1


async def test_no_hourglass_and_no_typing_is_left_after_a_kill(
    emulator: Emulator, bot: BotProcess
) -> None:
    ann = emulator.person()
    await ann.says("/start")
    home = await ann.waits_for("Hello!")
    await bot.kill()
    await ann.taps("More", message=home)
    await bot.start()
    await ann.waits_for("What I can do")
    await ann.taps("Home", message=home)
    await asyncio.sleep(0.005)
    await bot.restart()
    await ann.waits_for("Hello!")
    await ann.says("How is an outsourcing vendor managed?")
    await asyncio.sleep(0.01)
    await bot.restart()
    await ann.waits_for("110985L5")
    await emulator.quiet(0.3)
    assert not emulator.unanswered_taps
    # "Typing" is shown for five seconds by Telegram itself; no message only promises an answer.
    assert all(message.text and message.buttons for message in ann.messages)


async def test_a_second_bot_on_the_same_data_says_so_and_ends_with_status_2(
    emulator: Emulator, bot: BotProcess, tmp_path: Path
) -> None:
    second = BotProcess(emulator, tmp_path / "data")
    second.log = tmp_path / "second.log"
    await second.spawn()
    assert await asyncio.wait_for(second.ended(), 30) == 2
    said = second.log.read_text()
    assert "The bot is running already" in said
    assert "Traceback" not in said
    assert bot.is_alive


async def test_a_service_managers_word_ends_it_politely(
    emulator: Emulator, bot: BotProcess
) -> None:
    people = [emulator.person() for _number in range(20)]
    for person in people:
        await person.says("/help")
    for _moment in range(1000):
        if not emulator.updates.pending:
            break
        await asyncio.sleep(0.005)
    assert await bot.end() == 0
    # Whatever it had taken, it answered.
    assert [len(person.messages) for person in people] == [1] * 20


async def test_learners_with_a_bot_that_is_killed_and_a_bad_line_lose_nothing(
    tmp_path: Path,
) -> None:
    """The long one is a command of its own, `tests/fault_run/run.py`."""
    figures = await fault_run(tmp_path, people=10, updates=200, kills=3, deadly=False)
    assert figures.is_good, figures
    assert figures.kills >= 3
    assert figures.answers_given == 10 * 6
