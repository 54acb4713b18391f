"""Whether what was found answers the question, and how much of it to quote."""

from collections.abc import Sequence

from index.search import Hit

LEAST_COVERAGE = 0.25
LEAST_SIMILARITY = 0.35
QUOTED = 3
"""At most this many items are quoted for a question that asks for a match."""
NEAR_THE_BEST = 0.85
"""An item is quoted beside the best one if its score reaches this share of it."""


def is_answerable(hits: Sequence[Hit]) -> bool:
    """Whether the best hits carry enough of what was asked."""
    return any(hit.coverage >= LEAST_COVERAGE or hit.vector >= LEAST_SIMILARITY for hit in hits[:3])


def selected(hits: Sequence[Hit]) -> list[Hit]:
    """The hits worth quoting: the best, and those that come near it."""
    return [hit for hit in hits[:QUOTED] if hit.score >= NEAR_THE_BEST * hits[0].score]
