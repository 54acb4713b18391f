"""The states, the one table that they are judged by, and the thresholds in it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from conversations.evidence import APART
from conversations.language import N_

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


def is_stale(last: datetime | None, at: datetime) -> bool:
    """Whether the `last` answer is too old at `at` for a pass to stand."""
    return last is not None and at - last > STALE


def has_changed(last: datetime | None, at: datetime, changed_at: datetime | None) -> bool:
    """Whether the standard changed after the `last` answer, until `at`."""
    return last is not None and changed_at is not None and last < changed_at <= at
