"""Blocks written as the lines and rows that the readers understand.

A row is a line of cells parted by tabs. A cell with several paragraphs holds them as `<p>…</p>`,
as the publishers' own text does. A cell that is as wide as its table is no row: headings of
sections and the texts under them stand in such cells, and become lines of their own.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from standards.formats.blocks import Block, Cell, PageBreak, Paragraph, Table
from standards.mending import BULLET, spaced_between

_SPACE = re.compile(r"[\s\v\f\x1c-\x1f\x85\u2028\u2029]+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufeff\u200b\u2060]|\u00ad")
"""What is no character of a text: controls, zero-width marks, soft hyphens."""
_BEGINS = re.compile(
    rf"{BULLET.pattern}|[-–*※◎◇►▸➢✓]\s|[(（]?[0-9]{{1,2}}[.．、)）](?!\d)|[0-9]{{1,2}}\.[0-9]{{1,2}}\s"
    r"|[(（][一二三四五六七八九十0-9ivx]{1,4}[)）]|[一二三四五六七八九十]{1,3}[、．.]|【註|[TOPQKSAＴＯＰＫＳＡ]\d"
)


@dataclass(frozen=True, slots=True)
class Written:
    """The lines of a document, and the line that each of its pages begins with, from 1."""

    text: str
    pages: tuple[int, ...] = ()


def begins(text: str) -> bool:
    """Whether `text` opens with a code, a number or a bullet, so that it goes on with nothing."""
    return bool(_BEGINS.match(text))


def clean(text: str) -> str:
    """`text` on one line, with the characters that are none taken out."""
    return _SPACE.sub(" ", _CONTROL.sub("", text)).strip()


def written(blocks: Iterable[Block]) -> Written:
    """`blocks` as text."""
    writer = _Writer()
    for block in blocks:
        writer.take(block)
    return Written("\n".join(writer.lines), tuple(writer.pages))


class _Writer:
    def __init__(self) -> None:
        self.lines: list[str] = []
        self.pages: list[int] = []
        self._open = False
        """Whether the last line may go on with the first of the next page."""

    def take(self, block: Block) -> None:
        match block:
            case PageBreak():
                if self.pages:
                    self.lines.append("")
                self.pages.append(len(self.lines) + 1)
            case Paragraph():
                self._paragraph(block)
            case Table():
                self._table(block)

    def _paragraph(self, paragraph: Paragraph) -> None:
        text = clean(paragraph.text)
        if not text:
            return
        last = len(self.lines) - 1
        while last >= 0 and not self.lines[last]:
            last -= 1
        if self._open and last >= 0 and not begins(text):
            self.lines[last] += spaced_between(self.lines[last], text) + _escaped(text)
        else:
            line = _escaped(text)
            # A line that begins with a pipe would be a row.
            line = f"&#124;{line[1:]}" if line.startswith("|") else line
            self.lines.append(" " * paragraph.depth + line)
        self._open = paragraph.open

    def _table(self, table: Table) -> None:
        columns: tuple[int, ...] = ()
        for row in table.rows:
            if len(row) == 1 and row[0].start == 0 and row[0].end == table.width:
                for paragraph in row[0].paragraphs:
                    self._paragraph(paragraph)
                continue
            starts = tuple(cell.start for cell in row)
            # A row with fewer cells than the one above, its borders among those of that one, has
            # cells that reach over several columns: each keeps the column that it begins in.
            if not set(starts) < set(columns):
                columns = starts
            texts = {cell.start: "" if cell.goes_on else _cell(cell) for cell in row}
            if any(texts.values()):
                self.lines.append("\t".join(texts.get(start, "") for start in columns))
                self._open = False


def _cell(cell: Cell) -> str:
    texts = [text for one in cell.paragraphs if (text := _escaped(clean(one.text)))]
    return texts[0] if len(texts) == 1 else " ".join(f"<p>{text}</p>" for text in texts)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
