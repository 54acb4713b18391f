"""A standard's table as CSV that a spreadsheet opens as text, and back.

A cell that begins with `=`, `+`, `-` or `@` would be run as a formula by a spreadsheet, so such a
cell is written with an apostrophe before it, which is taken away again when it is read.
"""

import csv
import io
from collections.abc import Iterator

from standards.errors import MalformedStandard
from standards.model import Source, Standard
from standards.sentences import Refusal
from standards.table import cells_of, has_heading, standard_of

_RUN = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would run, or would run once it has trimmed it."""
_MARK = "'"
_BOM = "\ufeff"
_SEPARATORS = (",", ";", "\t")


def written(standard: Standard) -> bytes:
    """UTF-8 with a byte order mark, without which Excel takes it for another encoding."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(
        [_as_text(cell) for cell in row] for row in cells_of(standard)
    )
    return (_BOM + text.getvalue()).encode()


def recognises(text: str) -> bool:
    """Whether the first line of `text` names the columns of a table."""
    return _separator(text) is not None


def read(text: str, source: Source) -> Standard:
    """The standard in `text`, which `recognises` knows. Raises `MalformedStandard`."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text) or ",", strict=True)

    def cells() -> Iterator[list[str]]:
        try:
            for row in rows:
                yield [_as_meant(cell) for cell in row]
        except csv.Error:
            line = str(rows.line_num)
            raise MalformedStandard(Refusal.BROKEN_CSV, file=source.file, line=line) from None

    return standard_of(cells(), source)


def _separator(text: str) -> str | None:
    first, _, _ = text.lstrip("\r\n").partition("\n")
    if len(first) > 1_000:
        return None
    for separator in _SEPARATORS:
        if has_heading([cell.strip(' "') for cell in first.split(separator)]):
            return separator
    return None


def _as_text(cell: str) -> str:
    marked = cell.startswith(_RUN) or (cell[:1] == _MARK and cell[1:2] in (*_RUN, _MARK))
    return _MARK + cell if marked else cell


def _as_meant(cell: str) -> str:
    return cell[1:] if cell[:1] == _MARK and cell[1:].startswith((*_RUN, _MARK)) else cell
