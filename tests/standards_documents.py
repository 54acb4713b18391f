"""The shipped documents, and small documents made by hand, for the tests of the readers."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from standards.model import FindingKind, Source, Standard
from standards.read import read
from standards.reading import Reading

DATA = Path(__file__).parents[1] / "standards" / "data"
ONLINE_RETAIL = "IIS3513-005v2"
CROSS_BORDER = "KRM4224-001v1"
TRADE = "KPS1420-001v2"
ONLINE_CUSTOMERS = "KPS5R0258v2"
OUTSOURCING = "110985L5"
CODES = (ONLINE_RETAIL, CROSS_BORDER, TRADE, ONLINE_CUSTOMERS, OUTSOURCING)

COLUMNS = (
    "工作任務\t工作活動\t工作產出\t行為指標\t職能級別"
    "\t職能內涵 (K=knowledge 知識)\t職能內涵 (S=skills 技能)"
)


@cache
def text_of(code: str) -> str:
    """The shipped document of `code`."""
    return (DATA / f"{code}.txt").read_text("utf-8")


@cache
def reading_of(code: str) -> Reading:
    """What is read of the shipped document of `code`."""
    return read(text_of(code), Source(file=f"{code}.txt"))


def standard_of(code: str) -> Standard:
    """The shipped standard `code`, as its reader gives it."""
    return reading_of(code).standard


def occupation(rows: Sequence[str], *, code: str = "ABC1234-001v1", after: str = "") -> str:
    """An occupational standard with `rows` in its table; `|` parts cells, an empty row a page."""
    table = []
    for row in rows:
        cells = row.split("|") if row else []
        table.append("\t".join([*cells, *[""] * (7 - len(cells))]) if row else f"\n{COLUMNS}")
    return "\n".join(
        (
            f"職能基準代碼\t\t{code}\t\t\t",
            "\t\t職業\t門市服務人員\t\t",
            "基準級別\t\t3\t\t\t",
            "",
            COLUMNS,
            *table,
            after,
        )
    )


def read_rows(*rows: str, after: str = "") -> Standard:
    """The occupational standard of `rows`."""
    return read(occupation(rows, after=after), Source(file="made.txt")).standard


def kinds(standard: Standard, kind: FindingKind) -> dict[str, str]:
    """Where findings of `kind` are, without the standard's code, and what was read there."""
    prefix = f"{standard.code}/"
    return {
        finding.where.removeprefix(prefix): finding.read_as
        for finding in standard.findings
        if finding.kind is kind
    }
