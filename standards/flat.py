"""A standard as one row an item, and back: what tables and CASE packages have in common."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from standards.model import (
    Activity,
    Assessment,
    AssessmentEntry,
    Attitude,
    Indicator,
    Knowledge,
    Note,
    Output,
    Skill,
    Standard,
    Task,
)
from standards.sentences import RowFault


class RowKind(StrEnum):
    """What a row is."""

    TASK = "task"
    ACTIVITY = "activity"
    OUTPUT = "output"
    INDICATOR = "indicator"
    KNOWLEDGE = "knowledge"
    SKILL = "skill"
    ATTITUDE = "attitude"
    ASSESSMENT = "assessment"
    ENTRY = "entry"
    """A line under a heading of the assessment."""
    NOTE = "note"


PARENTS = {
    RowKind.ACTIVITY: (RowKind.TASK,),
    RowKind.OUTPUT: (RowKind.ACTIVITY,),
    RowKind.INDICATOR: (RowKind.ACTIVITY, RowKind.TASK),
    RowKind.ENTRY: (RowKind.ASSESSMENT,),
}
"""What a row stands under; the others stand right in the standard."""
TITLED = (RowKind.TASK, RowKind.ACTIVITY, RowKind.ATTITUDE, RowKind.NOTE)
"""What has a title; an attitude has a text as well, a note has items, the rest has a text alone."""


@dataclass(frozen=True, slots=True)
class Row:
    """One item; every id is the part after `CODE/`."""

    kind: RowKind
    id: str
    code: str
    title: str = ""
    text: str = ""
    level: int | None = None
    under: str = ""
    knowledge: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    refers_to: tuple[str, ...] = ()
    """The notes of an indicator, or the indicators of a note."""


class FaultyRow(Exception):
    """Row `number`, counted from 0, can't be used because of what its `field` says."""

    def __init__(self, number: int, field: str, fault: RowFault, **params: str) -> None:
        self.number = number
        self.field = field
        self.fault = fault
        self.params = params
        super().__init__(f"row {number}, {field}: {fault.name}")


def flattened(standard: Standard) -> Iterator[Row]:
    """Every item once, in the document's order: each after what it stands under."""

    def own(id: str) -> str:
        return id.removeprefix(f"{standard.code}/")

    def owns(ids: Sequence[str]) -> tuple[str, ...]:
        return tuple(map(own, ids))

    def indicators(parent: Task | Activity) -> Iterator[Row]:
        for one in parent.indicators:
            yield Row(
                RowKind.INDICATOR,
                own(one.id),
                one.code,
                text=one.text,
                under=own(parent.id),
                refers_to=owns(one.notes),
            )

    def place(kind: RowKind, one: Task | Activity, under: str = "") -> Row:
        return Row(
            kind,
            own(one.id),
            one.code,
            title=one.title,
            level=one.level,
            under=under,
            knowledge=owns(one.knowledge),
            skills=owns(one.skills),
        )

    for task in standard.tasks:
        yield place(RowKind.TASK, task)
        yield from indicators(task)
        for activity in task.activities:
            yield place(RowKind.ACTIVITY, activity, own(task.id))
            for output in activity.outputs:
                under = own(activity.id)
                yield Row(
                    RowKind.OUTPUT, own(output.id), output.code, text=output.text, under=under
                )
            yield from indicators(activity)
    for known in standard.knowledge:
        yield Row(RowKind.KNOWLEDGE, own(known.id), known.code, text=known.text, items=known.items)
    for skill in standard.skills:
        yield Row(RowKind.SKILL, own(skill.id), skill.code, text=skill.text, items=skill.items)
    for each in standard.attitudes:
        yield Row(RowKind.ATTITUDE, own(each.id), each.code, title=each.title, text=each.text)
    for heading in standard.assessment:
        yield Row(RowKind.ASSESSMENT, own(heading.id), heading.code, text=heading.text)
        for entry in heading.items:
            yield Row(
                RowKind.ENTRY,
                own(entry.id),
                entry.code,
                text=entry.text,
                under=own(heading.id),
                items=entry.items,
            )
    for note in standard.notes:
        yield Row(
            RowKind.NOTE,
            own(note.id),
            note.code,
            title=note.title,
            items=note.items,
            refers_to=owns(note.refers_to),
        )


def assembled(head: Standard, rows: Sequence[Row]) -> Standard:
    """`head` with the items of `rows`; the opposite of `flattened`.

    Raises `FaultyRow` for the first row that can't be used.
    """
    _checked(rows)

    def full(id: str) -> str:
        return f"{head.code}/{id}"

    def fulls(ids: Sequence[str]) -> tuple[str, ...]:
        return tuple(map(full, ids))

    under: dict[str, list[Row]] = {}
    of: dict[RowKind, list[Row]] = {kind: [] for kind in RowKind}
    for row in rows:
        under.setdefault(row.under, []).append(row)
        of[row.kind].append(row)

    def indicators(parent: str) -> tuple[Indicator, ...]:
        return tuple(
            Indicator(full(row.id), row.code, row.text, fulls(row.refers_to))
            for row in under.get(parent, ())
            if row.kind is RowKind.INDICATOR
        )

    def activities(parent: str) -> tuple[Activity, ...]:
        return tuple(
            Activity(
                full(row.id),
                row.code,
                row.title,
                row.level,
                tuple(
                    Output(full(one.id), one.code, one.text)
                    for one in under.get(row.id, ())
                    if one.kind is RowKind.OUTPUT
                ),
                indicators(row.id),
                fulls(row.knowledge),
                fulls(row.skills),
            )
            for row in under.get(parent, ())
            if row.kind is RowKind.ACTIVITY
        )

    return replace(
        head,
        tasks=tuple(
            Task(
                full(row.id),
                row.code,
                row.title,
                row.level,
                fulls(row.knowledge),
                fulls(row.skills),
                indicators(row.id),
                activities(row.id),
            )
            for row in of[RowKind.TASK]
        ),
        knowledge=tuple(
            Knowledge(full(row.id), row.code, row.text, row.items) for row in of[RowKind.KNOWLEDGE]
        ),
        skills=tuple(
            Skill(full(row.id), row.code, row.text, row.items) for row in of[RowKind.SKILL]
        ),
        attitudes=tuple(
            Attitude(full(row.id), row.code, row.title, row.text) for row in of[RowKind.ATTITUDE]
        ),
        assessment=tuple(
            Assessment(
                full(row.id),
                row.code,
                row.text,
                tuple(
                    AssessmentEntry(full(one.id), one.code, one.text, one.items)
                    for one in under.get(row.id, ())
                ),
            )
            for row in of[RowKind.ASSESSMENT]
        ),
        notes=tuple(
            Note(full(row.id), row.code, row.title, row.items, fulls(row.refers_to))
            for row in of[RowKind.NOTE]
        ),
    )


def _checked(rows: Sequence[Row]) -> None:
    kinds: dict[str, RowKind] = {}
    for number, row in enumerate(rows):
        if not row.id:
            raise FaultyRow(number, "id", RowFault.NO_ID)
        if row.id in kinds:
            raise FaultyRow(number, "id", RowFault.TWICE, id=row.id)
        _check_parent(number, row, kinds)
        kinds[row.id] = row.kind
    for number, row in enumerate(rows):
        linked = {*RowKind} if row.kind is RowKind.NOTE else {RowKind.NOTE}
        named = (
            ("knowledge", row.knowledge, {RowKind.KNOWLEDGE}),
            ("skills", row.skills, {RowKind.SKILL}),
            ("refers_to", row.refers_to, linked),
        )
        for field, ids, allowed in named:
            for id in ids:
                if kinds.get(id) not in allowed:
                    raise FaultyRow(number, field, RowFault.UNKNOWN, id=id)


def _check_parent(number: int, row: Row, kinds: dict[str, RowKind]) -> None:
    allowed = PARENTS.get(row.kind, ())
    if not allowed:
        if row.under:
            raise FaultyRow(number, "under", RowFault.PARENT_OF_NONE, kind=row.kind)
    elif not row.under:
        raise FaultyRow(number, "under", RowFault.NO_PARENT, kinds=", ".join(allowed))
    elif kinds.get(row.under) not in allowed:
        raise FaultyRow(number, "under", RowFault.UNKNOWN_PARENT, id=row.under)
