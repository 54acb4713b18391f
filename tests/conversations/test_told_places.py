"""Lists of what a part of the work has, where its own words say which part is meant."""

import pytest

from conversations.answering.told import NONE_TOLD, WEIGHTS, Signs, log_odds
from conversations.ask import Assistant

RETAIL, CROSS, TRADE, WEB = "IIS3513-005v2", "KRM4224-001v1", "KPS1420-001v2", "KPS5R0258v2"


def ids(assistant: Assistant, *questions: str) -> list[str]:
    """What the last one is answered by, in a conversation of all."""
    topic = assistant.after(questions[:-1])
    answer = assistant.answer(questions[-1], topic=topic).answer
    return [quote.id for quote in answer.citations]


def of(standard: str, *items: str) -> list[str]:
    return [f"{standard}/{item}" for item in items]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("貿易經理辦促銷那塊要懂哪些知識", of(TRADE, "K16", "K17", "K18", "K19")),
        ("貿易經理挑國家那部分要生哪些報告", of(TRADE, "O4.1.1")),
        ("零售電商看客人付不付得起的那段，要交什麼文件", of(RETAIL, "O1.4.1", "O1.4.2")),
        ("跨境電商盤點那段要交什麼？", of(CROSS, "O2.2.1")),
        (
            "In the web customer unit, which points stand under making the site better?",
            of(WEB, "E3.1", "E3.2", "E3.3", "E3.4", "E3.5", "E3.6"),
        ),
        ("管賣場前後台那塊分成哪幾步", of(CROSS, "T2.1", "T2.2", "T2.3")),
    ],
)
def test_a_part_told_in_other_words_is_listed_alone(
    question: str, expected: list[str], assistant: Assistant
) -> None:
    assert ids(assistant, question) == expected


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("我明天要面試貿易經理，要懂哪些知識", 28),
        ("貿易經理一整年要交的報告全部列出來", 14),
        ("What outputs does a trade manager produce, my boss asks", 14),
        ("我們老闆叫我整理貿易經理的技能給主管看", 27),
        ("我們公司這邊要請貿易經理，需要哪些技能", 27),
        ("I need the trade manager skills for a presentation to my boss", 27),
        ("part-timers in retail e-commerce: which skills", 9),
    ],
)
def test_what_only_says_who_asks_tells_of_no_part(
    question: str, count: int, assistant: Assistant
) -> None:
    assert len(ids(assistant, question)) == count


def test_another_part_stands_in_place_of_the_one_spoken_of(assistant: Assistant) -> None:
    conversation = (
        "Which part of the retail standard is about customer e-accounts?",
        "what report comes out of it",
        "and the credit check part, what comes out of that",
    )
    assert ids(assistant, *conversation) == of(RETAIL, "O1.4.1", "O1.4.2")
    assert ids(assistant, *conversation[:2]) == of(RETAIL, "O1.3.1")


def test_a_place_is_told_of_by_much_that_fits_one_alone() -> None:
    clear = Signs(share=4.0, cosine=0.6, says=6.0, a_part=1.0)
    assert log_odds(clear) > 0 > log_odds(Signs(share=0.0, cosine=0.1, says=0.0, a_part=0.0))
    assert log_odds(Signs(0.0, 0.0, 0.0, 0.0)) == NONE_TOLD
    assert all(weight > 0 for weight in WEIGHTS)


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("貿易經理除了推廣那塊以外要會哪些技能", 27),
        ("apart from the promotion part, what skills does the trade manager need", 27),
        ("貿易經理和零售電商在客服的部分要會哪些技能", 36),
    ],
)
def test_a_part_that_is_left_out_or_of_several_standards_is_not_listed_alone(
    question: str, count: int, assistant: Assistant
) -> None:
    assert len(ids(assistant, question)) == count


def test_in_total_counts_what_is_asked_for(assistant: Assistant) -> None:
    assert ids(assistant, "貿易經理法規總共要懂哪些") == of(TRADE, "K1", "K12", "K25")


def test_what_stands_under_something_is_a_part_of_it(assistant: Assistant) -> None:
    assert ids(assistant, "零售電商用資訊科技跟客人溝通，底下拆成哪幾步") == of(
        RETAIL, "T2.1", "T2.2", "T2.3", "T2.4"
    )


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("knowledge for promoting products overseas, trade manager", ("K16", "K17", "K18", "K19")),
        (
            "貿易經理挑選國外市場的行為指標有哪些",
            ("P4.1.1", "P4.1.2", "P4.1.3", "P4.1.4", "P4.1.5", "P4.1.6"),
        ),
    ],
)
def test_a_part_that_is_surely_told_is_listed_though_items_share_some_of_its_words(
    question: str, expected: tuple[str, ...], assistant: Assistant
) -> None:
    assert ids(assistant, question) == of(TRADE, *expected)


@pytest.mark.parametrize(
    ("question", "item"),
    [("貿易經理推廣產品要懂哪些知識", "K4"), ("貿易經理處理客訴的技能", "S4")],
)
def test_an_item_that_holds_all_of_the_words_or_comes_nearer_is_quoted_and_no_part_listed(
    question: str, item: str, assistant: Assistant
) -> None:
    assert ids(assistant, question) == of(TRADE, item)
