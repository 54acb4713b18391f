"""The standards' own words and letters are explained, and nothing else is taken for them."""

import pytest

from conversations.facets import Facet
from conversations.glossary import meant_by


@pytest.mark.parametrize(
    ("text", "facet"),
    [
        ("what does K stand for", Facet.KNOWLEDGE),
        ("What is a skill?", Facet.SKILLS),
        ("行為指標是什麼？", Facet.INDICATORS),
        ("行为指标是什么意思", Facet.INDICATORS),
        ("O 是什麼意思", Facet.OUTPUTS),
        ("什麼是工作產出", Facet.OUTPUTS),
        ("職能級別是什麼意思", Facet.LEVEL),
    ],
)
def test_a_part_of_a_standard_is_explained(text: str, facet: Facet) -> None:
    assert meant_by(text) == (facet,)


@pytest.mark.parametrize(
    "text",
    [
        "貿易經理的行為指標是什麼",
        "K01 是什麼",
        "T2 要懂哪些知識",
        "what skills does a trade manager need",
        "EDI 是什麼",
        "what is customer knowledge",
        "",
    ],
)
def test_what_is_asked_of_something_is_no_such_question(text: str) -> None:
    assert meant_by(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "知識跟技能差在哪",
        "K 和 S 有什麼不同？",
        "what's the difference between knowledge and skills?",
        "how do knowledge differ from skills",
    ],
)
def test_the_difference_between_two_parts_is_what_each_of_them_means(text: str) -> None:
    assert meant_by(text) == (Facet.KNOWLEDGE, Facet.SKILLS)


@pytest.mark.parametrize("text", ["what does level 5 mean", "級別 5 是什麼意思"])
def test_a_level_is_explained_with_or_without_its_number(text: str) -> None:
    assert meant_by(text) == (Facet.LEVEL,)


def test_the_difference_between_two_standards_is_another_question() -> None:
    assert meant_by("貿易經理跟零售電商差在哪") == ()
