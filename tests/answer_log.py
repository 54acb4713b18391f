"""A small task and logs of answers on it."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from conversations.evidence import AnswerRecord, Kind
from conversations.readiness import TaskScope

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)

INDICATORS = tuple(f"A/P1.1.{number}" for number in range(1, 6))
SHARED = "A/K01"
"""Knowledge that two tasks call for."""
SCOPE = TaskScope(
    "A/T1",
    indicators=frozenset(INDICATORS),
    seen=frozenset((*INDICATORS, "A/O1.1.1")),
    own=frozenset(("A/T1", *INDICATORS, "A/O1.1.1")),
    all=frozenset(("A/T1", *INDICATORS, "A/O1.1.1", SHARED)),
)


def answered(
    number: int = 0,
    *,
    correct: bool = True,
    at: datetime = NOON,
    kind: Kind = Kind.SCENARIO,
    version: int = 1,
    task: str = SCOPE.task,
    targets: tuple[str, ...] | None = None,
    practice: bool = False,
) -> AnswerRecord:
    """An answer to item `number`, on an indicator of its own unless `targets` says otherwise."""
    return AnswerRecord(
        item=f"s{number}",
        version=version,
        standard="A",
        task=task,
        targets=(INDICATORS[number % len(INDICATORS)],) if targets is None else targets,
        kind=kind,
        correct=correct,
        at=at,
        practice=practice,
    )


def log(
    verdicts: Sequence[bool], *, start: datetime = NOON, step: timedelta = 4 * HOUR, first: int = 0
) -> list[AnswerRecord]:
    """Answers to different items, `step` apart."""
    return [
        answered(first + place, correct=correct, at=start + place * step)
        for place, correct in enumerate(verdicts)
    ]
