"""OpenDocument texts (.odt) as blocks."""

from collections.abc import Iterator, Mapping
from typing import Any

from standards.errors import UnreadableDocument
from standards.formats.archive import Archive
from standards.formats.blocks import Block, Cell, Paragraph, Table, flat, is_frame
from standards.formats.numbering import Counter, Level
from standards.sentences import Refusal

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_CONTENT, _STYLES = "content.xml", "styles.xml"
_NUMBERS = {"1": "decimal", "a": "lower", "A": "upper", "i": "roman", "": "none"}
_HAN = {"一": "han", "壹": "han", "甲": "stems"}
_LEFT_OUT = frozenset(
    {
        f"{_TEXT}tracked-changes",
        f"{_TEXT}note",
        f"{_OFFICE}annotation",
        f"{_OFFICE}forms",
        f"{_TEXT}sequence-decls",
    }
)
_WIDEST = 200
_REPEATED = 64
"""How often a cell or a row may be repeated; beyond that it only fills the page."""


def blocks(archive: Archive) -> Iterator[Block]:
    """The paragraphs and tables of the text, in order. Raises `UnreadableDocument`."""
    root = archive.xml(_CONTENT)
    lists = _list_styles(root)
    if _STYLES in archive.names:
        lists = _list_styles(archive.xml(_STYLES)) | lists
    body = root.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        # A spreadsheet or a presentation: they have the same parts.
        raise UnreadableDocument(Refusal.OTHER_ARCHIVE, file=archive.file)
    return _Body(lists).children(body)


class _Body:
    def __init__(self, lists: dict[str, dict[int, Level]]) -> None:
        self._lists = lists

    def children(self, parent: Any) -> Iterator[Block]:
        for child in parent:
            tag = child.tag
            if tag in _LEFT_OUT or not isinstance(tag, str):
                continue
            if tag in (f"{_TEXT}p", f"{_TEXT}h"):
                yield from self._paragraphs(child, "", 0)
            elif tag == f"{_TEXT}list":
                yield from self._list(child, None, 0)
            elif tag == f"{_TABLE}table":
                yield from self._framed(child) or (Table(tuple(self._rows(child))),)
            elif tag != f"{_TEXT}soft-page-break":
                yield from self.children(child)

    def _paragraphs(self, element: Any, mark: str, depth: int) -> Iterator[Paragraph]:
        boxes: list[Any] = []
        text = "".join(_words(element, boxes))
        first, *rest = text.split("\n")
        if text.strip():
            yield Paragraph(mark + first, depth)
            yield from (Paragraph(line, depth) for line in rest)
        for box in boxes:
            yield from flat(self.children(box))

    def _list(self, element: Any, counter: Counter | None, depth: int) -> Iterator[Paragraph]:
        named = self._lists.get(element.get(f"{_TEXT}style-name") or "")
        if counter is None or named is not None:
            counter = Counter(named or {})
        for entry in element:
            if entry.tag not in (f"{_TEXT}list-item", f"{_TEXT}list-header"):
                continue
            mark = ""
            for place, child in enumerate(entry):
                if child.tag == f"{_TEXT}list":
                    yield from self._list(child, counter, depth + 1)
                elif child.tag in (f"{_TEXT}p", f"{_TEXT}h"):
                    mark = counter.mark(depth) if place == 0 else ""
                    yield from self._paragraphs(child, mark, depth)

    def _framed(self, table: Any) -> tuple[Block, ...]:
        """What stands in a table that is only a frame: one of those inside it has more cells."""

        def own(one: Any) -> list[Any]:
            return [cell for row in _own_rows(one) for cell in row.findall(f"{_TABLE}table-cell")]

        inner = table.findall(f".//{_TABLE}table")
        if not is_frame(len(own(table)), (len(own(one)) for one in inner)):
            return ()
        return tuple(block for cell in own(table) for block in self.children(cell))

    def _rows(self, parent: Any) -> Iterator[tuple[Cell, ...]]:
        below: dict[int, tuple[int, int]] = {}
        """By its first column: the end of a cell of a row above, and how many rows it goes on."""
        for element in _own_rows(parent):
            row = tuple(self._cells(element, below))
            below = {start: (end, rows - 1) for start, (end, rows) in below.items() if rows > 1}
            for cell, rows in row:
                if rows > 1:
                    below[cell.start] = (cell.end, rows - 1)
            cells = tuple(cell for cell, _ in row)
            for _ in range(_repeats(element, "number-rows-repeated") if _filled(cells) else 1):
                if cells:
                    yield cells

    def _cells(self, row: Any, below: Mapping[int, tuple[int, int]]) -> Iterator[tuple[Cell, int]]:
        """The cells of `row`, and how many rows each reaches over."""
        start = 0
        covered_to = 0
        for child in row:
            if child.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
                continue
            covered = child.tag == f"{_TABLE}covered-table-cell"
            paragraphs = tuple(flat(self.children(child)))
            for _ in range(_repeats(child, "number-columns-repeated")):
                if start >= _WIDEST:
                    return
                if not covered or start >= covered_to:
                    span = 1 if covered else _whole(child, "number-columns-spanned")
                    end = below[start][0] if covered and start in below else start + span
                    covered_to = min(end, _WIDEST)
                    rows = 1 if covered else _whole(child, "number-rows-spanned")
                    yield Cell(start, covered_to, paragraphs, goes_on=covered), rows
                start += 1


def _own_rows(parent: Any) -> Iterator[Any]:
    for child in parent:
        if child.tag == f"{_TABLE}table-row":
            yield child
        elif isinstance(child.tag, str) and child.tag.startswith(f"{_TABLE}table-"):
            yield from _own_rows(child)


def _words(element: Any, boxes: list[Any]) -> Iterator[str]:
    if element.text:
        yield element.text
    for child in element:
        tag = child.tag
        if tag == f"{_TEXT}s":
            yield " " * min(_whole(child, "c", _TEXT), _REPEATED)
        elif tag == f"{_TEXT}tab":
            yield " "
        elif tag == f"{_TEXT}line-break":
            yield "\n"
        elif isinstance(tag, str) and tag.endswith("}text-box"):
            boxes.append(child)
        elif isinstance(tag, str) and tag not in _LEFT_OUT:
            yield from _words(child, boxes)
        if child.tail:
            yield child.tail


def _list_styles(root: Any) -> dict[str, dict[int, Level]]:
    found: dict[str, dict[int, Level]] = {}
    for style in root.iter(f"{_TEXT}list-style"):
        levels = {}
        for level in style:
            depth = _whole(level, "level", _TEXT) - 1
            if level.tag == f"{_TEXT}list-level-style-bullet":
                levels[depth] = Level("bullet", level.get(f"{_TEXT}bullet-char") or "•")
            elif level.tag == f"{_TEXT}list-level-style-number":
                levels[depth] = _numbered(level, depth)
        found[style.get(f"{_STYLE}name") or ""] = levels
    return found


def _numbered(level: Any, depth: int) -> Level:
    format = level.get(f"{_STYLE}num-format") or ""
    shown = range(max(depth - _whole(level, "display-levels", _TEXT) + 1, 0), depth + 1)
    pattern = ".".join(f"%{one + 1}" for one in shown)
    prefix, suffix = (level.get(f"{_STYLE}num-{one}") or "" for one in ("prefix", "suffix"))
    style = _HAN.get(format[:1]) or _NUMBERS.get(format, "decimal")
    return Level(style, prefix + pattern + suffix, _whole(level, "start-value", _TEXT))


def _filled(row: tuple[Cell, ...]) -> bool:
    return any(paragraph.text.strip() for cell in row for paragraph in cell.paragraphs)


def _repeats(element: Any, name: str) -> int:
    return min(_whole(element, name), _REPEATED)


def _whole(element: Any, name: str, namespace: str = _TABLE) -> int:
    text = element.get(f"{namespace}{name}") or ""
    return int(text) if text.isdecimal() and 1 <= len(text) < 7 and int(text) else 1
