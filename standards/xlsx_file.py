"""A standard's table as an Excel workbook of nothing but text.

No formula is written: what begins with `=` is text. Such a workbook is read by `formats.xlsx`,
apart from the program like every other.
"""

import io
from datetime import UTC, datetime

from standards.errors import MalformedStandard
from standards.model import Standard
from standards.sentences import Refusal
from standards.table import cells_of

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
