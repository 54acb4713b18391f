"""The evidence on a task as it grew, and whether a pass was won and lost on the way."""

from collections.abc import Container, Iterator, Sequence
from datetime import datetime
from math import fsum
from typing import NamedTuple

from conversations.evidence import (
    HALF_LIFE,
    AnswerRecord,
    ItemVersion,
    Kind,
    fresh,
    opens_session,
    recall_share,
    weights,
)
from conversations.observing import Observation
from conversations.readiness.scope import TaskScope
from conversations.readiness.states import (
    DEFAULT,
    FEWEST_COVERED,
    FEWEST_ITEMS,
    FEWEST_SESSIONS,
    Counts,
    Criterion,
    has_changed,
    is_stale,
)


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


class _Moment(NamedTuple):
    """A time at which answers were given, with the weights (right, wrong) on both sides of it."""

    at: datetime
    before: tuple[float, float]
    after: tuple[float, float]
    is_enough: bool
    """Whether there is enough evidence with these answers."""


class Look(NamedTuple):
    """What there is of a log at the time of looking at it."""

    at: datetime
    mass: tuple[float, float]
    counts: Counts
    has_answers: bool
    last: datetime | None
    """When the newest answer that counts was given."""
    moments: int
    """How many of the log's moments are not later."""


class Log(NamedTuple):
    """A case's evidence, as its states are judged by it."""

    case: Case
    moments: Sequence[_Moment]
    """From the first one on at which there was enough evidence: before it, nothing is passed."""
    looks: Sequence[Look]

    def masses(self) -> Iterator[tuple[float, float]]:
        """At each look, then before and after each moment."""
        for look in self.looks:
            yield look.mass
        for moment in self.moments:
            yield moment.before
            yield moment.after


def log_of(case: Case, times: Sequence[datetime]) -> Log:
    """The evidence of a case, looked at at each of these times, in their order."""
    counted = fresh(case.records, max(times), voided=case.voided)
    tally = _Tally(case.scope)
    moments: list[_Moment] = []
    looks: dict[datetime, Look] = {}
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
        looks[now] = Look(
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
    return Log(case, moments, [looks[now] for now in times])


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


def replayed(log: Log, probabilities: Sequence[float]) -> list[tuple[bool, bool]]:
    """Whether the check was ever passed, and whether it still was, after so many moments.

    `probabilities` are those before and after each moment.
    """
    was_passed = is_passed = False
    last: datetime | None = None
    found = [(False, False)]
    confidence = log.case.criterion.confidence
    both = iter(probabilities)
    for moment, before, after in zip(log.moments, both, both, strict=True):
        is_passed = is_passed and stands(log.case, last, moment.at, before)
        last = moment.at
        is_passed = (is_passed and stands(log.case, last, last, after)) or (
            moment.is_enough and after >= confidence
        )
        was_passed = was_passed or is_passed
        found.append((was_passed, is_passed))
    return found


def stands(case: Case, last: datetime | None, at: datetime, probability: float) -> bool:
    """Whether a pass that held after the `last` answer still does at `at`."""
    return (
        probability >= case.criterion.release
        and not is_stale(last, at)
        and not has_changed(last, at, case.changed_at)
    )
