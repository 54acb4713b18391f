"""Where a learner stands on a task: the state, and the figures behind it."""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice

from conversations.evidence import AnswerRecord, ItemVersion
from conversations.observing import Observation, newest
from conversations.readiness.replay import Case, Log, Look, log_of, replayed, stands
from conversations.readiness.scope import TaskScope
from conversations.readiness.states import DEFAULT, Criterion, Measures, State, judge
from conversations.readiness.why import Why, figures, reason, uncounted

ALGORITHM = "readiness-2"
"""Changes whenever the same log could yield another state."""


@dataclass(frozen=True, slots=True)
class TaskReadiness:
    """Where a learner stands on a task; counts are of answers that count as evidence."""

    task: str
    state: State
    probability: float
    """P(θ ≥ cut), from 0 to 1."""
    answers: int
    correct: int
    sessions: int
    coverage: float
    """The share of the task's indicators that the evidence rests on; 1 where there is none."""
    last_answered: datetime | None
    observed: bool
    """Whether a supervisor's observation is valid now, whatever the state."""
    why: Why
    criterion: Criterion = DEFAULT
    """By which it was judged."""
    observations: tuple[Observation, ...] = ()
    """The last one of each of the task's indicators and outputs, valid or not."""
    next_session: datetime | None = None
    """Where nothing but another session is lacking for more than NOT_ENOUGH: its first moment."""
    opened: datetime | None = None
    """When the newest of the sessions began."""


def below_cut(masses: Sequence[tuple[float, float]], cut: float | Sequence[float]) -> list[float]:
    """P(θ < cut) = I_cut(1 + right, 1 + wrong) for each pair of weights (right, wrong).

    `cut` is one for all of them, or one for each.
    """
    # Late, since it takes longer to load than all the rest. SciPy ships no types.
    from scipy.special import betainc  # type: ignore[import-untyped,unused-ignore]

    right = [1 + mass[0] for mass in masses]
    wrong = [1 + mass[1] for mass in masses]
    below: list[float] = betainc(right, wrong, cut).tolist()
    return below


def fewest_right(criterion: Criterion, wrong: int) -> int:
    """The fewest right answers beside `wrong` wrong ones that pass, all of today and no recall."""
    right = 0
    while 1 - below_cut([(right, wrong)], criterion.cut)[0] < criterion.confidence:
        right += 1
    return right


def assess(
    scope: TaskScope,
    records: Iterable[AnswerRecord],
    now: datetime,
    *,
    observations: Iterable[Observation] = (),
    criterion: Criterion = DEFAULT,
    changed_at: datetime | None = None,
    voided: Container[ItemVersion] = (),
) -> TaskReadiness:
    """Where the learner of `records` stands on a task at `now`, from the log alone.

    Records of other tasks may be among them, in any order. `changed_at` is when the task's text was
    changed last. A pass ends with that, as with a probability below `release` or evidence over
    STALE old, and is then won back like the first one: by an answer that finds the probability at
    `confidence` again. Times are in UTC.
    """
    mine = [record for record in records if scope.bears(record)]
    case = Case(scope, mine, tuple(observations), criterion, changed_at, voided)
    return next(assess_all([case], now))[0]


TOGETHER = 500
"""Cases whose probabilities are computed in one go."""


def assess_all(
    cases: Iterable[Case], now: datetime, others: Sequence[datetime] = ()
) -> Iterator[tuple[TaskReadiness, tuple[State, ...]]]:
    """What `assess` gives for each case at `now`, and the state that it gives at each of `others`.

    Many cases together take far less time.
    """
    waiting = iter(cases)
    while some := list(islice(waiting, TOGETHER)):
        logs = [log_of(case, (now, *others)) for case in some]
        masses = [list(log.masses()) for log in logs]
        cuts = [
            log.case.criterion.cut for log, mine in zip(logs, masses, strict=True) for _mass in mine
        ]
        below = iter(below_cut(list(chain.from_iterable(masses)), cuts))
        for log, mine in zip(logs, masses, strict=True):
            yield _found(log, list(islice(below, len(mine))))


def _found(log: Log, below: Sequence[float]) -> tuple[TaskReadiness, tuple[State, ...]]:
    """At the first look, and at the others; `below` is P(θ < cut) for each of the log's masses."""
    passes = replayed(log, [1 - each for each in below[len(log.looks) :]])
    case, look = log.case, log.looks[0]
    state, observation = _state_at(case, look, below[0], passes)
    counts, last = look.counts, look.last
    readiness = TaskReadiness(
        task=case.scope.task,
        state=state,
        probability=1 - below[0],
        answers=counts.answers,
        correct=counts.correct,
        sessions=counts.sessions,
        coverage=counts.coverage,
        last_answered=last,
        observed=observation is not None,
        why=Why(
            (
                *figures(counts, last, look.at),
                *(
                    reason(
                        state, counts, last, look.at, case.criterion, case.changed_at, observation
                    )
                    if last is not None or state is not State.NOT_ENOUGH
                    else (uncounted(case, look.at),)
                ),
            )
        ),
        criterion=case.criterion,
        observations=_seen(case, look.at),
        next_session=counts.next_session,
        opened=counts.opened,
    )
    others = zip(log.looks[1:], below[1:], strict=False)
    return readiness, tuple(_state_at(case, other, found, passes)[0] for other, found in others)


def _state_at(
    case: Case, look: Look, below: float, passes: Sequence[tuple[bool, bool]]
) -> tuple[State, Observation | None]:
    """The state, and the observation that holds longest."""
    observation = _longest(case, look.at) if case.observations else None
    was_passed, is_passed = passes[look.moments]
    measured = Measures(
        look.counts,
        has_answers=look.has_answers,
        below=below,
        was_passed=was_passed,
        is_passed=is_passed and stands(case, look.last, look.at, 1 - below),
        observed=observation is not None,
    )
    return judge(measured), observation


def _longest(case: Case, now: datetime) -> Observation | None:
    return max(
        (each for each in _seen(case, now) if each.holds(now)),
        key=lambda each: (each.valid_until, each.at, each.observer, each.target),
        default=None,
    )


def _seen(case: Case, now: datetime) -> tuple[Observation, ...]:
    mine = [each for each in case.observations if each.target in case.scope.seen]
    return newest(mine, now) if mine else ()
