"""The two things that a question sets side by side, each in the words that tell of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.ask import Assistant
from conversations.halves import MOST, halves
from index.fold import fold

RETAIL, TRADE, CROSS, ONLINE = (
    "IIS3513-005v2",
    "KPS1420-001v2",
    "KRM4224-001v1",
    "KPS5R0258v2",
)


def words(assistant: Assistant, question: str) -> list[tuple[str, str]]:
    return [(each.one.words, each.other.words) for each in assistant.explain(question).halves]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("跨境電商維護商品資料跟維護庫存數，知識差在哪", ("維護商品資料", "維護庫存數")),
        ("零售電商的客戶溝通跟用銷售系統，技能差幾個", ("客戶溝通", "用銷售系統")),
        ("taking orders vs shipping, which skills differ", ("taking orders", "shipping")),
    ],
)
def test_each_half_keeps_the_words_that_tell_of_it(
    assistant: Assistant, question: str, expected: tuple[str, str]
) -> None:
    assert tuple(map(fold, expected)) in words(assistant, question)


def test_each_half_is_of_the_standard_that_is_named_in_it(assistant: Assistant) -> None:
    (read,) = assistant.explain("外貿經理的客戶服務跟零售電商的客戶溝通，哪個級別高").halves
    assert (read.one.standard, read.other.standard) == (TRADE, RETAIL)


def test_a_standard_named_once_is_that_of_both(assistant: Assistant) -> None:
    (read,) = assistant.explain("貿易經理描繪市場跟分析資料，技能差在哪").halves
    assert read.one.standard == read.other.standard == TRADE


def test_two_standards_alone_have_no_halves(assistant: Assistant) -> None:
    assert assistant.explain("貿易經理和跨境電商的技能差在哪").halves == ()


def test_another_clause_is_no_part_of_a_half(assistant: Assistant) -> None:
    said = words(assistant, "我想請教，社群活動規劃跟數據分析，技能不一樣的是哪個")
    assert said
    assert all("请教" not in half for both in said for half in both)


@given(st.text(alphabet="和跟/ab ，。甲乙丙", max_size=40))
def test_whatever_is_typed_the_halves_are_parts_of_it(text: str) -> None:
    folded = fold(text)
    found = halves(folded, folded, [], lambda said: " ".join(said.split()))
    assert len(found) <= MOST
    for read in found:
        for half in (read.one, read.other):
            assert half.words
            assert all(word in folded for word in half.words.split())


@pytest.mark.parametrize("word", ["提高轉換率", "降低退貨率", "多國語言", "參與展覽"])
def test_a_word_that_only_begins_like_a_comparison_stays_whole(
    assistant: Assistant, word: str
) -> None:
    assert (fold(word), fold("處理客訴")) in words(
        assistant, f"貿易經理的{word}跟處理客訴，技能差在哪"
    )


# What is answered for two things that are told of in other words than their titles.


def cited(assistant: Assistant, question: str) -> list[str]:
    return [quote.id for quote in assistant.answer(question).answer.citations]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("外貿經理的客戶服務跟零售電商的客戶溝通，哪個級別高", [f"{TRADE}/T1", f"{RETAIL}/T2"]),
        (
            "社群活動規劃和社群數據分析，技能不一樣的是哪個",
            [f"{CROSS}/S02", f"{CROSS}/T1.1", f"{CROSS}/T1.2"],
        ),
        (
            "Reports in trade manager T2 versus T4: what comes out of each?",
            [
                f"{TRADE}/O2.1.1",
                f"{TRADE}/O2.3.1",
                f"{TRADE}/O2.4.1",
                f"{TRADE}/O2.4.2",
                f"{TRADE}/O4.1.1",
                f"{TRADE}/O4.3.1",
                f"{TRADE}/O4.4.1",
            ],
        ),
    ],
)
def test_what_two_parts_have_is_told_though_no_title_is_said(
    assistant: Assistant, question: str, expected: list[str]
) -> None:
    assert set(cited(assistant, question)) == set(expected)


def test_one_part_told_in_two_words_is_listed_as_one(assistant: Assistant) -> None:
    listed = cited(assistant, "跨境訂單跟出貨那邊要懂哪些知識啊")
    assert {f"{CROSS}/K10", f"{CROSS}/K13"} <= {*listed}


def test_where_two_share_nothing_what_each_has_is_told(assistant: Assistant) -> None:
    told = cited(assistant, "零售電商裡「跟客戶溝通」和「用銷售系統」要懂的東西有重複嗎")
    assert {f"{RETAIL}/K04", f"{RETAIL}/K07"} <= {*told}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("零售電商 T1 跟 T3 都有故障處理？差別？", {f"{RETAIL}/P1.1.4", f"{RETAIL}/P3.3.1"}),
        ("客戶回饋在貿易經理的T1.3跟T3.3各要做什麼", {f"{TRADE}/P1.3.2", f"{TRADE}/P3.3.1"}),
    ],
)
def test_a_subject_in_two_places_is_told_from_each(
    assistant: Assistant, question: str, expected: set[str]
) -> None:
    told = cited(assistant, question)
    assert expected <= {*told}
    assert len({id_.partition("/")[0] for id_ in told}) == 1


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("跨境電商跟開發網路顧客都有講到庫存嗎", {f"{CROSS}/P2.2.1", f"{ONLINE}/N2"}),
        ("跨境營運跟貿易經理，哪一個要交預算書？", {f"{TRADE}/O3.1.2"}),
    ],
)
def test_which_of_two_says_something_is_told_from_those_that_do(
    assistant: Assistant, question: str, expected: set[str]
) -> None:
    assert expected <= {*cited(assistant, question)}


def test_an_excuse_before_it_turns_nothing_round(assistant: Assistant) -> None:
    question = "維護商品資料跟分析社群數據比，多了哪些技能"
    assert cited(assistant, question) == cited(assistant, f"不好意思，{question}")
    assert cited(assistant, question) == [f"{CROSS}/{code}" for code in ("S09a", "S10", "S11")]


def test_two_tasks_asked_what_they_are_are_quoted_and_not_compared(assistant: Assistant) -> None:
    assert cited(assistant, "貿易經理 T1 和 T2 分別是什麼") == [f"{TRADE}/T1", f"{TRADE}/T2"]
