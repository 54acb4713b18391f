"""An engine over the shipped standards: stores in memory, answers scripted."""

import asyncio
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from bot.engine import Engine
from bot.handlers.importing import Intake
from bot.message import Button, Message, Reply
from bot.places import places, words_of
from bot.plain import render
from conversations.answer import Answer, AnswerKind, Group, Quote, RankedHit
from conversations.asked import KEPT
from conversations.awaited import AwaitedStore, MemoryAwaitedStore
from conversations.grounds import Grounding
from conversations.inbox import MemoryInboxStore
from conversations.notices import NOTICES_KEPT, MemoryNoticeStore, NoticeStore
from conversations.observing import ObservationStore
from conversations.organisation import Organisation
from conversations.personal_data import MemoryHolder, MemoryPersonalData
from conversations.play import Play
from conversations.polls import MemoryPollStore
from conversations.preferences import MemoryPreferenceStore
from conversations.privacy import NOTICE, Acceptance, MemoryAcceptanceStore
from conversations.reminders import MemoryReminderStore, Reminders, ReminderStore
from conversations.renewing import MemoryTextStore, TextStore
from conversations.retention import Forgetting, Retention
from conversations.retention import Kept as Aging
from conversations.row import Row
from conversations.self_rating import MemorySelfRatingStore
from conversations.store import (
    MemoryAskedStore,
    MemoryFeedbackStore,
    MemoryPeopleStore,
    MemoryPolicyStore,
    MemoryQuizStore,
    MemoryThreadStore,
    MemoryVoidStore,
    QuizStore,
)
from organisation import Kept, in_memory
from standards.errors import UnknownStandard
from standards.model import ItemKind, Language, Source, Standard
from standards.read import read

NEAREST = ["110985L5/R1", "110985L5/R2"]
"""The hits behind an answer that quotes nothing."""
DOCUMENTS = Path(__file__).parent.parent / "standards" / "data"
CODES = ("IIS3513-005v2", "KRM4224-001v1", "KPS1420-001v2", "KPS5R0258v2", "110985L5")


@cache
def standards() -> tuple[Standard, ...]:
    """The five that are shipped."""
    texts = ((DOCUMENTS / f"{code}.txt").read_text(encoding="utf-8") for code in CODES)
    return tuple(
        read(text, Source(file=code)).standard for code, text in zip(CODES, texts, strict=True)
    )


def standard_of(code: str) -> Standard:
    """The shipped standard of that code."""
    for standard in standards():
        if standard.code == code:
            return standard
    raise UnknownStandard("There is no standard {code}.", code=code)


@dataclass(frozen=True)
class Asked:
    answer: Answer
    topic: str


@dataclass
class ScriptedAssistant:
    """Quotes every indicator that holds the question; `wait`ing on words in `slow`."""

    questions: list[tuple[str, Language | None, str | None]] = field(default_factory=list)
    slow: dict[str, asyncio.Event] = field(default_factory=dict)
    kinds: dict[str, AnswerKind] = field(
        default_factory=lambda: {"thanks": AnswerKind.SMALL_TALK, "nothing": AnswerKind.EMPTY}
    )
    breaks: bool = False

    async def ask(self, question: str, language: Language | None, topic: str | None) -> Asked:
        self.questions.append((question, language, topic))
        if question in self.slow:
            await self.slow[question].wait()
        if self.breaks:
            raise RuntimeError("the index is on fire")
        groups = self._groups(question)
        found = bool(groups)
        lead = {
            Language.EN: "Here is what the standards say." if found else "The standards don't say.",
            Language.ZH_HANT: "職能基準是這樣說的。" if found else "職能基準沒有提到。",
        }[language or Language.ZH_HANT]
        ids = [quote.id for group in groups for quote in group.quotes] or NEAREST
        answer = Answer(
            question,
            language or Language.ZH_HANT,
            found,
            lead,
            groups,
            hits=tuple(RankedHit(id, 1 / rank) for rank, id in enumerate(ids, start=1)),
            kind=self.kinds.get(question, AnswerKind.QUOTED),
        )
        return Asked(answer, json.dumps({"said": len(question)}))

    def _groups(self, question: str) -> tuple[Group, ...]:
        return tuple(
            Group(
                standard.code,
                f"{standard.title} › {place.task.code} {place.task.title}",
                place.task.id,
                (Quote(place.item.id, place.item.code, ItemKind.INDICATOR, words_of(place.item)),),
            )
            for standard in standards()
            for place in places(standard)
            if place.task is not None and question.lower() in words_of(place.item).lower()
        )


class EverybodyHasRead(MemoryAcceptanceStore):
    """The notice was read long ago, for tests that are about something else."""

    async def newest(self, person: str) -> Acceptance | None:
        """The present version, whoever asks."""
        return Acceptance(NOTICE, datetime(2025, 12, 31, tzinfo=UTC))


@dataclass
class World:
    """Everything that outlives an engine, so that a restart is a new `engine()`."""

    assistant: ScriptedAssistant = field(default_factory=ScriptedAssistant)
    quizzes: QuizStore = field(default_factory=MemoryQuizStore)
    people: MemoryPeopleStore = field(default_factory=MemoryPeopleStore)
    threads: MemoryThreadStore = field(default_factory=MemoryThreadStore)
    asked: MemoryAskedStore = field(default_factory=MemoryAskedStore)
    feedback: MemoryFeedbackStore = field(default_factory=MemoryFeedbackStore)
    voids: MemoryVoidStore = field(default_factory=MemoryVoidStore)
    policies: MemoryPolicyStore = field(default_factory=MemoryPolicyStore)
    acceptances: MemoryAcceptanceStore = field(default_factory=EverybodyHasRead)
    reminders: ReminderStore = field(default_factory=MemoryReminderStore)
    preferences: MemoryPreferenceStore = field(default_factory=MemoryPreferenceStore)
    polls: MemoryPollStore = field(default_factory=MemoryPollStore)
    self_ratings: MemorySelfRatingStore = field(default_factory=MemorySelfRatingStore)
    notices: NoticeStore = field(default_factory=MemoryNoticeStore)
    awaited: AwaitedStore = field(default_factory=MemoryAwaitedStore)
    texts: TextStore = field(default_factory=MemoryTextStore)
    kept: Kept = field(default_factory=in_memory)
    inbox: MemoryInboxStore = field(default_factory=MemoryInboxStore)
    loaded: Sequence[Standard] = field(default_factory=standards)
    intake: Intake | None = None
    time: datetime = datetime(2026, 1, 1, tzinfo=UTC)

    @property
    def personal_data(self) -> MemoryPersonalData:
        """All that is kept about people here, in memory."""
        holders = (
            self.people,
            self.quizzes,
            self.threads,
            self.observations,
            self.acceptances,
            self.reminders,
            self.preferences,
            self.polls,
            self.self_ratings,
            self.awaited,
            self.notices,
            self.inbox,
            self.kept.audit,
            self.kept.teams,
            self.kept.appointments,
            self.kept.invites,
            self.kept.assignments,
        )
        return MemoryPersonalData(*(each for each in holders if isinstance(each, MemoryHolder)))

    def aging(self, retention: Retention) -> tuple[Aging, ...]:
        """What is deleted once it is too old."""
        return (
            (self.quizzes, retention.answers),
            (self.asked, KEPT),
            (self.feedback, KEPT),
            (self.observations, retention.answers),
            (self.kept.teams, retention.teams),
            (self.kept.appointments, retention.teams),
            (self.kept.invites, retention.teams),
            (self.kept.assignments, retention.teams),
            (self.kept.audit, retention.log),
            (self.notices, NOTICES_KEPT),
        )

    def now(self) -> datetime:
        self.time += timedelta(seconds=1)
        return self.time

    @property
    def organisation(self) -> Organisation:
        kept = self.kept
        return Organisation(
            kept.appointments,
            kept.teams,
            kept.invites,
            kept.assignments,
            kept.audit,
            self.now,
            observations=kept.observations,
        )

    @property
    def grounding(self) -> Grounding:
        return Grounding(
            self.quizzes,
            self.voids,
            self.kept.observations,
            self.policies,
            self.kept.assignments,
            lambda: self.loaded,
        )

    @property
    def observations(self) -> ObservationStore:
        return self.kept.observations

    def engine(self) -> Engine:
        return Engine(
            assistant=self.assistant,
            play=Play(
                self.quizzes,
                standard_of,
                self.now,
                random.Random(7),
                grounding=self.grounding,
            ),
            people=self.people,
            threads=self.threads,
            asked=self.asked,
            feedback=self.feedback,
            acceptances=self.acceptances,
            preferences=self.preferences,
            polls=self.polls,
            self_ratings=self.self_ratings,
            notices=self.notices,
            texts=self.texts,
            awaited=self.awaited,
            organisation=self.organisation,
            reminders=Reminders(self.reminders, self.now),
            personal_data=self.personal_data,
            retention=Retention(),
            forgetting=Forgetting(self.aging(Retention()), self.now),
            standards=lambda: self.loaded,
            intake=self.intake,
            now=self.now,
            rng=random.Random(7),
        )


def held(store: object) -> list[tuple[str, str, Row]]:
    """Everything that a store in memory keeps about anybody."""
    if not isinstance(store, MemoryHolder):
        raise TypeError(store)
    return list(store.held())


def seen(reply: Reply) -> str:
    """The words of a reply, without its buttons."""
    return "\n\n".join(render(message) for message in reply.messages)


def buttons(shown: Reply | Message) -> list[Button]:
    """All buttons, in order."""
    messages = shown.messages if isinstance(shown, Reply) else (shown,)
    return [button for message in messages for row in message.rows for button in row]
