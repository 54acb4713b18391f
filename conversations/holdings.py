"""What stands where in a standard, laid out so that a quiz can tell true from provably false."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from conversations.language import N_
from conversations.likeness import too_alike
from standards.model import (
    Activity,
    Family,
    Indicator,
    ItemKind,
    Knowledge,
    Note,
    Output,
    Skill,
    Standard,
    Task,
)


@dataclass(frozen=True, slots=True)
class Place:
    """A task or an activity: somewhere that things stand."""

    id: str
    code: str
    title: str
    task: str
    """The id of the task that it is, or is part of."""
    number: int
    """Its task's position in the document."""
    level: int | None
    noun: str
    """Message id of what the document calls it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that stands in one place or in several."""

    id: str
    code: str
    text: str
    places: tuple[Place, ...]

    @property
    def tasks(self) -> frozenset[str]:
        """The ids of the tasks it stands under."""
        return frozenset(place.task for place in self.places)


@dataclass(frozen=True, slots=True)
class Holding:
    """Entries of one kind with the places they can stand in."""

    kind: ItemKind
    noun: str
    """Message id of what the document calls one entry."""
    entries: tuple[Entry, ...]
    places: tuple[Place, ...]

    def tasks_of(self, entry: Entry) -> frozenset[str]:
        """The tasks that `entry`, or an entry that may mean the same, stands under."""
        alike = (other for other in self.entries if too_alike(other.text, entry.text))
        return entry.tasks.union(*(other.tasks for other in alike))

    def true_of(self, tasks: frozenset[str]) -> list[Entry]:
        """Every entry that stands under one of `tasks`."""
        return [entry for entry in self.entries if entry.tasks & tasks]


@dataclass(frozen=True, slots=True)
class Listing:
    """An item that names others in a list: a note, or a knowledge or skill with bullets."""

    kind: ItemKind
    id: str
    code: str
    title: str
    lines: tuple[str, ...]
    places: tuple[Place, ...]

    @property
    def tasks(self) -> frozenset[str]:
        """The ids of the tasks it stands under."""
        return frozenset(place.task for place in self.places)


@dataclass(frozen=True, slots=True)
class Holdings:
    """All that a standard's tasks hold."""

    tasks: tuple[Place, ...]
    activities: tuple[Place, ...]
    held: tuple[Holding, ...]
    listings: tuple[Listing, ...]


def plain(text: str, codes: frozenset[str] = frozenset()) -> str:
    """`text` on one line without `codes`, marks of layout and what ends or introduces a list."""
    if codes:
        text = _any_of(codes).sub("", text)
    text = re.sub(r"[•●■○▪\uf09f]|【註\s*\d+】|</?\w+[^>]*>", " ", text)
    text = re.sub(r"(?:[\s，。、]+(?:例如|包括|如))?\s*[：:]\s*$", "", " ".join(text.split()))
    return text.strip().rstrip("。.;；")


@lru_cache(maxsize=16)
def _any_of(codes: frozenset[str]) -> re.Pattern[str]:
    longest_first = sorted(filter(None, codes), key=lambda code: (-len(code), code))
    either = "|".join(map(re.escape, longest_first))
    return re.compile(rf"(?<![A-Za-z0-9])(?:{either})(?![A-Za-z0-9-]|\.\d)[.．]?\s*")


def holdings_of(standard: Standard) -> Holdings:
    """Everything in `standard` that stands in a task, in the document's order."""
    return _Layout(standard).holdings()


class _Layout:
    def __init__(self, standard: Standard) -> None:
        self._standard = standard
        self._codes = frozenset(_codes(standard))
        self._plain = cache(lambda text: plain(text, self._codes))
        task_noun, activity_noun, self._indicator_noun = _nouns(standard)
        self._tasks: dict[str, Place] = {}
        self._activities: dict[str, Place] = {}
        for number, task in enumerate(standard.tasks):
            self._tasks[task.id] = self._place(task, task.id, number, task.level, task_noun)
            for activity in task.activities:
                level = task.level if activity.level is None else activity.level
                self._activities[activity.id] = self._place(
                    activity, task.id, number, level, activity_noun
                )
        self._activity_noun = activity_noun

    def _place(
        self, part: Task | Activity, task: str, number: int, level: int | None, noun: str
    ) -> Place:
        return Place(part.id, part.code, self._plain(part.title), task, number, level, noun)

    def holdings(self) -> Holdings:
        standard, tasks = self._standard, tuple(self._tasks.values())
        activities = tuple(self._activities.values())
        indicators = [
            self._entry(indicator, [self._tasks[task.id]])
            for task in standard.tasks
            for indicator in task.indicators
        ]
        outputs, parts = [], []
        for task in standard.tasks:
            for activity in task.activities:
                place = self._activities[activity.id]
                parts.append(
                    Entry(activity.id, activity.code, place.title, (self._tasks[task.id],))
                )
                indicators += [self._entry(each, [place]) for each in activity.indicators]
                outputs += [self._entry(each, [place]) for each in activity.outputs]
        knowledge = [self._entry(each, self._calling(each.id)) for each in standard.knowledge]
        skills = [self._entry(each, self._calling(each.id)) for each in standard.skills]
        return Holdings(
            tasks,
            activities,
            (
                self._holding(ItemKind.INDICATOR, self._indicator_noun, indicators),
                self._holding(ItemKind.ACTIVITY, self._activity_noun, parts),
                self._holding(ItemKind.OUTPUT, N_("output"), outputs),
                self._holding(ItemKind.KNOWLEDGE, N_("item of knowledge"), knowledge),
                self._holding(ItemKind.SKILL, N_("skill"), skills),
            ),
            tuple(self._listings({each.id: each for each in indicators})),
        )

    def _entry(
        self, item: Indicator | Output | Knowledge | Skill, places: Sequence[Place]
    ) -> Entry:
        return Entry(item.id, item.code, self._plain(item.text), tuple(places))

    def _calling(self, item_id: str) -> list[Place]:
        # The document gives K and S for each task or for each activity; both are kept as printed.
        calling = []
        for task in self._standard.tasks:
            if item_id in (*task.knowledge, *task.skills):
                calling.append(self._tasks[task.id])
            calling += [
                self._activities[activity.id]
                for activity in task.activities
                if item_id in (*activity.knowledge, *activity.skills)
            ]
        return calling

    def _holding(self, kind: ItemKind, noun: str, entries: Iterable[Entry]) -> Holding:
        placed = tuple(entry for entry in entries if entry.places and entry.text)
        used = {place.id for entry in placed for place in entry.places}
        every = (*self._tasks.values(), *self._activities.values())
        return Holding(kind, noun, placed, tuple(place for place in every if place.id in used))

    def _listings(self, indicators: dict[str, Entry]) -> Iterator[Listing]:
        for note in self._standard.notes:
            marked = [indicators[each] for each in note.refers_to if each in indicators]
            places = [place for entry in marked for place in entry.places]
            yield from self._listing(ItemKind.NOTE, note, note.title, places)
        for one in self._standard.knowledge:
            yield from self._listing(ItemKind.KNOWLEDGE, one, one.text, self._calling(one.id))
        for skill in self._standard.skills:
            yield from self._listing(ItemKind.SKILL, skill, skill.text, self._calling(skill.id))

    def _listing(
        self, kind: ItemKind, owner: Note | Knowledge | Skill, title: str, places: Sequence[Place]
    ) -> Iterator[Listing]:
        # A line that opens a list of its own can't stand alone as an option.
        plain_lines = [
            self._plain(line)
            for line in owner.items
            if "\n" not in line and not line.endswith(("：", ":"))
        ]
        if places and title and any(plain_lines):
            kept = tuple(line for line in plain_lines if line)
            yield Listing(kind, owner.id, owner.code, self._plain(title), kept, tuple(places))


def _codes(standard: Standard) -> Iterator[str]:
    yield standard.code
    for task in standard.tasks:
        yield task.code
        yield from (each.code for each in task.all_indicators())
        yield from (each.code for each in task.all_outputs())
        yield from (each.code for each in task.activities)
    for many in (standard.knowledge, standard.skills, standard.attitudes, standard.notes):
        yield from (each.code for each in many)


def _nouns(standard: Standard) -> tuple[str, str, str]:
    """What the document calls a task, an activity and an indicator."""
    if standard.family is Family.HKQF_UNIT:
        return N_("group of requirements"), "", N_("requirement")
    if standard.family is Family.ICAP_UNIT:
        return N_("element"), "", N_("criterion")
    if standard.activity_label == "工作任務":
        return N_("main duty"), N_("task"), N_("indicator")
    return N_("task"), N_("activity"), N_("indicator")
