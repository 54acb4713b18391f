"""The reader of Hong Kong's HKQF units of competency."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from standards import entries
from standards.drafts import (
    Draft,
    NoteDraft,
    Remark,
    grouped,
    level_remarks,
    repeated_heading,
    settled,
    with_findings,
)
from standards.errors import MalformedStandard
from standards.ledger import Ledger
from standards.markup import BREAK
from standards.mending import BULLET, CUT, mended
from standards.model import (
    Assessment,
    Family,
    FindingKind,
    Indicator,
    Language,
    Source,
    Standard,
    Task,
)
from standards.reading import Reading
from standards.rows import Line, as_code, key, lines
from standards.runs import Run
from standards.sentences import Refusal, Why

TITLE, CODE, LEVEL, CREDIT = "Title", "Code", "Level", "Credit"
COMPETENCY, CRITERIA = "Competency", "Assessment Criteria"
REQUIREMENTS = "Performance Requirements"
_REMARKS = ("Remark", "Remarks")
_LISTS = (COMPETENCY, CRITERIA, *_REMARKS)
_INDUSTRY = "Specification of Competency Standards"
_KIND = "Unit of Competency"
_AREA = "Functional Area"

_NUMBER = re.compile(r"\d{1,2}\.?\s+(?=[A-Z])")
_LEADING = re.compile(r"[0-9]{1,3}(?![0-9])")
_PARAGRAPH = re.compile(BREAK)
_HIGHEST_LEVEL = 7
_UNIT_CODE = re.compile(r"(?<![A-Za-z0-9])(?:\d{6}L\d|[A-Z]{6}\d{3}[A-Z])(?![A-Za-z0-9])")
_CODE_LEVEL = re.compile(r"L(\d)\Z")


def recognises(keys: frozenset[str]) -> bool:
    """Whether a document with the cells and lines `keys` is a unit of competency."""
    labels = {re.sub(r"\A\d{1,2}\.?", "", one) for one in keys}
    return {CODE, COMPETENCY} <= labels or {key(_KIND), CODE} <= labels


def read(text: str, source: Source) -> Reading:
    """The standard that `text` prints.

    Raises `MalformedStandard` without a code or performance requirements.
    """
    ledger = Ledger(text)
    document = _Document(ledger)
    values = document.values
    code = as_code(mended(values.get(CODE, Run())))
    if not code:
        raise MalformedStandard(Refusal.NO_CODE, file=source.file)
    groups = _groups(values.pop(COMPETENCY, Run()), ledger)
    if not groups:
        raise MalformedStandard(Refusal.NO_TASKS, file=source.file)
    criteria = _criteria(values.pop(CRITERIA, Run()), ledger)
    remarked = [label for label in _REMARKS if values.get(label)]
    notes = [
        NoteDraft(f"N{place}", document.labels.pop(label), entries=[values.pop(label)])
        for place, label in enumerate(remarked, start=1)
    ]
    for printed_label in document.labels.values():
        ledger.layout(printed_label)
    bullets = [draft for group in groups for draft in (group, *group.bullets)]
    remarks = [
        *document.remarks,
        *_other_units(code, notes),
        *settled(code, [*bullets, *criteria, *notes], ledger),
    ]
    for label, run in values.items():
        ledger.field(run, label)
    fields = {label: mended(run) for label, run in values.items()}
    level, credit = _number(fields.get(LEVEL, "")), _number(fields.get(CREDIT, ""))
    for label, number in ((LEVEL, level), (CREDIT, credit)):
        if fields.get(label, "") in ("", str(number)):
            fields.pop(label, None)
    del fields[CODE]
    standard = Standard(
        id=code,
        code=code,
        title=fields.pop(TITLE, ""),
        family=Family.HKQF_UNIT,
        language=Language.EN,
        level=level,
        credit=credit,
        fields=fields,
        tasks=tuple(_task(same) for same in grouped(groups)),
        assessment=tuple(
            Assessment(same[0].id, same[0].code, same[0].text) for same in grouped(criteria)
        ),
        notes=tuple(note.note() for note in notes),
        task_label=REQUIREMENTS,
        source=source,
    )
    about = Draft("", Run(), id=code)
    remarks += level_remarks(about, mended(values.get(LEVEL, Run())), level, _HIGHEST_LEVEL)
    in_code = _CODE_LEVEL.search(code)
    if in_code and level is not None and int(in_code[1]) != level:
        printed = f"{code} ‖ {level}"
        params = {"level": in_code[1]}
        remarks.append(
            Remark(FindingKind.MISMATCH, about, printed, str(level), Why.LEVEL_DIFFERS, params)
        )
    findings = [remark.finding(ledger) for remark in remarks]
    return Reading(with_findings(standard, findings, ledger), ledger)


@dataclass(slots=True, eq=False)
class _Group(Draft):
    """A numbered group of performance requirements."""

    bullets: list[Draft] = field(default_factory=list)


class _Document:
    """The values of a document by their labels."""

    def __init__(self, ledger: Ledger) -> None:
        self.values: dict[str, Run] = {}
        self.labels: dict[str, Run] = {}
        """The label of each value in the table, as printed."""
        self.remarks: list[Remark] = []
        """On the lists whose labels are printed twice."""
        self._ledger = ledger
        self._last = ""
        for line in lines(ledger):
            if len(line.cells) > 1:
                self._row(line)
            elif not line.cells and line.run:
                self._heading(line.run)

    def _row(self, line: Line) -> None:
        label, content = line.cells[:2]
        number = _NUMBER.match(label.text)
        name = " ".join(label.text[number.end() if number else 0 :].split())
        if name:
            repeated = name in self.labels
            if repeated:
                self._ledger.layout(label)
            if repeated and self.values.get(name) and name not in _LISTS:
                self._ledger.leave(content, Why.REPEATED_LABEL, label=name)
                self._last = ""
                return
            if repeated and name in _LISTS:
                self.remarks.append(repeated_heading(name, label.start))
            self.labels.setdefault(name, label)
            self._last = name
        if content and self._last:
            self._add(self._last, content)
        elif name:
            self.values.setdefault(name, Run())

    def _heading(self, run: Run) -> None:
        """A line above the table: the industry, the kind of document, the functional area."""
        name = key(run.text)
        if name == key(_INDUSTRY):
            self._ledger.layout(run)
            self._last = _INDUSTRY
        elif name == key(_KIND):
            self._ledger.layout(run)
            self._last = ""
        elif area := re.match(rf"{_AREA}\s*[-–:：]\s*", run.text):
            self._ledger.layout(run[: area.end()])
            self._add(_AREA, run[area.end() :])
            self._last = ""
        elif self._last == _INDUSTRY:
            self._add(_INDUSTRY, run)

    def _add(self, label: str, run: Run) -> None:
        before = self.values.get(label)
        self.values[label] = Run.joined((before, CUT, run)) if before else run


def _groups(run: Run, ledger: Ledger) -> list[_Group]:
    head, numbered = entries.decimal(run)
    if key(head.text).rstrip(":：") == key(REQUIREMENTS):
        ledger.layout(head)
    groups = []
    for one in numbered:
        code = f"R{one.number}"
        title, bullets = _bulleted(one.text, code)
        groups.append(_Group(code, title, [one.mark], bullets=bullets))
    return groups


def _criteria(run: Run, ledger: Ledger) -> list[Draft]:
    """The bullets, else the paragraphs; the sentence that leads in to them is left to a finding."""
    lead, bullets = _bulleted(run, "C", dotted=False)
    if bullets:
        if _leads_in(lead):
            ledger.leave(lead, Why.LEADS_IN)
        return bullets
    paragraphs = [part for part in run.split(_PARAGRAPH) if part]
    if paragraphs and _leads_in(paragraphs[0]):
        ledger.leave(paragraphs.pop(0), Why.LEADS_IN)
    return [Draft(f"C{place}", part) for place, part in enumerate(paragraphs, start=1)]


def _other_units(code: str, notes: list[NoteDraft]) -> Iterator[Remark]:
    """One remark for each code in the remarks that is not this unit's."""
    for note in notes:
        for entry in note.entries:
            for match in _UNIT_CODE.finditer(entry.text):
                if match[0] != code:
                    other = {"code": match[0]}
                    yield Remark(
                        FindingKind.MISMATCH, note, match[0], match[0], Why.OTHER_UNIT, other
                    )


def _leads_in(run: Run) -> bool:
    return run.text.rstrip().endswith((":", "："))


def _bulleted(run: Run, code: str, *, dotted: bool = True) -> tuple[Run, list[Draft]]:
    matches = list(BULLET.finditer(run.text))
    if not matches:
        return run, []
    ends = [match.start() for match in matches[1:]] + [len(run)]
    drafts = [
        Draft(
            f"{code}{'.' if dotted else ''}{place}",
            run[match.end() : end],
            [run[match.start() : match.end()]],
        )
        for place, (match, end) in enumerate(zip(matches, ends, strict=True), start=1)
    ]
    return run[: matches[0].start()], drafts


def _number(text: str) -> int | None:
    leading = _LEADING.match(text)
    return int(leading[0]) if leading else None


def _task(same: list[_Group]) -> Task:
    group = same[0]
    return Task(
        id=group.id,
        code=group.code,
        title=group.text,
        indicators=tuple(
            Indicator(bullet[0].id, bullet[0].code, bullet[0].text)
            for bullet in grouped(draft for one in same for draft in one.bullets)
        ),
    )
