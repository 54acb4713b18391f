"""Standards as tables, in CSV and in Excel: back as what they were, and told where they aren't."""

import csv
import io
import re
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from small_standard import small_standard
from standards import csv_file, xlsx_file
from standards.document import decoded
from standards.errors import MalformedStandard, StandardError, UnreadableDocument
from standards.library import shipped
from standards.model import Knowledge, Source, Standard
from standards.structured import structured
from standards.table import COLUMNS

every_standard = pytest.mark.parametrize("standard", shipped(), ids=lambda each: each.code)
HEAD = "kind,code,title,text,level,under,items\n"
ABOUT = "about,code,,ABC1-001v1\nabout,title,,Shop\n"
TASK = "task,T1,Serve,,3\n"


def read(text: str) -> Standard:
    return csv_file.read(text, Source(file="x.csv"))


def through_csv(standard: Standard) -> Standard:
    return csv_file.read(decoded(csv_file.written(standard), "x"), standard.source)


def through_excel(standard: Standard) -> Standard:
    return xlsx_file.read(xlsx_file.written(standard), standard.source)


def bare(standard: Standard) -> Standard:
    """Without what was noticed while reading, which a table does not tell."""
    return replace(standard, findings=())


@every_standard
@pytest.mark.parametrize("through", [through_csv, through_excel])
def test_a_table_gives_the_very_standard_back(
    standard: Standard, through: Callable[[Standard], Standard]
) -> None:
    assert through(standard) == bare(standard)


@every_standard
def test_a_row_is_an_item(standard: Standard) -> None:
    rows = list(csv.reader(io.StringIO(decoded(csv_file.written(standard), "x"))))
    assert tuple(rows[0]) == COLUMNS
    kinds = [row[0] for row in rows[1:]]
    assert kinds.count("task") == len(standard.tasks)
    assert kinds.count("knowledge") == len(standard.knowledge)
    assert kinds.count("indicator") == sum(len([*each.all_indicators()]) for each in standard.tasks)


def test_a_small_table_typed_by_hand_is_a_standard() -> None:
    found = read(
        HEAD + ABOUT + TASK + "activity,T1.1,Greet,,,T1\n"
        'indicator,P1.1.1,,Greets first,,T1.1\nknowledge,K01,,Manners,,,"bowing\nsmiling"\n'
    )
    assert (found.code, found.title, found.language) == ("ABC1-001v1", "Shop", "en")
    assert found.tasks[0].level == 3
    assert found.tasks[0].activities[0].indicators[0].id == "ABC1-001v1/P1.1.1"
    assert found.knowledge[0].items == ("bowing", "smiling")


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators_of_spreadsheets_are_read(separator: str) -> None:
    text = (HEAD + ABOUT + TASK).replace(",", separator)
    assert csv_file.recognises(text)
    assert read(text).tasks[0].title == "Serve"


MISTAKES = [
    (TASK + "task,T1,Again\n", 5, "code", "T1 is given twice; give the second one an id"),
    ("task,,Serve\n", 4, "code", "the code is missing."),
    ("task,T 1,Serve\n", 4, "code", "“T 1” can't be a code: letters, digits, dots and hyphens"),
    ("task,T1\n", 4, "title", "the words are missing."),
    ("job,T1,Serve\n", 4, "kind", "“job” is no kind of row; it is one of about, field, version"),
    ("task,T1,Serve,,high\n", 4, "level", "“high” is no whole number from 0 to 99."),
    ("task,T1,Serve,do it\n", 4, "text", "a row that is task has nothing here."),
    (TASK + "activity,T1.1,Greet\n", 5, "under", "it must say what it stands under: a row that"),
    (TASK + "activity,T1.1,Greet,,,T2\n", 5, "under", "no row before it is T2 and may have it"),
    (TASK + "output,O1,,List,,T1\n", 5, "under", "no row before it is T1 and may have it under"),
    (TASK + "knowledge,K1,,Law,,T1\n", 5, "under", "a row that is knowledge has nothing here."),
    ("about,family,,zoo\n" + TASK, 4, "text", "“zoo” is not one of icap-occupation, icap-unit"),
    ("about,colour,,red\n" + TASK, 4, "code", "“colour” is nothing that can be said about a"),
    ("about,code,,ABC2\n" + TASK, 4, "code", "code is given twice; give the second one an id"),
    ('version,ABC1,Shop,,,,"1\n2\n3\n4\n5"\n' + TASK, 4, "items", "a version has four lines here"),
]


@pytest.mark.parametrize(("rows", "row", "column", "sentence"), MISTAKES)
def test_a_mistake_is_told_with_its_row_and_column(
    rows: str, row: int, column: str, sentence: str
) -> None:
    with pytest.raises(MalformedStandard) as raised:
        read(HEAD + ABOUT + rows)
    assert str(raised.value).startswith(f"x.csv, row {row}, column “{column}”: {sentence}")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("kind,code,title\n", "x.csv: the first row lacks the column “text”."),
        (HEAD.replace("level", "colour"), "x.csv, row 1: “colour” is no column of a standard"),
        (HEAD.replace("level", "code"), "x.csv, row 1: “code” is no column of a standard, or"),
        (HEAD + TASK, "x.csv lacks a row that is “about” and gives the standard's code."),
        (HEAD + ABOUT, "x.csv holds no tasks that could be read."),
        (HEAD + ABOUT + "task,T1,A,,,,,more\n", "x.csv, row 4: it has more cells than the first"),
        (HEAD + 'task,"T1,Serve\n', "x.csv, line 2: the quotation marks of the table don't match."),
        (HEAD + "about,code,,../a\nabout,title,,A\n", "x.csv, row 2, column “text”: “../a” can't"),
        (HEAD + "\n" * 30_000 + TASK, "x.csv has more than 20000 rows, too many for a standard."),
    ],
)
def test_a_table_that_is_none_of_a_standard_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(MalformedStandard) as raised:
        read(text)
    assert str(raised.value).startswith(sentence)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r="])
def test_nothing_that_is_exported_is_run_by_a_spreadsheet(start: str) -> None:
    words = start + 'cmd|"/C calc"!A0'
    standard = replace(
        small_standard(), knowledge=(Knowledge("X/K9", "K9", words, ()),), findings=()
    )
    rows = list(csv.reader(io.StringIO(decoded(csv_file.written(standard), "x"), newline="")))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    book = openpyxl.load_workbook(io.BytesIO(xlsx_file.written(standard)))
    assert {cell.data_type for row in book.active.rows for cell in row} <= {"s", "n"}


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Zs")), min_size=1, max_size=30))
@settings(max_examples=60, deadline=None)
def test_any_words_come_back_from_a_table(words: str) -> None:
    words = words.strip()
    if not words:
        return
    small = small_standard()
    known = Knowledge(f"{small.code}/K9", "K9", words, (words,))
    standard = replace(small, knowledge=(*small.knowledge, known), findings=())
    assert through_csv(standard).knowledge[-1] == known
    assert through_excel(standard).knowledge[-1] == known


def workbook(change: Callable[[Any], None], standard: Standard | None = None) -> bytes:
    """An exported workbook that somebody has changed in Excel."""
    book = openpyxl.load_workbook(io.BytesIO(xlsx_file.written(standard or small_standard())))
    change(book.active)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_formula_in_a_workbook_is_refused_with_its_place() -> None:
    def change(sheet: Any) -> None:
        sheet["C9"] = '=HYPERLINK("https://example.org")'

    with pytest.raises(MalformedStandard) as raised:
        xlsx_file.read(workbook(change), Source(file="x.xlsx"))
    place = "x.xlsx, row 9, column “title”: it holds a formula; type the words instead."
    assert str(raised.value) == place


def test_numbers_and_dates_that_excel_made_of_words_are_words_again() -> None:
    def change(sheet: Any) -> None:
        for row in sheet.iter_rows(min_row=2):
            if row[0].value == "task":
                row[4].value = 4.0
                row[2].value = date(2026, 1, 1)

    found = xlsx_file.read(workbook(change), Source(file="x.xlsx"))
    assert found.tasks[0].level == 4
    assert found.tasks[0].title.startswith("2026-01-01")


def test_a_text_that_no_cell_holds_is_no_lost_text() -> None:
    small = small_standard()
    known = Knowledge(f"{small.code}/K9", "K9", "長" * 40_000)
    with pytest.raises(MalformedStandard, match="too long for a cell of Excel"):
        xlsx_file.written(replace(small, knowledge=(known,)))


def test_a_workbook_that_unpacks_to_much_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx_file.written(small_standard()))) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bomb:
        for name, data in parts.items():
            bomb.writestr(name, data)
        bomb.writestr("xl/media/zeros", b"\0" * (65 << 20))
    assert len(file.getvalue()) < 200_000
    with pytest.raises(UnreadableDocument, match="is larger than 64 MB"):
        xlsx_file.read(file.getvalue(), Source(file="x.xlsx"))


@settings(max_examples=60, deadline=None)
@given(st.data())
@pytest.mark.filterwarnings("ignore")
def test_a_damaged_workbook_is_read_or_refused_in_a_sentence(data: st.DataObject) -> None:
    whole = bytearray(xlsx_file.written(small_standard()))
    for _time in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    if data.draw(st.booleans()):
        whole = whole[: data.draw(st.integers(4, len(whole)))]
    with suppress(StandardError):
        found = structured(bytes(whole), Source(file="x.xlsx"))
        assert found is None or found.tasks


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
@settings(deadline=None)
def test_any_rows_are_read_or_refused_in_a_sentence(rows: str) -> None:
    for start in (HEAD, HEAD + ABOUT + TASK):
        with suppress(StandardError):
            assert read(start + rows).tasks


@pytest.mark.parametrize(
    "data", [b"", b"hello", "職能基準".encode(), b"PK\x03\x04", b"%PDF-1.7", b"a,b\n1,2\n"]
)
def test_what_is_no_table_and_no_package_is_left_to_the_readers_of_documents(data: bytes) -> None:
    assert structured(data, Source(file="x")) is None


@every_standard
def test_a_document_as_it_is_shipped_is_no_table(standard: Standard) -> None:
    from standards_documents import DATA

    assert structured((DATA / f"{standard.code}.txt").read_bytes(), standard.source) is None


def test_the_table_that_the_documents_show_is_a_standard() -> None:
    document = (Path(__file__).parents[2] / "docs" / "adding_standards.md").read_text("utf-8")
    shown = re.search(r"```csv\n(.*?)```", document, re.S)
    assert shown is not None
    found = read(shown[1])
    assert found.code == "SHOP-001v1"
    assert found.tasks[0].activities[0].indicators[0].text == "Greets first."
    told = re.search(r"```text\nshop(\.csv, row .*?)\n```", document)
    assert told is not None
    with pytest.raises(MalformedStandard) as raised:
        read(shown[1].replace("activity,T1.1", "activity,T1.2"))
    assert str(raised.value) == f"x{told[1]}"
    for column in COLUMNS:
        assert f"`{column}`" in document
