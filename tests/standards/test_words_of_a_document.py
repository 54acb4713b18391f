"""The small parts of reading: runs, cuts, tags, numbers, suspicions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standards import entries
from standards.ledger import Ledger
from standards.markup import unmarked
from standards.mending import CUT, bulleted, cuts, mended, sublists
from standards.rows import key, lines
from standards.runs import Run
from standards.suspicions import is_simplified


@given(st.text(), st.integers(0, 9), st.integers(0, 9))
def test_a_run_cut_and_joined_again_knows_where_it_stood(text: str, one: int, two: int) -> None:
    run = Run.of(text, 5)
    again = run[:one] + run[one : one + two] + run[one + two :]
    assert again == run
    assert all(text[offset - 5] == c for c, offset in zip(run.text, run.offsets, strict=True))
    assert run.strip().text == text.strip()


@pytest.mark.parametrize(
    ("left", "right", "whole"),
    [
        ("報告的程", "序。", "報告的程序。"),
        ("條款(International", "Commercial Terms)", "條款(International Commercial Terms)"),
        ("更新 FAQ", "的參考", "更新 FAQ的參考"),
        ("商品銷售", "ERP 系統", "商品銷售ERP 系統"),
        ("see (", "EDI)", "see (EDI)"),
    ],
)
def test_halves_join_with_a_space_only_between_latin_words(
    left: str, right: str, whole: str
) -> None:
    run = Run.joined((Run.of(left), CUT, Run.of(right, 50)))
    assert mended(run) == whole
    (cut,) = cuts(run)
    assert cut.printed == f"{left[-16:]} ‖ {right[:16]}"


def test_spaces_that_are_printed_stay() -> None:
    assert mended(Run.of(" 相關法規。 例如：  甲 ")) == "相關法規。 例如：  甲"


def test_lists_under_an_entry_are_told_by_their_other_bullets() -> None:
    found = sublists(Run.of("包括：● 甲● 乙：■ 丙■ 丁● 戊● 己■ 庚"))
    assert [(one.entry, one.below) for one in found] == [("乙：", ("丙", "丁")), ("己", ("庚",))]
    assert found[0].printed == "● 乙：■ 丙■ 丁"
    assert sublists(Run.of("包括：● 甲 • 乙● 丙")) == ()
    assert sublists(Run.of("■ 甲■ 乙")) == ()


def test_bullets_are_taken_off_also_where_they_are_glued() -> None:
    assert bulleted(Run.of("包括： • 甲、乙 • 丙")) == ("包括：", ("甲、乙", "丙"))
    assert bulleted(Run.of("包括：● 甲● 乙■ 丙")) == ("包括：", ("甲", "乙", "丙"))
    assert bulleted(Run.of("研發•設計")) == ("研發•設計", ())


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("<p>甲</p> <p>乙</p>", "甲乙"),
        ("<b>K26</b> 甲", "K26 甲"),
        ('<ul style="list-style-type: none"> • 甲', "• 甲"),
        ("R&amp;D", "R&D"),
        ("a < b > c", "a < b > c"),
        ("<KPI> &unknown;", "<KPI> &unknown;"),
        ("甲<br/>乙", "甲乙"),
        ("**Title** and **甲 乙**", "Title and 甲 乙"),
        ("2 ** 3 **", "2 ** 3 **"),
    ],
)
def test_tags_part_or_vanish_and_other_angles_are_words(printed: str, read: str) -> None:
    assert mended(unmarked(Run.of(printed), Ledger(printed))) == read


def test_rows_are_tab_separated_or_piped_and_rules_are_no_rows() -> None:
    ledger = Ledger("甲\t<b>乙</b>\t\n| 丙 | 丁 |\n|---|--|\n--\t--\n\n  - 戊\n第 3 頁，總共 9 頁")
    found = lines(ledger)
    assert [[cell.text for cell in line.cells] for line in found[:2]] == [
        ["甲", "乙", ""],
        ["丙", "丁"],
    ]
    assert [line.is_break for line in found] == [False, False, True, True, True, False, True]
    assert (found[5].indent, found[5].run.text) == (2, "- 戊")


def test_labels_are_compared_without_spaces_and_look_alikes() -> None:
    assert key("職能 級別") == key("職能級別")
    assert key("⾏為指標") == "行為指標"
    assert key("職能內涵（K＝knowledge 知識）") == "職能內涵(K=knowledge知識)"


@pytest.mark.parametrize(
    ("numeral", "value"), [("一", 1), ("九", 9), ("十", 10), ("十二", 12), ("二十一", 21), ("7", 7)]
)
def test_chinese_numerals_are_numbers(numeral: str, value: int) -> None:
    assert entries.value(numeral) == value


def test_a_number_inside_a_sentence_starts_no_entry() -> None:
    _, found = entries.arabic(Run.of("1. 用 3. 版 2. 存 2.5 倍 3. 報"))
    assert [one.text.text.strip() for one in found] == ["用 3. 版", "存 2.5 倍", "報"]


def test_spaces_beside_latin_words_part_no_entries() -> None:
    pieces = entries.spaced(Run.of("使用 Excel 軟體 製作報表，如： (1) 月報 (2) 年報 檢查"))
    assert [piece.text for piece in pieces] == [
        "使用 Excel 軟體",
        "製作報表，如： (1) 月報 (2) 年報",
        "檢查",
    ]


@pytest.mark.parametrize(("character", "simplified"), [("产", True), ("產", False), ("台", False)])
def test_a_character_of_simplified_chinese_only_is_told(character: str, simplified: bool) -> None:
    assert is_simplified(character) is simplified
