"""Learners of a known ability play through the real rules, to see how often these are wrong.

What is published beside a result are the figures of this. Each learner takes a day's questions on
one task, is judged after every answer, and stops when that is decided or after LONGEST questions.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from conversations.evidence import AnswerRecord, Kind
from conversations.readiness import DEFAULT, Criterion, State, TaskScope, assess
from conversations.selection import PER_TASK, Demand, todays_check

ABILITIES = (60, 65, 70, 75, 80, 85, 90, 95)
"""The chance, in percent, of a right answer to any question."""
LONGEST = 15
"""A learner who is not decided after so many questions stays unsure."""
_START = datetime(2026, 1, 1, 9, tzinfo=UTC)
_DAY = timedelta(days=1)
_A_QUESTION = timedelta(seconds=30)
_DECIDED = (State.PASSED, State.GAP)


@dataclass(frozen=True, slots=True)
class Played:
    """How it went for one learner."""

    state: State
    """PASSED, GAP, or what it was at the last question."""
    items: int


@dataclass(frozen=True, slots=True)
class Figures:
    """How it went for learners of one ability; shares from 0 to 1 that add up to 1."""

    ability: int
    """In percent."""
    learners: int
    passed: float
    gap: float
    unsure: float
    mean_items: float


@dataclass(frozen=True, slots=True)
class _Item:
    """A question of the simulated task."""

    id: str
    task: str
    targets: tuple[str, ...]
    version: int = 1
    kind: str = Kind.SCENARIO
    choices: frozenset[str] = frozenset()


_INDICATORS = tuple(f"SIMULATED/P1.1.{number}" for number in range(1, 6))
_SCOPE = TaskScope(
    "SIMULATED/T1",
    indicators=frozenset(_INDICATORS),
    seen=frozenset(_INDICATORS),
    own=frozenset(_INDICATORS),
    all=frozenset(_INDICATORS),
)
_BANK = tuple(
    _Item(f"s{number:02}", _SCOPE.task, (_INDICATORS[number % len(_INDICATORS)],))
    for number in range(LONGEST)
)


def simulate(learners: int, seed: int, criterion: Criterion = DEFAULT) -> tuple[Figures, ...]:
    """The figures of `learners` for each of ABILITIES; the same seed gives the same figures.

    Raises ValueError where there is no learner.
    """
    if learners < 1:
        raise ValueError(f"nothing to simulate with {learners} learners")
    return tuple(
        figures(
            ability,
            [
                play(ability / 100, Random(f"{seed}/{ability}/{number}"), criterion)
                for number in range(learners)
            ],
        )
        for ability in ABILITIES
    )


def figures(ability: int, played: Sequence[Played]) -> Figures:
    """What came of these learners, at least one, all of one ability."""
    passed, gap = (sum(each.state is state for each in played) for state in _DECIDED)
    return Figures(
        ability=ability,
        learners=len(played),
        passed=passed / len(played),
        gap=gap / len(played),
        unsure=(len(played) - passed - gap) / len(played),
        mean_items=sum(each.items for each in played) / len(played),
    )


def play(ability: float, chance: Random, criterion: Criterion = DEFAULT) -> Played:
    """One learner who answers rightly with the chance `ability`, from 0 to 1, until decided."""
    records: list[AnswerRecord] = []
    day = _START
    while True:
        readiness = assess(_SCOPE, records, day, criterion=criterion)
        check = todays_check(
            _BANK, (Demand(_SCOPE, readiness),), records, day, chance, count=PER_TASK
        )
        for turn, item in enumerate(check):
            at = day + turn * _A_QUESTION
            records.append(_answer(item, correct=chance.random() < ability, at=at))
            state = assess(_SCOPE, records, at, criterion=criterion).state
            if state in _DECIDED or len(records) == LONGEST:
                return Played(state, len(records))
        day += _DAY


def _answer(item: _Item, *, correct: bool, at: datetime) -> AnswerRecord:
    return AnswerRecord(
        item=item.id,
        version=item.version,
        standard=_SCOPE.task.partition("/")[0],
        task=item.task,
        targets=item.targets,
        kind=Kind(item.kind),
        correct=correct,
        at=at,
    )
