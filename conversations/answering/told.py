"""The task or activity that a question tells of in words of its own: 「收款那塊」.

Titles are searched alone, and all items together; each of these speaks for the task that it stands
under. A task's share is the product of both. Whether any place is told of hangs on four signs:
「我要面試貿易經理，技能有哪些」 tells of none. Their weights come from
`tests/benchmarks/calibrate_places.py` on the written examples of how people ask, in which the words
that name a place are marked.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import exp, log
from typing import NamedTuple

from conversations import ways_of_asking as ways
from conversations.answering.order import READ, ordered
from conversations.answering.sources import Sources
from conversations.question import ParsedQuestion
from index.fold import fold
from index.search import Hit, Query
from standards.model import ItemKind, Task

TITLED_PLACES = frozenset({ItemKind.TASK, ItemKind.ACTIVITY})
LITTLE = 0.005
"""Added to each share: a search that finds nothing of a task doesn't rule it out."""
MUCH = 12
"""Words beyond these tell no more of a place."""
MOSTLY = 0.6
"""One activity of a task is meant if so much of what speaks for any of them speaks for it, …"""
TITLE_SAID = 0.15
"""… unless the task's own title has so large a share of what titles say."""


class Signs(NamedTuple):
    """What tells whether a place is told of, or the weight of each sign."""

    share: float
    """ln of the odds of the likeliest task's share."""
    cosine: float
    """Of the title that is nearest."""
    says: float
    """How much the question says beside the names and the parts that it asks for."""
    a_part: float
    """It speaks of a part, a step or a piece."""


WEIGHTS = Signs(0.87, 10.58, 0.46, 3.69)
NONE_TOLD = -7.97


class Told(NamedTuple):
    """The place that is told of, if any is."""

    place: str
    """Its id."""
    task: str
    """The id of the task that it is, or stands under."""
    signs: Signs


def likeliest(sources: Sources, parsed: ParsedQuestion, query: Query) -> Told | None:
    """The place that is likeliest meant; None where nothing was found.

    `query`: the question, within the standards that it names.
    """
    titles = _likely(sources, replace(query, kinds=TITLED_PLACES))
    items = _likely(sources, query)
    shares = _of_tasks(sources, titles, items)
    if not shares:
        return None
    task = max(shares, key=lambda id_: shares[id_])
    seen = Signs(
        share=log((shares[task] + LITTLE) / (1 - shares[task] + LITTLE)),
        cosine=max((hit.vector for hit, _share in titles), default=0.0),
        says=min(parsed.weight, MUCH),
        a_part=float(ways.found(ways.A_PART, fold(parsed.text))),
    )
    return Told(_activity(sources, task, titles, items) or task, task, seen)


def log_odds(seen: Signs) -> float:
    """That a place is told of."""
    return sum(weight * sign for weight, sign in zip(WEIGHTS, seen, strict=True)) + NONE_TOLD


def _likely(sources: Sources, query: Query) -> list[tuple[Hit, float]]:
    """What is found, best first, each with its share of what answers."""
    found = ordered(sources, query.text, sources.index.search(query, READ))
    weights = [exp(hit.score - found[0].score) for hit in found]
    return [(hit, weight / sum(weights)) for hit, weight in zip(found, weights, strict=True)]


def _of_tasks(
    sources: Sources, titles: Iterable[tuple[Hit, float]], items: Iterable[tuple[Hit, float]]
) -> dict[str, float]:
    """The share of each task; together 1."""
    by_title: dict[str, float] = defaultdict(float)
    by_item: dict[str, float] = defaultdict(float)
    for found, told in ((by_title, titles), (by_item, items)):
        for hit, share in told:
            tasks = sources.atlas[hit.id].tasks
            for task in tasks:
                found[task.id] += share / len(tasks)
    tasks_found = {**by_title, **by_item}
    both = {id_: (by_title[id_] + LITTLE) * (by_item[id_] + LITTLE) for id_ in tasks_found}
    return {id_: share / sum(both.values()) for id_, share in both.items()}


def _activity(
    sources: Sources,
    task: str,
    titles: Sequence[tuple[Hit, float]],
    items: Sequence[tuple[Hit, float]],
) -> str | None:
    """The activity of this task that is meant rather than all of it."""
    element = sources.atlas[task].element
    if not isinstance(element, Task) or not element.activities:
        return None
    said = {hit.id: share for hit, share in titles}
    of_title = {each.id: said.get(each.id, 0.0) for each in element.activities}
    own = said.get(task, 0.0)
    if own and own >= TITLE_SAID * (own + sum(of_title.values())):
        return None
    under = dict.fromkeys(of_title, 0.0)
    for hit, share in items:
        activity = sources.atlas[hit.id].activity
        if activity is not None and activity.id in under:
            under[activity.id] += share
    both = {id_: (of_title[id_] + LITTLE) * (under[id_] + LITTLE) for id_ in under}
    best = max(both, key=lambda id_: both[id_])
    return best if both[best] >= MOSTLY * sum(both.values()) else None
