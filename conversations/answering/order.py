"""The order of what was found: what stands around an item counts, and how much of the question
it has words for.

A weighted sum of eight signs. The numbers come from
`tests/benchmarks/calibrate_order.py` on the judged questions kept for development: a softmax over
what was found, against the grades (ListNet, Cao et al., ICML 2007).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from math import log1p
from statistics import fmean

from conversations.answering.sources import Sources
from index.search import Hit
from standards.model import ItemKind

READ = 50
"""So many of the best hits are put in order; with 100 the order is no better."""
BEST_OF_PLACE = 3

# One weight a sign; a difference of scores is one of log-odds of answering better.
SCORE = 0.09
"""Its own words and vector, beside those of all."""
VECTOR = 7.04
"""Its cosine with the question: the model learned which one answers."""
LIKENESS = 1.11
"""The share that it has words for, the same or akin (`Index.likeness`)."""
PLACE = 0.43
"""The mean score of the best items of its activity: what answers mostly stands together."""
BESIDE = 0.22
"""The best score of the others in its activity, 0 where it stands alone."""
LENGTH = 0.44
"""ln(1 + characters): of two that fit alike, the longer says more."""
TASK, ACTIVITY = -2.36, -0.87
"""A title is short and fits much; what answers is said below it."""


def signs(sources: Sources, question: str, hits: Sequence[Hit]) -> list[tuple[float, ...]]:
    """The eight signs of each hit, in the order of their weights above."""
    alike = sources.index.likeness(question, [hit.chunk for hit in hits])
    places = [_place(sources, hit) for hit in hits]
    scores: dict[str, list[float]] = defaultdict(list)
    for hit, place in zip(hits, places, strict=True):
        scores[place].append(hit.score)
    for together in scores.values():
        together.sort(reverse=True)
    return [
        (
            hit.score,
            hit.vector,
            akin,
            fmean(scores[place][:BEST_OF_PLACE]),
            _best_other(hit.score, scores[place]),
            log1p(len(hit.chunk.title) + len(hit.chunk.body)),
            float(hit.chunk.kind is ItemKind.TASK),
            float(hit.chunk.kind is ItemKind.ACTIVITY),
        )
        for hit, place, akin in zip(hits, places, alike, strict=True)
    ]


def ordered(sources: Sources, question: str, hits: Sequence[Hit]) -> list[Hit]:
    """The hits in this order, with the sums as their scores; equal ones stay as they were."""
    weights = (SCORE, VECTOR, LIKENESS, PLACE, BESIDE, LENGTH, TASK, ACTIVITY)
    moved = [
        replace(hit, score=sum(weight * sign for weight, sign in zip(weights, seen, strict=True)))
        for hit, seen in zip(hits, signs(sources, question, hits), strict=True)
    ]
    return sorted(moved, key=lambda hit: -hit.score)


def _place(sources: Sources, hit: Hit) -> str:
    location = sources.atlas[hit.id]
    place = location.activity or location.task
    return place.id if place else hit.id


def _best_other(score: float, together: Sequence[float]) -> float:
    if len(together) < 2:
        return 0.0
    return together[1] if together[0] == score else together[0]
