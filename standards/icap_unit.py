"""The reader of Taiwan's iCAP units of competency (職能單元)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from standards import entries
from standards.drafts import (
    Draft,
    NoteDraft,
    Remark,
    grouped,
    level_remarks,
    linked,
    listed,
    note_marks,
    reading_of,
    repeated_heading,
    settled,
)
from standards.entries import Numbered
from standards.errors import MalformedStandard
from standards.ledger import Ledger
from standards.mending import CUT, mended
from standards.model import (
    Assessment,
    AssessmentEntry,
    Family,
    FindingKind,
    Indicator,
    Knowledge,
    Language,
    Skill,
    Source,
    Standard,
    Task,
)
from standards.reading import Reading
from standards.rows import HIGHEST_LEVEL, Line, as_code, as_level, key, lines
from standards.runs import Run
from standards.sentences import Refusal, Why

CODE = "職能單元代碼"
NAME = "職能單元名稱"
LEVEL = "職能單元級別"
TASKS = "工作任務與行為指標"
KNOWLEDGE = "職能內涵(K=knowledge知識)"
SKILLS = "職能內涵(S=skills技能)"
ASSESSMENT = "評量設計參考"
NOTES = "說明與補充事項"
_SECTIONS = (TASKS, KNOWLEDGE, SKILLS, ASSESSMENT, NOTES)


def recognises(keys: frozenset[str]) -> bool:
    """Whether a document with the cells `keys` is a unit."""
    return CODE in keys


def read(text: str, source: Source) -> Reading:
    """The standard that `text` prints. Raises `MalformedStandard` without a code or elements."""
    ledger = Ledger(text)
    rows, repeated = _rows(lines(ledger), ledger)
    sections = {name: rows.pop(name) for name in _SECTIONS if name in rows}
    fields = {label: mended(run) for label, run in rows.items()}
    for label, run in rows.items():
        ledger.field(run, label)
    code = as_code(fields.pop(CODE, ""))
    if not code:
        raise MalformedStandard(Refusal.NO_CODE, file=source.file)
    unit = _Unit(sections)
    if not unit.elements:
        raise MalformedStandard(Refusal.NO_TASKS, file=source.file)
    level = as_level(fields.get(LEVEL, ""))
    whole = Draft("", Run(), id=code)
    remarks = [
        *repeated,
        *unit.remarks,
        *linked(unit.texts(), unit.notes, whole, fields.values()),
        *settled(code, [*unit.texts(), *unit.notes], ledger),
        *level_remarks(whole, fields.get(LEVEL, ""), level, HIGHEST_LEVEL),
    ]
    if level is not None or not fields.get(LEVEL):
        fields.pop(LEVEL, None)
    standard = Standard(
        id=code,
        code=code,
        title=fields.pop(NAME, ""),
        family=Family.ICAP_UNIT,
        language=Language.ZH_HANT,
        level=level,
        fields=fields,
        tasks=tuple(_task(same) for same in grouped(unit.elements)),
        knowledge=listed(Knowledge, unit.knowledge),
        skills=listed(Skill, unit.skills),
        assessment=tuple(_assessment(same) for same in grouped(unit.assessment)),
        notes=tuple(same[0].note() for same in grouped(unit.notes)),
        task_label=TASKS,
        source=source,
    )
    return reading_of(standard, remarks, ledger)


def _rows(all_lines: Iterable[Line], ledger: Ledger) -> tuple[dict[str, Run], list[Remark]]:
    """The contents by label; what the next page has of one stands behind an empty label.

    A section that is printed twice is one, a field keeps what stood in it first; the remarks
    are on the sections.
    """
    parts: dict[str, list[Run]] = {}
    repeated: list[Remark] = []
    last = ""
    for line in all_lines:
        if len(line.cells) < 2:
            continue
        label, content = line.cells[:2]
        if name := key(label.text):
            name = name if name in (*_SECTIONS, CODE, NAME, LEVEL) else "".join(label.text.split())
            before = parts.get(name, [])
            if content and len(before) == 1 and mended(content) == mended(before[0]):
                # The first rows of a table are printed again on each of its pages.
                ledger.layout(label)
                ledger.layout(content)
                continue
            last = name
            if any(before) and name not in _SECTIONS:
                ledger.leave(content, Why.REPEATED_LABEL, label=name)
                last = ""
            elif before:
                if name in _SECTIONS:
                    repeated.append(repeated_heading(name, label.start))
                before.append(content)
            else:
                parts[name] = [content]
            ledger.layout(label)
        elif last and content:
            parts[last].append(content)
    return {name: _over_pages(runs) for name, runs in parts.items()}, repeated


def _over_pages(runs: list[Run]) -> Run:
    """`runs` as one, a cut between each and the next."""
    return Run.joined([run for part in runs for run in (CUT, part)][1:])


@dataclass(slots=True, eq=False)
class _Heading(Draft):
    """An element or a heading of the assessment, with the entries under it."""

    entries: list["_Entry"] = field(default_factory=list)


class _Entry(Draft):
    """A criterion or an entry of the assessment; (1) (2)… under it are its own entries."""

    @property
    def head_and_entries(self) -> tuple[str, tuple[str, ...]]:
        """Its text, and its entries without their numbers."""
        head, under = entries.bracketed(self.run)
        return mended(head), tuple(mended(one.text) for one in under)


class _Unit:
    """The drafts of a unit's sections."""

    def __init__(self, sections: Mapping[str, Run]) -> None:
        self.remarks: list[Remark] = []
        self.elements = self._headings(sections.get(TASKS, Run()), "E")
        self.knowledge = self._listed(sections.get(KNOWLEDGE, Run()), "K")
        self.skills = self._listed(sections.get(SKILLS, Run()), "S")
        self.assessment = self._headings(sections.get(ASSESSMENT, Run()), "G")
        self.notes = self._notes(sections.get(NOTES, Run()))

    def texts(self) -> list[Draft]:
        """Every draft but the notes, in the document's order."""
        return [
            *(draft for element in self.elements for draft in (element, *element.entries)),
            *self.knowledge,
            *self.skills,
            *(draft for heading in self.assessment for draft in (heading, *heading.entries)),
        ]

    def _headings(self, run: Run, letter: str) -> list[_Heading]:
        _, numbered = entries.chinese(run)
        return [self._heading(one, f"{letter}{one.number}") for one in numbered]

    def _heading(self, one: Numbered, code: str) -> _Heading:
        head, numbered = entries.arabic(one.text)
        if numbered:
            under = [_Entry(f"{code}.{n.number}", n.text, [n.mark]) for n in numbered]
            return _over(under, _Heading(code, head, [one.mark], entries=under))
        end = _end_of_head(one.text.text)
        pieces = entries.spaced(one.text[end:])
        under = [_Entry(f"{code}.{place}", piece) for place, piece in enumerate(pieces, start=1)]
        heading = _Heading(code, one.text[:end], [one.mark], entries=under)
        self._lost(heading, under)
        return _over(under, heading)

    def _listed(self, run: Run, letter: str) -> list[Draft]:
        splitters: tuple[Callable[[Run], tuple[Run, tuple[Numbered, ...]]], ...]
        splitters = (entries.chinese, entries.arabic)
        for split in splitters:
            _, numbered = split(run)
            if numbered:
                return [Draft(f"{letter}{one.number}", one.text, [one.mark]) for one in numbered]
        pieces = entries.spaced(run)
        drafts = [Draft(f"{letter}{place}", piece) for place, piece in enumerate(pieces, start=1)]
        self._lost(drafts[0] if drafts else None, drafts)
        return drafts

    def _lost(self, about: Draft | None, found: list[Draft] | list[_Entry]) -> None:
        if about is None or not found:
            return
        shown = [draft.head_and_entries[0] for draft in found]
        self.remarks.append(
            Remark(
                FindingKind.LOST_NUMBERS,
                about,
                " ".join(shown),
                " ‖ ".join(shown),
                Why.LOST_NUMBERS,
                {"count": str(len(found))},
            )
        )

    def _notes(self, run: Run) -> list[NoteDraft]:
        marks = note_marks(run)
        if not marks:
            return [NoteDraft("N1", run)] if run else []
        notes = []
        ends = [start for start, _, _ in marks[1:]] + [len(run)]
        for (start, end, number), stop in zip(marks, ends, strict=True):
            note = NoteDraft(f"N{number}", run[end:stop], [run[start:end]], number=number)
            notes.append(note)
        return notes


def _over(under: Iterable[_Entry], heading: _Heading) -> _Heading:
    """`heading`, now that its entries know it."""
    for entry in under:
        entry.parent = heading
    return heading


def _end_of_head(text: str) -> int:
    """Where the heading ends that stands before entries without numbers."""
    lead = len(text) - len(text.lstrip())
    for mark, length in (("\n", 0), ("：", 1)):
        if (end := text.find(mark, lead)) >= 0:
            return end + length
    return len(text)


def _task(same: list[_Heading]) -> Task:
    element = same[0]
    return Task(
        id=element.id,
        code=element.code,
        title=element.text,
        indicators=tuple(
            Indicator(
                group[0].id,
                group[0].code,
                group[0].text,
                tuple(dict.fromkeys(note.id for entry in group for note in entry.notes)),
            )
            for group in grouped(entry for heading in same for entry in heading.entries)
        ),
    )


def _assessment(same: list[_Heading]) -> Assessment:
    heading = same[0]
    return Assessment(
        heading.id,
        heading.code,
        heading.text,
        tuple(
            AssessmentEntry(group[0].id, group[0].code, *group[0].head_and_entries)
            for group in grouped(entry for one in same for entry in one.entries)
        ),
    )
