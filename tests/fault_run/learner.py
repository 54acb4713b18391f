"""A learner who takes a check and asks questions, and does again what came to nothing."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from random import Random

from bot.callbacks import AnswerQuestion, NextQuestion, StaleButton, StartQuiz, decode, encode
from telegram_emulator.people import Person
from telegram_emulator.server import Emulator
from telegram_emulator.state import Message, Tap

PATIENCE = 1200.0
"""Seconds that a learner waits for an answer; the bot is dead or starting most of the time."""
LOST = "The line broke"
QUESTIONS = (
    "P1.1.4",
    "外包合約要寫什麼？",
    "貿易經理的 T2 要懂哪些知識？",
    "what must an outsourcing contract say?",
    "T1",
)
SCOPES = ("KRM4224-001v1/T4", "IIS3513-005v2/T1", "KPS1420-001v2/T2")


class Unanswered(AssertionError):
    """Somebody waited in vain."""


@dataclass
class Tally:
    """What all learners together did and saw."""

    acts: int = 0
    repeated: int = 0
    """Acts done once more since the bot said that its answer may be lost."""
    doubled: int = 0
    """Taps sent under two ids, or delivered twice, or after what came later."""
    chosen: dict[tuple[str, int], int] = field(default_factory=dict)
    """The option that was pressed first, by quiz and position."""
    questions: int = 0
    answered_twice: int = 0
    waits: list[float] = field(default_factory=list)


class Learner:
    """One person with a plan; `chance` decides what is done twice."""

    def __init__(self, emulator: Emulator, person: Person, chance: Random, tally: Tally) -> None:
        self._emulator = emulator
        self._person = person
        self._chance = chance
        self._tally = tally

    async def learns(self) -> None:
        """Comes, asks, takes a check to its end, asks again."""
        await self._says("/start")
        await self._asks(QUESTIONS[0])
        await self._takes_a_check(self._chance.choice(SCOPES))
        await self._says("/standards")
        await self._says("/help")
        for question in QUESTIONS[1:]:
            await self._asks(question)

    async def _says(self, words: str) -> Message:
        before = self._newest_id()
        return await self._acts(
            lambda: self._person.says(words), lambda shown: shown.id > before and not _lost(shown)
        )

    async def _asks(self, question: str) -> None:
        before = self._newest_id()
        answer = await self._says(question)
        self._tally.questions += 1
        same = [
            shown
            for shown in self._person.messages
            if shown.id > before and shown.text == answer.text
        ]
        self._tally.answered_twice += len(same) > 1

    async def _takes_a_check(self, scope: str) -> None:
        shown = await self._presses(encode(StartQuiz(scope)), _is_notice)
        accept = next(b for b in shown.buttons if b["text"] == "Understood, start")
        shown = await self._presses(accept["callback_data"], lambda each: _asks(each, 0))
        quiz = _question(shown)[0]
        for position in range(6):
            option = self._chance.randrange(3)
            self._tally.chosen[quiz, position] = option
            answer = encode(AnswerQuestion(quiz, position, option))
            onward = encode(NextQuestion(quiz, position))

            def is_past(each: Message, position: int = position) -> bool:
                return _asks(each, position + 1, quiz) or (position == 5 and _is_finished(each))

            def is_reviewed(each: Message, onward: str = onward) -> bool:
                return any(button.get("callback_data") == onward for button in each.buttons)

            def is_either(each: Message) -> bool:
                return is_reviewed(each) or is_past(each)

            if self._chance.random() < 0.05:
                shown = await self._both_at_once(onward, answer, is_either)
            else:
                shown = await self._presses(answer, is_either)
            if not is_past(shown):
                await self._presses(onward, is_past)

    async def _both_at_once(
        self, later: str, sooner: str, fits: Callable[[Message], bool]
    ) -> Message:
        """What comes later reaches the bot first."""

        async def press() -> None:
            self._tally.doubled += 1
            await self._person.presses(self._person.newest, later)
            await self._person.presses(self._person.newest, sooner)

        return await self._acts(press, fits)

    async def _presses(self, data: str, fits: Callable[[Message], bool]) -> Message:
        async def press() -> Tap:
            tap = await self._person.presses(self._person.newest, data)
            what = self._chance.random()
            if what < 0.1:
                self._tally.doubled += 1
                self._emulator.duplicate(tap)
            elif what < 0.2:
                self._tally.doubled += 1
                await asyncio.sleep(self._chance.uniform(0, 0.5))
                self._emulator.redeliver(tap)
            return tap

        return await self._acts(press, fits)

    async def _acts(
        self, act: Callable[[], Awaitable[object]], fits: Callable[[Message], bool]
    ) -> Message:
        """Does it, and waits for what follows; once more where the bot says that may be lost."""
        began = time.monotonic()
        self._tally.acts += 1
        while True:
            since = self._emulator.state.changes
            await act()
            while True:
                new = [each for each in self._person.messages if each.changed > since]
                if found := next((each for each in reversed(new) if fits(each)), None):
                    self._tally.waits.append(time.monotonic() - began)
                    return found
                if any(_lost(each) for each in new):
                    self._tally.repeated += 1
                    break
                if time.monotonic() - began > PATIENCE:
                    raise Unanswered(f"{self._person.user.id} in:\n{self._person.transcript}")
                await asyncio.sleep(0.03)

    def _newest_id(self) -> int:
        return max(self._person.chat.messages, default=0)


def _lost(shown: Message) -> bool:
    return LOST in shown.text


def _is_notice(shown: Message) -> bool:
    return any(button["text"] == "Understood, start" for button in shown.buttons)


def _is_finished(shown: Message) -> bool:
    return "Quiz finished" in shown.text


def _question(shown: Message) -> tuple[str, int]:
    """Of which quiz and which question the options stand below; none is ("", -1)."""
    for button in shown.buttons:
        try:
            action = decode(button.get("callback_data", ""))
        except StaleButton:
            continue
        if isinstance(action, AnswerQuestion):
            return action.quiz, action.position
    return "", -1


def _asks(shown: Message, position: int, quiz: str | None = None) -> bool:
    found, there = _question(shown)
    return there == position and quiz in (None, found)
