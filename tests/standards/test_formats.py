"""The same standard comes out of every file format, in every layout of the publishers."""

from collections.abc import Sequence

import pytest

from document_files import pdf, typeset, written
from made_documents import ALL, CHINESE_HONG_KONG, NEWER, OLD_HONG_KONG, OLDER, UNIT, Made
from publisher_layouts import as_one_table, laid_out
from standards.as_json import standard_json
from standards.certainty import Grade, certainty
from standards.document import opened
from standards.formats.blocks import Block
from standards.formats.child import extracted
from standards.formats.kind import Format
from standards.formats.lines import Written
from standards.formats.lines import written as as_lines
from standards.graph import items
from standards.model import Activity, FindingKind, Language, Source, Standard, Task
from standards.read import read
from standards.reading import Reading
from standards.sentences import Why
from standards_documents import CODES, OUTSOURCING, standard_of

FILES = (Format.DOCX, Format.ODT, Format.HTML, Format.XLSX, Format.PDF)


def lines_of(data: bytes, format: Format) -> Written:
    """What is read of a file, without the process that it is else read in."""
    return as_lines(extracted(data, format)[0])


def read_from(data: bytes, format: Format) -> Reading:
    return read(lines_of(data, format).text, Source(file=f"made.{format}"))


def whole(standard: Standard) -> dict[str, object]:
    """All of a standard but the findings on how it was printed."""
    return standard_json(standard) | {"findings": []}


def wholes(standard: Standard) -> dict[str, str]:
    prefix = f"{standard.code}/"
    return {
        item.id.removeprefix(prefix): item.whole.strip()
        for item in items(standard)
        if item.id != standard.id
    }


@pytest.mark.parametrize("format", FILES)
@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(
    "in_table",
    [
        pytest.param(False, id="below"),
        pytest.param(True, id="in the table", marks=pytest.mark.slow),
    ],
)
def test_a_shipped_standard_comes_back_from_a_file_item_by_item(
    code: str, format: Format, in_table: bool
) -> None:
    standard = standard_of(code)
    data = written(format, laid_out(standard, in_table=in_table))
    assert whole(read_from(data, format).standard) == whole(standard)


@pytest.mark.slow
@pytest.mark.parametrize("format", FILES)
@pytest.mark.parametrize("code", CODES[:3])
def test_a_shipped_standard_comes_back_from_one_single_table(code: str, format: Format) -> None:
    standard = standard_of(code)
    blocks = as_one_table(laid_out(standard, in_table=True))
    data = pdf(blocks, heading_again=False) if format is Format.PDF else written(format, blocks)
    assert whole(read_from(data, format).standard) == whole(standard)


@pytest.mark.slow
@pytest.mark.parametrize("boxes", [False, True], ids=["lines", "boxes"])
@pytest.mark.parametrize("heading_again", [False, True])
@pytest.mark.parametrize("height", [420.0, 595.0, 842.0])
@pytest.mark.parametrize("code", CODES)
def test_a_shipped_standard_comes_back_however_its_pages_are_cut(
    code: str, height: float, heading_again: bool, boxes: bool
) -> None:
    standard = standard_of(code)
    data = pdf(laid_out(standard), height=height, heading_again=heading_again, boxes=boxes)
    assert whole(read_from(data, Format.PDF).standard) == whole(standard)


@pytest.mark.parametrize("code", [*CODES[:2], OUTSOURCING])
def test_a_shipped_standard_comes_back_from_pages_with_a_font_of_their_own(code: str) -> None:
    standard = standard_of(code)
    reading = read_from(typeset(laid_out(standard)), Format.PDF)
    assert whole(reading.standard) == whole(standard)


@pytest.mark.parametrize("made", [NEWER, UNIT, CHINESE_HONG_KONG], ids=lambda made: made.name)
def test_a_layout_is_read_from_pages_with_a_font_of_their_own(made: Made) -> None:
    standard = read_from(typeset(made.blocks), Format.PDF).standard
    assert wholes(standard) == dict(made.items)


def test_the_cuts_of_pages_are_reported() -> None:
    data = pdf(laid_out(standard_of(CODES[0])), height=330.0)
    written_lines = lines_of(data, Format.PDF)
    standard = read(written_lines.text, Source()).standard
    cuts = [one for one in standard.findings if one.kind is FindingKind.MENDED_CUT]
    assert len(written_lines.pages) > 5
    assert cuts
    assert all(" ‖ " in one.printed for one in cuts)


@pytest.mark.parametrize("format", FILES)
@pytest.mark.parametrize("made", ALL, ids=lambda made: made.name)
def test_every_layout_is_read_from_every_format(made: Made, format: Format) -> None:
    reading = read_from(written(format, made.blocks), format)
    standard = reading.standard
    assert (standard.code, standard.title, standard.level) == (made.code, made.title, made.level)
    assert wholes(standard) == dict(made.items)
    for id, of in made.per.items():
        activities = [activity for task in standard.tasks for activity in task.activities]
        places: list[Task | Activity] = [*standard.tasks, *activities]
        (place,) = (one for one in places if one.code == id)
        assert [one.partition("/")[2] for one in (*place.knowledge, *place.skills)] == list(of)
    for label, value in made.fields.items():
        assert standard.fields[label] == value
    assert certainty(reading).grade is not Grade.DOUBTFUL
    assert certainty(reading).placed > 0.99


@pytest.mark.parametrize("made", ALL, ids=lambda made: made.name)
def test_every_layout_is_read_from_the_text_itself(made: Made) -> None:
    standard = read(as_lines(made.blocks).text, Source()).standard
    assert wholes(standard) == dict(made.items)


def whys(blocks: Sequence[Block]) -> set[str]:
    return {one.why for one in read(as_lines(blocks).text, Source()).standard.findings}


def test_the_slips_of_an_older_print_are_reported() -> None:
    assert whys(OLDER.blocks) == {
        Why.WRONG_LETTER,
        Why.TRAILING_DOT,
        Why.GLUED_DIGIT,
        Why.LOOK_ALIKE,
        Why.NO_CODE,
    }


def test_entries_under_a_bullet_of_a_unit_are_listed_after_it_and_reported() -> None:
    reading = read(as_lines(OLD_HONG_KONG.blocks).text, Source())
    (finding,) = (
        one for one in reading.standard.findings if one.kind is FindingKind.FLATTENED_LIST
    )
    assert finding.where == "LOWHOM101A/R2.2"
    assert finding.params["count"] == "2"


def test_a_unit_in_chinese_is_a_chinese_standard_with_its_own_labels() -> None:
    standard = read(as_lines(CHINESE_HONG_KONG.blocks).text, Source()).standard
    assert standard.language is Language.ZH_HANT
    assert standard.task_label == "表現要求"
    assert standard.credit == 3
    assert standard.fields["能力標準說明"] == "酒店業《能力標準說明》"
    assert [one.params["code"] for one in standard.findings if one.why is Why.OTHER_UNIT] == [
        "LOWHOM101A"
    ]


@pytest.mark.parametrize("format", FILES)
def test_a_file_is_read_apart_from_the_program(format: Format) -> None:
    standard = standard_of(CODES[1])
    document = opened(written(format, laid_out(standard)), f"made.{format}")
    assert document.format is format
    assert whole(read(document.text, Source()).standard) == whole(standard)
    assert bool(document.pages) is (format is Format.PDF)
