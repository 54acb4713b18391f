"""Where an item stands in its standard."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from conversations.atlas import Item
from standards.model import (
    Activity,
    Assessment,
    Attitude,
    Note,
    Standard,
    Task,
)

StandardOf = Callable[[str], Standard | None]
"""A standard by its code; None where it was removed meanwhile."""


@dataclass(frozen=True, slots=True)
class Place:
    """An item, and the task, activity or assessment heading it stands under."""

    item: Item
    task: Task | None = None
    activity: Activity | None = None
    heading: Assessment | None = None


def places(standard: Standard) -> Iterator[Place]:
    """Every item of `standard`, in the document's order."""
    for task in standard.tasks:
        yield Place(task, task)
        for indicator in task.indicators:
            yield Place(indicator, task)
        for activity in task.activities:
            yield Place(activity, task, activity)
            for output in activity.outputs:
                yield Place(output, task, activity)
            for indicator in activity.indicators:
                yield Place(indicator, task, activity)
    for knowledge in standard.knowledge:
        yield Place(knowledge)
    for skill in standard.skills:
        yield Place(skill)
    for attitude in standard.attitudes:
        yield Place(attitude)
    for heading in standard.assessment:
        yield Place(heading)
        for entry in heading.items:
            yield Place(entry, heading=heading)
    for note in standard.notes:
        yield Place(note)


def place_of(standard: Standard, item_id: str) -> Place | None:
    """The place of one item, or None where the standard has no such item."""
    return next((place for place in places(standard) if place.item.id == item_id), None)


def words_of(item: Item) -> str:
    """What a person reads beside the item's code."""
    match item:
        case Task() | Activity():
            return item.title
        case Attitude():
            return item.title or item.text
        case Note():
            return item.title or (item.items[0] if item.items else "")
        case _:
            return item.text


def users_of(standard: Standard, item_id: str) -> tuple[Task | Activity, ...]:
    """The tasks or activities that ask for a knowledge or skill item, in the document's order."""
    owners: list[Task | Activity] = []
    for task in standard.tasks:
        owners += (task, *task.activities)
    return tuple(owner for owner in owners if item_id in owner.knowledge or item_id in owner.skills)


def code_of(item_id: str) -> str:
    """The standard's code within an item's id."""
    return item_id.partition("/")[0]


def item_code(item_id: str) -> str:
    """The item's own code within its id; empty where it is a standard's."""
    return item_id.partition("/")[2]
