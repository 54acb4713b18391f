"""A standard as a table with one row an item, for CSV and Excel, and back.

The first row names the columns. `about` rows tell of the standard itself, `field` and `version`
rows hold its header, every other row is an item of the kind that it names.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NoReturn, TypeVar

from standards.errors import MalformedStandard
from standards.flat import TITLED, FaultyRow, Row, RowKind, assembled, flattened
from standards.model import Family, Language, Source, Standard, Version
from standards.script import language_of
from standards.sentences import Refusal, RowFault
from standards.well_formed import CODE, ITEM

COLUMNS = (
    "kind",
    "code",
    "title",
    "text",
    "level",
    "under",
    "knowledge",
    "skills",
    "items",
    "refers to",
    "id",
)
NEEDED = ("kind", "code", "title", "text")
"""The others may be left out."""
ROWS = 20_000
"""The most that a table may have."""
ABOUT, FIELD, VERSION = "about", "field", "version"
KINDS = (ABOUT, FIELD, VERSION, *RowKind)

Cells = Sequence[str | None]
"""A row; a cell is None where it holds a formula."""

_CODE, _TITLE, _FAMILY, _LANGUAGE = "code", "title", "family", "language"
_LEVEL, _CREDIT, _TASKS, _ACTIVITIES = "level", "credit", "task label", "activity label"
_PUBLISHER, _DOCUMENT, _SOURCE = "publisher", "document", "source"
TOLD = (
    _CODE,
    _TITLE,
    _FAMILY,
    _LANGUAGE,
    _LEVEL,
    _CREDIT,
    _TASKS,
    _ACTIVITIES,
    _PUBLISHER,
    _DOCUMENT,
    _SOURCE,
)
"""What `about` rows can tell, in their column `code`."""
_VERSION_LINES = 4
_Named = TypeVar("_Named", Family, Language)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""Characters that are none of a text."""
_FIELD_COLUMNS = {"refers_to": "refers to"}
"""Fields of `Row` whose column has another name."""


def cells_of(standard: Standard) -> Iterator[list[str]]:
    """The table of `standard`, the first row included; findings are not in it."""

    def row(**cells: str) -> list[str]:
        return [cells.get(column.replace(" ", "_"), "") for column in COLUMNS]

    yield list(COLUMNS)
    told = {
        _CODE: standard.code,
        _TITLE: standard.title,
        _FAMILY: standard.family.value,
        _LANGUAGE: standard.language.value,
        _LEVEL: _number_text(standard.level),
        _CREDIT: _number_text(standard.credit),
        _TASKS: standard.task_label,
        _ACTIVITIES: standard.activity_label,
        _PUBLISHER: standard.source.publisher,
        _DOCUMENT: standard.source.title,
        _SOURCE: standard.source.source,
    }
    for name, value in told.items():
        if value:
            yield row(kind=ABOUT, code=name, text=value)
    for label, value in standard.fields.items():
        yield row(kind=FIELD, code=label, text=value)
    for one in standard.versions:
        lines = "\n".join((one.version, one.status, one.note, one.date))
        yield row(kind=VERSION, code=one.code, title=one.title, items=lines)
    for item in flattened(standard):
        yield row(
            kind=item.kind,
            code=item.code,
            title=item.title,
            text=item.text,
            level=_number_text(item.level),
            under=item.under,
            knowledge=" ".join(item.knowledge),
            skills=" ".join(item.skills),
            items="\n".join(item.items),
            refers_to=" ".join(item.refers_to),
            id="" if item.id == item.code else item.id,
        )


def has_heading(cells: Cells) -> bool:
    """Whether a row is the first one of such a table: it names `kind` and `code`."""
    names = [_column(cell or "") for cell in cells]
    return "kind" in names and "code" in names


def standard_of(table: Iterable[Cells], source: Source) -> Standard:
    """The standard in `table`, which begins with the row of columns.

    Raises `MalformedStandard`, naming `source.file` and, for a cell, its row and column.
    """
    rows = iter(table)
    file = source.file
    reader = _Reader(file, next(rows, ()))
    for number, cells in enumerate(rows, start=2):
        if number > ROWS:
            raise MalformedStandard(Refusal.TOO_MANY_ROWS, file=file, limit=str(ROWS))
        reader.read(number, cells)
    standard = reader.standard(source)
    if not standard.tasks:
        raise MalformedStandard(Refusal.NO_TASKS, file=file)
    return standard


class _Reader:
    def __init__(self, file: str, heading: Cells) -> None:
        self._file = file
        self._columns = [_column(cell or "") for cell in heading]
        while self._columns and not self._columns[-1]:
            self._columns.pop()
        for name in NEEDED:
            if name not in self._columns:
                raise MalformedStandard(Refusal.NO_COLUMN, file=file, column=name)
        for place, name in enumerate(self._columns):
            if name not in COLUMNS or name in self._columns[:place]:
                raise MalformedStandard(Refusal.STRANGE_COLUMN, file=file, column=name)
        self._told: dict[str, tuple[int, str]] = {}
        self._fields: dict[str, str] = {}
        self._versions: list[Version] = []
        self._rows: list[Row] = []
        self._numbers: list[int] = []

    def read(self, number: int, cells: Cells) -> None:
        if not any(cell is None or cell.strip() for cell in cells):
            return
        if any(cell is None or cell.strip() for cell in cells[len(self._columns) :]):
            raise MalformedStandard(Refusal.LONG_ROW, file=self._file, row=str(number))
        said = dict.fromkeys(self._columns, "")
        for column, cell in zip(self._columns, cells, strict=False):
            if cell is None:
                self._refuse(number, column, RowFault.FORMULA)
            cell = _CONTROL.sub("", cell)
            # An empty first line says that a version has no number.
            said[column] = cell.rstrip() if column == "items" else cell.strip()
        kind = said["kind"].casefold()
        match kind:
            case "about":
                self._tell(number, said)
            case "field":
                self._only(number, said, ("code", "text"))
                self._needs(number, "code", said)
                self._fields[said["code"]] = said["text"]
            case "version":
                self._version(number, said)
            case _ if kind in set(RowKind):
                self._item(number, RowKind(kind), said)
            case _:
                self._refuse(
                    number, "kind", RowFault.NO_KIND, printed=said["kind"], allowed=", ".join(KINDS)
                )

    def standard(self, source: Source) -> Standard:
        told = self._told
        for about in (_CODE, _TITLE):
            if about not in told:
                raise MalformedStandard(Refusal.NO_ABOUT, file=self._file, about=about)
        number, code = told[_CODE]
        if not CODE.fullmatch(code):
            self._refuse(number, "text", RowFault.BAD_ID, printed=code)
        title = told[_TITLE][1]
        deep = any(row.kind is RowKind.ACTIVITY for row in self._rows)
        usual = Family.ICAP_OCCUPATION if deep else Family.ICAP_UNIT
        head = Standard(
            id=code,
            code=code,
            title=title,
            family=self._one_of(_FAMILY, Family, usual),
            language=self._one_of(_LANGUAGE, Language, language_of(title)),
            level=self._number(*told.get(_LEVEL, (0, "")), column="text"),
            credit=self._number(*told.get(_CREDIT, (0, "")), column="text"),
            fields=self._fields,
            versions=tuple(self._versions),
            task_label=self._said(_TASKS),
            activity_label=self._said(_ACTIVITIES),
            source=replace(
                source,
                publisher=self._said(_PUBLISHER),
                title=self._said(_DOCUMENT),
                source=self._said(_SOURCE),
            ),
        )
        try:
            return assembled(head, self._rows)
        except FaultyRow as error:
            column = _FIELD_COLUMNS.get(error.field, error.field)
            column = "code" if column == "id" and "id" not in self._columns else column
            self._refuse(self._numbers[error.number], column, error.fault, **error.params)

    def _tell(self, number: int, said: Mapping[str, str]) -> None:
        self._only(number, said, ("code", "text"))
        about = said["code"].casefold()
        if about not in TOLD:
            allowed = ", ".join(TOLD)
            self._refuse(number, "code", RowFault.NO_ABOUT, printed=said["code"], allowed=allowed)
        if about in self._told:
            self._refuse(number, "code", RowFault.TWICE, id=about)
        self._needs(number, "text", said)
        self._told[about] = (number, said["text"])

    def _version(self, number: int, said: Mapping[str, str]) -> None:
        self._only(number, said, ("code", "title", "items"))
        # The last lines may be gone with the spaces at the end of their cell.
        lines = said.get("items", "").split("\n")
        if len(lines) > _VERSION_LINES:
            self._refuse(number, "items", RowFault.FOUR_LINES)
        version, status, note, date = (*lines, *[""] * (_VERSION_LINES - len(lines)))
        self._versions.append(Version(version, said["code"], said["title"], status, note, date))

    def _item(self, number: int, kind: RowKind, said: Mapping[str, str]) -> None:
        used = ["code", "id", *_USED[kind]]
        self._only(number, said, used)
        self._needs(number, "code", said)
        column = "id" if said.get("id") else "code"
        id = said[column]
        if not ITEM.fullmatch(id):
            self._refuse(number, column, RowFault.BAD_ID, printed=id)
        items = tuple(filter(None, map(str.strip, said.get("items", "").split("\n"))))
        if not (said["title"] or said["text"] or items):
            self._needs(number, "title" if kind in TITLED else "text", said)
        self._rows.append(
            Row(
                kind,
                id,
                said["code"],
                title=said["title"],
                text=said["text"],
                level=self._number(number, said.get("level", ""), column="level"),
                under=said.get("under", ""),
                knowledge=_ids(said, "knowledge"),
                skills=_ids(said, "skills"),
                items=items,
                refers_to=_ids(said, "refers to"),
            )
        )
        self._numbers.append(number)

    def _only(self, number: int, said: Mapping[str, str], used: Iterable[str]) -> None:
        for column, value in said.items():
            if value.strip() and column != "kind" and column not in used:
                self._refuse(number, column, RowFault.NOT_HERE, kind=said["kind"])

    def _needs(self, number: int, column: str, said: Mapping[str, str]) -> None:
        if not said[column]:
            fault = RowFault.NO_ID if column == "code" else RowFault.NO_TEXT
            self._refuse(number, column, fault)

    def _number(self, number: int, printed: str, *, column: str) -> int | None:
        if not printed:
            return None
        if not re.fullmatch(r"[0-9]{1,2}", printed):
            self._refuse(number, column, RowFault.NO_NUMBER, printed=printed)
        return int(printed)

    def _one_of(self, about: str, kind: type[_Named], usual: _Named) -> _Named:
        number, printed = self._told.get(about, (0, ""))
        try:
            return kind(printed) if printed else usual
        except ValueError:
            allowed = ", ".join(kind)
            self._refuse(number, "text", RowFault.ONE_OF, printed=printed, allowed=allowed)

    def _said(self, about: str) -> str:
        return self._told.get(about, (0, ""))[1]

    def _refuse(self, number: int, column: str, fault: RowFault, **params: str) -> NoReturn:
        places = {"file": self._file, "row": str(number), "column": column}
        raise MalformedStandard(fault, **places, **params)


_USED = {
    RowKind.TASK: ("title", "level", "knowledge", "skills"),
    RowKind.ACTIVITY: ("title", "level", "under", "knowledge", "skills"),
    RowKind.OUTPUT: ("text", "under"),
    RowKind.INDICATOR: ("text", "under", "refers to"),
    RowKind.KNOWLEDGE: ("text", "items"),
    RowKind.SKILL: ("text", "items"),
    RowKind.ATTITUDE: ("title", "text"),
    RowKind.ASSESSMENT: ("text",),
    RowKind.ENTRY: ("text", "under", "items"),
    RowKind.NOTE: ("title", "items", "refers to"),
}
"""The columns of each kind, beside `kind`, `code` and `id`."""


def _ids(said: Mapping[str, str], column: str) -> tuple[str, ...]:
    """The ids in a cell, each once."""
    return tuple(dict.fromkeys(said.get(column, "").split()))


def _column(name: str) -> str:
    return " ".join(name.replace("_", " ").casefold().split())


def _number_text(number: int | None) -> str:
    return "" if number is None else str(number)
