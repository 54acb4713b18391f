"""Playing a quiz: load it, apply what the person did, save it; each person one step at a time."""

import asyncio
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from random import Random
from weakref import WeakValueDictionary

from conversations.items import recall_items
from conversations.language import translator
from conversations.quiz import OPEN, Answered, Continued, Ended, Event, Phase, Quiz
from conversations.store import QuizStore
from standards.model import Language, Standard


class Outcome(StrEnum):
    """What became of a step."""

    COUNTED = "counted"
    ALREADY = "already"
    """It had been done before; the quiz is as that left it."""
    STALE = "stale"
    """It belongs to no question that could be meant: not the person's, over, or not reached."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step's outcome and the quiz as it is stored now; None where the person has no such quiz."""

    quiz: Quiz | None
    outcome: Outcome


class Play:
    """The quizzes of everybody.

    `now` gives the time in UTC. The lock spares one process needless conflicts; what makes an
    answer count once is the store, which keeps a step only from the state it was judged on.
    """

    def __init__(
        self,
        store: QuizStore,
        standard_of: Callable[[str], Standard],
        now: Callable[[], datetime],
        chance: Random,
    ) -> None:
        self._store = store
        self._standard_of = standard_of
        self._now = now
        self._chance = chance
        # A lock lives as long as somebody holds it or waits for it.
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def _turn(self, person: str) -> asyncio.Lock:
        return self._turns.setdefault(person, asyncio.Lock())

    async def start(self, person: str, scope: str, language: Language) -> Quiz:
        """A new quiz about `scope`, a standard's code or a task's id; an open one is ended first.

        Raises NothingToAsk, and what `standard_of` raises; an open quiz then goes on.
        """
        standard = self._standard_of(scope.partition("/")[0])
        items = await asyncio.to_thread(
            recall_items, standard, scope, self._chance, translate=translator(language)
        )
        quiz_id = urlsafe_b64encode(self._chance.randbytes(9)).decode()
        quiz = Quiz(quiz_id, person, scope, language, items, started_at=self._now())
        async with self._turn(person):
            while not await self._store.add(quiz):
                if before := await self._store.open_quiz(person):
                    await self._store.save(before, before.apply(Ended(self._now())))
        return quiz

    async def open_quiz(self, person: str) -> Quiz | None:
        """The person's quiz that still goes on, wherever it was left."""
        return await self._store.open_quiz(person)

    async def get(self, person: str, quiz_id: str) -> Quiz | None:
        """The quiz, if it is this person's own."""
        return await self._store.load(person, quiz_id)

    async def answer(self, person: str, quiz_id: str, position: int, option: int) -> Step:
        """Answers the question at `position` with `option`, both counted from 0."""

        def judge(quiz: Quiz) -> Outcome | Event:
            if quiz.phase is Phase.ENDED:
                return Outcome.STALE
            if quiz.answer_at(position):
                return Outcome.ALREADY
            if position != quiz.position or not 0 <= option < len(quiz.item.options):
                return Outcome.STALE
            return Answered(option, self._now())

        return await self._step(person, quiz_id, judge)

    async def proceed(self, person: str, quiz_id: str, position: int) -> Step:
        """Goes on from the review of the question at `position`."""

        def judge(quiz: Quiz) -> Outcome | Event:
            if quiz.phase is Phase.ENDED or not quiz.answer_at(position):
                return Outcome.STALE
            if quiz.phase is Phase.REVIEWING and position == quiz.position:
                return Continued(self._now())
            return Outcome.ALREADY

        return await self._step(person, quiz_id, judge)

    async def end(self, person: str, quiz_id: str) -> Step:
        """Stops the quiz where it is."""

        def judge(quiz: Quiz) -> Outcome | Event:
            return Ended(self._now()) if quiz.phase in OPEN else Outcome.ALREADY

        return await self._step(person, quiz_id, judge)

    async def _step(
        self, person: str, quiz_id: str, judge: Callable[[Quiz], Outcome | Event]
    ) -> Step:
        async with self._turn(person):
            while quiz := await self._store.load(person, quiz_id):
                verdict = judge(quiz)
                if isinstance(verdict, Outcome):
                    return Step(quiz, verdict)
                after = quiz.apply(verdict)
                if await self._store.save(quiz, after):
                    return Step(after, Outcome.COUNTED)
                # Another process was faster: judge again on what it left.
            return Step(None, Outcome.STALE)
