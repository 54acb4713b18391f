"""The reader of Hong Kong's HKQF units of competency."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from standards import entries
from standards.drafts import (
    Draft,
    NoteDraft,
    Remark,
    grouped,
    level_remarks,
    reading_of,
    repeated_heading,
    settled,
    sublist_remark,
)
from standards.errors import MalformedStandard
from standards.ledger import Ledger
from standards.markup import BREAK
from standards.mending import BULLET, CUT, Sublist, mended, sublists
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
from standards.script import language_of
from standards.sentences import Refusal, Why

TITLE, CODE, RANGE, LEVEL, CREDIT = "Title", "Code", "Range", "Level", "Credit"
COMPETENCY, CRITERIA = "Competency", "Assessment Criteria"
REQUIREMENTS = ("Performance Requirements", "Performance Requirement", "表現要求")
_REMARKS = ("Remark", "Remarks")
_LISTS = (COMPETENCY, CRITERIA, *_REMARKS)
_INDUSTRY = "Specification of Competency Standards"
_INDUSTRY_ZH = "能力標準說明"
_KINDS = ("Unit of Competency", "能力單元")
_AREA = "Functional Area"

_LABELS = {
    **{label: label for label in (TITLE, CODE, RANGE, LEVEL, CREDIT, COMPETENCY, CRITERIA)},
    **{label: label for label in _REMARKS},
    "Name": TITLE,
    "名稱": TITLE,
    "編號": CODE,
    "應用範圍": RANGE,
    "級別": LEVEL,
    "學分": CREDIT,
    "能力": COMPETENCY,
    "評核指引": CRITERIA,
    "評核準則": CRITERIA,
    "備註": "Remark",
}
"""What the printed labels mean, in either language."""
_BY_KEY = {key(label): meaning for label, meaning in _LABELS.items()}

_HASHES = re.compile(r"#{1,6}\s+(?=\S)")
"""How Markdown marks a heading."""
_NUMBER = re.compile(r"\d{1,2}[.．、]?\s*(?=[A-Z\u3400-\u9fff])")
_GROUP_NUMBER = re.compile(r"\d{1,2}\.\d{1,2}\.?\s+(?=\S)")
_ALTERNATIVES = "|".join(re.escape(label) for label in sorted(_LABELS, key=len, reverse=True))
_PLAIN_LABEL = re.compile(
    rf"(?P<number>\d{{1,2}})?[.．、]?\s*(?P<label>{_ALTERNATIVES})(?![A-Za-z])"
    r"(?P<after>\s*(?P<colon>[:：])\s*|\s+|(?=[\u3400-\u9fff])|\Z)"
)
"""A label on a line of its own: numbered, or with a colon, or with nothing behind it."""
_NUMBERED_KEY = re.compile(
    rf"\d{{1,2}}[.．、]?(?P<label>{_ALTERNATIVES.replace(chr(92) + ' ', '')})|"
    rf"(?P<plain>{_ALTERNATIVES.replace(chr(92) + ' ', '')})(?=[:：]|\Z)"
)
_AREA_LABEL = re.compile(r"(?P<label>Functional Area|職能範疇)\s*[-–:：]\s*")
_CRITERION_MARK = re.compile(
    r"[(（](?:[ivx]{1,4}|[a-z]|\d{1,2})[)）]\s*|(?:\d{1,2}|[ivx]{1,4})[.．、)]\s*"
)
_LEADING = re.compile(r"[0-9]{1,3}(?![0-9])")
_PARAGRAPH = re.compile(BREAK)
_HIGHEST_LEVEL = 7
_UNIT_CODE = re.compile(r"(?<![A-Za-z0-9])(?:\d{6}L\d|[A-Z]{6}\d{3}[A-Z])(?![A-Za-z0-9])")
_CODE_LEVEL = re.compile(r"L(\d)\Z")


def recognises(keys: frozenset[str]) -> bool:
    """Whether a document with the cells and lines `keys` is a unit of competency."""
    labels = {
        _BY_KEY[match["label"] or match["plain"]]
        for one in keys
        if (match := _NUMBERED_KEY.match(one.lstrip("#")))
    }
    return CODE in labels and (COMPETENCY in labels or _is_kind(keys))


def _is_kind(keys: frozenset[str]) -> bool:
    return any(one.lstrip("#") in map(key, _KINDS) for one in keys)


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
        _note(f"N{place}", document.labels.pop(label), values.pop(label))
        for place, label in enumerate(remarked, start=1)
    ]
    for printed_label in document.labels.values():
        ledger.layout(printed_label)
    bullets = [draft for group in groups for draft in (group, *group.bullets)]
    remarks = [
        *document.remarks,
        *_other_units(code, notes),
        *_below(groups),
        *settled(code, [*bullets, *criteria, *notes], ledger),
    ]
    for label, run in values.items():
        ledger.field(run, label)
    fields = {label: mended(run) for label, run in values.items()}
    requirements = document.requirements
    level, credit = _number(fields.get(LEVEL, "")), _number(fields.get(CREDIT, ""))
    for label, number in ((LEVEL, level), (CREDIT, credit)):
        if fields.get(label, "") in ("", str(number)):
            fields.pop(label, None)
    del fields[CODE]
    title = fields.pop(TITLE, "")
    standard = Standard(
        id=code,
        code=code,
        title=title,
        family=Family.HKQF_UNIT,
        language=document.language,
        level=level,
        credit=credit,
        fields={document.printed.get(label, label): text for label, text in fields.items()},
        tasks=tuple(_task(same) for same in grouped(groups)),
        assessment=tuple(
            Assessment(same[0].id, same[0].code, same[0].text) for same in grouped(criteria)
        ),
        notes=tuple(note.note() for note in notes),
        task_label=requirements,
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
    return reading_of(standard, remarks, ledger)


@dataclass(slots=True, eq=False)
class _Group(Draft):
    """A numbered group of performance requirements."""

    bullets: list[Draft] = field(default_factory=list)
    under: tuple[Sublist, ...] = ()
    """The lists that stand under one of the bullets."""


class _Document:
    """The values of a document by what their labels mean."""

    def __init__(self, ledger: Ledger) -> None:
        self._parts: dict[str, list[Run]] = {}
        self.labels: dict[str, Run] = {}
        """The label of each value, as it stands in the document."""
        self.printed: dict[str, str] = {}
        """How each label is printed, without its number."""
        self.remarks: list[Remark] = []
        """On the lists whose labels are printed twice."""
        self._ledger = ledger
        self._last = ""
        self._in_lines = False
        """Whether the last label stood on a line, so that the lines after it are its value."""
        self._number = 0
        for line in lines(ledger):
            if len(line.cells) > 1:
                self._row(line)
            elif not line.cells and line.run:
                self._line(line.run)
        self.values = {label: Run.joined(parts) for label, parts in self._parts.items()}

    @property
    def language(self) -> Language:
        """That of its labels."""
        return language_of("".join(self.printed.values()))

    @property
    def requirements(self) -> str:
        """What the document calls its performance requirements."""
        return REQUIREMENTS[-1] if self.language is Language.ZH_HANT else REQUIREMENTS[0]

    def _row(self, line: Line) -> None:
        label, *contents = line.cells
        content = _in_blocks(contents)
        self._in_lines = False
        if _GROUP_NUMBER.match(label.text) and COMPETENCY in self.labels:
            self._add(COMPETENCY, _in_blocks((label, content)), Run.glue(BREAK))
            self._last = COMPETENCY
            return
        number = _NUMBER.match(label.text)
        printed = " ".join(label.text[number.end() if number else 0 :].split())
        name = _BY_KEY.get(key(printed), printed)
        if name:
            before = self._parts.get(name, [])
            if content and len(before) == 1 and mended(before[0]) == mended(content):
                # The first rows of a table are printed again on each of its pages.
                self._ledger.layout(label)
                self._ledger.layout(content)
                return
            repeated = name in self.labels
            if repeated:
                self._ledger.layout(label)
            if repeated and any(before) and name not in _LISTS:
                self._ledger.leave(content, Why.REPEATED_LABEL, label=name)
                self._last = ""
                return
            if repeated and name in _LISTS:
                self.remarks.append(repeated_heading(name, label.start))
            self._label(name, printed, label)
        if content and self._last:
            self._add(self._last, content)
        elif name:
            self._parts.setdefault(name, [])

    def _line(self, run: Run) -> None:
        """A line above the table, or one of a document that has no table."""
        if hashes := _HASHES.match(run.text):
            self._ledger.layout(run[: hashes.end()])
            run = run[hashes.end() :]
        name = key(run.text)
        if name == key(_INDUSTRY):
            self._ledger.layout(run)
            self._last = _INDUSTRY
        elif name in map(key, _KINDS):
            self._ledger.layout(run)
            self._last = ""
        elif area := _AREA_LABEL.match(run.text):
            self._ledger.layout(run[: area.end()])
            self.printed[_AREA] = area["label"]
            self._add(_AREA, run[area.end() :])
            self._last = ""
        elif self._labelled(run):
            return
        elif self._in_lines:
            self._add(self._last, run, Run.glue(BREAK))
        elif self._last == _INDUSTRY:
            self._add(_INDUSTRY, run)
        elif not self.labels and _INDUSTRY_ZH in name:
            self.printed[_INDUSTRY] = _INDUSTRY_ZH
            self._add(_INDUSTRY, run)

    def _labelled(self, run: Run) -> bool:
        """Whether `run` begins with a label that has not been yet; then it is taken in."""
        match = _PLAIN_LABEL.match(run.text)
        if match is None:
            return False
        name = _LABELS[match["label"]]
        number, rest = int(match["number"] or 0), run[match.end() :]
        if name in self.labels or not (number > self._number or match["colon"] or not rest):
            return False
        self._number = max(number, self._number)
        self._label(name, match["label"], run[: match.end()])
        self._in_lines = True
        self._parts[name] = [rest] if rest else []
        return True

    def _label(self, name: str, printed: str, label: Run) -> None:
        self.labels.setdefault(name, label)
        self.printed.setdefault(name, printed)
        self._last = name

    def _add(self, label: str, run: Run, joint: Run = CUT) -> None:
        parts = self._parts.setdefault(label, [])
        parts += [joint, run] if any(parts) else [run]


def _in_blocks(cells: Iterable[Run]) -> Run:
    """`cells` one after the other, each a block of its own."""
    filled = [cell for cell in cells if cell]
    parts = [part for cell in filled for part in (Run.glue(BREAK), cell)]
    return Run.joined(parts[1:])


def _below(groups: list[_Group]) -> Iterator[Remark]:
    """One remark for each list under a bullet of a group; its entries follow that bullet."""
    for group in groups:
        for one in group.under:
            about = next((b for b in group.bullets if b.text == one.entry), group)
            yield sublist_remark(about, one)


def _groups(run: Run, ledger: Ledger) -> list[_Group]:
    head, numbered = entries.decimal(run)
    if key(head.text).rstrip(":：") in map(key, REQUIREMENTS):
        ledger.layout(head)
    groups = []
    for one in numbered:
        code = f"R{one.number}"
        title, bullets = _bulleted(one.text, code)
        under = sublists(one.text)
        group = _Group(code, title, [one.mark], bullets=bullets, under=under)
        for bullet in bullets:
            bullet.parent = group
        groups.append(group)
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
    return [_criterion(f"C{place}", part) for place, part in enumerate(paragraphs, start=1)]


def _criterion(code: str, run: Run) -> Draft:
    """A criterion without the (i) or 1. that numbers it."""
    run = run.strip()
    mark = _CRITERION_MARK.match(run.text)
    end = mark.end() if mark else 0
    return Draft(code, run[end:], [run[:end]])


def _note(code: str, label: Run, text: Run) -> NoteDraft:
    """The remark `text` under its label, whose number and colon are marks."""
    number = _NUMBER.match(label.text)
    start = number.end() if number else 0
    end = len(label.text.rstrip(" :：\u3000"))
    marks = [label[:start], label[end:]]
    return NoteDraft(code, label[start:end], marks, entries=[text])


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
