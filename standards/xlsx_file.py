"""A standard's table as an Excel workbook of nothing but text and numbers, and back.

Formulas are neither written nor run: what begins with `=` is written as text, and a workbook with a
formula in a cell is refused with the cell's place.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime

from standards.errors import MalformedStandard, UnreadableDocument
from standards.model import Source, Standard
from standards.sentences import Refusal
from standards.table import COLUMNS, ROWS, Cells, cells_of, has_heading, standard_of

UNPACKED = 64 << 20
"""Bytes that the parts of a workbook may have together once they are unpacked."""
_PARTS = 1_000
_WRITTEN = datetime(2026, 1, 1, tzinfo=UTC)
_WIDTHS = (11, 9, 36, 60, 6, 8, 18, 18, 40, 12, 8)
_LONGEST = 32_767
"""Characters of a cell."""


def written(standard: Standard) -> bytes:
    """The workbook. Raises `MalformedStandard` for a text that no cell can hold."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        # The same standard is the same file, whenever it is written.
        book.set_properties({"created": _WRITTEN})
        sheet = book.add_worksheet("standard")
        bold = book.add_format({"bold": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        sheet.freeze_panes(1, 2)
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        for number, row in enumerate(cells_of(standard)):
            for column, cell in enumerate(row):
                if len(cell) > _LONGEST:
                    raise MalformedStandard(Refusal.LONG_CELL, code=standard.code)
                sheet.write_string(number, column, cell, bold if number == 0 else wrapped)
    return file.getvalue()


def recognises(data: bytes) -> bool:
    """Whether `data` is a workbook whose first sheet is such a table."""
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if "xl/workbook.xml" not in archive.namelist():
                return False
        return any(has_heading(row) for row in _first_row(data))
    except _BROKEN:
        return False


def read(data: bytes, source: Source) -> Standard:
    """The standard in the workbook's first sheet.

    Raises `UnreadableDocument` and `MalformedStandard`.
    """
    try:
        return standard_of(_rows(data, source.file), source)
    except _BROKEN:
        raise UnreadableDocument(Refusal.BROKEN_XLSX, file=source.file) from None


_BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    SyntaxError,
    EOFError,
    OSError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    NotImplementedError,
    RuntimeError,
    AssertionError,
    OverflowError,
    MemoryError,
)
"""What openpyxl and what it stands on raise for files that are no sound workbooks."""


def _first_row(data: bytes) -> Iterator[Cells]:
    for row in _rows(data, ""):
        yield row
        return


def _rows(data: bytes, file: str) -> Iterator[Cells]:
    _check_size(data, file)
    from openpyxl import load_workbook  # type: ignore[import-untyped]

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    try:
        sheet = book.worksheets[0]
        # What a workbook says of its own size need not be true.
        sheet.reset_dimensions()
        for row in sheet.iter_rows(max_row=ROWS + 1, max_col=len(COLUMNS) + 1):
            yield [_text(cell.value, cell.data_type) for cell in row]
    finally:
        book.close()


def _check_size(data: bytes, file: str) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        if len(parts) > _PARTS or sum(part.file_size for part in parts) > UNPACKED:
            raise UnreadableDocument(Refusal.TOO_LARGE, file=file, limit=str(UNPACKED >> 20))


def _text(value: object, kind: str) -> str | None:
    if value is None:
        return ""
    if kind == "f":
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).replace("\r\n", "\n").replace("\r", "\n")
