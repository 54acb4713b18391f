"""Whose is asked for of two things side by side, and how many of something."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.amounts import Amount, amount_in
from conversations.sides import Side, aimed_at, nearest, side_asked
from index.fold import fold


def asked(text: str, first: str, second: str) -> Side:
    folded = fold(text)
    spans = [
        (folded.index(fold(one)), folded.index(fold(one)) + len(fold(one)))
        for one in (first, second)
    ]
    return side_asked(folded, *spans)


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("T2 比 T1 多了哪些技能", Side.FIRST),
        ("跟 T2 比，T1 多了什麼", Side.SECOND),
        ("T2 比 T1 少了哪些知識", Side.SECOND),
        ("T2 有、T1 沒有的技能", Side.FIRST),
        ("T2 沒有 T1 卻有的", Side.SECOND),
        ("which outputs does T2 have that T1 does not", Side.FIRST),
        ("T2 vs T1: what does only one of them need", Side.APART),
        ("what T2 has that T1 lacks, and the other way round", Side.APART),
        ("T2 和 T1 的技能", Side.ALL),
        ("T2 和 T1 的技能有沒有重疊", Side.ALL),
    ],
)
def test_the_words_around_two_things_say_whose_is_asked_for(text: str, side: Side) -> None:
    assert asked(text, "T2", "T1") is side


@given(st.sampled_from(Side))
def test_seen_from_the_other_twice_a_side_is_itself(side: Side) -> None:
    assert side.other().other() is side


def test_a_word_is_said_of_the_nearest_thing_and_of_none_that_is_far() -> None:
    assert nearest((10, 12), [(0, 2), (8, 9)]) == 1
    assert nearest((40, 42), [(0, 2), (8, 9)]) is None


def test_what_somebody_wants_to_become_stands_after_the_wish() -> None:
    text = fold("想當貿易經理，我現在是跨境小編")
    manager, seller = text.index(fold("貿易經理")), text.index(fold("跨境"))
    assert aimed_at(text, [(manager, manager + 4), (seller, seller + 4)]) == 0
    assert aimed_at(fold("貿易經理和跨境"), [(0, 4), (5, 7)]) is None


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("只有一條指標的任務", (1, 1)),
        ("兩份以上的產出", (2, None)),
        ("指標超過五條", (6, None)),
        ("產出不到兩項", (0, 1)),
        ("at least two outputs", (2, None)),
        ("more than one output", (2, None)),
        ("fewer than three indicators", (0, 2)),
        ("exactly two skills", (2, 2)),
        ("最多三項知識", (0, 3)),
    ],
)
def test_how_many_is_read_from_the_words_around_a_number(text: str, amount: Amount) -> None:
    found = amount_in(fold(text))
    assert found is not None
    assert found[1] == amount


@pytest.mark.parametrize("text", ["一條指標寫了什麼", "第二項知識", "有哪些任務", "T1 的兩個活動"])
def test_a_number_alone_asks_for_no_number_of_things(text: str) -> None:
    assert amount_in(fold(text)) is None
