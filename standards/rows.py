"""Lines and their cells: tab-separated, markdown pipes, or plain text."""

import re
import unicodedata
from dataclasses import dataclass

from standards.ledger import Ledger
from standards.markup import unmarked
from standards.runs import Run

_TAB = re.compile("\t")
_PIPE = re.compile(r"(?<!\\)\|")
_RULE = frozenset(" \t\r|:-—_=")
_PAGE_FOOT = re.compile(
    r"第\d+頁(?:[,、/]?(?:總共|共)\d+頁)?|\d{1,3}/\d{1,3}|[-–—]\d{1,3}[-–—]|page\d+(?:(?:of|/)\d+)?",
    re.IGNORECASE,
)
HIGHEST_LEVEL = 6
"""Levels of iCAP go from 1 to this."""
_LEVEL = re.compile(r"[0-9]{1,2}")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{2,39}")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a document: its number from 1, its run, and its cells if it is a row."""

    number: int
    run: Run
    cells: tuple[Run, ...] = ()
    """Without tags and surrounding white space; empty for a line that is no row."""
    indent: int = 0
    """How many spaces a line that is no row begins with."""

    @property
    def keys(self) -> tuple[str, ...]:
        """The cells as labels are compared."""
        return tuple(key(cell.text) for cell in self.cells)

    @property
    def is_break(self) -> bool:
        """Whether nothing stands on it: a page break or the end of a paragraph."""
        return not self.cells and not self.run


def key(label: str) -> str:
    """`label` as labels are compared: without spaces, look-alike characters folded."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", label))


def is_page_foot(text: str) -> bool:
    """Whether `text` is the number of a page and nothing else."""
    return bool(_PAGE_FOOT.fullmatch(key(text)))


def as_level(text: str) -> int | None:
    """The level that `text` is, and nothing else."""
    return int(digits) if _LEVEL.fullmatch(digits := key(text)) else None


def as_code(text: str) -> str:
    """`text` as the code of a standard: without spaces; empty if it cannot be one."""
    code = key(text)
    return code if _CODE.fullmatch(code) else ""


def lines(ledger: Ledger) -> tuple[Line, ...]:
    """The lines of the ledger's text; separators, rules and page feet are placed as layout."""
    found = []
    start = 0
    for number, text in enumerate(ledger.text.split("\n"), start=1):
        found.append(_line(number, Run.of(text, start), ledger))
        start += len(text) + 1
    return tuple(found)


def _line(number: int, run: Run, ledger: Ledger) -> Line:
    if not run:
        return Line(number, Run())
    if ("--" in run.text and _RULE.issuperset(run.text)) or is_page_foot(run.text):
        ledger.layout(run)
        return Line(number, Run())
    stripped = run.strip()
    if "\t" in run.text:
        separator, row = _TAB, run
    elif stripped.text.startswith("|"):
        separator = _PIPE
        row = stripped[1:-1] if stripped.text.endswith("|") and len(stripped) > 1 else stripped[1:]
        ledger.layout(stripped[:1])
        ledger.layout(stripped[1 + len(row) :])
    else:
        indent = len(run.text) - len(run.text.lstrip())
        return Line(number, unmarked(stripped, ledger).strip(), indent=indent)
    for match in separator.finditer(row.text):
        ledger.layout(row[match.start() : match.end()])
    cells = tuple(unmarked(cell, ledger).strip() for cell in row.split(separator))
    return Line(number, run, cells) if any(cells) else Line(number, Run())
