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

from conversations.readiness.assessment import (
    ALGORITHM,
    TaskReadiness,
    assess,
    assess_all,
    below_cut,
    fewest_right,
)
from conversations.readiness.replay import Case
from conversations.readiness.scope import TaskScope, scopes
from conversations.readiness.states import (
    CRITICAL,
    DEFAULT,
    FEWEST_COVERED,
    FEWEST_ITEMS,
    FEWEST_SESSIONS,
    GAP,
    STALE,
    STATES,
    Counts,
    Criterion,
    Measures,
    State,
    judge,
)
from conversations.readiness.why import Phrase, Why

__all__ = [
    "ALGORITHM",
    "CRITICAL",
    "DEFAULT",
    "FEWEST_COVERED",
    "FEWEST_ITEMS",
    "FEWEST_SESSIONS",
    "GAP",
    "STALE",
    "STATES",
    "Case",
    "Counts",
    "Criterion",
    "Measures",
    "Phrase",
    "State",
    "TaskReadiness",
    "TaskScope",
    "Why",
    "assess",
    "assess_all",
    "below_cut",
    "fewest_right",
    "judge",
    "scopes",
]
