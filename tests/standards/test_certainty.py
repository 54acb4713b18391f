"""How sure the reader is, and why it is not."""

import pytest

from standards.certainty import Grade, certainty
from standards.model import Source
from standards.read import read
from standards.sentences import Doubt
from standards_documents import (
    CODES,
    CROSS_BORDER,
    ONLINE_CUSTOMERS,
    OUTSOURCING,
    occupation,
    reading_of,
    text_of,
)

ATTITUDES = "\n職能內涵 (A=attitude 態度)\n\nA01 創新：求新。"
ROWS = (
    "T1 甲|T1.1 乙|O1.1.1 表|P1.1.1 看 P1.1.2 聽|3|K01 知|S01 技",
    "|T1.2 丙||P1.2.1 說|||",
)


def doubts(text: str) -> dict[Doubt, dict[str, str]]:
    found = certainty(read(text, Source()))
    return {one.doubt: dict(one.params) for one in found.doubts}


@pytest.mark.parametrize("code", [code for code in CODES if code != ONLINE_CUSTOMERS])
def test_the_shipped_documents_are_read_with_certainty(code: str) -> None:
    found = certainty(reading_of(code))
    assert (found.grade, found.placed, found.doubts) == (Grade.SURE, 1.0, ())


def test_lists_that_lost_their_numbers_are_worth_a_look() -> None:
    found = certainty(reading_of(ONLINE_CUSTOMERS))
    assert found.grade is Grade.CHECK
    assert [(one.doubt, one.params) for one in found.doubts] == [
        (Doubt.LOST_NUMBERS, {"count": "2"})
    ]


def test_a_whole_small_document_is_sure() -> None:
    assert doubts(occupation(ROWS, after=ATTITUDES)) == {}


def test_a_code_that_is_missing_from_its_sequence_is_named() -> None:
    rows = [
        "T1 甲|T1.1 乙|O1.1.1 表|P1.1.1 看 P1.1.3 聽|3|K01 知 K04 識|S01 技",
        "|T1.2 丙||P1.2.1 說|||",
    ]
    assert doubts(occupation(rows, after=ATTITUDES)) == {Doubt.GAPS: {"codes": "P1.1.2, K02, K03"}}


def test_an_activity_without_indicators_is_named() -> None:
    rows = [ROWS[0].replace("聽", "聽 P1.1.3 問"), "|T1.2 丙|O1.2.1 單||||"]
    assert doubts(occupation(rows, after=ATTITUDES)) == {Doubt.NO_INDICATORS: {"codes": "T1.2"}}


def test_a_document_of_few_statements_is_worth_a_look() -> None:
    assert doubts(occupation([ROWS[0]], after=ATTITUDES)) == {Doubt.FEW: {"count": "2"}}


def test_words_without_a_place_lower_the_share_and_many_make_it_doubtful() -> None:
    whole = occupation(ROWS, after=ATTITUDES)
    some = certainty(read(f"{whole}\n\n職能內涵\t無處可放", Source()))
    many = certainty(read(f"{whole}\n\n職能內涵\t{'無處可放' * 20}", Source()))
    assert Grade.CHECK is some.grade
    assert Grade.DOUBTFUL is many.grade
    assert some.placed > 0.85 > many.placed


def test_a_row_that_is_lost_is_noticed() -> None:
    text = text_of(CROSS_BORDER)
    lines = text.split("\n")
    lost = next(n for n, line in enumerate(lines) if "\tT2.1" in line)
    found = doubts("\n".join(lines[:lost] + lines[lost + 1 :]))
    assert "T2.1" in found[Doubt.GAPS]["codes"]


def test_what_gives_no_level_or_contradicts_itself_is_worth_a_look() -> None:
    text = text_of(OUTSOURCING)
    assert Doubt.NO_LEVEL in doubts(text.replace("| Level | 5 |", "| Level | |"))
    assert doubts(text.replace("| Level | 5 |", "| Level | 4 |")) == {
        Doubt.DISAGREES: {"count": "1"}
    }
