from dataclasses import replace

import pytest

from index.chunk import chunks_of
from index.fold import fold
from index.lookup import CodeMention, Lookup
from small_standard import english_standard, small_standard

ONE, TWO = small_standard(), small_standard("KPS1420-001v2", "倉管人員")
LOOKUP = Lookup(
    chunk for standard in (ONE, TWO, english_standard()) for chunk in chunks_of(standard)
)


def ids(text: str) -> list[str]:
    return [id_ for mention in LOOKUP.codes(text) for id_ in mention.ids]


@pytest.mark.parametrize(
    "text", ["P1.1.1", "p1.1.1", "ｐ１.１.１", "Ｐ１．１．１ 是什麼？", "(P1.1.1)", "請問P1.1.1。"]
)
def test_an_items_code_names_it_in_every_standard(text: str) -> None:
    assert ids(text) == ["ABC1234-001v1/P1.1.1", "KPS1420-001v2/P1.1.1"]


@pytest.mark.parametrize("text", ["K01", "K1", "k1", "Ｋ０１"])
def test_a_leading_zero_makes_no_difference(text: str) -> None:
    assert ids(text) == ["ABC1234-001v1/K01", "KPS1420-001v2/K01"]


def test_a_standards_code_names_the_standard() -> None:
    assert LOOKUP.codes("abc1234-001V1 要會什麼") == [
        CodeMention("abc1234-001V1", ("ABC1234-001v1",), names_standard=True)
    ]


def test_a_whole_id_names_one_item() -> None:
    assert ids("KPS1420-001v2/P1.1.1 呢？") == ["KPS1420-001v2/P1.1.1"]


def test_a_shared_code_names_both_its_texts() -> None:
    assert ids("ABC1234-001v1/S05") == ["ABC1234-001v1/S05a", "ABC1234-001v1/S05b"]
    assert ids("ABC1234-001v1/S5b") == ["ABC1234-001v1/S05b"]


def test_bare_codes_can_be_kept_to_some_standards() -> None:
    mentions = LOOKUP.codes("K01 和 K09", standards={"KPS1420-001v2"})
    assert [mention.ids for mention in mentions] == [("KPS1420-001v2/K01",), ()]


@pytest.mark.parametrize("text", ["P9.9.9", "K99", "IIS3513-005v2", "110985L5", "KPS1420-001"])
def test_a_code_that_no_standard_has_is_reported_as_such(text: str) -> None:
    assert [(mention.printed, mention.ids) for mention in LOOKUP.codes(text)] == [(text, ())]


@pytest.mark.parametrize(
    "text",
    [
        *("IIS3513", "KPS1420", "KRM4224", "J6312", "G4719", "H5210", "K=knowledge", "(EDI)"),
        *("FAQ", "INCOTERMS", "Excel", "2019/12/31", "P1.1.4.5", "B2B", "AK01", "K011", "x-K01"),
    ],
)
def test_what_only_looks_like_a_code_is_none(text: str) -> None:
    assert LOOKUP.codes(text) == []


def test_a_code_is_no_part_of_a_longer_one() -> None:
    assert [mention.printed for mention in LOOKUP.codes("T1.1 T1 K10 KPS1420-001v2")] == [
        "T1.1",
        "T1",
        "K10",
        "KPS1420-001v2",
    ]


def test_a_code_said_twice_is_mentioned_once() -> None:
    assert len(LOOKUP.codes("K01、k1 和 K01")) == 1


def test_an_items_code_at_the_end_of_a_sentence_is_found() -> None:
    assert ids("Tell me about R1.1.") == ["110001L4/R1.1"]


@pytest.mark.parametrize("text", ["門市服務人員", "門市服務人員職能基準", "门市服务人员？"])
def test_a_standards_title_names_it(text: str) -> None:
    assert LOOKUP.titles(text) == ["ABC1234-001v1"]


def test_a_title_inside_a_question_is_found() -> None:
    assert LOOKUP.titles("門市服務人員要有什麼態度") == ["ABC1234-001v1"]


def test_the_longest_title_hides_those_inside_it() -> None:
    assert LOOKUP.titles("消費者保護法規有哪些") == ["ABC1234-001v1/K01", "KPS1420-001v2/K01"]


def test_a_short_title_is_found_only_alone() -> None:
    chunks = [chunk for chunk in chunks_of(ONE) if chunk.code != "T2"]
    short = [*chunks, *chunks_of(english_standard())]
    assert Lookup(short).titles("Count the stock!") == ["110001L4/R1"]
    assert Lookup(short).titles("count the stockings") == []


def test_codes_come_before_titles_and_nothing_twice() -> None:
    assert LOOKUP("門市服務人員 ABC1234-001v1 的 K02") == [
        "ABC1234-001v1",
        "ABC1234-001v1/K02",
        "KPS1420-001v2/K02",
    ]


def test_a_question_that_names_nothing_finds_nothing() -> None:
    assert LOOKUP("客人退貨怎麼辦") == []


def test_a_title_is_given_as_it_stands_in_the_text() -> None:
    chunks = [replace(each, rendering="Serving and selling") for each in chunks_of(ONE)]
    task = next(chunk for chunk in chunks if chunk.code == "T1")
    lookup = Lookup([task])
    assert lookup.title(task.id) == fold("接待與銷售")
    assert lookup.title(task.id, "what of serving and selling?") == "serving and selling"
    assert lookup.title("no/such") == ""
