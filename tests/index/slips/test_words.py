"""English slips are read as the words of the trade that were meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.slips.words import shipped_words

WORDS = shipped_words()


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("how offen do we review it", "how often do we review it"),
        ("how many credts is the unit", "how many credits is the unit"),
        ("where are incotrems mentoined", "where are incoterms mentioned"),
        ("custmer complants", "customer complaints"),
        ("the job discription", "the job description"),
        ("after shiping a parcel", "after shipping a parcel"),
        ("cross boder ecommerce", "cross border ecommerce"),
        ("Custmer complaints", "customer complaints"),
        ("跨境電商exel要很會用嗎", "跨境電商excel要很會用嗎"),
    ],
)
def test_what_is_no_word_is_read_as_the_one_that_likely_stands_there(slip: str, meant: str) -> None:
    mended, put_in = WORDS.mended(slip)
    assert mended == meant
    assert put_in


def test_of_two_words_the_neighbours_tell_which() -> None:
    assert WORDS.mended("the level of skil")[0] == "the level of skill"
    assert WORDS.mended("open an acount for a customer")[0] == "open an account for a customer"


@pytest.mark.parametrize(
    "text",
    [
        "which attitudes are shared",
        "licences, scanners and rivals",
        "what should be farmed out",
        "we keep hooking up new tools",
        "EDMX, KPS5R0258v2, IIS3513-005v2",
        "see www.shopee.tw/abcd or mail to me@exampel.com",
        "blorfsnizzlewug",
        "don't, o'clokc",
        "",
    ],
)
def test_words_codes_and_addresses_are_left_alone(text: str) -> None:
    assert WORDS.mended(text) == (text, ())


@given(st.text(max_size=60))
def test_any_text_is_taken(text: str) -> None:
    mended, put_in = WORDS.mended(text)
    assert put_in or mended == text
