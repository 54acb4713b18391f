"""Whether what was found answers the question, and how much of it to quote.

A logistic blend of what tells answers from near misses; none of its signs decides alone (a cosine
alone least of all). The numbers come from `tests/benchmarks/calibrate_decline.py` on the judged
questions kept for development.
"""

from collections.abc import Sequence
from math import log1p

from conversations.question import ParsedQuestion
from index.search import Hit

BEST = 3
"""The signs are read off this many of the best hits."""

# One weight a sign, for the log-odds of an answer.
SIMILARITY = 1.98
"""The best cosine of question and item."""
COVERAGE = 1.12
"""The best share of the question's content words that an item holds."""
WEIGHT = 2.35
"""log(1 + how much is asked): two words are easily met by chance."""
UNKNOWN_ROLE = -4.35
"""The question names an occupation that no loaded standard is for."""
CONSTANT = -2.79
LEAST_ODDS = 1.68
"""From these log-odds on a question is answered: 4 % of the answerable ones are given up."""

QUOTED = 4
"""At most this many items are quoted for a question that asks for a match."""
NEAR_THE_BEST = 0.85
"""An item is quoted beside the best one if its score reaches this share of it."""


def odds(parsed: ParsedQuestion, hits: Sequence[Hit]) -> float:
    """Log-odds that `hits` answer the question, best first; more is surer."""
    similarity, coverage, weight, role = signs(parsed, hits)
    return (
        CONSTANT
        + SIMILARITY * similarity
        + COVERAGE * coverage
        + WEIGHT * weight
        + UNKNOWN_ROLE * role
    )


def signs(parsed: ParsedQuestion, hits: Sequence[Hit]) -> tuple[float, float, float, float]:
    """Similarity, coverage, weight and unknown role, in the order of their weights above."""
    best = hits[:BEST]
    return (
        max((hit.vector for hit in best), default=0.0),
        max((hit.coverage for hit in best), default=0.0),
        log1p(parsed.weight),
        float(parsed.unknown_role),
    )


def is_answerable(parsed: ParsedQuestion, hits: Sequence[Hit]) -> bool:
    """Whether the best hits carry enough of what was asked."""
    return bool(hits) and odds(parsed, hits) >= LEAST_ODDS


def selected(hits: Sequence[Hit]) -> list[Hit]:
    """The hits worth quoting: the best, and those that come near it."""
    return [hit for hit in hits[:QUOTED] if hit.score >= NEAR_THE_BEST * hits[0].score]
