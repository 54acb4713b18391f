"""No file can harm the program: it is refused in one sentence, within time and memory."""

import io
import time
from contextlib import suppress
from pathlib import Path

import pytest

import hostile_files as hostile
from document_files import docx as as_docx
from document_files import page, pdf, xlsx
from publisher_layouts import laid_out
from standards.document import FILE_LIMIT, opened
from standards.errors import StandardError, UnreadableDocument
from standards.formats.apart import Limits, read_apart
from standards.formats.kind import Format, format_of
from standards.library import Library
from standards.sentences import Refusal, Told
from standards.table import ROWS
from standards_documents import CODES, OUTSOURCING, standard_of, text_of

P = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"


def refused(data: bytes, name: str) -> Refusal:
    """Why the file was refused."""
    with pytest.raises(UnreadableDocument) as raised:
        opened(data, name)
    assert raised.value.params["file"] == name
    return Refusal(raised.value.msgid)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (hostile.archive({"word/document.xml": bytes(30_000_000)}), Refusal.UNPACKS),
        (
            hostile.archive({"word/document.xml": b"", "word/media/a.png": bytes(70_000_000)}),
            Refusal.UNPACKS,
        ),
        (hostile.docx("", others={f"{n}": b"" for n in range(2500)}), Refusal.UNPACKS),
        (
            hostile.lying(hostile.docx(P.format("a") * 500_000), "word/document.xml", 1000),
            Refusal.BROKEN,
        ),
        (hostile.docx("", others={"../../evil.txt": b"x"}), Refusal.OUTSIDE),
        (hostile.docx("", others={"/etc/passwd": b"x"}), Refusal.OUTSIDE),
        (hostile.docx("", others={"a\\..\\..\\b": b"x"}), Refusal.OUTSIDE),
        (hostile.docx(P.format("&l8;"), hostile.LAUGHS), Refusal.ENTITIES),
        (hostile.docx(P.format("&l8;"), hostile.OUTSIDE), Refusal.ENTITIES),
        (hostile.odt("<text:p>&l8;</text:p>", hostile.LAUGHS), Refusal.ENTITIES),
        (hostile.odt("<text:p>&l8;</text:p>", hostile.OUTSIDE), Refusal.ENTITIES),
        (
            hostile.workbook("<row><c t='str'><v>&l8;</v></c></row>", hostile.LAUGHS),
            Refusal.ENTITIES,
        ),
        (hostile.workbook("", hostile.OUTSIDE), Refusal.ENTITIES),
        (hostile.archive({"readme.txt": b"hello"}), Refusal.OTHER_ARCHIVE),
        (
            hostile.archive({"content.xml": b"<x/>", "META-INF/manifest.xml": b"<x/>"}),
            Refusal.OTHER_ARCHIVE,
        ),
        (b"PK\x03\x04" + bytes(100), Refusal.OTHER_ARCHIVE),
        (b"PK\x03\x04 xl/workbook.xml" + bytes(100), Refusal.BROKEN),
        (hostile.docx("<w:p>")[:200], Refusal.BROKEN),
        (hostile.docx("<w:p></w:q>"), Refusal.BROKEN),
        (hostile.docx(""), Refusal.EMPTY),
        (hostile.odt(""), Refusal.EMPTY),
        (b"<html><script>alert(1)</script></html>", Refusal.EMPTY),
        (b"%PDF-1.7\n" + bytes(1000), Refusal.BROKEN),
        (hostile.pdf(content=b"0 0 600 800 re f"), Refusal.SCANNED),
        (hostile.pdf(10_000), Refusal.TOO_MANY_PAGES),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), Refusal.OLD_OFFICE),
        (b"{\\rtf1\\ansi hello}", Refusal.RTF),
        (bytes(FILE_LIMIT + 1), Refusal.TOO_LARGE),
    ],
    ids=lambda value: value.name if isinstance(value, Refusal) else "",
)
def test_a_hostile_or_broken_file_is_refused_in_one_sentence(data: bytes, why: Refusal) -> None:
    started = time.monotonic()
    assert refused(data, "x.bin") is why
    assert time.monotonic() - started < 60


ENDLESS = {
    "rows of Word": (
        Format.DOCX,
        hostile.docx(
            "<w:tbl>" + f"<w:tr>{'<w:tc><w:p/></w:tc>' * 5}</w:tr>" * 100_000 + "</w:tbl>"
        ),
    ),
    "columns of OpenDocument": (
        Format.ODT,
        hostile.odt(
            "<table:table><table:table-row table:number-rows-repeated='1000000'>"
            "<table:table-cell table:number-columns-repeated='16384'><text:p>a</text:p>"
            "</table:table-cell></table:table-row></table:table>"
        ),
    ),
    "the last cell of a sheet": (
        Format.XLSX,
        hostile.workbook("<row r='1048576'><c r='XFD1048576' t='str'><v>a</v></c></row>"),
    ),
    "cells of a page": (Format.HTML, b"<table><tr>" + b"<td rowspan=65534>a" * 500_000),
    "depth of a page": (Format.HTML, b"<html>" + b"<div>" * 1_000_000 + b"a"),
    "tables in tables": (Format.HTML, b"<html>" + b"<table><tr><td>" * 100_000 + b"a"),
    "lines of a PDF": (
        Format.PDF,
        hostile.pdf(content=hostile.deflated(b"0 0 m 600 0 l S ", 4_000_000), packed=True),
    ),
    "words of a PDF": (
        Format.PDF,
        hostile.pdf(
            content=hostile.deflated(b"BT /F 9 Tf 9 9 Td (aaaaaaaa) Tj ET ", 2_000_000),
            packed=True,
        ),
    ),
    "crossing lines of a PDF": (
        Format.PDF,
        hostile.pdf(
            content=b"".join(
                b"%d 0 m %d 800 l S 0 %d m 600 %d l S "
                % (n * 4 % 600, n * 4 % 600, n * 4 % 800, n * 4 % 800)
                for n in range(3000)
            )
        ),
    ),
    "a text": (Format.TEXT, (text_of(OUTSOURCING) + "\n" + "| a | b |\n" * 400_000).encode()),
}


CELL = '<c t="inlineStr"><is><t>{}</t></is></c>'
TABLE = "<row>" + "".join(map(CELL.format, ("kind", "code", "title", "text"))) + "</row>"


@pytest.mark.parametrize(
    "sheet",
    [
        TABLE + "<row>" + CELL.format("task") * 1_000_000 + "</row>",
        TABLE + ("<row>" + CELL.format("task") + "</row>") * 400_000,
        TABLE + "<row>" + CELL.format("a" * 12_000_000) + "</row>",
    ],
    ids=["wide", "endless", "long"],
)
@pytest.mark.slow
def test_a_table_of_ours_that_was_made_to_harm_is_read_apart_too(sheet: str) -> None:
    data = hostile.workbook(sheet)
    started = time.monotonic()
    with suppress(UnreadableDocument):
        document = read_apart(data, "x", Format.XLSX, Limits(seconds=1))
        assert len(document.cells) <= ROWS + 1
    assert time.monotonic() - started < 60


@pytest.mark.slow
@pytest.mark.parametrize("name", ENDLESS)
def test_an_endless_file_is_given_up_within_its_limits(name: str) -> None:
    format, data = ENDLESS[name]
    started = time.monotonic()
    with suppress(UnreadableDocument):
        assert len(read_apart(data, "x", format, Limits(seconds=1)).text) <= Limits().characters
    assert time.monotonic() - started < 60


def test_a_file_that_takes_too_long_is_stopped_and_says_so() -> None:
    data = hostile.pdf(
        content=hostile.deflated(b"BT /F 9 Tf 9 9 Td (aaaaaaaa) Tj ET ", 2_000_000), packed=True
    )
    with pytest.raises(UnreadableDocument, match=r"x took more than 1 seconds"):
        read_apart(data, "x", Format.PDF, Limits(seconds=1, memory_mb=8000))


def test_a_file_that_needs_too_much_memory_is_stopped() -> None:
    data = b"<html>" + b"<p>a" * 1_000_000
    with pytest.raises(UnreadableDocument, match=r"x is damaged"):
        read_apart(data, "x", Format.HTML, Limits(memory_mb=150))


def test_a_file_with_too_much_text_is_refused() -> None:
    data = page(laid_out(standard_of(CODES[0])))
    with pytest.raises(UnreadableDocument, match=r"x holds far more text"):
        read_apart(data, "x", Format.HTML, Limits(characters=1000))


def test_nothing_is_fetched_or_read_from_elsewhere(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET", "utf-8")
    link = secret.as_uri()
    made = (
        f"<html><head><base href='{link}'><link rel=stylesheet href='{link}'></head><body>"
        f"<img src='{link}'><iframe src='{link}'></iframe><object data='{link}'></object>"
        f"<p>shown</p></body></html>"
    )
    assert opened(made.encode(), "x.html").text == "shown"


def test_the_process_that_reads_has_nothing_of_our_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    evil = tmp_path / "lxml.py"
    evil.write_text("raise SystemExit('taken over')", "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert opened(b"<html><p>shown</p></html>", "x.html").text == "shown"


def test_macros_are_told_and_not_kept() -> None:
    data = hostile.docx(P.format("a"), others={"word/vbaProject.bin": b"Sub AutoOpen()"})
    document = opened(data, "x.docm")
    assert [one.told for one in document.remarks] == [Told.MACROS]
    assert document.text == "a"


def test_formulas_give_their_stored_values_and_are_told() -> None:
    data = hostile.workbook(
        "<row r='1'><c r='A1'><f>1+1</f><v>7</v></c>"
        "<c r='B1' t='str'><f>WEBSERVICE(\"http://x\")</f><v>b</v></c></row>"
    )
    document = opened(data, "x.xlsx")
    assert [one.told for one in document.remarks] == [Told.FORMULAS]
    assert document.text == "7\tb"


def test_a_locked_pdf_says_so() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption  # type: ignore[import-untyped,unused-ignore]
    from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped,unused-ignore]

    file = io.BytesIO()
    canvas = Canvas(file, encrypt=StandardEncryption("secret", strength=128))
    canvas.drawString(9, 9, "a")
    canvas.save()
    assert refused(file.getvalue(), "x.pdf") is Refusal.LOCKED


def test_a_scanned_pdf_says_so_even_where_its_pages_are_numbered() -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader  # type: ignore[import-untyped,unused-ignore]
    from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped,unused-ignore]

    file = io.BytesIO()
    canvas = Canvas(file)
    for number in range(1, 4):
        canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, 600, 800)
        canvas.drawString(9, 9, f"page {number} of 3")
        canvas.showPage()
    canvas.save()
    assert refused(file.getvalue(), "x.pdf") is Refusal.SCANNED


@pytest.mark.parametrize(
    ("name", "told"),
    [("standard.docx", []), ("STANDARD.DOCX", []), ("standard.pdf", [Told.MISNAMED])],
)
def test_a_wrong_ending_of_the_name_is_told_and_the_content_believed(
    name: str, told: list[Told]
) -> None:
    document = opened(as_docx(laid_out(standard_of(OUTSOURCING))), name)
    assert document.format is Format.DOCX
    assert [one.told for one in document.remarks] == told
    assert [dict(one.params) for one in document.remarks] == [
        {"suffix": ".pdf", "format": "DOCX"} for _ in told
    ]


@pytest.mark.parametrize(
    ("data", "format"),
    [
        (b"%PDF-1.4\n", Format.PDF),
        (b"\n\n%PDF-1.4\n", Format.PDF),
        (b"<!DOCTYPE HTML><p>", Format.HTML),
        (b"\xef\xbb\xbf \n<!-- x --><html>", Format.HTML),
        (b"<table><tr><td>", Format.HTML),
        ("職能基準代碼\t<p>a</p>".encode(), Format.TEXT),
        (b"", Format.TEXT),
        (hostile.docx(""), Format.DOCX),
        (hostile.odt(""), Format.ODT),
        # Packed anew, as some archivers do it.
        (hostile.archive({"content.xml": b"", "META-INF/manifest.xml": b""}), Format.ODT),
        (hostile.workbook(""), Format.XLSX),
        (
            hostile.archive(
                {"word/embeddings/a.xlsx": hostile.workbook(""), "word/document.xml": b""},
                store="word/embeddings/a.xlsx",
            ),
            Format.DOCX,
        ),
    ],
)
def test_a_format_is_told_by_the_content(data: bytes, format: Format) -> None:
    assert format_of(data, "x") is format


def test_a_refused_file_changes_nothing(tmp_path: Path) -> None:
    library = Library(tmp_path / "standards")
    good, bad = tmp_path / "good.xlsx", tmp_path / "bad.docx"
    good.write_bytes(xlsx(laid_out(standard_of(OUTSOURCING))))
    bad.write_bytes(hostile.docx(P.format("&l8;"), hostile.LAUGHS))
    library.remove(OUTSOURCING)
    before = library.documents()
    with pytest.raises(StandardError):
        library.add([good, bad])
    assert library.documents() == before


def test_a_standard_from_a_pdf_is_kept_as_its_text(tmp_path: Path) -> None:
    library = Library(tmp_path / "standards")
    library.remove(CODES[0])
    path = tmp_path / "standard.pdf"
    path.write_bytes(pdf(laid_out(standard_of(CODES[0]))))
    (added,) = library.add([path])
    again = Library(tmp_path / "standards").get(CODES[0])
    assert added.tasks == again.tasks == standard_of(CODES[0]).tasks
    assert again.source.file == "standard.pdf"
    assert (tmp_path / "standards" / f"{CODES[0]}.txt").is_file()
