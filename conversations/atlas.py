"""Where every item of the loaded standards stands: look-ups by id over all of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from standards.model import (
    Activity,
    Assessment,
    AssessmentEntry,
    Attitude,
    Indicator,
    ItemKind,
    Knowledge,
    Note,
    Output,
    Skill,
    Standard,
    Task,
)

Item = (
    Task
    | Activity
    | Output
    | Indicator
    | Knowledge
    | Skill
    | Attitude
    | Assessment
    | AssessmentEntry
    | Note
)
Element = Standard | Item


@dataclass(frozen=True, slots=True)
class Location:
    """An item with the places it stands in."""

    standard: Standard
    element: Element
    kind: ItemKind
    tasks: tuple[Task, ...] = ()
    """Several for knowledge and skills that several tasks call for."""
    activity: Activity | None = None

    @property
    def task(self) -> Task | None:
        """The task it stands under, if it is one only."""
        return self.tasks[0] if len(self.tasks) == 1 else None


class Atlas:
    """The loaded standards by code, and their items by id."""

    def __init__(self, standards: Sequence[Standard]) -> None:
        self.standards = {standard.code: standard for standard in standards}
        self._locations = {
            location.element.id: location
            for standard in standards
            for location in _locations(standard)
        }

    def __getitem__(self, item: str) -> Location:
        """Where the item of this id stands. Raises KeyError."""
        return self._locations[item]

    def __contains__(self, item: object) -> bool:
        return item in self._locations


def _locations(standard: Standard) -> Iterator[Location]:
    yield Location(standard, standard, ItemKind.STANDARD)
    for task in standard.tasks:
        yield Location(standard, task, ItemKind.TASK, (task,))
        for indicator in task.indicators:
            yield Location(standard, indicator, ItemKind.INDICATOR, (task,))
        for activity in task.activities:
            yield Location(standard, activity, ItemKind.ACTIVITY, (task,), activity)
            for output in activity.outputs:
                yield Location(standard, output, ItemKind.OUTPUT, (task,), activity)
            for indicator in activity.indicators:
                yield Location(standard, indicator, ItemKind.INDICATOR, (task,), activity)
    for knowledge in standard.knowledge:
        needing = tuple(task for task in standard.tasks if knowledge.id in task.all_knowledge())
        yield Location(standard, knowledge, ItemKind.KNOWLEDGE, needing)
    for skill in standard.skills:
        needing = tuple(task for task in standard.tasks if skill.id in task.all_skills())
        yield Location(standard, skill, ItemKind.SKILL, needing)
    for attitude in standard.attitudes:
        yield Location(standard, attitude, ItemKind.ATTITUDE)
    for heading in standard.assessment:
        yield Location(standard, heading, ItemKind.ASSESSMENT)
        for entry in heading.items:
            yield Location(standard, entry, ItemKind.ASSESSMENT)
    for note in standard.notes:
        yield Location(standard, note, ItemKind.NOTE)
