"""A check of six questions whose bot, a process of its own, is killed again and again."""

import asyncio
import os
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from bot.callbacks import StartQuiz, encode
from telegram_emulator.people import Person
from telegram_emulator.server import Emulator
from telegram_emulator.state import Message

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]
START = 40.0
"""Seconds: the first start builds the index."""


class BotProcess:
    """`competency-bot run` on a data folder, against the emulator."""

    def __init__(self, emulator: Emulator, data: Path) -> None:
        self._emulator = emulator
        self._env = {
            **os.environ,
            "COMPETENCY_DATA": str(data),
            "TELEGRAM_TOKEN": emulator.token,
            "TELEGRAM_API_BASE": emulator.url,
        }
        self._log = data.with_name("bot.log")
        self._process: asyncio.subprocess.Process | None = None
        self.kills = 0

    async def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", cwd=ROOT, env=self._env, stderr=log
            )
        await self._until(polled=True)

    async def kill(self) -> None:
        """SIGKILL: it gets no chance to finish anything."""
        assert self._process is not None
        self._process.kill()
        await self._process.wait()
        self.kills += 1
        await self._until(polled=False)

    async def restart(self) -> None:
        await self.kill()
        await self.start()

    async def close(self) -> None:
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()

    async def _until(self, *, polled: bool) -> None:
        for _moment in range(int(START / 0.01)):
            if self._emulator.updates.is_polled is polled:
                return
            assert self._process is not None
            assert not polled or self._process.returncode is None, self._log.read_text()
            await asyncio.sleep(0.01)
        raise AssertionError(self._log.read_text())


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
    checks = await ann.waits_for("Today's check asks", within=20)
    if polls:
        await ann.taps("Ask me by polls")
        await ann.waits_for("[Ask me by buttons]")
    await ann.presses(checks, encode(StartQuiz("KRM4224-001v1/T4")))
    await ann.waits_for("what is kept about you")
    await ann.taps("Understood, start")


async def the_question(ann: Person, number: int) -> Message:
    def is_it(shown: Message) -> bool:
        return shown.text.startswith((f"Question {number + 1}/6", f"{number + 1}/6 · ")) and (
            shown.poll is not None or len(shown.buttons) == 4
        )

    return await ann.waits_for(is_it, within=20)


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
        await ann.waits_for("Your answer: A.", within=20)
        if number in (2, 3):
            # Killed while the review is read: its button works, and so does asking where one was.
            await bot.restart()
            await ann.says("/start")
            await ann.waits_for("You have a quiz open", within=20)
            await ann.waits_for("Your answer: A.")
        await ann.taps("See the result" if number == 5 else "Next question")
    await ann.waits_for("Quiz finished", within=20)
    kept = answered(tmp_path / "data")
    assert len({quiz for quiz, _position in kept}) == 1
    assert [position for _quiz, position in kept] == [*range(6)]
    assert bot.kills == 4


async def test_a_kill_at_any_moment_of_an_answer_loses_the_tap_at_most_and_doubles_nothing(
    emulator: Emulator, bot: BotProcess, tmp_path: Path
) -> None:
    ann, chance = emulator.person(), Random(7)
    await begins(ann, polls=False)
    shown = await the_question(ann, 0)
    for number in range(6):
        before = len(answered(tmp_path / "data"))
        assert before == number
        await answers(ann, shown)
        await asyncio.sleep(chance.uniform(0, 0.03))
        await bot.restart()
        # A tap that had been taken and was not yet counted is gone; one not taken comes again.
        await emulator.quiet(0.3, within=20)
        assert len(answered(tmp_path / "data")) - before in (0, 1)
        if len(answered(tmp_path / "data")) == before:
            await answers(ann, shown)
            await ann.waits_for("Your answer: A.", within=20)
        assert len(answered(tmp_path / "data")) == number + 1
        await ann.says("/start")
        await ann.waits_for("Your answer: A.", within=20)
        await ann.taps("See the result" if number == 5 else "Next question")
        if number < 5:
            shown = await the_question(ann, number + 1)
    await ann.waits_for("Quiz finished", within=20)
    kept = answered(tmp_path / "data")
    assert [position for _quiz, position in kept] == [*range(6)]
    assert len({quiz for quiz, _position in kept}) == 1
