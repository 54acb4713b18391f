"""Complete lists in the document's order: this activity's outputs, that task's knowledge."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from conversations.atlas import Atlas, Location
from conversations.facets import Facet
from standards.model import Activity, Assessment, Note, Standard, Task


@dataclass(frozen=True, slots=True)
class Section:
    """What one place of one standard lists for one facet."""

    place: str
    """The id of the standard, task or activity that was asked about."""
    facet: Facet
    items: tuple[str, ...] = ()
    """Ids, in the document's order; empty where the document lists none."""
    fields: tuple[tuple[str, str], ...] = ()
    """For facets of the header: printed labels and values."""
    holds_for: str = ""
    """The id of the wider place the document gives them for, where it isn't `place` itself."""
    first: int | None = None
    """Only so many of its items are asked for, from the first on."""


def work_tasks(standard: Standard) -> Facet:
    """What 工作任務 names here: it heads T1 in one document and T1.1 in another."""
    return Facet.ACTIVITIES if standard.activity_label == "工作任務" else Facet.TASKS


def section(atlas: Atlas, place: str, facet: Facet) -> Section:
    """What the document lists for `facet` in the place of this id."""
    location = atlas[place]
    element = location.element
    standard = location.standard
    match element:
        case Activity():
            return _of_activity(location, element, facet)
        case Task():
            return _of_task(standard, element, facet)
        case Assessment(items=entries) if facet is Facet.ASSESSMENT:
            return Section(element.id, facet, _ids(entries))
        case _:
            return _of_standard(standard, facet)


def _ids(elements: Iterable[object]) -> tuple[str, ...]:
    return tuple(element.id for element in elements if hasattr(element, "id"))


def _of_activity(location: Location, activity: Activity, facet: Facet) -> Section:
    (task,) = location.tasks
    match facet:
        case Facet.OUTPUTS:
            return Section(activity.id, facet, _ids(activity.outputs))
        case Facet.INDICATORS:
            return Section(activity.id, facet, _ids(activity.indicators))
        case Facet.KNOWLEDGE if activity.knowledge:
            return Section(activity.id, facet, activity.knowledge)
        case Facet.SKILLS if activity.skills:
            return Section(activity.id, facet, activity.skills)
        case Facet.LEVEL if activity.level is not None:
            return Section(activity.id, facet, (activity.id,))
        case Facet.KNOWLEDGE | Facet.SKILLS | Facet.LEVEL:
            wider = _of_task(location.standard, task, facet)
            return Section(
                activity.id, facet, wider.items, wider.fields, wider.holds_for or task.id
            )
        case Facet.ACTIVITIES | Facet.TASKS:
            return Section(activity.id, Facet.INDICATORS, _ids(activity.indicators))
        case _:
            return _wider(location.standard, activity.id, facet)


def _of_task(standard: Standard, task: Task, facet: Facet) -> Section:
    match facet:
        case Facet.TASKS | Facet.ACTIVITIES if task.activities:
            return Section(task.id, Facet.ACTIVITIES, _ids(task.activities))
        case Facet.TASKS:
            return Section(task.id, Facet.INDICATORS, _ids(task.indicators))
        case Facet.OUTPUTS:
            return Section(task.id, facet, _ids(task.all_outputs()))
        case Facet.INDICATORS:
            return Section(task.id, facet, _ids(task.all_indicators()))
        case Facet.KNOWLEDGE if task.all_knowledge():
            return Section(task.id, facet, task.all_knowledge())
        case Facet.SKILLS if task.all_skills():
            return Section(task.id, facet, task.all_skills())
        case Facet.NOTES:
            marked = {note for indicator in task.all_indicators() for note in indicator.notes}
            kept = tuple(note.id for note in standard.notes if note.id in marked)
            return Section(task.id, facet, kept) if kept else _wider(standard, task.id, facet)
        case Facet.LEVEL if task.level is not None:
            return Section(task.id, facet, (task.id,))
        case Facet.LEVEL if any(activity.level is not None for activity in task.activities):
            return Section(task.id, facet, _ids(task.activities))
        case _:
            return _wider(standard, task.id, facet)


def _wider(standard: Standard, place: str, facet: Facet) -> Section:
    """What holds for the whole standard, asked of one of its places."""
    whole = _of_standard(standard, facet)
    return Section(place, facet, whole.items, whole.fields, standard.id)


# The header fields that answer a facet, by label without spaces.
_FIELDS = {
    Facet.SECTOR: (
        "職類別",
        "職類別代碼",
        "職業別",
        "職業別代碼",
        "行業別",
        "行業別代碼",
        "領域類別",
        "Functional Area",
        "Specification of Competency Standards",
    ),
    Facet.RANGE: ("Range",),
    Facet.DESCRIPTION: ("工作描述", "領域類別", "Range"),
}


def _of_standard(standard: Standard, facet: Facet) -> Section:
    place = standard.id
    match facet:
        case Facet.TASKS:
            return Section(place, facet, _ids(standard.tasks))
        case Facet.ACTIVITIES:
            found = (activity for task in standard.tasks for activity in task.activities)
            return Section(place, facet, _ids(found))
        case Facet.OUTPUTS:
            outputs = (output for task in standard.tasks for output in task.all_outputs())
            return Section(place, facet, _ids(outputs))
        case Facet.INDICATORS:
            found_too = (found for task in standard.tasks for found in task.all_indicators())
            return Section(place, facet, _ids(found_too))
        case Facet.KNOWLEDGE:
            return Section(place, facet, _ids(standard.knowledge))
        case Facet.SKILLS:
            return Section(place, facet, _ids(standard.skills))
        case Facet.ATTITUDES:
            return Section(place, facet, _ids(standard.attitudes))
        case Facet.ASSESSMENT:
            entries = (
                entry for heading in standard.assessment for entry in (heading, *heading.items)
            )
            return Section(place, facet, _ids(entries))
        case Facet.NOTES:
            return Section(place, facet, _ids(standard.notes))
        case Facet.PREREQUISITES:
            required = [note for note in standard.notes if _is_prerequisite(note)]
            return Section(place, facet, _ids(required))
        case _:
            return Section(place, facet, fields=_header(standard, facet))


def _is_prerequisite(note: Note) -> bool:
    return (
        re.search("學歷|經歷|能力條件|prerequisite|entry requirement", note.title.lower())
        is not None
    )


def _header(standard: Standard, facet: Facet) -> tuple[tuple[str, str], ...]:
    """The header fields that answer `facet`, as label and value."""
    hkqf = standard.language == "en"
    match facet:
        case Facet.LEVEL if standard.level is not None:
            label = "Level" if hkqf else LEVEL_LABELS[standard.family]
            return ((label, str(standard.level)),)
        case Facet.CREDIT if standard.credit is not None:
            return (("Credit", str(standard.credit)),)
        case Facet.CODE:
            return ((CODE_LABELS[standard.family], standard.code),)
        case Facet.VERSIONS:
            return tuple(
                (
                    row.version,
                    " ".join(filter(None, (row.code, row.title, row.status, row.note, row.date))),
                )
                for row in standard.versions
            )
        case _:
            labels = _FIELDS.get(facet, ())
            return tuple(
                (label, standard.fields[label]) for label in labels if standard.fields.get(label)
            )


CODE_LABELS = {
    "icap-occupation": "職能基準代碼",
    "icap-unit": "職能單元代碼",
    "hkqf-unit": "Code",
}
"""What each family prints before its code."""
LEVEL_LABELS = {
    "icap-occupation": "基準級別",
    "icap-unit": "職能單元級別",
    "hkqf-unit": "Level",
}
"""What each family prints before its level."""


def needing(atlas: Atlas, items: Sequence[str]) -> tuple[str, ...]:
    """Ids of the tasks (or activities, where the document says it per activity) that call for any
    of these knowledge, skill or attitude ids; of the standard where it gives them for the whole."""
    wanted = set(items)
    found: dict[str, None] = {}
    for standard in atlas.standards.values():
        for task in standard.tasks:
            if wanted & {*task.knowledge, *task.skills}:
                found[task.id] = None
            for activity in task.activities:
                if wanted & {*activity.knowledge, *activity.skills}:
                    found[activity.id] = None
        own = {*_ids(standard.knowledge), *_ids(standard.skills)}
        if wanted & {*_ids(standard.attitudes)}:
            found[standard.id] = None
        per_task = any(task.all_knowledge() or task.all_skills() for task in standard.tasks)
        if wanted & own and not per_task:
            found[standard.id] = None
    return tuple(found)
