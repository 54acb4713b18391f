"""The reader of Taiwan's iCAP occupational standards (職能基準)."""

import re
from collections.abc import Iterable

from standards.drafts import (
    Draft,
    Remark,
    grouped,
    level_remarks,
    linked,
    listed,
    reading_of,
    repeated_heading,
    settled,
)
from standards.errors import MalformedStandard
from standards.icap_header import CODE, LEVEL, NAMES, Header
from standards.icap_sections import Attitudes, Notes, attitude
from standards.icap_table import ActivityDraft, Table, TaskDraft, is_heading
from standards.ledger import Ledger
from standards.model import (
    Activity,
    Family,
    FindingKind,
    Indicator,
    Knowledge,
    Language,
    Output,
    Skill,
    Source,
    Standard,
    Task,
)
from standards.reading import Reading
from standards.rows import HIGHEST_LEVEL, Line, as_code, as_level, key, lines
from standards.runs import Run
from standards.sentences import Refusal, Why

_HASHES = re.compile(r"#{1,6}\s*")
_ATTITUDES = "職能內涵(A=attitude態度)"
_NOTES = "說明與補充事項"
_SECTION = {_ATTITUDES, _NOTES}
_NAME_END = "職能基準"
_LATEST = "最新版本"


def recognises(keys: frozenset[str]) -> bool:
    """Whether a document with the cells `keys` is an occupational standard."""
    return CODE in keys or {"工作產出", "行為指標"} <= keys


def read(text: str, source: Source) -> Reading:
    """The standard that `text` prints. Raises `MalformedStandard` without a code or tasks."""
    return _Reader(text, source).reading()


class _Reader:
    def __init__(self, text: str, source: Source) -> None:
        self._source = source
        self._ledger = ledger = Ledger(text)
        self._header = Header(ledger)
        self._table = Table(ledger)
        self._attitudes = Attitudes(ledger)
        self._notes = Notes(ledger)
        self._heading = ""
        self._seen: set[str] = set()
        self._section = ""
        self._before_heading = ""
        """The section that a page's repeated column headings stand in the middle of."""
        self._in_table = False
        self._remarks: list[Remark] = []
        for line in lines(ledger):
            self._line(line)

    def _line(self, line: Line) -> None:
        if line.is_break:
            self._table.breaks()
        elif is_heading(line):
            self._in_table = True
            self._before_heading, self._section = self._section or self._before_heading, ""
            self._table.head(line)
        elif line.cells and self._section:
            return
        elif line.cells and self._in_table:
            self._before_heading = ""
            self._table.read(line)
        elif line.cells:
            self._header.read(line)
        else:
            self._plain(line)

    def _plain(self, line: Line) -> None:
        hashes = _HASHES.match(line.run.text)
        run = line.run[hashes.end() if hashes else 0 :]
        name = key(run.text)
        self._section = self._section or self._before_heading
        if name in _SECTION:
            self._ledger.layout(line.run)
            if name in self._seen:
                about = self._notes.last_open() if name == _NOTES else None
                self._remarks.append(repeated_heading(name, about or line.run.start))
            self._seen.add(name)
            self._section = name
        elif self._section == _ATTITUDES:
            self._attitudes.read(line)
        elif self._section == _NOTES:
            self._notes.read(line)
        elif not self._heading and not self._in_table and name.endswith(_NAME_END):
            self._heading = run.text
            self._ledger.layout(line.run[: len(line.run) - len(run)])
            self._ledger.field(run, "heading")

    def reading(self) -> Reading:
        header, table, ledger = self._header, self._table, self._ledger
        code = as_code(header.value(CODE))
        file = self._source.file
        if not code:
            raise MalformedStandard(Refusal.NO_CODE, file=file)
        if not table.tasks:
            raise MalformedStandard(Refusal.NO_TASKS, file=file)
        noted = [*table.drafts(), *self._attitudes.drafts]
        whole = Draft("", Run(), id=code)
        fields = (self._title(), *header.fields().values())
        marks = linked(noted, self._notes.drafts, whole, fields)
        drafts: list[Draft] = [*noted, *self._notes.drafts]
        remarks = [
            *table.remarks,
            *self._attitudes.remarks,
            *self._remarks,
            *marks,
            *settled(code, drafts, ledger),
            *table.level_remarks(),
            *self._mismatches(whole),
            *self._absences(whole),
        ]
        table.place_levels()
        return reading_of(self._standard(code), remarks, ledger)

    def _standard(self, code: str) -> Standard:
        header, table = self._header, self._table
        drafts = list(table.drafts())
        level = as_level(header.value(LEVEL))
        fields = header.fields()
        if level is None and (printed := header.value(LEVEL)):
            fields[LEVEL] = printed
        return Standard(
            id=code,
            code=code,
            title=self._title(),
            family=Family.ICAP_OCCUPATION,
            language=Language.ZH_HANT,
            level=level,
            fields=fields,
            versions=tuple(header.versions),
            tasks=tuple(self._task(same) for same in grouped(table.tasks)),
            knowledge=listed(Knowledge, _sorted(drafts, "K")),
            skills=listed(Skill, _sorted(drafts, "S")),
            attitudes=tuple(attitude(same[0]) for same in grouped(self._attitudes.drafts)),
            notes=tuple(draft.note() for draft in self._notes.drafts),
            task_label=table.labels[0],
            activity_label=table.labels[1],
            source=self._source,
        )

    def _title(self) -> str:
        named = next((name for label in NAMES if (name := self._header.value(label))), "")
        return named or self._heading.removesuffix(_NAME_END).strip()

    def _task(self, same: list[TaskDraft]) -> Task:
        task = same[0]
        holders: list[ActivityDraft] = [h for t in same for h in (t, *t.activities)]
        table = self._table
        own = [h for h in holders if isinstance(h, TaskDraft)]
        contents = own if table.contents_per_activity else holders
        levelled = own if table.level_per_activity else holders
        return Task(
            id=task.id,
            code=task.code,
            title=task.text,
            level=next((h.level for h in levelled if h.level is not None), None),
            knowledge=_ids(draft for h in contents for draft in h.knowledge),
            skills=_ids(draft for h in contents for draft in h.skills),
            activities=tuple(
                self._activity(group) for group in grouped(a for t in same for a in t.activities)
            ),
        )

    def _activity(self, same: list[ActivityDraft]) -> Activity:
        activity, table = same[0], self._table
        contents = same if table.contents_per_activity else []
        outputs = grouped(draft for a in same for draft in a.outputs)
        indicators = grouped(draft for a in same for draft in a.indicators)
        return Activity(
            id=activity.id,
            code=activity.code,
            title=activity.text,
            level=next((a.level for a in same if table.level_per_activity and a.level), None),
            outputs=tuple(Output(o[0].id, o[0].code, o[0].text) for o in outputs),
            indicators=tuple(_indicator(group) for group in indicators),
            knowledge=_ids(draft for a in contents for draft in a.knowledge),
            skills=_ids(draft for a in contents for draft in a.skills),
        )

    def _absences(self, whole: Draft) -> Iterable[Remark]:
        """One remark if K, S or A are nowhere in the document."""
        drafts = (*self._table.drafts(), *self._attitudes.drafts)
        printed = {draft.code[0] for draft in drafts}
        if letters := ", ".join(letter for letter in "KSA" if letter not in printed):
            params = {"letters": letters}
            yield Remark(FindingKind.SUSPECTED_SLIP, whole, "", "", Why.NONE_PRINTED, params)

    def _mismatches(self, whole: Draft) -> Iterable[Remark]:
        code = whole.id
        level = self._header.value(LEVEL)
        yield from level_remarks(whole, level, as_level(level), HIGHEST_LEVEL)
        title = self._title()
        heading = self._heading.removesuffix(_NAME_END).strip()
        if heading and key(heading) != key(title):
            printed = f"{heading} ‖ {title}"
            yield Remark(FindingKind.MISMATCH, whole, printed, title, Why.TITLE_DIFFERS)
        for version in self._header.versions:
            if version.status == _LATEST and version.code != code:
                printed = f"{version.code} ‖ {code}"
                yield Remark(FindingKind.MISMATCH, whole, printed, code, Why.LATEST_VERSION)


def _indicator(same: list[Draft]) -> Indicator:
    notes = _ids(note for draft in same for note in draft.notes)
    return Indicator(same[0].id, same[0].code, same[0].text, notes)


def _sorted(drafts: list[Draft], letter: str) -> list[Draft]:
    """K or S in the order of their numbers; the same number in order of appearance."""
    return sorted((d for d in drafts if d.code[0] == letter), key=lambda draft: draft.numbers)


def _ids(drafts: Iterable[Draft]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(draft.id for draft in drafts))
