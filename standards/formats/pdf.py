"""PDF documents as blocks: tables from their ruled lines, paragraphs from where the words stand.

Read with pypdfium2 (PDFium, the reader of Chrome; Apache-2.0 and BSD-3-Clause). pdfplumber 0.11
(pdfminer.six; MIT) finds tables by itself, but took twice the time for eleven pages of tables
(0.22 s against 0.10 s), read Chinese in a font that is not embedded (UniCNS-UCS2-H) as other
characters, and brings six packages along, pypdfium2 among them. Tables are found by `grid.py`.
"""

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from standards.errors import UnreadableDocument
from standards.formats.blocks import Block, Cell, PageBreak, Paragraph, Table
from standards.formats.grid import Grid, Line, grids
from standards.formats.lines import begins
from standards.formats.pdf_fonts import boxes_for_chinese
from standards.mending import spaced_between
from standards.rows import is_page_foot
from standards.sentences import Refusal

PAGES = 300
"""Pages that a document may have; the longest real standards have some forty."""
_THIN = 3.0
"""Points: a filled box no wider than this is a line."""
_STRAIGHT = 1.0
_MARGIN = 0.09
"""The part of a page's height, above and below, where running heads and feet stand."""
_GAP = 0.2
"""A gap of this part of a letter's height is a space between Latin words."""
_SLACK = 2.0
"""Points by which a line may stop short of what is taken to be the edge."""
_ENDED = re.compile(r"[。.：:；;！!？?]\s*\Z")
_FEW_LETTERS = 40
"""A page with a picture and fewer letters is a scanned one, whatever its foot says."""
_DIGITS = re.compile(r"\d+")
_MOVE, _LINE = 2, 0
"""How PDFium numbers the segments of a path."""


@dataclass(frozen=True, slots=True)
class _Letter:
    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class _Words:
    """One printed line inside a cell or on the page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    first: float
    """How wide its first word is: what did not fit on the line before."""


@dataclass(slots=True)
class _Page:
    height: float
    tables: list[tuple[Grid, list[list[_Words]]]]
    lines: list[_Words]
    """What stands outside the tables."""
    letters: int
    pictured: bool
    """Whether there is a picture on it."""


def blocks(data: bytes, file: str) -> tuple[list[Block], tuple[str, ...]]:
    """The pages of the document, and its running heads and feet, which were left out.

    Raises `UnreadableDocument` for a locked, damaged, scanned or much too long document.
    """
    import pypdfium2  # type: ignore[import-untyped,unused-ignore]  # ships no types

    boxes_for_chinese()
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower() or "security" in str(error).lower()
        refusal = Refusal.LOCKED if locked else Refusal.BROKEN
        raise UnreadableDocument(refusal, file=file) from None
    with document:
        if len(document) > PAGES:
            raise UnreadableDocument(
                Refusal.TOO_MANY_PAGES, file=file, pages=str(len(document)), limit=str(PAGES)
            )
        try:
            pages = [_page(document[number]) for number in range(len(document))]
        except pypdfium2.PdfiumError:
            raise UnreadableDocument(Refusal.BROKEN, file=file) from None
    if sum(page.letters for page in pages) < _FEW_LETTERS * sum(page.pictured for page in pages):
        raise UnreadableDocument(Refusal.SCANNED, file=file)
    if not any(page.letters for page in pages):
        raise UnreadableDocument(Refusal.SCANNED, file=file)
    running = _running(pages)
    right = max(
        [line.right for page in pages for line in page.lines]
        + [grid.xs[-1] for page in pages for grid, _ in page.tables]
    )
    found: list[Block] = []
    for number, page in enumerate(pages, start=1):
        found.append(PageBreak(number))
        found += _blocks(page, running, right)
    told = (text for text in running if not is_page_foot(text.replace("#", "1")))
    return found, tuple(sorted(told))


def _page(page: Any) -> _Page:
    turn = _turning(page)
    letters = list(_letters(page, turn))
    across, down = _rules(page, turn)
    tables: list[tuple[Grid, list[list[_Letter]]]] = [
        (grid, [[] for _ in grid.regions]) for grid in grids(across, down)
    ]
    outside = []
    for letter in letters:
        x, y = (letter.left + letter.right) / 2, letter.middle
        for grid, cells in tables:
            if (owner := grid.owner(x, y)) is not None:
                cells[owner].append(letter)
                break
        else:
            outside.append(letter)
    return _Page(
        page.get_height(),
        [(grid, [_lines(cell) for cell in cells]) for grid, cells in tables],
        _lines(outside),
        len(letters),
        _is_pictured(page),
    )


def _is_pictured(page: Any) -> bool:
    import pypdfium2.raw as pdfium  # type: ignore[import-untyped,unused-ignore]

    return any(True for _ in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]))


def _turning(page: Any) -> Any:
    """What turns a point of the page into one that counts from its upper left corner."""
    left, bottom, right, top = page.get_bbox()
    match page.get_rotation():
        case 90:
            return lambda x, y: (y - bottom, x - left)
        case 180:
            return lambda x, y: (right - x, y - bottom)
        case 270:
            return lambda x, y: (top - y, right - x)
        case _:
            return lambda x, y: (x - left, top - y)


def _letters(page: Any, turn: Any) -> Iterator[_Letter]:
    import pypdfium2.raw as pdfium  # type: ignore[import-untyped,unused-ignore]

    textpage = page.get_textpage()
    try:
        raw = textpage.raw
        box = pdfium.FS_RECTF()
        reference = ctypes.byref(box)
        high = 0
        for index in range(pdfium.FPDFText_CountChars(raw)):
            code = pdfium.FPDFText_GetUnicode(raw, index)
            if code in (0, 0xFFFE, 0xFFFF) or pdfium.FPDFText_IsGenerated(raw, index) == 1:
                continue
            if 0xD800 <= code < 0xDC00:
                high = code
                continue
            if 0xDC00 <= code < 0xE000:
                if not high:
                    continue
                code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
            high = 0
            if not pdfium.FPDFText_GetLooseCharBox(raw, index, reference):
                continue
            one, other = turn(box.left, box.top), turn(box.right, box.bottom)
            left, right = sorted((one[0], other[0]))
            top, bottom = sorted((one[1], other[1]))
            yield _Letter(chr(code), left, top, right, bottom)
    finally:
        textpage.close()


def _rules(page: Any, turn: Any) -> tuple[list[Line], list[Line]]:
    """The ruled lines of the page, across and down."""
    import pypdfium2.raw as pdfium  # type: ignore[import-untyped,unused-ignore]

    across: list[Line] = []
    down: list[Line] = []

    def rule(one: tuple[float, float], other: tuple[float, float], within: float) -> None:
        wide, high = abs(one[0] - other[0]), abs(one[1] - other[1])
        if high <= within < wide:
            at = (one[1] + other[1]) / 2
            across.append(Line(at, min(one[0], other[0]), max(one[0], other[0])))
        elif wide <= within < high:
            at = (one[0] + other[0]) / 2
            down.append(Line(at, min(one[1], other[1]), max(one[1], other[1])))

    for path in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
        mode, stroked = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(path.raw, ctypes.byref(mode), ctypes.byref(stroked))
        for subpath in _subpaths(path, turn, pdfium):
            if stroked.value:
                for one, other in pairwise(subpath):
                    rule(one, other, _STRAIGHT)
            elif mode.value and subpath:
                xs, ys = [x for x, _ in subpath], [y for _, y in subpath]
                rule((min(xs), min(ys)), (max(xs), max(ys)), _THIN)
    return across, down


def _subpaths(path: Any, turn: Any, pdfium: Any) -> list[list[tuple[float, float]]]:
    """The corners of each part of `path`; a closed part ends where it began."""
    matrix = path.get_matrix()
    container = path.container
    while container is not None:
        matrix = matrix.multiply(container.get_matrix())
        container = container.container
    found: list[list[tuple[float, float]]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(pdfium.FPDFPath_CountSegments(path.raw)):
        segment = pdfium.FPDFPath_GetPathSegment(path.raw, index)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = turn(*matrix.on_point(x.value, y.value))
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == _MOVE or not found:
            found.append([point])
        elif kind == _LINE:
            found[-1].append(point)
        else:
            # A curve parts what is straight before and after it.
            found.append([point])
        if pdfium.FPDFPathSegment_GetClose(segment):
            found[-1].append(found[-1][0])
    return found


def _lines(letters: Sequence[_Letter]) -> list[_Words]:
    """The letters as lines, from top to bottom, each from left to right."""
    rows: list[list[_Letter]] = []
    for letter in sorted(letters, key=lambda one: one.middle):
        last = rows[-1][0] if rows else None
        if last and letter.middle - last.middle < 0.5 * max(last.bottom - last.top, 1.0):
            rows[-1].append(letter)
        else:
            rows.append([letter])
    return [line for row in rows if (line := _line(row))]


def _line(row: list[_Letter]) -> _Words | None:
    row = sorted(row, key=lambda one: one.left)
    text = ""
    first = 0.0
    before: _Letter | None = None
    for letter in row:
        if before is not None:
            size = max(letter.bottom - letter.top, 1.0)
            if letter.text == before.text and letter.left - before.left < 0.1 * size:
                continue  # Bold letters are sometimes printed twice.
            gap = letter.left - before.right
            if gap > _GAP * size and not (text[-1:].isspace() or letter.text.isspace()):
                between = spaced_between(text, letter.text)
                text += between or (" " if gap > size else "")
        text += letter.text
        before = letter
        if not first and text.strip() and (letter.text.isspace() or letter.text > "\u2e80"):
            first = letter.right - row[0].left
    if not text.strip():
        return None
    inked = [one for one in row if not one.text.isspace()]
    left, right = inked[0].left, max(one.right for one in inked)
    top, bottom = min(one.top for one in inked), max(one.bottom for one in inked)
    return _Words(text, left, top, right, bottom, min(first, right - left) or right - left)


def _running(pages: Sequence[_Page]) -> set[str]:
    """The lines that stand in the margins of most pages, their numbers aside."""
    if len(pages) < 2:
        return set()
    seen = Counter(
        text
        for page in pages
        for text in {_DIGITS.sub("#", one.text.strip()) for one in _in_margins(page)}
    )
    return {text for text, count in seen.items() if count >= 2 and count * 2 > len(pages)}


def _in_margins(page: _Page) -> Iterator[_Words]:
    for line in page.lines:
        if line.bottom < _MARGIN * page.height or line.top > (1 - _MARGIN) * page.height:
            yield line


def _blocks(page: _Page, running: set[str], right: float) -> Iterator[Block]:
    margins = set(_in_margins(page))
    lines = [
        line
        for line in page.lines
        if line not in margins or _DIGITS.sub("#", line.text.strip()) not in running
    ]
    lowest = max(
        [line.bottom for line in lines] + [grid.ys[-1] for grid, _ in page.tables], default=0.0
    )
    for grid, cells in page.tables:
        above = [line for line in lines if line.bottom <= grid.ys[0] + 1]
        lines = lines[len(above) :]
        yield from _paragraphs(above, right, lowest)
        yield _table(grid, cells, lowest)
    yield from _paragraphs(lines, right, lowest)


def _table(grid: Grid, cells: Sequence[list[_Words]], lowest: float) -> Table:
    rows: list[list[Cell]] = [[] for _ in range(len(grid.ys) - 1)]
    for region, lines in zip(grid.regions, cells, strict=True):
        left, right = grid.xs[region.left], grid.xs[region.right]
        # The padding on the right is taken to be what it is on the left.
        padding = min((line.left - left for line in lines), default=0.0)
        texts = tuple(_paragraphs(lines, right - max(min(padding, 8.0), 0.0), lowest))
        for row in range(region.top, region.bottom):
            goes_on = row > region.top
            cell = Cell(region.left, region.right, () if goes_on else texts, goes_on)
            rows[row].append(cell)
    return Table(tuple(tuple(sorted(row, key=lambda cell: cell.start)) for row in rows))


def _paragraphs(lines: Sequence[_Words], right: float, lowest: float) -> list[Paragraph]:
    """The lines joined to paragraphs.

    A line goes on with the one before it unless it begins with a mark, stands apart, or its first
    word would still have fitted there.
    """
    found: list[Paragraph] = []
    before: _Words | None = None
    for line in lines:
        height = line.bottom - line.top
        full = before is not None and before.right + _room_of(line, height) > right - _SLACK
        near = before is not None and line.top - before.bottom < 0.9 * height
        if before is not None and full and near and not begins(line.text.strip()):
            joined = found[-1].text
            blank = joined[-1:].isspace() or line.text[:1].isspace()
            between = "" if blank else spaced_between(joined, line.text)
            found[-1] = Paragraph(joined + between + line.text)
        else:
            found.append(Paragraph(line.text))
        before = line
    if before is not None:
        height = before.bottom - before.top
        full = before.right + height > right and before.bottom + 2 * height > lowest
        found[-1] = replace(found[-1], open=full and not _ENDED.search(before.text))
    return found


def _room_of(line: _Words, height: float) -> float:
    """How much room the first word of `line` would have taken on the line before it."""
    return line.first + (0.25 * height if line.text[:1].isascii() else 0.0)
