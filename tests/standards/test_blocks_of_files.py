"""What each file format keeps apart from its text: marks of lists, merged cells, ruled lines."""

import io
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

import hostile_files
from document_files import pdf
from standards.formats.archive import Archive
from standards.formats.blocks import Cell, PageBreak, Paragraph, Table
from standards.formats.child import extracted
from standards.formats.grid import Line, Region, grids
from standards.formats.kind import Format, format_of
from standards.formats.lines import begins, written
from standards.formats.numbering import written as number_written
from standards.ledger import Ledger
from standards.mending import bulleted
from standards.rows import lines
from standards.runs import Run


def text_of(data: bytes, format: Format) -> str:
    return written(extracted(data, format)[0]).text


def word(*paragraphs: str, numbering: bytes = b"") -> str:
    others = {"word/numbering.xml": numbering} if numbering else {}
    return text_of(hostile_files.docx("".join(paragraphs), others=others), Format.DOCX)


def numbered(text: str, list_of: int = 1, depth: int = 0) -> str:
    return (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_of}"/></w:numPr>'
        f"</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
    )


def level(depth: int, style: str, pattern: str) -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


NUMBERING = (
    '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:abstractNum w:abstractNumId="7">'
    + level(0, "taiwaneseCountingThousand", "%1、")
    + level(1, "decimal", "%2.")
    + level(2, "decimal", "(%3)")
    + "</w:abstractNum><w:abstractNum w:abstractNumId='8'>"
    + level(0, "bullet", "\uf0b7")
    + level(1, "bullet", "o")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num></w:numbering>'
).encode()


def test_numbers_that_word_counts_itself_are_written_out() -> None:
    text = word(
        numbered("清潔設備"),
        numbered("攪拌機", depth=1),
        numbered("烤爐", depth=1),
        numbered("爐門", depth=2),
        numbered("檢查設備"),
        numbered("門封", depth=1),
        numbering=NUMBERING,
    )
    assert [line.strip() for line in text.split("\n")] == [
        "一、 清潔設備",
        "1. 攪拌機",
        "2. 烤爐",
        "(1) 爐門",
        "二、 檢查設備",
        "1. 門封",
    ]


def test_bullets_of_word_are_bullets() -> None:
    text = word(numbered("甲", 2), numbered("乙", 2, depth=1), numbering=NUMBERING)
    assert text.split("\n") == ["\uf0b7 甲", " ○ 乙"]


def test_what_word_keeps_in_controls_insertions_and_boxes_is_read_and_deletions_are_not() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    text = word(
        f"<w:sdt><w:sdtContent><w:p>{run.format('一')}</w:p></w:sdtContent></w:sdt>",
        f"<w:p><w:ins>{run.format('二')}</w:ins><w:del><w:r><w:delText>三</w:delText></w:r></w:del>"
        f"<w:hyperlink>{run.format('四')}</w:hyperlink><w:r><w:br/><w:t>五</w:t></w:r></w:p>",
        f"<w:p>{run.format('六')}<w:r><w:pict><w:txbxContent><w:p>{run.format('七')}</w:p>"
        "</w:txbxContent></w:pict></w:r></w:p>",
    )
    assert text.split("\n") == ["一", "二四", "五", "六", "七"]


def test_merged_cells_of_word_stand_where_they_begin() -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"

    begins_here, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    two, three = ('<w:gridSpan w:val="2"/>', '<w:gridSpan w:val="3"/>')
    text = word(
        f"<w:tbl><w:tr>{cell('甲', begins_here)}{cell('乙')}{cell('丙')}</w:tr>",
        f"<w:tr>{cell('', goes_on)}{cell('丁', two)}</w:tr>",
        f"<w:tr>{cell('全寬', three)}</w:tr></w:tbl>",
    )
    assert text.split("\n") == ["甲\t乙\t丙", "\t丁\t", "全寬"]


def test_lists_of_a_page_get_their_numbers_and_bullets_but_none_twice() -> None:
    page = (
        "<html><ol start=2><li>甲<li>乙<ul><li>• 丙</li><li>丁</li></ul></ol>"
        "<ol style='list-style-type: none'>1. 戊<p>二、己</p>"
    )
    assert [line.strip() for line in text_of(page.encode(), Format.HTML).split("\n")] == [
        "2. 甲",
        "3. 乙",
        "• 丙",
        "• 丁",
        "1. 戊",
        "二、己",
    ]


def test_cells_of_a_page_that_reach_over_rows_and_columns_stand_where_they_begin() -> None:
    page = (
        "<table><tr><td rowspan=2>甲<td>乙<td>丙<tr><td colspan=2>丁<tr><td>戊<td>己"
        "<table><tr><td>庚</table></table>"
    )
    assert text_of(page.encode(), Format.HTML).split("\n") == [
        "甲\t乙\t丙",
        "\t丁\t",
        "戊\t<p>己</p> <p>庚</p>\t",
    ]


def test_a_page_in_big5_is_read() -> None:
    page = "<html><meta charset=big5><p>職能基準".encode("big5")
    assert text_of(page, Format.HTML) == "職能基準"


def test_a_page_in_utf_16_is_a_page_and_is_read() -> None:
    data = "<html><body><p>職能基準</p></body></html>".encode("utf-16")
    assert format_of(data, "x.htm") is Format.HTML
    assert text_of(data, Format.HTML) == "職能基準"


INSIDE = {
    Format.DOCX: hostile_files.docx(
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>above</w:t></w:r></w:p><w:tbl><w:tr>"
        + "".join(f"<w:tc><w:p><w:r><w:t>{t}</w:t></w:r></w:p></w:tc>" for t in "ab")
        + "</w:tr></w:tbl><w:p/></w:tc></w:tr></w:tbl>"
    ),
    Format.ODT: hostile_files.odt(
        "<table:table><table:table-row><table:table-cell><text:p>above</text:p><table:table>"
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{t}</text:p></table:table-cell>" for t in "ab")
        + "</table:table-row></table:table></table:table-cell></table:table-row></table:table>"
    ),
    Format.HTML: b"<table><tr><td>above<table><tr><td>a<td>b</table></table>",
}


@pytest.mark.parametrize("format", INSIDE)
def test_a_table_around_a_larger_one_is_only_a_frame(format: Format) -> None:
    assert text_of(INSIDE[format], format) == "above\na\tb"


def test_a_page_with_its_menus_around_the_table_gives_the_table() -> None:
    page = (
        b"<nav>menu</nav><table><tr><td>home</td><td><table><tr><td>a<td>b<tr><td>c<td>d</table>"
        b"</table><footer>rights</footer>"
    )
    assert text_of(page, Format.HTML) == "home\na\tb\nc\td"


def test_a_small_table_inside_a_cell_is_part_of_the_cell() -> None:
    page = b"<table><tr><td>a<td>b<tr><td>c<td><table><tr><td>d<td>e</table></table>"
    assert text_of(page, Format.HTML) == "a\tb\nc\t<p>d</p> <p>e</p>"


@pytest.mark.parametrize("bullet", ["•", "‧", "∙", "·", "◦", "➢"])
def test_every_shape_of_a_bullet_parts_the_entries(bullet: str) -> None:
    run = Run.of(f"Sells {bullet} greets {bullet} seats")
    assert bulleted(run) == ("Sells", ("greets", "seats"))


@pytest.mark.parametrize("name", ["約翰‧史密斯", "馬可·波羅", "瑪麗・居禮"])
def test_the_dot_between_the_parts_of_a_name_is_no_bullet(name: str) -> None:
    assert bulleted(Run.of(f"讀 {name} 的書")) == (f"讀 {name} 的書", ())


def test_lists_of_opendocument_get_their_marks() -> None:
    item = "<text:list-item><text:p>{}</text:p></text:list-item>"
    body = f"<text:list>{item.format('甲')}{item.format('乙')}</text:list>"
    body += "<text:p>丙<text:s text:c='2'/>丁<text:line-break/>戊</text:p>"
    assert text_of(hostile_files.odt(body), Format.ODT).split("\n") == [
        "• 甲",
        "• 乙",
        "丙 丁",
        "戊",
    ]


@pytest.mark.parametrize(
    ("number", "style", "text"),
    [
        (3, "decimal", "3"),
        (10, "han", "十"),
        (12, "han", "十二"),
        (21, "han", "二十一"),
        (28, "lower", "ab"),
        (4, "roman", "iv"),
        (19, "roman", "xix"),
        (100, "han", "100"),
        (3, "stems", "丙"),
        (11, "stems", "11"),
    ],
)
def test_numbers_are_written_as_the_list_writes_them(number: int, style: str, text: str) -> None:
    assert number_written(number, style) == text


@pytest.mark.parametrize(
    "text",
    ["• 甲", "1. 甲", "一、甲", "(1) 甲", "【註1】甲", "P1.1.1甲", "6.1 a", "(ii) a", "- 甲"],
)
def test_marks_begin_a_paragraph(text: str) -> None:
    assert begins(text)


@pytest.mark.parametrize("text", ["甲", "3D 列印", "一般", "a) b", "(甲)", "2024 年"])
def test_other_words_do_not(text: str) -> None:
    assert not begins(text)


@given(st.lists(st.text(max_size=20), min_size=1, max_size=4), st.text(max_size=20))
def test_texts_of_any_characters_stay_on_their_lines(cells: list[str], text: str) -> None:
    row = tuple(Cell(n, n + 1, (Paragraph(one),)) for n, one in enumerate(cells))
    made = written([Table((row,)), PageBreak(1), Paragraph(text)])
    ledger = Ledger(made.text)
    assert len(lines(ledger)) <= 3
    assert all("\r" not in line for line in made.text.split("\n"))


@given(st.data())
def test_any_division_of_a_table_is_found_again(data: st.DataObject) -> None:
    rows, columns = data.draw(st.integers(1, 6)), data.draw(st.integers(1, 6))
    left = {(r, c) for r in range(rows) for c in range(columns)}
    regions = []
    while left:
        top, start = min(left)
        wide = data.draw(st.integers(1, columns))
        right = start
        while right < min(start + wide, columns) and (top, right) in left:
            right += 1
        bottom = top + 1
        while (
            bottom < min(top + data.draw(st.integers(1, 3)), rows)
            and {(bottom, c) for c in range(start, right)} <= left
        ):
            bottom += 1
        left -= {(r, c) for r in range(top, bottom) for c in range(start, right)}
        regions.append(Region(top, start, bottom, right))
    across: list[Line] = []
    down: list[Line] = []
    for one in regions:
        for at in (one.top, one.bottom):
            across.append(Line(at * 20.0, one.left * 30.0, one.right * 30.0))
        for at in (one.left, one.right):
            down.append(Line(at * 30.0, one.top * 20.0, one.bottom * 20.0))
    (grid,) = grids(across, down)
    assert {_drawn(grid.xs, grid.ys, one) for one in grid.regions} == {
        (one.left * 30.0, one.top * 20.0, one.right * 30.0, one.bottom * 20.0) for one in regions
    }


def _drawn(
    xs: Sequence[float], ys: Sequence[float], one: Region
) -> tuple[float, float, float, float]:
    return xs[one.left], ys[one.top], xs[one.right], ys[one.bottom]


def test_lines_that_enclose_nothing_are_no_table() -> None:
    assert grids([Line(10, 0, 100)], []) == []
    assert grids([Line(10, 0, 100), Line(50, 0, 100)], [Line(300, 0, 100)]) == []


def test_heads_and_feet_of_pages_are_left_out_and_told() -> None:
    from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped,unused-ignore]

    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(600, 800))
    for number in range(1, 4):
        canvas.drawString(50, 780, "Competency standards 2024")
        canvas.drawString(50, 400, f"body {'abc'[number - 1]}")
        canvas.drawString(50, 20, f"- {number} -")
        canvas.showPage()
    canvas.save()
    blocks, told = extracted(file.getvalue(), Format.PDF)
    made = written(blocks)
    assert [line for line in made.text.split("\n") if line] == ["body a", "body b", "body c"]
    assert told == [("RUNNING", {"lines": "Competency standards #"})]


def test_a_turned_page_is_read_upright() -> None:
    row = (Cell(0, 1, (Paragraph("甲乙"),)), Cell(1, 2, (Paragraph("丙丁"),)))
    blocks, _ = extracted(pdf([Table((row, row))], turned=True), Format.PDF)
    assert written(blocks).text.split("\n") == ["甲乙\t丙丁", "甲乙\t丙丁", "第 1 頁"]


def test_an_archive_gives_only_what_it_has() -> None:
    from standards.errors import UnreadableDocument

    with pytest.raises(UnreadableDocument):
        Archive(hostile_files.docx(""), "x").part("nothing.xml")
