"""How ready a learner is for a task: the state, the figures behind it, and why, in one sentence.

A quiz reaches "knows" and "knows how", so it never says "ready": it says that the knowledge check
is passed; *verified* takes a supervisor who saw an indicator performed. The chance of a right
answer, θ, has the prior Beta(1, 1); with the weights w of the evidence, a = 1 + Σ w·right and
b = 1 + Σ w·wrong, P(θ ≥ cut) = 1 − I_cut(a, b) (Wilcox 1976 on mastery of a domain).

A pass is won at `confidence` and lost below `release`, so that it doesn't flap. Whether it stands
is never stored: it is replayed from the log. Between two answers all weights shrink by one factor,
which only lowers a probability that is at `release` or above, so looking just before and just after
each answer, and now, misses no moment at which a pass was won or lost.

Tasks are never averaged into one figure.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache, reduce
from itertools import chain, islice
from math import fsum
from typing import NamedTuple

from conversations.evidence import (
    APART,
    HALF_LIFE,
    AnswerRecord,
    ItemVersion,
    Kind,
    fresh,
    opens_session,
    recall_share,
    used_up,
    weights,
)
from conversations.language import N_, NN_, Translator
from conversations.observing import Observation, newest
from standards.model import Standard, Task

ALGORITHM = "readiness-2"
"""Changes whenever the same log could yield another state."""

FEWEST_ITEMS = 6
FEWEST_SESSIONS = 2
FEWEST_COVERED = 0.6
"""The share of the task's indicators that the evidence must rest on."""
GAP = 0.90
"""How sure we are that someone is below the cut before we call it a gap."""
STALE = timedelta(days=180)
"""Evidence of which the newest is older than this has to be refreshed."""


class State(StrEnum):
    """What may be said of a learner and a task; each is its own message id."""

    NOT_STARTED = N_("not started")
    NOT_ENOUGH = N_("not enough evidence")
    GAP = N_("gap")
    VERIFIED = N_("verified")
    PASSED = N_("knowledge check passed")
    REFRESH_DUE = N_("refresh due")
    UNSURE = N_("unsure")


@dataclass(frozen=True, slots=True)
class Criterion:
    """Where the line is, how sure one must be to be above it, and when that stops being enough."""

    cut: float = 0.75
    """The share of right answers that a competent person reaches."""
    confidence: float = 0.80
    release: float = 0.65

    def __post_init__(self) -> None:
        # Below a cut of 0.5 the prior alone would come near `release`: ignorance would pass.
        if not (0.5 <= self.cut < 1 and 0.5 < self.release <= self.confidence < 1):
            raise ValueError(f"no usable criterion: {self!r}")


DEFAULT = Criterion()
CRITICAL = Criterion(cut=0.80, confidence=0.90)
"""For a task where a mistake does harm."""


@dataclass(frozen=True, slots=True)
class TaskScope:
    """What belongs to a task, as ids."""

    task: str
    indicators: frozenset[str]
    seen: frozenset[str]
    """Its indicators and outputs: what a supervisor can observe."""
    own: frozenset[str]
    """What belongs to this task and to no other."""
    all: frozenset[str]

    def bears(self, record: AnswerRecord) -> bool:
        """Whether an answer says something about this task.

        It was asked about it, or rests on nothing but knowledge and skills that it also calls for.
        """
        return record.task == self.task or (
            bool(record.targets) and self.all.issuperset(record.targets)
        )

    def is_particular(self, record: AnswerRecord) -> bool:
        """Whether an answer says something about this task alone."""
        return record.task == self.task and (
            not record.targets or not self.own.isdisjoint(record.targets)
        )


def scopes(standard: Standard) -> tuple[TaskScope, ...]:
    """The scope of each task of the standard, in the document's order."""
    called_for = [{*task.all_knowledge(), *task.all_skills()} for task in standard.tasks]
    return tuple(
        _scope(task, called_for[place], set().union(*called_for[:place], *called_for[place + 1 :]))
        for place, task in enumerate(standard.tasks)
    )


def _scope(task: Task, called_for: set[str], elsewhere: set[str]) -> TaskScope:
    indicators = frozenset(indicator.id for indicator in task.all_indicators())
    seen = indicators | {output.id for output in task.all_outputs()}
    places = {task.id, *(activity.id for activity in task.activities)}
    return TaskScope(
        task.id,
        indicators=indicators,
        seen=seen,
        own=seen | places | (called_for - elsewhere),
        all=seen | places | called_for,
    )


@dataclass(frozen=True, slots=True)
class Phrase:
    """A part of a sentence: a message id, with its plural where it counts something."""

    msgid: str
    params: Mapping[str, str | int] = field(default_factory=dict)
    plural: str = ""
    n: int = 0

    def said(self, say: Translator) -> str:
        """In the language of `say`."""
        if self.plural:
            return say.count(self.msgid, self.plural, self.n, **self.params)
        return say(self.msgid, **self.params)


@dataclass(frozen=True, slots=True)
class Why:
    """The reason for a state, as the phrases of one short sentence."""

    phrases: tuple[Phrase, ...]

    def said(self, say: Translator) -> str:
        """For example `7 of 8 right, 2 sessions, last 12 days ago`."""
        return reduce(
            lambda before, after: say(N_("{before}, {after}"), before=before, after=after),
            (phrase.said(say) for phrase in self.phrases),
        )


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


class Counts(NamedTuple):
    """How much evidence there is, by number.

    A tuple, like others here of which a team takes tens of thousands: it is made in no time.
    """

    answers: int
    correct: int
    items: int
    """Distinct ones, whatever their versions."""
    sessions: int
    covered: int
    """How many of the task's indicators it rests on, of `indicators`."""
    indicators: int
    particular: int
    """Answers that are about this task alone."""
    opened: datetime | None = None
    """When the newest of the sessions began."""

    @property
    def coverage(self) -> float:
        """From 0 to 1."""
        return self.covered / self.indicators if self.indicators else 1.0

    @property
    def is_enough(self) -> bool:
        """Whether there is enough evidence to say anything."""
        return self.sessions >= FEWEST_SESSIONS and self._is_enough_in_more_sessions

    @property
    def next_session(self) -> datetime | None:
        """From when on a session counts that alone is lacking; None where that is not so."""
        lacking = self.sessions < FEWEST_SESSIONS and self._is_enough_in_more_sessions
        return self.opened + APART if lacking and self.opened is not None else None

    @property
    def _is_enough_in_more_sessions(self) -> bool:
        return (
            self.items >= FEWEST_ITEMS
            and self.coverage >= FEWEST_COVERED
            and 2 * self.particular >= self.answers
        )


class Measures(NamedTuple):
    """Everything that the states are judged by."""

    counts: Counts
    has_answers: bool
    """There are answers, if only ones that don't count."""
    below: float
    """P(θ < cut)."""
    was_passed: bool
    """At some time until now the check was passed."""
    is_passed: bool
    """It was, and nothing has ended that since."""
    observed: bool


STATES: tuple[tuple[State, Callable[[Measures], bool]], ...] = (
    (State.NOT_STARTED, lambda measured: not measured.has_answers),
    (State.NOT_ENOUGH, lambda measured: not measured.counts.is_enough),
    (State.GAP, lambda measured: measured.below >= GAP),
    (State.VERIFIED, lambda measured: measured.is_passed and measured.observed),
    (State.PASSED, lambda measured: measured.is_passed),
    (State.REFRESH_DUE, lambda measured: measured.was_passed),
    (State.UNSURE, lambda measured: True),
)
"""The first that holds is the state."""


def judge(measured: Measures) -> State:
    """The first state of the table that holds."""
    return next(state for state, holds in STATES if holds(measured))


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


class Case(NamedTuple):
    """A learner and a task, with everything that where they stand rests on."""

    scope: TaskScope
    records: Sequence[AnswerRecord]
    """The learner's answers that bear on the task, in any order."""
    observations: Sequence[Observation] = ()
    criterion: Criterion = DEFAULT
    changed_at: datetime | None = None
    """When the task's text was changed last."""
    voided: Container[ItemVersion] = ()


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
        logs = [_log(case, (now, *others)) for case in some]
        masses = [list(log.masses()) for log in logs]
        cuts = [
            log.case.criterion.cut for log, mine in zip(logs, masses, strict=True) for _mass in mine
        ]
        below = iter(below_cut(list(chain.from_iterable(masses)), cuts))
        for log, mine in zip(logs, masses, strict=True):
            yield _found(log, list(islice(below, len(mine))))


class _Moment(NamedTuple):
    """A time at which answers were given, with the weights (right, wrong) on both sides of it."""

    at: datetime
    before: tuple[float, float]
    after: tuple[float, float]
    is_enough: bool
    """Whether there is enough evidence with these answers."""


class _Look(NamedTuple):
    """What there is of a log at the time of looking at it."""

    at: datetime
    mass: tuple[float, float]
    counts: Counts
    has_answers: bool
    last: datetime | None
    """When the newest answer that counts was given."""
    moments: int
    """How many of the log's moments are not later."""


class _Log(NamedTuple):
    """A case's evidence, as its states are judged by it."""

    case: Case
    moments: Sequence[_Moment]
    """From the first one on at which there was enough evidence: before it, nothing is passed."""
    looks: Sequence[_Look]

    def masses(self) -> Iterator[tuple[float, float]]:
        """At each look, then before and after each moment."""
        for look in self.looks:
            yield look.mass
        for moment in self.moments:
            yield moment.before
            yield moment.after


def _log(case: Case, times: Sequence[datetime]) -> _Log:
    counted = fresh(case.records, max(times), voided=case.voided)
    tally = _Tally(case.scope)
    moments: list[_Moment] = []
    looks: dict[datetime, _Look] = {}
    counts: Counts | None = None
    place = counted_until = 0
    # What counts by a time doesn't depend on what comes later, so one way through serves all.
    for now in sorted(times):
        while place < len(counted) and counted[place].at <= now:
            at = counted[place].at
            before = tally.mass(at) if moments else (0.0, 0.0)
            # Answers of one moment have no order among them, so they are taken together.
            while place < len(counted) and counted[place].at == at:
                tally.add(counted[place])
                place += 1
            is_enough = tally.is_enough()
            if moments or is_enough:
                moments.append(_Moment(at, before, tally.mass(at), is_enough))
        if counts is None or place > counted_until:
            counts, counted_until = tally.counts(), place
        looks[now] = _Look(
            now,
            # The running sums are quicker, and differ in the last of 16 digits.
            _mass(counted[:place], now) if now == times[0] else tally.mass(now),
            counts,
            has_answers=place > 0
            or any(
                record.at <= now and record.exposed not in case.voided for record in case.records
            ),
            last=counted[place - 1].at if place else None,
            moments=len(moments),
        )
    return _Log(case, moments, [looks[now] for now in times])


def _found(log: _Log, below: Sequence[float]) -> tuple[TaskReadiness, tuple[State, ...]]:
    """At the first look, and at the others; `below` is P(θ < cut) for each of the log's masses."""
    passes = _replay(log, [1 - each for each in below[len(log.looks) :]])
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
                *_figures(counts, last, look.at),
                *(
                    _reason(
                        state, counts, last, look.at, case.criterion, case.changed_at, observation
                    )
                    if last is not None or state is not State.NOT_ENOUGH
                    else (_uncounted(case, look.at),)
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
    case: Case, look: _Look, below: float, passes: Sequence[tuple[bool, bool]]
) -> tuple[State, Observation | None]:
    """The state, and the observation that holds longest."""
    observation = _longest(case, look.at) if case.observations else None
    was_passed, is_passed = passes[look.moments]
    measured = Measures(
        look.counts,
        has_answers=look.has_answers,
        below=below,
        was_passed=was_passed,
        is_passed=is_passed and _stands(case, look.last, look.at, 1 - below),
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


def _mass(counted: Sequence[AnswerRecord], now: datetime) -> tuple[float, float]:
    weighed: tuple[list[float], list[float]] = ([], [])
    for record, weight in zip(counted, weights(counted, now), strict=True):
        weighed[record.correct].append(weight)
    return fsum(weighed[True]), fsum(weighed[False])


class _Tally:
    """Evidence added up, oldest first.

    The weights of any moment are those of another times one factor, so sums can be kept as of the
    first answer and brought to any later moment.
    """

    def __init__(self, scope: TaskScope) -> None:
        self._scope = scope
        self._from: datetime | None = None
        self._right = self._wrong = self._recall_right = self._recall_wrong = 0.0
        self._items: set[str] = set()
        self._covered: set[str] = set()
        self._opened: datetime | None = None
        self._sessions = self._answers = self._correct = self._particular = 0

    def add(self, record: AnswerRecord) -> None:
        """One more answer that counts."""
        self._from = self._from or record.at
        weight = 2 ** ((record.at - self._from) / HALF_LIFE)
        if record.kind is Kind.RECALL:
            if record.correct:
                self._recall_right += weight
            else:
                self._recall_wrong += weight
        elif record.correct:
            self._right += weight
        else:
            self._wrong += weight
        self._items.add(record.item)
        self._covered.update(self._scope.indicators.intersection(record.targets))
        self._answers += 1
        self._correct += record.correct
        self._particular += self._scope.is_particular(record)
        if opens_session(self._opened, record.at):
            self._opened = record.at
            self._sessions += 1

    def mass(self, at: datetime) -> tuple[float, float]:
        """The weights (right, wrong) at `at`, as `evidence` gives them."""
        if self._from is None:
            return 0.0, 0.0
        factor = 0.5 ** ((at - self._from) / HALF_LIFE)
        share = recall_share(self._right + self._wrong, self._recall_right + self._recall_wrong)
        return (
            factor * (self._right + share * self._recall_right),
            factor * (self._wrong + share * self._recall_wrong),
        )

    def is_enough(self) -> bool:
        """Whether there is enough evidence to say anything."""
        # As `Counts.is_enough`, without making one: it is asked after each answer.
        indicators = len(self._scope.indicators)
        return (
            len(self._items) >= FEWEST_ITEMS
            and self._sessions >= FEWEST_SESSIONS
            and 2 * self._particular >= self._answers
            and (not indicators or len(self._covered) / indicators >= FEWEST_COVERED)
        )

    def counts(self) -> Counts:
        """As they stand."""
        return Counts(
            answers=self._answers,
            correct=self._correct,
            items=len(self._items),
            sessions=self._sessions,
            covered=len(self._covered),
            indicators=len(self._scope.indicators),
            particular=self._particular,
            opened=self._opened,
        )


def _replay(log: _Log, probabilities: Sequence[float]) -> list[tuple[bool, bool]]:
    """Whether the check was ever passed, and whether it still was, after so many moments.

    `probabilities` are those before and after each moment.
    """
    was_passed = is_passed = False
    last: datetime | None = None
    found = [(False, False)]
    confidence = log.case.criterion.confidence
    both = iter(probabilities)
    for moment, before, after in zip(log.moments, both, both, strict=True):
        is_passed = is_passed and _stands(log.case, last, moment.at, before)
        last = moment.at
        is_passed = (is_passed and _stands(log.case, last, last, after)) or (
            moment.is_enough and after >= confidence
        )
        was_passed = was_passed or is_passed
        found.append((was_passed, is_passed))
    return found


def _stands(case: Case, last: datetime | None, at: datetime, probability: float) -> bool:
    """Whether a pass that held after the `last` answer still does at `at`."""
    return (
        probability >= case.criterion.release
        and not _is_stale(last, at)
        and not _has_changed(last, at, case.changed_at)
    )


def _is_stale(last: datetime | None, at: datetime) -> bool:
    return last is not None and at - last > STALE


def _has_changed(last: datetime | None, at: datetime, changed_at: datetime | None) -> bool:
    """Whether the standard changed after the `last` answer, until `at`."""
    return last is not None and changed_at is not None and last < changed_at <= at


def _figures(counts: Counts, last: datetime | None, now: datetime) -> Iterator[Phrase]:
    if last is None:
        return
    yield _right_of(counts.correct, counts.answers)
    yield _number(NN_("{n} session", "{n} sessions"), counts.sessions)
    days = (now - last).days
    if days:
        yield _number(NN_("last {n} day ago", "last {n} days ago"), days)
    else:
        yield Phrase(N_("last within 24 hours"))


# A few hundred different ones serve a whole team.
@lru_cache(maxsize=4096)
def _right_of(right: int, answers: int) -> Phrase:
    return Phrase(N_("{right} of {answers} right"), {"right": right, "answers": answers})


@lru_cache(maxsize=4096)
def _number(forms: tuple[str, str], n: int) -> Phrase:
    return Phrase(forms[0], plural=forms[1], n=n)


def _reason(
    state: State,
    counts: Counts,
    last: datetime | None,
    now: datetime,
    criterion: Criterion,
    changed_at: datetime | None,
    observation: Observation | None,
) -> Iterator[Phrase]:
    """What the figures alone don't tell."""
    match state:
        case State.NOT_STARTED:
            yield Phrase(N_("no answers yet"))
        case State.NOT_ENOUGH:
            yield _lacking(counts)
        case State.GAP:
            yield Phrase(N_("most likely below {cut}"), {"cut": f"{criterion.cut:.0%}"})
        case State.VERIFIED if observation and not observation.observer:
            until = observation.valid_until.date().isoformat()
            yield Phrase(N_("seen at work, valid until {date}"), {"date": until})
        case State.VERIFIED if observation:
            yield Phrase(
                N_("seen at work by {observer}, valid until {date}"),
                {
                    "observer": observation.observer,
                    "date": observation.valid_until.date().isoformat(),
                },
            )
        case State.REFRESH_DUE if _has_changed(last, now, changed_at):
            yield Phrase(N_("the standard has changed since"))
        case State.REFRESH_DUE if _is_stale(last, now):
            yield Phrase(N_("too long ago"))
        case State.REFRESH_DUE:
            yield Phrase(N_("no longer sure enough"))
        case State.UNSURE:
            yield Phrase(N_("not sure enough yet"))


def _uncounted(case: Case, now: datetime) -> Phrase:
    """Why none of the answers until `now` counts."""
    valid = [
        record for record in case.records if record.at <= now and record.exposed not in case.voided
    ]
    if all(record.practice for record in valid):
        return Phrase(N_("only practice so far"))
    again = min(used_up(valid, now).values(), default=None)
    if again is None:
        return Phrase(N_("only practice and what had been practised so far"))
    return _number(
        NN_(
            "only questions seen before, which count again in {n} day",
            "only questions seen before, which count again in {n} days",
        ),
        -((now - again) // timedelta(days=1)),
    )


def _lacking(counts: Counts) -> Phrase:
    if counts.items < FEWEST_ITEMS:
        return _number(
            NN_("{n} more question needed", "{n} more questions needed"),
            FEWEST_ITEMS - counts.items,
        )
    if counts.sessions < FEWEST_SESSIONS:
        return Phrase(N_("one more session on another day needed"))
    if counts.coverage < FEWEST_COVERED:
        return Phrase(
            N_("{covered} of {indicators} indicators asked about"),
            {"covered": counts.covered, "indicators": counts.indicators},
        )
    return Phrase(N_("most of it is about other tasks too"))
