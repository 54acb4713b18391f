"""What stands near the things a conversation spoke of is likelier to be meant next.

How likely a hit answers by the words of the question alone is one of six signs, and what a sign
weighs hangs on how much the question says: 「要留紀錄嗎」 is asked of what was quoted,
「貨寄丟了要跟誰求償」 can stand alone. The numbers come from
`tests/benchmarks/calibrate_leaning.py` on the judged conversations kept for development: a softmax
over what was found, as for the order.
"""

from collections.abc import Sequence
from dataclasses import replace
from math import log
from typing import NamedTuple

from conversations.answering.sources import Sources
from conversations.atlas import Location
from conversations.known import ASKED, OFTEN
from conversations.question import ParsedQuestion
from index.search import Hit

BY_TASK, BY_STANDARD = 0.8, 0.4
"""How near what stands under the same task is, and what is only of the same standard; what is of
the same activity counts as 1."""
STAYING = 4.0
"""What standing in the very place gains in log-odds, before a question that goes on from there is
taken to be one that something answers."""
SAYS = 5
"""A question that says so much or less leans with all of that; one of twice as much with half."""
TOLD = 3
"""So many of the items that were quoted say what else goes with them."""

SELDOM = log(OFTEN / ASKED)
"""Where nothing was quoted, or nothing is known of it."""


class Signs(NamedTuple):
    """What tells whether a hit is meant, or the weight of each sign."""

    alone: float
    """How likely it answers by the words of the question, as a logarithm."""
    vector: float
    """Its cosine with the question."""
    near: float
    """How near it stands to what was spoken of, from 0 to 1."""
    first: float
    """It is what was quoted first."""
    together: float
    """ln of how often it answers known questions that something quoted answers."""
    same_kind: float
    """It is a skill, say, as what was quoted first."""


AT_LENGTH = Signs(0.70, 4.46, 1.71, -1.09, 0.34, 0.31)
"""Of a question that says very much."""
IN_SHORT = Signs(0.35, -7.51, 13.99, 3.26, 0.51, -0.64)
"""Added for one that says nothing, and the less of it the more one says (`brevity`)."""


def leaning(sources: Sources, parsed: ParsedQuestion, hits: Sequence[Hit]) -> list[Hit]:
    """The hits, put in order by their words, with what stands near the conversation moved up."""
    if not _near(sources, parsed):
        return list(hits)
    weights = weights_for(parsed)
    moved = [
        replace(hit, score=sum(weight * sign for weight, sign in zip(weights, each, strict=True)))
        for hit, each in zip(hits, signs(sources, parsed, hits), strict=True)
    ]
    return sorted(moved, key=lambda hit: -hit.score)


def weights_for(parsed: ParsedQuestion) -> list[float]:
    """What each sign weighs for a question that says so much."""
    brief = brevity(parsed)
    return [long + brief * short for long, short in zip(AT_LENGTH, IN_SHORT, strict=True)]


def brevity(parsed: ParsedQuestion) -> float:
    """1 where a question says nothing of its own, the nearer to 0 the more it says."""
    return 1 / (1 + parsed.weight)


def signs(sources: Sources, parsed: ParsedQuestion, hits: Sequence[Hit]) -> list[Signs]:
    """The signs of each hit."""
    near = _near(sources, parsed)
    told = [id_ for id_ in parsed.told if id_ in sources.atlas]
    kind = sources.atlas[told[0]].kind if told else None

    def together(id_: str) -> float:
        return max((log(sources.known.together(each, id_)) for each in told[:TOLD]), default=SELDOM)

    return [
        Signs(
            alone=hit.score,
            vector=hit.vector,
            near=closeness(sources.atlas[hit.id], near),
            first=float(hit.id in told[:1]),
            together=together(hit.id),
            same_kind=float(hit.chunk.kind is kind),
        )
        for hit in hits
    ]


def stays(sources: Sources, parsed: ParsedQuestion, hits: Sequence[Hit]) -> bool:
    """Whether the question goes on from there and is answered under a task that was spoken of.

    `hits`: put in order by their words. What is asked next leans less than what is quoted for it:
    「那股票要怎麼挑」 after 貿易經理 must not be answered by what stands near.
    """
    if not hits or not parsed.continues:
        return False
    near = _near(sources, parsed)
    strength = STAYING * SAYS / max(SAYS, parsed.weight)
    best = max(hits, key=lambda hit: hit.score + strength * closeness(sources.atlas[hit.id], near))
    return closeness(sources.atlas[best.id], near) >= BY_TASK


def _near(sources: Sources, parsed: ParsedQuestion) -> list[Location]:
    """What the conversation spoke of last, as far as it is still loaded."""
    return [sources.atlas[id_] for id_ in parsed.near if id_ in sources.atlas]


def closeness(location: Location, near: Sequence[Location]) -> float:
    """How near an item stands to any of these, from 0 to 1."""
    return max((_closeness(location, other) for other in near), default=0.0)


def _closeness(one: Location, other: Location) -> float:
    if one.standard is not other.standard:
        return 0.0
    if one.activity is not None and one.activity is other.activity:
        return 1.0
    shared = {task.id for task in one.tasks} & {task.id for task in other.tasks}
    beside = not one.tasks and not other.tasks and one.kind is other.kind
    return BY_TASK if shared or beside else BY_STANDARD
