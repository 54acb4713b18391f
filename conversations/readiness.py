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
from functools import reduce
from itertools import groupby
from math import fsum

from conversations.evidence import (
    APART,
    HALF_LIFE,
    AnswerRecord,
    Evidence,
    ItemVersion,
    Kind,
    evidence,
    opens_session,
    recall_share,
    used_up,
)
from conversations.language import N_, NN_, Translator
from conversations.observing import Observation, newest
from standards.model import Standard, Task

ALGORITHM = "readiness-1"
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


@dataclass(frozen=True, slots=True)
class Counts:
    """How much evidence there is, by number."""

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


@dataclass(frozen=True, slots=True)
class Measures:
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


def below_cut(masses: Sequence[tuple[float, float]], cut: float) -> list[float]:
    """P(θ < cut) = I_cut(1 + right, 1 + wrong) for each pair of weights (right, wrong)."""
    # Late, since it takes longer to load than all the rest. SciPy ships no types.
    from scipy.special import betainc  # type: ignore[import-untyped,unused-ignore]

    right = [1 + mass[0] for mass in masses]
    wrong = [1 + mass[1] for mass in masses]
    return [float(each) for each in betainc(right, wrong, cut)]


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
    mine = [record for record in records if scope.bears(record) and record.at <= now]
    counted = evidence(mine, now, voided=voided)
    moments = _moments([each.record for each in counted], scope)
    masses = [_mass(counted)]
    for moment in moments:
        masses += [moment.before, moment.after]
    below, *replayed = below_cut(masses, criterion.cut)
    was_passed, is_passed = _replay(
        moments, [1 - each for each in replayed], 1 - below, now, criterion, changed_at
    )
    seen = newest((each for each in observations if each.target in scope.seen), now)
    observation = max(
        (each for each in seen if each.holds(now)),
        key=lambda each: (each.valid_until, each.at, each.observer, each.target),
        default=None,
    )
    counts = moments[-1].counts if moments else _Tally(scope).counts()
    measured = Measures(
        counts,
        has_answers=any(record.exposed not in voided for record in mine),
        below=below,
        was_passed=was_passed,
        is_passed=is_passed,
        observed=observation is not None,
    )
    state = judge(measured)
    last = moments[-1].at if moments else None
    return TaskReadiness(
        task=scope.task,
        state=state,
        probability=1 - below,
        answers=counts.answers,
        correct=counts.correct,
        sessions=counts.sessions,
        coverage=counts.coverage,
        last_answered=last,
        observed=observation is not None,
        why=Why(
            (
                *_figures(counts, last, now),
                *(
                    _reason(state, counts, last, now, criterion, changed_at, observation)
                    if moments or state is not State.NOT_ENOUGH
                    else (_uncounted(mine, now, voided),)
                ),
            )
        ),
        criterion=criterion,
        observations=seen,
        next_session=counts.next_session,
        opened=counts.opened,
    )


def _mass(counted: Iterable[Evidence]) -> tuple[float, float]:
    weights: dict[bool, list[float]] = {True: [], False: []}
    for each in counted:
        weights[each.record.correct].append(each.weight)
    return fsum(weights[True]), fsum(weights[False])


class _Tally:
    """Evidence added up, oldest first.

    The weights of any moment are those of another times one factor, so sums can be kept as of the
    first answer and brought to any later moment.
    """

    def __init__(self, scope: TaskScope) -> None:
        self._scope = scope
        self._from: datetime | None = None
        self._sums = {(kind, correct): 0.0 for kind in (False, True) for correct in (False, True)}
        self._items: set[str] = set()
        self._covered: set[str] = set()
        self._opened: datetime | None = None
        self._sessions = self._answers = self._correct = self._particular = 0

    def add(self, record: AnswerRecord) -> None:
        """One more answer that counts."""
        self._from = self._from or record.at
        key = (record.kind is Kind.RECALL, record.correct)
        self._sums[key] += 2 ** ((record.at - self._from) / HALF_LIFE)
        self._items.add(record.item)
        self._covered |= self._scope.indicators.intersection(record.targets)
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
        others, recall = (
            self._sums[kind, True] + self._sums[kind, False] for kind in (False, True)
        )
        share = recall_share(others, recall)
        right, wrong = (
            factor * (self._sums[False, correct] + share * self._sums[True, correct])
            for correct in (True, False)
        )
        return right, wrong

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


@dataclass(frozen=True, slots=True)
class _Moment:
    """A time at which answers were given, with the weights (right, wrong) on both sides of it."""

    at: datetime
    before: tuple[float, float]
    after: tuple[float, float]
    counts: Counts
    """With these answers."""


def _moments(answers: Sequence[AnswerRecord], scope: TaskScope) -> list[_Moment]:
    tally = _Tally(scope)
    moments: list[_Moment] = []
    # Answers of one moment have no order among them, so they are taken together.
    for at, together in groupby(answers, key=lambda record: record.at):
        before = tally.mass(at)
        for record in together:
            tally.add(record)
        moments.append(_Moment(at, before, tally.mass(at), tally.counts()))
    return moments


def _replay(
    moments: Sequence[_Moment],
    probabilities: Sequence[float],
    probability: float,
    now: datetime,
    criterion: Criterion,
    changed_at: datetime | None,
) -> tuple[bool, bool]:
    """Whether the check was ever passed until `now`, and whether it still is.

    `probabilities` are those before and after each moment, `probability` is that of `now`.
    """
    was_passed = is_passed = False
    last: datetime | None = None

    def stands(at: datetime, found: float) -> bool:
        return (
            is_passed
            and found >= criterion.release
            and not _is_stale(last, at)
            and not _has_changed(last, at, changed_at)
        )

    for place, moment in enumerate(moments):
        before, after = probabilities[2 * place : 2 * place + 2]
        is_passed = stands(moment.at, before)
        last = moment.at
        is_passed = stands(moment.at, after) or (
            moment.counts.is_enough and after >= criterion.confidence
        )
        was_passed = was_passed or is_passed
    return was_passed, stands(now, probability)


def _is_stale(last: datetime | None, at: datetime) -> bool:
    return last is not None and at - last > STALE


def _has_changed(last: datetime | None, at: datetime, changed_at: datetime | None) -> bool:
    """Whether the standard changed after the `last` answer, until `at`."""
    return last is not None and changed_at is not None and last < changed_at <= at


def _figures(counts: Counts, last: datetime | None, now: datetime) -> Iterator[Phrase]:
    if last is None:
        return
    yield Phrase(
        N_("{right} of {answers} right"), {"right": counts.correct, "answers": counts.answers}
    )
    yield _number(NN_("{n} session", "{n} sessions"), counts.sessions)
    days = (now - last).days
    if days:
        yield _number(NN_("last {n} day ago", "last {n} days ago"), days)
    else:
        yield Phrase(N_("last within 24 hours"))


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


def _uncounted(
    records: Iterable[AnswerRecord], now: datetime, voided: Container[ItemVersion]
) -> Phrase:
    """Why none of these answers counts."""
    valid = [record for record in records if record.exposed not in voided]
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
