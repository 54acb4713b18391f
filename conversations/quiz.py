"""A quiz: its questions, the answers given, and the one table that says what may happen next."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from re import split
from types import MappingProxyType
from typing import Literal

from conversations.errors import IllegalMove
from conversations.evidence import AnswerRecord, ItemVersion, Kind
from conversations.language import N_
from standards.model import Language


class Purpose(StrEnum):
    """What a quiz is for."""

    CHECK = "check"
    """Today's check: the questions are chosen by what is most in doubt; it counts."""
    TASK = "task"
    """A standard or a task of the person's choice; it counts."""
    PRACTICE = "practice"
    """The same, but it never counts."""


class Phase(StrEnum):
    """Where a quiz stands."""

    ASKING = "asking"
    """A question waits for its answer."""
    REVIEWING = "reviewing"
    """The answer was given; what was right is being read."""
    FINISHED = "finished"
    """Every question was answered."""
    ENDED = "ended"
    """The person stopped before the last answer."""


OPEN = frozenset({Phase.ASKING, Phase.REVIEWING})
"""The phases in which a quiz goes on."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The person chose an option of the current question, counted from 0 as shown."""

    option: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Continued:
    """The person has read the review and goes on."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Ended:
    """The person stops the quiz."""

    at: datetime


Event = Answered | Continued | Ended
EVENTS: tuple[type[Event], ...] = (Answered, Continued, Ended)


@dataclass(frozen=True, slots=True)
class Move:
    """Where an event leads."""

    to: Phase
    after_last: Phase | None = None
    """Where it leads instead once the last question is answered, if that differs."""


TRANSITIONS: Mapping[tuple[Phase, type[Event]], Move] = MappingProxyType(
    {
        (Phase.ASKING, Answered): Move(Phase.REVIEWING),
        (Phase.ASKING, Ended): Move(Phase.ENDED),
        (Phase.REVIEWING, Continued): Move(Phase.ASKING, after_last=Phase.FINISHED),
        (Phase.REVIEWING, Ended): Move(Phase.ENDED, after_last=Phase.FINISHED),
    }
)
"""Every legal move; whatever is not here raises IllegalMove and changes nothing."""


def mermaid() -> str:
    """The table as a Mermaid state diagram, without a line end."""
    lines = ["stateDiagram-v2", f"    [*] --> {Phase.ASKING}"]
    for (phase, event), move in TRANSITIONS.items():
        name = event.__name__.lower()
        if move.after_last is None:
            lines.append(f"    {phase} --> {move.to} : {name}")
        else:
            lines.append(f"    {phase} --> {move.to} : {name}, questions left")
            lines.append(f"    {phase} --> {move.after_last} : {name}, last question")
    lines += [f"    {phase} --> [*]" for phase in Phase if phase not in OPEN]
    return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Option:
    """One possible answer; `reason` says why it is right or where it really belongs."""

    text: str
    correct: bool
    reason: str


Origin = Literal["written", "generated"]
"""Whether people wrote an item, or it was made from the standard's own words."""


@dataclass(frozen=True, slots=True)
class QuizItem:
    """A question with its options, in the words and the order in which they are shown."""

    id: str
    """The same for the same wording of the same question, whatever its distractors."""
    standard: str
    """The standard's code."""
    task: str
    """The id of the task it belongs to; the standard's own where it belongs to the whole."""
    targets: tuple[str, ...]
    """Ids of what it rests on."""
    kind: Kind
    stem: str
    options: tuple[Option, ...]
    explanation: str
    """Cites by code; only to be shown after the answer, like the reasons."""
    version: int = 1
    """Changed wording is a new version; a generated item then has another id instead."""
    origin: Origin = "generated"
    task_text: str = ""
    """The fingerprint of the task's text when the quiz began."""

    @property
    def choices(self) -> frozenset[str]:
        """The texts of its options."""
        return frozenset(option.text for option in self.options)

    @property
    def asked(self) -> ItemVersion:
        """What the person is exposed to."""
        return self.id, self.version

    @property
    def key(self) -> int:
        """The position of the right option."""
        return next(place for place, option in enumerate(self.options) if option.correct)


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer that counted; `position` and `option` count from 0."""

    position: int
    option: int
    at: datetime


@dataclass(frozen=True, slots=True)
class TaskResult:
    """How one task went: `right` of `answered`, of `asked` items in the quiz."""

    task: str
    right: int
    answered: int
    asked: int


@dataclass(frozen=True, slots=True)
class Quiz:
    """One person's quiz; every step is a new value."""

    id: str
    """Opaque, at most 12 characters that are safe in links and buttons."""
    person: str
    scope: str
    """A standard's code or a task's id; empty for today's check, which may span standards."""
    language: Language
    items: tuple[QuizItem, ...]
    started_at: datetime
    answers: tuple[GivenAnswer, ...] = ()
    phase: Phase = Phase.ASKING
    position: int = 0
    """The current question, counted from 0; the last one shown once the quiz is over."""
    purpose: Purpose = Purpose.TASK

    @property
    def item(self) -> QuizItem:
        """The current question."""
        return self.items[self.position]

    @property
    def total(self) -> int:
        """How many questions the quiz has."""
        return len(self.items)

    @property
    def last_answer(self) -> GivenAnswer | None:
        """The newest answer; while reviewing, the one to the current question."""
        return self.answers[-1] if self.answers else None

    @property
    def right(self) -> int:
        """How many answers were right."""
        return sum(self.was_right(answer) for answer in self.answers)

    def was_right(self, answer: GivenAnswer) -> bool:
        """Whether `answer` chose the key."""
        return self.items[answer.position].options[answer.option].correct

    def answer_at(self, position: int) -> GivenAnswer | None:
        """The answer to the question at `position`, if it was given."""
        return next((answer for answer in self.answers if answer.position == position), None)

    def results(self, voided: Container[ItemVersion] = ()) -> tuple[TaskResult, ...]:
        """A line for each task asked about, in the document's order, the whole standard last.

        What is `voided` is left out, as if it had not been asked.
        """
        valid = [item for item in self.items if item.asked not in voided]
        answers = [
            answer for answer in self.answers if self.items[answer.position].asked not in voided
        ]
        return tuple(
            TaskResult(
                task,
                right=sum(self.was_right(each) for each in answers if self._task(each) == task),
                answered=sum(self._task(each) == task for each in answers),
                asked=sum(item.task == task for item in valid),
            )
            for task in sorted({item.task for item in valid}, key=_document_order)
        )

    def records(self) -> tuple[AnswerRecord, ...]:
        """The answers as readiness is judged by them, in the order in which they were given."""
        return tuple(
            record_of(self.items[answer.position], answer, self.purpose) for answer in self.answers
        )

    def _task(self, answer: GivenAnswer) -> str:
        return self.items[answer.position].task

    def apply(self, event: Event) -> "Quiz":
        """The quiz after `event`, whose time is in UTC.

        Raises IllegalMove where the table has no such move or the question no such option.
        """
        if event.at.utcoffset() != timedelta(0):
            raise ValueError(f"an event's time is in UTC, not {event.at!r}")
        move = TRANSITIONS.get((self.phase, type(event)))
        if move is None:
            raise IllegalMove(N_("This quiz can't do that now."))
        if isinstance(event, Answered):
            if not 0 <= event.option < len(self.item.options):
                raise IllegalMove(N_("This question has no such option."))
            answer = GivenAnswer(self.position, event.option, event.at)
            return replace(self, phase=move.to, answers=(*self.answers, answer))
        if move.after_last is not None and self.position == self.total - 1:
            return replace(self, phase=move.after_last)
        step = 1 if move.to is Phase.ASKING else 0
        return replace(self, phase=move.to, position=self.position + step)


def record_of(item: QuizItem, answer: GivenAnswer, purpose: Purpose) -> AnswerRecord:
    """The answer to `item` as readiness is judged by it."""
    return AnswerRecord(
        item=item.id,
        version=item.version,
        standard=item.standard,
        task=item.task,
        targets=item.targets,
        kind=item.kind,
        correct=item.options[answer.option].correct,
        at=answer.at,
        practice=purpose is Purpose.PRACTICE,
        task_text=item.task_text,
    )


def _document_order(task: str) -> tuple[bool, list[int | str]]:
    # A task's number is its position in the document, so T10 comes after T9.
    item = task.partition("/")[2]
    return not item, [int(part) if part.isdecimal() else part for part in split(r"(\d+)", item)]
