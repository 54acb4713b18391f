"""Look-ups over one standard: its items in order, and what belongs to what."""

from collections.abc import Iterator
from dataclasses import dataclass

from standards.model import Activity, ItemKind, Knowledge, Standard, Task


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of a standard that can be cited."""

    id: str
    code: str
    kind: ItemKind
    text: str
    """The item's own words: an indicator's text, a task's title, an attitude's name."""
    standard: str
    """The standard's code."""
    task: str | None = None
    """The id of the first task it belongs to."""
    activity: str | None = None
    """The id of the first activity it belongs to, where the document says so."""
    parts: tuple[str, ...] = ()
    """What else is printed of it: bullets, an attitude's definition, a note's entries."""

    @property
    def whole(self) -> str:
        """All its words, a line for each part."""
        return "\n".join((self.text, *self.parts))


def items(standard: Standard) -> tuple[Item, ...]:
    """Every item of `standard` once, the standard itself first, in the document's order."""
    found: dict[str, Item] = {}
    for item in _items(standard):
        found.setdefault(item.id, item)
    return tuple(found.values())


class Graph:
    """The look-ups of one standard, made once."""

    def __init__(self, standard: Standard) -> None:
        self.standard = standard
        self._items = {item.id: item for item in items(standard)}
        self._tasks: dict[str, dict[str, Task]] = {}
        self._activities: dict[str, dict[str, Activity]] = {}
        self._children: dict[str, dict[str, None]] = {}
        self._knowledge = {one.id: one for one in standard.knowledge}
        for task in standard.tasks:
            self._task(task)
        for heading in standard.assessment:
            self._bear(heading.id, (entry.id for entry in heading.items))
        self._bear(standard.id, (task.id for task in standard.tasks))
        self._bear(standard.id, (attitude.id for attitude in standard.attitudes))
        self._bear(standard.id, (heading.id for heading in standard.assessment))
        self._bear(standard.id, (note.id for note in standard.notes))

    def items(self) -> tuple[Item, ...]:
        """Every item once, in the document's order."""
        return tuple(self._items.values())

    def item(self, id: str) -> Item | None:
        """The item `id`."""
        return self._items.get(id)

    def task_of(self, id: str) -> Task | None:
        """The first task that `id` belongs to; a task belongs to itself."""
        return next(iter(self.tasks_of(id)), None)

    def tasks_of(self, id: str) -> tuple[Task, ...]:
        """Every task that `id` belongs to; K and S may belong to several."""
        return tuple(self._tasks.get(id, {}).values())

    def activities_of(self, id: str) -> tuple[Activity, ...]:
        """Every activity that `id` belongs to; an activity belongs to itself."""
        return tuple(self._activities.get(id, {}).values())

    def children(self, id: str) -> tuple[str, ...]:
        """Ids of what stands right under `id`: a task's activities, an activity's indicators…"""
        return tuple(self._children.get(id, ()))

    def knowledge(self, id: str) -> Knowledge | None:
        """The knowledge `id`."""
        return self._knowledge.get(id)

    def _task(self, task: Task) -> None:
        own = (task.id, *(one.id for one in task.indicators), *task.knowledge, *task.skills)
        self._bear(task.id, own[1:])
        self._bear(task.id, (activity.id for activity in task.activities))
        for id in own:
            self._tasks.setdefault(id, {})[task.id] = task
        for activity in task.activities:
            under = (
                *(output.id for output in activity.outputs),
                *(indicator.id for indicator in activity.indicators),
                *activity.knowledge,
                *activity.skills,
            )
            self._bear(activity.id, under)
            for id in (activity.id, *under):
                self._tasks.setdefault(id, {})[task.id] = task
                self._activities.setdefault(id, {})[activity.id] = activity

    def _bear(self, parent: str, children: Iterator[str] | tuple[str, ...]) -> None:
        self._children.setdefault(parent, {}).update(dict.fromkeys(children))


def _items(standard: Standard) -> Iterator[Item]:
    code = standard.code
    yield Item(standard.id, code, ItemKind.STANDARD, standard.title, code)
    homes: dict[str, tuple[str | None, str | None]] = {}
    for task in standard.tasks:
        yield Item(task.id, task.code, ItemKind.TASK, task.title, code, task.id)
        for id in (*task.knowledge, *task.skills):
            homes.setdefault(id, (task.id, None))
        for one in task.indicators:
            yield Item(one.id, one.code, ItemKind.INDICATOR, one.text, code, task.id)
        for activity in task.activities:
            at = (task.id, activity.id)
            yield Item(activity.id, activity.code, ItemKind.ACTIVITY, activity.title, code, *at)
            for output in activity.outputs:
                yield Item(output.id, output.code, ItemKind.OUTPUT, output.text, code, *at)
            for one in activity.indicators:
                yield Item(one.id, one.code, ItemKind.INDICATOR, one.text, code, *at)
            for id in (*activity.knowledge, *activity.skills):
                homes.setdefault(id, at)
    for known in standard.knowledge:
        task_id, activity_id = homes.get(known.id, (None, None))
        yield Item(
            known.id,
            known.code,
            ItemKind.KNOWLEDGE,
            known.text,
            code,
            task_id,
            activity_id,
            known.items,
        )
    for skill in standard.skills:
        task_id, activity_id = homes.get(skill.id, (None, None))
        yield Item(
            skill.id,
            skill.code,
            ItemKind.SKILL,
            skill.text,
            code,
            task_id,
            activity_id,
            skill.items,
        )
    for attitude in standard.attitudes:
        parts = (attitude.text,) if attitude.text else ()
        yield Item(attitude.id, attitude.code, ItemKind.ATTITUDE, attitude.title, code, parts=parts)
    for heading in standard.assessment:
        yield Item(heading.id, heading.code, ItemKind.ASSESSMENT, heading.text, code)
        for entry in heading.items:
            yield Item(
                entry.id, entry.code, ItemKind.ASSESSMENT, entry.text, code, parts=entry.items
            )
    for note in standard.notes:
        title, *rest = (note.title, *note.items) if note.title else (*note.items, "")
        yield Item(note.id, note.code, ItemKind.NOTE, title, code, parts=tuple(filter(None, rest)))
