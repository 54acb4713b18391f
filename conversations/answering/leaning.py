"""What stands near the things a conversation spoke of is likelier to be meant next.

A question that goes on from there leans on them more than one that may be about something else.
"""

from collections.abc import Sequence
from dataclasses import replace

from conversations.answering.sources import Sources
from conversations.atlas import Location
from conversations.question import ParsedQuestion
from index.search import Hit

GOING_ON, OTHERWISE = 4.0, 0.7
"""What a hit gains in its order, in log-odds, for standing in the very place: if the question goes
on from there, and if nothing in it says so. From 4 to 5.5 and 0.7 to 1, the judged questions kept
for development come out within .002 of each other; with more, what brings a subject of its own,
「那如果他說要退貨呢」 after a card that was refused, stays with the card."""
SAYS = 5
"""A question that says so much or less leans with all its weight; one of twice as much with half:
it can stand alone."""
BY_TASK, BY_STANDARD = 0.8, 0.4
"""The share of it for standing under the same task, or only in the same standard."""


def leaning(sources: Sources, parsed: ParsedQuestion, hits: Sequence[Hit]) -> list[Hit]:
    """The hits in their order with what stands near the conversation moved up."""
    near = _near(sources, parsed)
    if not near:
        return list(hits)
    strength = strength_of(parsed)
    moved = [
        replace(hit, score=hit.score + strength * closeness(sources.atlas[hit.id], near))
        for hit in hits
    ]
    return sorted(moved, key=lambda hit: -hit.score)


def strength_of(parsed: ParsedQuestion) -> float:
    """What a hit in the very place gains, in log-odds."""
    return GOING_ON * SAYS / max(SAYS, parsed.weight) if parsed.continues else OTHERWISE


def stays(sources: Sources, parsed: ParsedQuestion, hits: Sequence[Hit]) -> bool:
    """Whether the best hit stands under a task that the conversation spoke of."""
    return bool(hits) and closeness(sources.atlas[hits[0].id], _near(sources, parsed)) >= BY_TASK


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
