"""How much of what was found is quoted: the best, and what likely answers beside it.

A logistic blend of six signs. The numbers come from `tests/benchmarks/calibrate_quoting.py` on the
judged questions kept for development.
"""

from collections.abc import Callable, Sequence
from math import log

from conversations.answering.sources import Sources
from index.search import Hit

QUOTED = 8
"""Only so many of the best hits can be quoted for a question that asks for a match."""
# One weight a sign, for the log-odds that an item answers beside the best one.
GAP = 0.31
"""Its score less the best one's."""
ALIKE = 3.56
"""Its cosine with the question."""
SAME_STANDARD = 0.50
"""It is of the best one's standard,"""
SAME_ACTIVITY = 0.66
"""and of its activity: what answers a question mostly stands together."""
KNOWN = 3.02
"""Its share of what answers known questions like this one."""
TOGETHER = 0.53
"""ln of how often it answers known questions that the best one answers."""
ALONE = -0.99
"""The constant."""
LEAST_TO_QUOTE = -0.53
"""An item is quoted from these log-odds on: more than one in three such answer, which gave the
best F1 of citations on the judged questions kept for development."""
AS_GOOD = 0.5
"""What scores so little less than the best one is quoted as well: nothing tells them apart."""

ActivityOf = Callable[[Hit], str | None]
"""The id of the activity that a hit stands in."""
Together = Callable[[Hit, Hit], float]
"""How often the second answers as well what the first answers, above 0."""


def quoted(sources: Sources, hits: Sequence[Hit]) -> list[Hit]:
    """The hits worth quoting, of hits that were put in order."""

    def activity_of(hit: Hit) -> str | None:
        activity = sources.atlas[hit.id].activity
        return activity.id if activity else None

    def together(first: Hit, other: Hit) -> float:
        return sources.known.together(first.id, other.id)

    return selected(hits, activity_of, together)


def selected(hits: Sequence[Hit], activity_of: ActivityOf, together: Together) -> list[Hit]:
    """The best, and those that likely answer beside it."""
    weights = (GAP, ALIKE, SAME_STANDARD, SAME_ACTIVITY, KNOWN, TOGETHER)
    seen = signs_beside(hits[:QUOTED], activity_of, together)
    return [
        hit
        for hit, each in zip(hits, seen, strict=False)
        if hit.score >= hits[0].score - AS_GOOD
        or ALONE + sum(weight * sign for weight, sign in zip(weights, each, strict=True))
        >= LEAST_TO_QUOTE
    ]


def signs_beside(
    hits: Sequence[Hit], activity_of: ActivityOf, together: Together
) -> list[tuple[float, ...]]:
    """What tells whether each hit answers beside the first one, in the order of the weights."""
    return [
        (
            hit.score - hits[0].score,
            hit.vector,
            float(hit.chunk.standard == hits[0].chunk.standard),
            float(activity_of(hit) is not None and activity_of(hit) == activity_of(hits[0])),
            hit.known,
            log(together(hits[0], hit)),
        )
        for hit in hits
    ]
