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
    assert meant_by(text) is facet


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
    assert meant_by(text) is None
