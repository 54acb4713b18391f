"""The order of what was found: by the words, by what stands around an item, and by what answers
questions like this one that are known.

Each hit has nine signs, and each sign a weight; a softmax over the weighted sums says how likely
each hit answers. The numbers come from `tests/benchmarks/calibrate_order.py`
on the judged questions kept for development: a softmax over what was found, against the grades
(ListNet, Cao et al., ICML 2007).

Of a standard that somebody added no question is known. Its items are weighed by the other eight
signs alone, against all that was found, and what is left of certainty is shared by the rest.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from math import exp, log, log1p
from statistics import fmean
from typing import NamedTuple

from conversations.answering.sources import Sources
from index.search import Hit
from standards.model import ItemKind

READ = 50
"""So many of the best hits are put in order; with 100 the order is no better."""
BEST_OF_PLACE = 3
BESIDE_KNOWN = 0.2
"""What is known of its activity on average counts so much beside what is known of an item."""
LITTLE = 0.01
"""Added to a share before its logarithm is taken: nearly nothing and nothing are alike."""


class Signs(NamedTuple):
    """What tells whether a hit answers, or the weight of each sign."""

    score: float
    """Its own words and vector, beside those of all."""
    vector: float
    """Its cosine with the question: the model learned which one answers."""
    likeness: float
    """The share that it has words for, the same or akin (`Index.likeness`)."""
    place: float
    """The mean score of the best items of its activity: what answers mostly stands together."""
    beside: float
    """The best score of the others in its activity, 0 where it stands alone."""
    length: float
    """ln(1 + characters): of two that fit alike, the longer says more."""
    task: float
    """It is a task: a title is short and fits much; what answers is said below it."""
    activity: float
    """It is an activity."""
    known: float = 0.0
    """ln of its share of what answers known questions like this one."""


BY_ITSELF = Signs(-0.03, 8.93, 0.33, 0.43, 0.16, 0.43, -1.80, -0.55)
"""For an item that no known question is about."""
BY_QUESTIONS = Signs(0.01, 0.38, 1.10, 0.23, 0.11, 0.22, 0.07, 1.45, 1.88)
"""For the others; the model learned from the same questions, so that a cosine adds nothing."""
UNTOLD = 2.0
"""Added to the log-odds of an item that has no everyday phrasings, and so fewer words to fit. With
one standard made such, beside four of its trade, and a model that never saw it, a right item is
first for .43 of its questions, and for .920 of the others' (with the model before it .42 and .897,
where 0 gave .27 and .905)."""


def ordered(sources: Sources, question: str, hits: Sequence[Hit]) -> list[Hit]:
    """The hits in this order, each scored by the logarithm of how likely it answers, but for a
    constant that all of them share; equal ones stay as they were."""
    if not hits:
        return []
    told = with_known(sources, question, hits)
    seen = signs(sources, question, told)
    whether_known = [sources.known.knows(hit.id) for hit in told]
    scores = log_likelihoods(seen, whether_known, [not hit.chunk.phrasings for hit in told])
    moved = [replace(hit, score=score) for hit, score in zip(told, scores, strict=True)]
    return sorted(moved, key=lambda hit: -hit.score)


def log_likelihoods(
    seen: Sequence[Signs], known: Sequence[bool], untold: Sequence[bool]
) -> list[float]:
    """How likely each hit answers, as logarithms; only their differences mean anything.

    `known`: which of them known questions are about; `untold`: which have no phrasings.
    """
    by_itself = [
        _weighed(BY_ITSELF, each) + UNTOLD * bare for each, bare in zip(seen, untold, strict=True)
    ]
    if not any(known):
        return by_itself
    by_questions = [_weighed(BY_QUESTIONS, each) for each in seen]
    if all(known):
        return by_questions
    of_all = _log_sum(by_itself)
    of_known = _log_sum(_kept(by_questions, known))
    certain = _log_sum(_kept(by_itself, known)) - of_all
    return [
        certain + asked - of_known if is_known else own - of_all
        for own, asked, is_known in zip(by_itself, by_questions, known, strict=True)
    ]


def with_known(sources: Sources, question: str, hits: Sequence[Hit]) -> list[Hit]:
    """The hits, each with what is known of it."""
    shares = sources.known.shares(question, [hit.id for hit in hits])
    return [replace(hit, known=share) for hit, share in zip(hits, shares, strict=True)]


def signs(sources: Sources, question: str, hits: Sequence[Hit]) -> list[Signs]:
    """The signs of each hit `with_known`."""
    alike = sources.index.likeness(question, [hit.chunk for hit in hits])
    places = [_place(sources, hit) for hit in hits]
    scores: dict[str, list[float]] = defaultdict(list)
    known: dict[str, list[float]] = defaultdict(list)
    for hit, place in zip(hits, places, strict=True):
        scores[place].append(hit.score)
        known[place].append(hit.known)
    for together in scores.values():
        together.sort(reverse=True)
    return [
        Signs(
            score=hit.score,
            vector=hit.vector,
            likeness=akin,
            place=fmean(scores[place][:BEST_OF_PLACE]),
            beside=_best_other(hit.score, scores[place]),
            length=log1p(len(hit.chunk.title) + len(hit.chunk.body)),
            task=float(hit.chunk.kind is ItemKind.TASK),
            activity=float(hit.chunk.kind is ItemKind.ACTIVITY),
            known=log((1 - BESIDE_KNOWN) * hit.known + BESIDE_KNOWN * fmean(known[place]) + LITTLE),
        )
        for hit, place, akin in zip(hits, places, alike, strict=True)
    ]


def _weighed(weights: Signs, seen: Signs) -> float:
    return sum(weight * sign for weight, sign in zip(weights, seen, strict=True))


def _kept(values: Sequence[float], which: Sequence[bool]) -> list[float]:
    return [value for value, keep in zip(values, which, strict=True) if keep]


def _log_sum(values: Sequence[float]) -> float:
    highest = max(values)
    return highest + log(sum(exp(value - highest) for value in values))


def _place(sources: Sources, hit: Hit) -> str:
    location = sources.atlas[hit.id]
    place = location.activity or location.task
    return place.id if place else hit.id


def _best_other(score: float, together: Sequence[float]) -> float:
    if len(together) < 2:
        return 0.0
    return together[1] if together[0] == score else together[0]
