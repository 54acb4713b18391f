"""How much of what was found is quoted: the best, and what likely answers beside it.

A logistic blend of signs, one for questions by themselves, one for those that go on in a
conversation, one for what each of two things set side by side has. The numbers come from
`tests/benchmarks/calibrate_quoting.py` on the judged questions kept for development.
"""

from collections.abc import Callable, Sequence
from math import log, log1p
from typing import NamedTuple

from conversations.answering.sources import Sources
from conversations.question import weight_of
from index.search import Hit

QUOTED = 8
"""Only so many of the best hits can be quoted for a question that asks for a match."""


class Weights(NamedTuple):
    """What each sign adds to the log-odds that an item answers beside the best one."""

    gap: float
    """Its score less the best one's."""
    alike: float
    """Its cosine with the question."""
    same_standard: float
    """It is of the best one's standard,"""
    same_activity: float
    """and of its activity: what answers a question mostly stands together."""
    known: float
    """Its share of what answers known questions like this one."""
    together: float
    """ln of how often it answers known questions that the best one answers."""
    best: float
    """The best one's cosine with the question."""
    coverage: float
    """The share of what is asked about that stands in it."""
    says: float
    """ln(1 + how much the question says): of what says little, more answers."""
    how_many: float
    """How many items answer questions like this one."""
    exact: float
    """The question stands alone and says more than `LITTLE`: who asks so means one thing."""
    # After the signs, two numbers that are none.
    constant: float
    least: float
    """An item is quoted from these log-odds on: the share of such ones that answer, two in five of
    a question by itself, is what gave the best F1 of citations."""


IN_GENERAL = Weights(0.5, 1.2, 0.85, 0.8, 5.0, 0.33, 0.0, 0.0, -0.42, 1.05, -0.4, -2.75, -0.41)
"""By the program `known` would weigh 7.5 and the cosine nothing, for the same F1; but of an item
that no known question is about the cosine is all that tells. `exact` was chosen on a grid, too:
without it slips and look-ups are quoted too much for, with -0.6 situations too little."""
GOING_ON = Weights(0.44, 1.37, 1.56, 0.31, 3.36, 0.6, 0.0, 0.0, -0.25, 1.03, 0.0, -3.3, -0.41)
OF_A_SIDE = Weights(0.3, 0.8, 0.0, 0.0, 5.0, 0.31, 0.0, 1.8, -0.25, 0.45, 0.0, -1.8, -0.62)
"""Between what the program gives, 5.9 for `known` and -0.3 for the cosine, and what it gave before
so many questions were known, for the same reason."""
LITTLE = 4
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
    sources: Sources,
    question: str,
    hits: Sequence[Hit],
    weights: Weights = IN_GENERAL,
    *,
    alone: bool = False,
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
    return selected(asked, hits, activity_of, together, weights)


def selected(
    asked: Asked,
    hits: Sequence[Hit],
    activity_of: ActivityOf,
    together: Together,
    weights: Weights = IN_GENERAL,
) -> list[Hit]:
    """The best, and those that likely answer beside it."""
    seen = signs_beside(asked, hits[:QUOTED], activity_of, together)
    return [
        hit
        for hit, each in zip(hits, seen, strict=False)
        if hit.score >= hits[0].score - AS_GOOD
        or weights.constant
        + sum(weight * sign for weight, sign in zip(weights[:-2], each, strict=True))
        >= weights.least
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
            hits[0].vector,
            hit.coverage,
            *asked,
        )
        for hit in hits
    ]
