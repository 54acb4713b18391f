"""Standards as tables, in CSV and in Excel: back as what they were, and told where they aren't."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from small_standard import small_standard
from standards import case_reading, csv_file, xlsx_file
from standards.case import package
from standards.document import decoded, opened
from standards.errors import MalformedStandard, StandardError, UnreadableDocument
from standards.formats.archive import Archive
from standards.formats.xlsx import table
from standards.kept import kept, read_kept
from standards.library import shipped
from standards.model import Knowledge, Source, Standard
from standards.structured import structured
from standards.table import COLUMNS, standard_of

every_standard = pytest.mark.parametrize("standard", shipped(), ids=lambda each: each.code)
HEAD = "kind,code,title,text,level,under,items\n"
ABOUT = "about,code,,ABC1-001v1\nabout,title,,Shop\n"
TASK = "task,T1,Serve,,3\n"


def read(text: str) -> Standard:
    return csv_file.read(text, Source(file="x.csv"))


def through_csv(standard: Standard) -> Standard:
    return csv_file.read(decoded(csv_file.written(standard), "x"), standard.source)


def through_excel(standard: Standard) -> Standard:
    return from_excel(xlsx_file.written(standard), standard.source)


def from_excel(data: bytes, source: Source) -> Standard:
    """As the library does it: the workbook is read apart, its rows are read here."""
    return standard_of(opened(data, source.file).cells, source)


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


def test_an_id_that_is_named_twice_in_a_cell_counts_once() -> None:
    rows = "task,T1,Serve,,,K1 K2 K1\nknowledge,K1,,Law,,\nknowledge,K2,,Goods,,\n"
    found = read("kind,code,title,text,level,knowledge\n" + ABOUT + rows)
    assert found.tasks[0].knowledge == ("ABC1-001v1/K1", "ABC1-001v1/K2")


def test_control_characters_are_no_part_of_a_code_or_a_text() -> None:
    found = read(HEAD + ABOUT + "task,T1,Se\x1crve\x07\n" + "skill,S\x1c9,,Ty\x00ping\n")
    assert found.tasks[0].title == "Serve"
    assert (found.skills[0].code, found.skills[0].text) == ("S9", "Typing")


@pytest.mark.parametrize("encoding", ["utf-16", "cp950"])
def test_a_table_as_excel_saves_it_in_taiwan_is_read(encoding: str) -> None:
    text = (HEAD + ABOUT + "task,T1,服務顧客,,3\n").replace(",", "\t")
    found = structured(text.encode(encoding), Source(file="x.csv"))
    assert found is not None
    assert found.tasks[0].title == "服務顧客"


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
        from_excel(workbook(change), Source(file="x.xlsx"))
    place = "x.xlsx, row 9, column “title”: it holds a formula; type the words instead."
    assert str(raised.value) == place


def test_numbers_and_dates_that_excel_made_of_words_are_words_again() -> None:
    def change(sheet: Any) -> None:
        for row in sheet.iter_rows(min_row=2):
            if row[0].value == "task":
                row[4].value = 4.0
                row[2].value = date(2026, 1, 1)

    found = from_excel(workbook(change), Source(file="x.xlsx"))
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
    with pytest.raises(UnreadableDocument, match="unpacks to far more than"):
        from_excel(file.getvalue(), Source(file="x.xlsx"))


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
        cells = table(Archive(bytes(whole), "x.xlsx"), bytes(whole))
        assert not cells or standard_of(cells, Source(file="x.xlsx")).tasks


IDS = st.sampled_from(["T1.1", "O1.1.1", "P1.1.1", "K2", "S1", "A1", " T2 "])
LEVELS = st.sampled_from(["", "3", "03"])
WORDS = st.sampled_from(["Serve", " 服務 ", 'Greets, \n"first".', "=1+1", "'x", "\u3000a"])
LINKS = st.sampled_from(["", "K1", "K1 K1", "K2"])
ROW_OF_ANY_KIND = st.one_of(
    st.tuples(st.just("task"), IDS, WORDS, st.just(""), LEVELS, st.just(""), LINKS),
    st.tuples(st.just("activity"), IDS, WORDS, st.just(""), LEVELS, st.just("T1"), LINKS),
    st.tuples(
        st.sampled_from(["output", "indicator"]),
        IDS,
        st.just(""),
        WORDS,
        st.just(""),
        st.sampled_from(["T1", "T1.1"]),
        st.just(""),
    ),
    st.tuples(
        st.sampled_from(["knowledge", "skill", "attitude"]),
        IDS,
        st.just(""),
        WORDS,
        *[st.just("")] * 3,
    ),
)
ROWS_OF_ANY_KIND = st.lists(ROW_OF_ANY_KIND, max_size=8, unique_by=lambda row: row[1].strip())


@given(ROWS_OF_ANY_KIND)
@settings(max_examples=150, deadline=None)
def test_what_is_read_of_a_table_is_written_and_read_again_as_the_same(
    rows: list[tuple[str, ...]],
) -> None:
    text = io.StringIO()
    head = ["kind", "code", "title", "text", "level", "under", "knowledge"]
    about = [["about", "code", "", "ABC1"], ["about", "title", "", "Shop"]]
    firsts = [["task", "T1", "Serve"], ["knowledge", "K1", "", "Law"]]
    csv.writer(text).writerows([head, *about, *firsts, *rows])
    with suppress(StandardError):
        found = read(text.getvalue())
        assert read(decoded(csv_file.written(found), "x")) == found
        assert read_kept(kept(found), found.source) == found
        again = package(found, datetime(2026, 1, 1, tzinfo=UTC))
        assert case_reading.standard_of(json.dumps(again), found.source) == found


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
