"""How much of what was found is quoted: the best, and what likely answers beside it.

A logistic blend of nine signs. The numbers come from `tests/benchmarks/calibrate_quoting.py` on
the judged questions kept for development.
"""

from collections.abc import Callable, Sequence
from math import log, log1p
from typing import NamedTuple

from conversations.answering.sources import Sources
from conversations.question import weight_of
from index.search import Hit

QUOTED = 8
"""Only so many of the best hits can be quoted for a question that asks for a match."""
# One weight a sign, for the log-odds that an item answers beside the best one.
GAP = 0.48
"""Its score less the best one's."""
ALIKE = 2.35
"""Its cosine with the question."""
SAME_STANDARD = 1.00
"""It is of the best one's standard,"""
SAME_ACTIVITY = 0.85
"""and of its activity: what answers a question mostly stands together."""
KNOWN = 3.61
"""Its share of what answers known questions like this one."""
TOGETHER = 0.36
"""ln of how often it answers known questions that the best one answers."""
SAYS = -0.41
"""ln(1 + how much the question says): of what says little, more answers."""
HOW_MANY = 0.91
"""How many items answer questions like this one."""
EXACT = -0.61
"""The question stands alone and says more than `LITTLE`: who asks so means one thing. Chosen on a
grid and not by the program: of 710 situations, slips and questions in English or Simplified, F1
.762 without, .771 with it; conversations, comparisons and very short ones do better without."""
LITTLE = 4
ALONE = -2.73
"""The constant."""
LEAST_TO_QUOTE = -0.41
"""An item is quoted from these log-odds on: two in five such answer, which gave the
best F1 of citations on the judged questions kept for development."""
AS_GOOD = 0.5
"""What scores so little less than the best one is quoted as well: nothing tells them apart."""

ActivityOf = Callable[[Hit], str | None]
"""The id of the activity that a hit stands in."""
Together = Callable[[Hit, Hit], float]
"""How often the second answers as well what the first answers, above 0."""


class Asked(NamedTuple):
    """What a question itself tells of how much answers it."""

    says: float
    """ln(1 + `weight_of` it)."""
    how_many: float
    """`Known.how_many`."""
    exact: float = 0.0
    """1 where it stands alone and says more than `LITTLE`."""


def quoted(
    sources: Sources, question: str, hits: Sequence[Hit], *, alone: bool = False
) -> list[Hit]:
    """The hits worth quoting, of hits that were put in order.

    `alone`: it goes on from nothing and sets nothing side by side.
    """

    def activity_of(hit: Hit) -> str | None:
        activity = sources.atlas[hit.id].activity
        return activity.id if activity else None

    def together(first: Hit, other: Hit) -> float:
        return sources.known.together(first.id, other.id)

    says = weight_of(question)
    exact = float(alone and says > LITTLE)
    asked = Asked(log1p(says), sources.known.how_many(question), exact)
    return selected(asked, hits, activity_of, together)


def selected(
    asked: Asked, hits: Sequence[Hit], activity_of: ActivityOf, together: Together
) -> list[Hit]:
    """The best, and those that likely answer beside it."""
    weights = (GAP, ALIKE, SAME_STANDARD, SAME_ACTIVITY, KNOWN, TOGETHER, SAYS, HOW_MANY, EXACT)
    seen = signs_beside(asked, hits[:QUOTED], activity_of, together)
    return [
        hit
        for hit, each in zip(hits, seen, strict=False)
        if hit.score >= hits[0].score - AS_GOOD
        or ALONE + sum(weight * sign for weight, sign in zip(weights, each, strict=True))
        >= LEAST_TO_QUOTE
    ]


def signs_beside(
    asked: Asked, hits: Sequence[Hit], activity_of: ActivityOf, together: Together
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
            *asked,
        )
        for hit in hits
    ]
