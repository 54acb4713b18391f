"""Word documents (.docx) as blocks.

Read from the XML itself: python-docx gives the text of a paragraph's own runs only, and would lose
what stands in content controls, in tracked insertions and in the numbers of lists.
"""

from collections.abc import Iterator
from typing import Any

from standards.formats.archive import Archive
from standards.formats.blocks import Block, Cell, Paragraph, Table, flat, is_frame
from standards.formats.numbering import Counter, Level

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DOCUMENT, _NUMBERING, _STYLES = "word/document.xml", "word/numbering.xml", "word/styles.xml"
_STYLE_OF = {
    "bullet": "bullet",
    "none": "none",
    "lowerLetter": "lower",
    "upperLetter": "upper",
    "lowerRoman": "roman",
    "chineseCounting": "han",
    "chineseCountingThousand": "han",
    "taiwaneseCounting": "han",
    "taiwaneseCountingThousand": "han",
    "ideographTraditional": "stems",
    "ideographDigital": "han",
    "japaneseCounting": "han",
}
_LEFT_OUT = frozenset(
    {"del", "moveFrom", "instrText", "delText", "footnoteReference", "rPr", "pPr"}
)
_WIDEST = 200
"""Columns; Word allows 63."""


def blocks(archive: Archive) -> Iterator[Block]:
    """The paragraphs and tables of the body, in order."""
    return _Body(archive).blocks()


class _Body:
    def __init__(self, archive: Archive) -> None:
        self._root = archive.xml(_DOCUMENT)
        self._w = _STRICT if self._root.tag.startswith(_STRICT) else _W
        self._numbers = _Numbering(archive, self._w)

    def blocks(self) -> Iterator[Block]:
        body = self._root.find(f"{self._w}body")
        if body is not None:
            yield from self._children(body)

    def _children(self, parent: Any) -> Iterator[Block]:
        for child in parent:
            match self._name(child):
                case "p":
                    yield from self._paragraphs(child)
                case "tbl":
                    yield from self._framed(child) or (self._table(child),)
                case "sdt" | "sdtContent" | "ins" | "moveTo" | "customXml" | "smartTag":
                    yield from self._children(child)

    def _name(self, element: Any) -> str:
        tag = element.tag
        return tag[len(self._w) :] if isinstance(tag, str) and tag.startswith(self._w) else ""

    def _paragraphs(self, element: Any) -> Iterator[Paragraph]:
        boxes: list[Any] = []
        text = "".join(self._words(element, boxes))
        if text.strip():
            mark, depth = self._numbers.of(element)
            lines = text.split("\n")
            yield Paragraph(mark + lines[0], depth)
            yield from (Paragraph(line, depth) for line in lines[1:])
        for box in boxes:
            yield from flat(self._children(box))

    def _words(self, element: Any, boxes: list[Any]) -> Iterator[str]:
        for child in element:
            name = self._name(child)
            if name in _LEFT_OUT or child.tag == _FALLBACK:
                continue
            match name:
                case "t":
                    yield child.text or ""
                case "tab" | "ptab":
                    yield " "
                case "br" | "cr":
                    yield "\n"
                case "noBreakHyphen":
                    yield "-"
                case "sym":
                    yield _symbol(child.get(f"{self._w}char"))
                case "txbxContent":
                    boxes.append(child)
                case _:
                    yield from self._words(child, boxes)

    def _framed(self, table: Any) -> tuple[Block, ...]:
        """What stands in a table that is only a frame: one of those inside it has more cells."""
        w = self._w

        def own(one: Any) -> list[Any]:
            return [cell for row in one.findall(f"{w}tr") for cell in row.findall(f"{w}tc")]

        if not is_frame(len(own(table)), (len(own(one)) for one in table.findall(f".//{w}tbl"))):
            return ()
        return tuple(block for cell in own(table) for block in self._children(cell))

    def _table(self, element: Any) -> Table:
        rows = [row for row in self._rows(element) if row]
        return Table(tuple(rows))

    def _rows(self, parent: Any) -> Iterator[tuple[Cell, ...]]:
        w = self._w
        for child in parent:
            match self._name(child):
                case "tr" if child.find(f"{w}trPr/{w}del") is None:
                    yield tuple(
                        self._cells(child, _number(child.find(f"{w}trPr/{w}gridBefore"), w))
                    )
                case "sdt" | "sdtContent" | "ins" | "customXml":
                    yield from self._rows(child)

    def _cells(self, parent: Any, start: int) -> Iterator[Cell]:
        w = self._w
        for child in parent:
            name = self._name(child)
            if name in ("sdt", "sdtContent", "customXml"):
                for cell in self._cells(child, start):
                    start = cell.end
                    yield cell
            elif name == "tc" and start < _WIDEST:
                span = _number(child.find(f"{w}tcPr/{w}gridSpan"), w) or 1
                end = min(start + span, _WIDEST)
                merge = child.find(f"{w}tcPr/{w}vMerge")
                goes_on = merge is not None and merge.get(f"{w}val") != "restart"
                paragraphs = tuple(flat(self._children(child)))
                yield Cell(start, end, paragraphs, goes_on)
                start = end


class _Numbering:
    """The marks of numbered paragraphs, counted as they come."""

    def __init__(self, archive: Archive, w: str) -> None:
        self._w = w
        self._by_style: dict[str, tuple[str, int]] = {}
        self._counters: dict[str, Counter] = {}
        if _STYLES in archive.names:
            for style in archive.xml(_STYLES).iter(f"{w}style"):
                if found := self._numbered(style):
                    self._by_style[style.get(f"{w}styleId") or ""] = found
        if _NUMBERING in archive.names:
            self._read(archive.xml(_NUMBERING))

    def of(self, paragraph: Any) -> tuple[str, int]:
        """The mark of `paragraph`, empty without one, and how deep it stands in its list."""
        style = paragraph.find(f"{self._w}pPr/{self._w}pStyle")
        own = self._numbered(paragraph)
        id, depth = own or self._by_style.get(
            "" if style is None else style.get(f"{self._w}val") or "", ("", 0)
        )
        counter = self._counters.get(id)
        return (counter.mark(depth), depth) if counter else ("", 0)

    def _numbered(self, element: Any) -> tuple[str, int] | None:
        w = self._w
        properties = element.find(f"{w}pPr/{w}numPr")
        if properties is None:
            return None
        id = properties.find(f"{w}numId")
        return (
            "" if id is None else id.get(f"{w}val") or "",
            _number(properties.find(f"{w}ilvl"), w),
        )

    def _read(self, root: Any) -> None:
        w = self._w
        shared = {
            one.get(f"{w}abstractNumId"): {
                _number(level, w, "ilvl"): self._level(level) for level in one.findall(f"{w}lvl")
            }
            for one in root.iter(f"{w}abstractNum")
        }
        for one in root.iter(f"{w}num"):
            base = one.find(f"{w}abstractNumId")
            levels = shared.get("" if base is None else base.get(f"{w}val"), {})
            self._counters[one.get(f"{w}numId") or ""] = Counter(levels)

    def _level(self, element: Any) -> Level:
        w = self._w

        def value(name: str, otherwise: str) -> str:
            found = element.find(f"{w}{name}")
            return otherwise if found is None else found.get(f"{w}val") or ""

        start = value("start", "1")
        return Level(
            _STYLE_OF.get(value("numFmt", "decimal"), "decimal"),
            value("lvlText", ""),
            int(start) if start.isdecimal() and len(start) < 7 else 1,
        )


def _number(element: Any, w: str, name: str = "val") -> int:
    text = "" if element is None else element.get(f"{w}{name}") or ""
    return int(text) if text.isdecimal() and len(text) < 7 else 0


def _symbol(code: str | None) -> str:
    try:
        return chr(int(code or "", 16))
    except (ValueError, OverflowError):
        return ""
