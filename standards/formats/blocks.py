"""What a document is made of, whatever its file format: paragraphs, tables, page breaks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, with the mark of its list in front and its wrapped lines joined."""

    text: str
    depth: int = 0
    """How deep it stands in nested lists."""
    open: bool = False
    """Whether it ran to the end of its page, so that the next page may go on with it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that covers the columns from `start` up to, not including, `end`."""

    start: int
    end: int
    paragraphs: tuple[Paragraph, ...] = ()
    goes_on: bool = False
    """Whether it is only the lower part of a cell that began in a row above."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, each row from left to right; `width` counts the columns of the grid."""

    rows: tuple[tuple[Cell, ...], ...]

    @property
    def width(self) -> int:
        """How many columns the widest row reaches over."""
        return max((cell.end for row in self.rows for cell in row), default=0)


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A new page begins here; pages count from 1."""

    page: int


Block = Paragraph | Table | PageBreak


def is_frame(cells: int, inner: Iterable[int]) -> bool:
    """Whether a table of so many cells is there for the layout, by the cells of those inside it.

    Pages of the web, and some documents, stand in such a table; a table inside a standard's own
    is smaller than that.
    """
    return max(inner, default=0) > cells


def flat(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """The paragraphs of `blocks`, those of a table cell by cell: what stands inside one cell."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    yield from cell.paragraphs
