"""Excel workbooks (.xlsx): blocks if laid out as the publishers' tables, rows if as our own."""

import datetime
import io
import re
from collections.abc import Iterator
from typing import Any

from standards.errors import UnreadableDocument
from standards.formats.archive import Archive
from standards.formats.blocks import Block, Cell, Paragraph, Table
from standards.sentences import Refusal
from standards.table import COLUMNS as TABLE_COLUMNS
from standards.table import ROWS as TABLE_ROWS
from standards.table import has_heading

ROWS, COLUMNS = 20_000, 200
"""How far a sheet may reach; the largest standards have some hundred rows."""

_TASK = re.compile(r"\s*[TＴ]\d")


def blocks(archive: Archive, data: bytes) -> Iterator[Block]:
    """One table for each sheet that is shown; formulas give the values stored with them."""
    from openpyxl import load_workbook  # type: ignore[import-untyped,unused-ignore]

    archive.refuse_entities(name for name in archive.names if name.endswith((".xml", ".rels")))
    try:
        book = load_workbook(io.BytesIO(data), data_only=True, keep_vba=False, keep_links=False)
    except Exception:  # A damaged workbook makes it raise whatever comes.
        raise UnreadableDocument(Refusal.BROKEN, file=archive.file) from None
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        if sheet.max_row > ROWS or sheet.max_column > COLUMNS:
            raise UnreadableDocument(Refusal.UNPACKS, file=archive.file)
        yield Table(tuple(_rows(sheet)))


def table(archive: Archive, data: bytes) -> list[list[str | None]]:
    """The rows of the first sheet if they are a table of our own (`standards.table`), else none.

    A cell is None where it holds a formula.
    """
    from openpyxl import load_workbook

    archive.refuse_entities(name for name in archive.names if name.endswith((".xml", ".rels")))
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        # What a workbook says of its own size need not be true.
        sheet.reset_dimensions()
        cells = sheet.iter_rows(max_row=TABLE_ROWS + 1, max_col=len(TABLE_COLUMNS) + 1)
        rows: list[list[str | None]] = []
        for row in cells:
            rows.append([_cell(cell.value, cell.data_type) for cell in row])
            if not has_heading(rows[0]):
                return []
    except MemoryError:
        raise
    except Exception:  # A damaged workbook makes it raise whatever comes.
        return []
    return rows


def has_formulas(archive: Archive) -> bool:
    """Whether a sheet calculates anything."""
    return any(
        name.startswith("xl/worksheets/") and (b"<f>" in part or b"<f " in part)
        for name in archive.names
        if name.endswith(".xml")
        for part in (archive.part(name),)
    )


def _rows(sheet: Any) -> Iterator[tuple[Cell, ...]]:
    ends: dict[tuple[int, int], tuple[int, int]] = {}
    covered: dict[tuple[int, int], bool] = {}
    for merged in sheet.merged_cells.ranges:
        first, top, last, bottom = merged.bounds
        last, bottom = min(last, COLUMNS), min(bottom, ROWS)
        for row in range(top, bottom + 1):
            ends[row, first] = (last, row)
            for column in range(first, last + 1):
                covered[row, column] = row > top or column > first
    width = sheet.max_column
    for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
        cells = []
        column = 1
        while column <= width:
            end = max(ends.get((number, column), (column, 0))[0], column)
            hidden = covered.get((number, column), False)
            value = None if hidden else values[column - 1]
            paragraphs = tuple(Paragraph(line) for line in _text(value).split("\n"))
            cells.append(Cell(column - 1, end, paragraphs, goes_on=hidden))
            column = end + 1
        if any(one.text for cell in cells for one in cell.paragraphs):
            yield _across(tuple(cells))


def _across(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """A row in which only its first cell is filled, as the line that it is read as."""
    first, *others = cells
    alone = not any(one.text for cell in others for one in cell.paragraphs)
    goes_on = any(cell.goes_on for cell in others)
    is_task = any(_TASK.match(one.text) for one in first.paragraphs)
    if not alone or goes_on or is_task:
        return cells
    return (Cell(0, cells[-1].end, first.paragraphs),)


def _cell(value: Any, kind: str) -> str | None:
    if kind == "f":
        return None
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).replace("\r\n", "\n").replace("\r", "\n")


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value)
        case float() if value.is_integer():
            return str(int(value))
        case datetime.datetime() | datetime.date():
            return f"{value:%Y/%m/%d}"
        case _:
            return str(value)
