"""Web pages (.html) as blocks.

Read with lxml (libxml2), which is here for the office formats already and, like a browser, takes
lists that are never closed; it fetches nothing.
"""

import re
from collections.abc import Iterator
from typing import Any

from standards.encodings import text_of
from standards.errors import UnreadableDocument
from standards.formats.blocks import Block, Cell, Paragraph, Table, flat, is_frame
from standards.formats.lines import begins
from standards.sentences import Refusal

_SKIPPED = frozenset(
    {
        *("script", "style", "head", "template", "noscript", "svg", "object", "iframe"),
        *("nav", "footer"),
    }
)
_BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "details"),
        *("div", "dl", "dd", "dt", "fieldset", "figure", "footer", "form", "header", "hr", "html"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "li", "main", "nav", "ol", "p", "pre", "section"),
        *("summary", "ul"),
    }
)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_WIDEST = 200
_DEEPEST = 200
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([A-Za-z0-9_-]{2,30})", re.IGNORECASE)


def blocks(data: bytes, file: str) -> Iterator[Block]:
    """The paragraphs and tables of the page, in order. Raises `UnreadableDocument`."""
    from lxml import etree  # type: ignore[import-untyped,unused-ignore]  # ships no types

    said = _CHARSET.search(data[:4096])
    page = text_of(data, said[1].decode("ascii") if said else "")
    if page is None:
        raise UnreadableDocument(Refusal.NOT_UTF8, file=file)
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(page[0].encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        raise UnreadableDocument(Refusal.BROKEN, file=file) from None
    return iter(()) if root is None else _Page().read_all(root, 0)


class _Page:
    """Gathers the words between one block and the next."""

    def __init__(self) -> None:
        self._words: list[str] = []
        self._mark = ""

    def read(self, element: Any, depth: int = 0, lists: int = 0) -> Iterator[Block]:
        """The blocks of `element`, `depth` elements down and inside `lists` lists."""
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _SKIPPED or not tag or depth > _DEEPEST:
            return
        if tag == "table":
            yield from self._paragraph(lists)
            yield from _framed(element, depth) or (Table(tuple(_rows(element, depth))),)
            return
        block = tag in _BLOCKS
        if block:
            yield from self._paragraph(lists)
        if tag == "br":
            yield from self._paragraph(lists)
        if tag in ("ul", "ol"):
            lists += 1
        if element.text:
            self._words.append(element.text)
        number = _start(element)
        for child in element:
            if child.tag == "li":
                yield from self._paragraph(lists)
                self._mark = f"{number}. " if tag == "ol" and _numbered(element) else "• "
                number += 1
            yield from self.read(child, depth + 1, lists)
            if child.tail:
                self._words.append(child.tail)
        if block:
            yield from self._paragraph(lists)

    def read_all(self, cell: Any, depth: int) -> Iterator[Block]:
        """The blocks inside `cell`, also the words that stand in no block."""
        yield from self.read(cell, depth + 1)
        yield from self._paragraph(0)

    def _paragraph(self, lists: int) -> Iterator[Paragraph]:
        text = _SPACE.sub(" ", "".join(self._words)).strip()
        self._words.clear()
        if text:
            # Publishers print a bullet and mark the entry as one as well.
            mark = "" if begins(text) else self._mark
            self._mark = ""
            yield Paragraph(mark + text, max(lists - 1, 0))


def _framed(table: Any, depth: int) -> tuple[Block, ...]:
    """What stands in a table that is only a frame: one of those inside it has more cells."""

    def own(one: Any) -> list[Any]:
        return [cell for row in _own(one, "tr") for cell in row if cell.tag in ("td", "th")]

    if not is_frame(len(own(table)), (len(own(one)) for one in table.findall(".//table"))):
        return ()
    return tuple(block for cell in own(table) for block in _Page().read_all(cell, depth))


def _rows(table: Any, depth: int) -> Iterator[tuple[Cell, ...]]:
    below: dict[int, tuple[int, int]] = {}
    """By its first column: the end of a cell of a row above, and how many rows it goes on for."""
    for element in _own(table, "tr"):
        cells: list[Cell] = []
        column = 0
        ahead: dict[int, tuple[int, int]] = {}
        for child in element:
            if child.tag not in ("td", "th"):
                continue
            while column in below:
                column = _goes_on(below, column, cells, ahead)
            if column >= _WIDEST:
                break
            end = min(column + _span(child, "colspan"), _WIDEST)
            cells.append(Cell(column, end, tuple(flat(_Page().read_all(child, depth)))))
            if (rows := _span(child, "rowspan")) > 1:
                ahead[column] = (end, rows - 1)
            column = end
        for start in sorted(one for one in below if one >= column):
            _goes_on(below, start, cells, ahead)
        below = ahead
        if cells:
            yield tuple(cells)


def _goes_on(
    below: dict[int, tuple[int, int]],
    start: int,
    cells: list[Cell],
    ahead: dict[int, tuple[int, int]],
) -> int:
    end, rows = below.pop(start)
    cells.append(Cell(start, end, goes_on=True))
    if rows > 1:
        ahead[start] = (end, rows - 1)
    return end


def _own(table: Any, tag: str) -> Iterator[Any]:
    """The rows of `table` itself, not those of tables inside its cells."""
    for child in table:
        if child.tag == tag:
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from _own(child, tag)


def _span(element: Any, name: str) -> int:
    text = (element.get(name) or "").strip()
    return min(int(text), 1000) if text.isdecimal() and len(text) < 7 and int(text) else 1


def _start(element: Any) -> int:
    text = element.get("start") or ""
    return int(text) if text.isdecimal() and len(text) < 4 else 1


def _numbered(element: Any) -> bool:
    return "none" not in (element.get("style") or "").replace(" ", "")
