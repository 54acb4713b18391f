"""Excel workbooks (.xlsx) laid out as the publishers' tables, as blocks."""

import datetime
import io
import re
from collections.abc import Iterator
from typing import Any

from standards.errors import UnreadableDocument
from standards.formats.archive import Archive
from standards.formats.blocks import Block, Cell, Paragraph, Table
from standards.sentences import Refusal

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
