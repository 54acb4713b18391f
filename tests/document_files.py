"""Blocks written as real files of every format, mostly by libraries that nothing is read with."""

import html
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from standards.formats.blocks import Block, Cell, Paragraph, Table
from standards.formats.kind import Format


def _span(table: Table, at: int, cell: Cell) -> int:
    """How many rows `cell`, which begins in row `at`, reaches over."""
    rows = 1
    for below in table.rows[at + 1 :]:
        if not any(one.goes_on and one.start == cell.start for one in below):
            break
        rows += 1
    return rows


def docx(blocks: Sequence[Block]) -> bytes:
    """`blocks` as a Word document, its cells merged as they reach."""
    from docx import Document
    from docx.oxml.ns import qn

    document = Document()
    for block in blocks:
        if isinstance(block, Paragraph):
            document.add_paragraph(block.text)
        elif isinstance(block, Table):
            table = document.add_table(len(block.rows), block.width)
            table.style = "Table Grid"
            for at, row in enumerate(block.rows):
                for cell in row:
                    if cell.goes_on:
                        continue
                    bottom = at + _span(block, at, cell) - 1
                    merged = table.cell(at, cell.start).merge(table.cell(bottom, cell.end - 1))
                    merged.paragraphs[0].text = cell.paragraphs[0].text if cell.paragraphs else ""
                    for paragraph in cell.paragraphs[1:]:
                        merged.add_paragraph(paragraph.text)
            head = table.rows[0]._tr.get_or_add_trPr()
            head.append(head.makeelement(qn("w:tblHeader"), {}))
    return _saved(document.save)


def odt(blocks: Sequence[Block]) -> bytes:
    """`blocks` as an OpenDocument text, its cells merged as they reach."""
    import odfdo

    document = odfdo.Document("text")
    document.body.clear()
    for number, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            document.body.append(odfdo.Paragraph(block.text, formatted=False))
        elif isinstance(block, Table):
            table = odfdo.Table(f"t{number}", width=block.width, height=len(block.rows))
            for at, row in enumerate(block.rows):
                for cell in row:
                    made = odfdo.Cell()
                    for paragraph in cell.paragraphs:
                        made.append(odfdo.Paragraph(paragraph.text, formatted=False))
                    table.set_cell((cell.start, at), made)
            for at, row in enumerate(block.rows):
                for cell in row:
                    bottom = at + _span(block, at, cell) - 1
                    if not cell.goes_on and (bottom > at or cell.end > cell.start + 1):
                        table.set_span((cell.start, at, cell.end - 1, bottom))
            document.body.append(table)
    return _saved(document.save)


def page(blocks: Sequence[Block]) -> bytes:
    """`blocks` as a web page."""
    parts = ["<!DOCTYPE html><html lang=zh-Hant><head><meta charset=utf-8><title>x</title><body>"]
    for block in blocks:
        if isinstance(block, Paragraph):
            parts.append(f"<p>{html.escape(block.text)}</p>")
        elif isinstance(block, Table):
            parts.append("<table border=1>")
            for at, row in enumerate(block.rows):
                parts.append("<tr>")
                for cell in row:
                    if cell.goes_on:
                        continue
                    inner = "".join(f"<p>{html.escape(one.text)}</p>\n" for one in cell.paragraphs)
                    spans = f"colspan={cell.end - cell.start} rowspan={_span(block, at, cell)}"
                    parts.append(f"<td {spans}>{inner}</td>")
                parts.append("</tr>\n")
            parts.append("</table>")
    return "".join(parts).encode()


def xlsx(blocks: Sequence[Block]) -> bytes:
    """`blocks` as a sheet, one below the other, its cells merged as they reach."""
    from openpyxl import Workbook  # type: ignore[import-untyped,unused-ignore]

    book = Workbook()
    sheet = book.active
    line = 1
    for block in blocks:
        if isinstance(block, Paragraph):
            sheet.cell(line, 1, block.text)
            line += 1
        elif isinstance(block, Table):
            for at, row in enumerate(block.rows):
                for cell in row:
                    if cell.goes_on:
                        continue
                    text = "\n".join(one.text for one in cell.paragraphs)
                    value: Any = int(text) if text.isdecimal() else text
                    sheet.cell(line + at, cell.start + 1, value).data_type = (
                        "n" if isinstance(value, int) else "s"
                    )
                    bottom = at + _span(block, at, cell) - 1
                    if bottom > at or cell.end > cell.start + 1:
                        sheet.merge_cells(
                            start_row=line + at,
                            start_column=cell.start + 1,
                            end_row=line + bottom,
                            end_column=cell.end,
                        )
            line += len(block.rows)
    return _saved(book.save)


def _saved(save: Callable[[Any], object]) -> bytes:
    file = io.BytesIO()
    save(file)
    return file.getvalue()


FONT = Path(__file__).parents[1] / "bot" / "card" / "fonts" / "card.otf"
LEADING = 13.0
SIZE = 9.0
PADDING = 4.0
WIDTH, HEIGHT = 842.0, 595.0
MARGIN = 40.0
FOOT = 50.0


@dataclass(frozen=True, slots=True)
class _Piece:
    """One cell on the endless sheet that is cut into pages: where it stands, in lines."""

    left: float
    right: float
    top: int
    bottom: int
    lines: tuple[str, ...]


def pdf(
    blocks: Sequence[Block],
    *,
    shares: Sequence[float] = (),
    boxes: bool = False,
    feet: bool = True,
    heading_again: bool = True,
    height: float = HEIGHT,
    turned: bool = False,
) -> bytes:
    """`blocks` printed on pages; rows are cut wherever a page ends, in the middle of words too.

    `shares` are the widths of the columns of tables that have as many; `boxes` draws every cell's
    own border as thin filled boxes, as word processors do; `feet` prints the page's number;
    `heading_again` repeats the first row of a table on each page; `turned` pages stand upright in
    the file and are shown turned, as some printers write them.
    """
    from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped,unused-ignore]

    font = _font()
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(height, WIDTH) if turned else (WIDTH, height))
    room = int((height - MARGIN - FOOT) / LEADING)
    used = 0
    number = 1

    def begin() -> None:
        if turned:
            canvas.setPageRotation(90)
            canvas.translate(height, 0)
            canvas.rotate(90)

    def turn(*, last: bool = False) -> None:
        nonlocal used, number
        if feet:
            canvas.setFont(font, 8)
            canvas.drawCentredString(WIDTH / 2, 20, f"第 {number} 頁")
        canvas.showPage()
        if not last:
            begin()
        used, number = 0, number + 1

    def words(text: str, x: float, slot: int) -> None:
        canvas.setFont(font, SIZE)
        canvas.drawString(x, height - MARGIN - slot * LEADING - SIZE - 1, text)

    def border(x0: float, x1: float, top: int, bottom: int) -> None:
        y0, y1 = height - MARGIN - top * LEADING, height - MARGIN - bottom * LEADING
        if not boxes:
            canvas.setLineWidth(0.6)
            canvas.rect(x0, y1, x1 - x0, y0 - y1)
            return
        for x, y, w, h in (
            (x0, y0, x1 - x0, 0.5),
            (x0, y1, x1 - x0, 0.5),
            (x0, y1, 0.5, y0 - y1),
            (x1, y1, 0.5, y0 - y1),
        ):
            canvas.rect(x, y, w, h, stroke=0, fill=1)

    begin()
    for block in blocks:
        if isinstance(block, Paragraph):
            for line in _wrapped(block.text, WIDTH - 2 * MARGIN):
                if used >= room:
                    turn()
                words(line, MARGIN, used)
                used += 1
        elif isinstance(block, Table):
            pieces, head, total = _pieces(block, shares)
            start = 0
            while start < total:
                again = head if start and heading_again else 0
                if room - used - again < 2:
                    turn()
                    continue
                end = min(total, start + room - used - again)
                for piece in pieces:
                    if again and piece.bottom <= head:
                        border(piece.left, piece.right, used + piece.top, used + piece.bottom)
                        for place, line in enumerate(piece.lines):
                            words(line, piece.left + PADDING, used + piece.top + place)
                    top, bottom = max(piece.top, start), min(piece.bottom, end)
                    if top >= bottom:
                        continue
                    shift = used + again - start
                    border(piece.left, piece.right, top + shift, bottom + shift)
                    for place, line in enumerate(piece.lines, start=piece.top):
                        if start <= place < end:
                            words(line, piece.left + PADDING, place + shift)
                used += again + end - start
                start = end
            used += 1
    turn(last=True)
    canvas.save()
    return file.getvalue()


def typeset(blocks: Sequence[Block]) -> bytes:
    """`blocks` as a PDF laid out by fpdf2, its font embedded in part, as word processors do it.

    Rows are never cut there, so none may be higher than a page.
    """
    from fpdf import FPDF

    class Pages(FPDF):
        def footer(self) -> None:
            self.set_y(-12)
            self.cell(0, 5, f"第 {self.page_no()} 頁，總共 {{nb}} 頁", align="C")

    made = Pages(orientation="landscape", format="A4")
    for style in ("", "B"):
        made.add_font("card", style, FONT)
    made.set_font("card", size=9)
    made.add_page()
    for block in blocks:
        if isinstance(block, Paragraph):
            made.multi_cell(0, 5, block.text, new_x="LMARGIN", new_y="NEXT")
        elif isinstance(block, Table):
            widths = _SHARES.get(block.width)
            with made.table(
                col_widths=widths,
                line_height=5,
                text_align="LEFT",
                first_row_as_headings=block.width == 7,
            ) as table:
                for at, cells in enumerate(block.rows):
                    line = table.row()
                    for cell in (one for one in cells if not one.goes_on):
                        text = "\n".join(paragraph.text for paragraph in cell.paragraphs)
                        reach = _span(block, at, cell)
                        line.cell(text, colspan=cell.end - cell.start, rowspan=reach)
    return bytes(made.output())


def _pieces(table: Table, shares: Sequence[float]) -> tuple[list[_Piece], int, int]:
    """The cells, how many lines the first row takes, and how many all."""
    if len(shares) != table.width:
        shares = _SHARES.get(table.width, (1.0,) * table.width)
    step = (WIDTH - 2 * MARGIN) / sum(shares)
    edges = [MARGIN]
    for share in shares:
        edges.append(edges[-1] + share * step)
    wrapped = {
        (at, cell.start): [
            line
            for paragraph in cell.paragraphs
            for line in _wrapped(paragraph.text, edges[cell.end] - edges[cell.start] - 2 * PADDING)
        ]
        for at, row in enumerate(table.rows)
        for cell in row
    }
    heights = [
        max((len(wrapped[at, c.start]) for c in row if _span(table, at, c) == 1), default=1) or 1
        for at, row in enumerate(table.rows)
    ]
    for at, row in enumerate(table.rows):
        for cell in row:
            reach = range(at, at + _span(table, at, cell))
            lacking = len(wrapped[at, cell.start]) - sum(heights[one] for one in reach)
            heights[reach[-1]] += max(lacking, 0)
    tops = [sum(heights[:at]) for at in range(len(heights) + 1)]
    pieces = [
        _Piece(
            edges[cell.start],
            edges[cell.end],
            tops[at],
            tops[at + _span(table, at, cell)],
            tuple(wrapped[at, cell.start]),
        )
        for at, row in enumerate(table.rows)
        for cell in row
        if not cell.goes_on
    ]
    return pieces, heights[0], tops[-1]


_SHARES = {7: (2.0, 2.2, 2.0, 5.0, 0.8, 3.2, 3.2), 2: (1.0, 5.0), 6: (1.4, 1.4, 2, 2, 1.4, 1.4)}


@cache
def _font() -> str:
    """A font that every reader of PDF has; it comes with the tables that tell its characters."""
    from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped,unused-ignore]
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # type: ignore[import-untyped,unused-ignore]

    pdfmetrics.registerFont(UnicodeCIDFont("MSung-Light"))
    return "MSung-Light"


def _wrapped(text: str, width: float) -> list[str]:
    """`text` in lines: words whole, Chinese cut anywhere, blanks kept at the ends of lines."""
    lines = [""]
    used = 0.0
    for word in _words(text):
        wide = _wide(word.rstrip())
        if lines[-1] and used + wide > width:
            lines.append("")
            used = 0.0
        lines[-1] += word
        used += _wide(word)
    return lines


@cache
def _wide(text: str) -> float:
    from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped,unused-ignore]

    return float(pdfmetrics.stringWidth(text, _font(), SIZE))


def _words(text: str) -> Iterator[str]:
    word = ""
    for character in text:
        if character > "\u2e80":
            yield from filter(None, (word, character))
            word = ""
            continue
        word += character
        if character == " ":
            yield word
            word = ""
    if word:
        yield word


def written(format: Format, blocks: Sequence[Block]) -> bytes:
    """`blocks` as a file of `format`."""
    writers: dict[Format, Callable[[Sequence[Block]], bytes]] = {
        Format.DOCX: docx,
        Format.ODT: odt,
        Format.HTML: page,
        Format.XLSX: xlsx,
        Format.PDF: pdf,
    }
    return writers[format](blocks)
