"""Playing a quiz: load it, apply what the person did, save it; each person one step at a time."""

import asyncio
from base64 import urlsafe_b64encode
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from random import Random
from weakref import WeakValueDictionary

from conversations.errors import NothingToAsk
from conversations.evidence import AnswerRecord, used_up
from conversations.grounds import Grounding, Grounds
from conversations.language import N_
from conversations.pool import Written, chosen_items, pool
from conversations.quiz import (
    OPEN,
    Answered,
    Continued,
    Ended,
    Event,
    Phase,
    Purpose,
    Quiz,
    QuizItem,
)
from conversations.readiness import scopes
from conversations.standing import asked_standards
from conversations.store import QuizStore
from conversations.succession import Lineage
from conversations.task_text import fingerprints
from conversations.voiding import VoidedItems
from standards.errors import UnknownStandard
from standards.item_bank import written_items
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
    Without `grounding` nothing but the answers themselves bears on where somebody stands.
    """

    def __init__(
        self,
        store: QuizStore,
        standard_of: Callable[[str], Standard],
        now: Callable[[], datetime],
        chance: Random,
        written: Written = written_items,
        grounding: Grounding | None = None,
    ) -> None:
        self._store = store
        self._standard_of = standard_of
        self._now = now
        self._chance = chance
        self._written = written
        self._grounding = grounding or Grounding(store)
        # A lock lives as long as somebody holds it or waits for it.
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def _turn(self, person: str) -> asyncio.Lock:
        return self._turns.setdefault(person, asyncio.Lock())

    async def start(
        self, person: str, scope: str, language: Language, purpose: Purpose = Purpose.TASK
    ) -> Quiz:
        """A new quiz about `scope`, a standard's code or a task's id; an open one is ended first.

        Raises NothingToAsk, and what `standard_of` raises; an open quiz then goes on.
        """
        standard = self._standard_of(scope.partition("/")[0])
        if scope != standard.code and scope not in {task.id for task in standard.tasks}:
            raise NothingToAsk(N_("I know no task {task}."), task=scope)
        grounds = await self.grounds(person)
        return await self._begin(person, scope, [standard], grounds, language, purpose)

    async def start_check(self, person: str, language: Language) -> Quiz | None:
        """Today's check, over the standards that the person was asked about before or is assigned.

        None where there is no such standard. An open quiz is ended first. Raises NothingToAsk; an
        open quiz then goes on.
        """
        standards, grounds = [], await self.grounds(person)
        for code in asked_standards(grounds):
            # One that was removed meanwhile is asked about no more.
            with suppress(UnknownStandard):
                standards.append(self._standard_of(code))
        if not standards:
            return None
        return await self._begin(person, "", standards, grounds, language, Purpose.CHECK)

    async def _begin(
        self,
        person: str,
        scope: str,
        standards: Sequence[Standard],
        grounds: Grounds,
        language: Language,
        purpose: Purpose,
    ) -> Quiz:
        items = await asyncio.to_thread(
            chosen_items,
            standards,
            scope,
            grounds,
            self._now(),
            # One of its own: the choice goes on in a thread, beside other people's.
            Random(self._chance.getrandbits(64)),
            language=language,
            written=self._written,
            practice=purpose is Purpose.PRACTICE,
        )
        texts = {id: text for each in standards for id, text in fingerprints(each).items()}
        items = tuple(replace(item, task_text=texts.get(item.task, "")) for item in items)
        quiz_id = urlsafe_b64encode(self._chance.randbytes(9)).decode()
        quiz = Quiz(
            quiz_id, person, scope, language, items, started_at=self._now(), purpose=purpose
        )
        async with self._turn(person):
            while not await self._store.add(quiz):
                if before := await self._store.open_quiz(person):
                    await self._store.save(before, before.apply(Ended(self._now())))
        return quiz

    async def records(self, person: str) -> tuple[AnswerRecord, ...]:
        """Every answer that the person ever gave."""
        return await self._store.answers_of(person)

    async def grounds(self, person: str) -> Grounds:
        """Everything that the person's states rest on."""
        return await self._grounding.of(person)

    @property
    def store(self) -> QuizStore:
        """Where the quizzes are."""
        return self._store

    @property
    def grounding(self) -> Grounding:
        """What states rest on, read from where the quizzes are."""
        return self._grounding

    @property
    def lineage(self) -> Lineage:
        """The versions of standards there are."""
        return self._grounding.lineage

    def items(
        self, standard: Standard, grounds: Grounds, language: Language
    ) -> tuple[QuizItem, ...]:
        """All that a check of `standard` can ask the person of these grounds; for a thread."""
        return pool(
            standard,
            scopes(standard),
            # Only the options' order and the choice among twins rest on it.
            Random(0),
            language=language,
            written=self._written,
            seen={item for item, _version in used_up(grounds.records, self._now())},
            voided=grounds.voided,
        )

    async def voided(self) -> VoidedItems:
        """The items that count for nobody."""
        return await self._grounding.voided()

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
