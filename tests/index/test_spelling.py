"""Slips of typing are read as the words of the index; what it knows is left alone."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.chunk import chunks_of
from index.fold import fold
from index.lexical import LexicalIndex, counted
from index.spelling import Spelling
from standards.library import shipped
from standards.renderings import renderings_of

CHUNKS = [
    chunk for standard in shipped() for chunk in chunks_of(standard, renderings_of(standard.code))
]
SPELLING = Spelling(LexicalIndex(counted(CHUNKS)), (standard.title for standard in shipped()))


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("vender contract", "vendor contract"),
        ("signing the contarct", "signing the contract"),
        ("online prodcts", "online product"),
        ("not folowing it", "not follow it"),
    ],
)
def test_a_slip_is_read_as_the_word_it_sounds_or_looks_like(slip: str, meant: str) -> None:
    mended, put_in = SPELLING.mended(slip)
    assert mended == fold(meant)
    assert put_in


@pytest.mark.parametrize(
    "text", ["客戶服務", "managing outsourcing vendors", "P1.1.4", "", "刷卡沒過"]
)
def test_what_the_index_knows_is_left_alone(text: str) -> None:
    assert SPELLING.mended(text) == (fold(text), ())


@given(st.text(max_size=60))
def test_any_text_keeps_its_length_in_chinese_and_its_number_of_words(text: str) -> None:
    mended, _put_in = SPELLING.mended(text)
    assert len(mended.split(" ")) == len(fold(text).split(" "))


class OfACafe:
    """The words of a standard that somebody added."""

    def __contains__(self, token: str, /) -> bool:
        return token in ("萃取", "咖啡")

    def beginning_with(self, letter: str) -> Iterator[tuple[str, int]]:
        yield from ()

    def pairs(self, least: int) -> Iterator[tuple[str, int]]:
        yield from (("萃取", least), ("咖啡", least))


def test_a_slip_is_read_as_the_word_of_an_added_standard_that_it_sounds_like() -> None:
    assert Spelling(OfACafe()).mended("翠取咖啡") == ("萃取咖啡", ("萃取",))


def test_an_empty_index_mends_nothing() -> None:
    assert Spelling(LexicalIndex(counted(()))).mended("翠取") == ("翠取", ())


def test_words_that_are_known_to_be_right_are_kept() -> None:
    assert SPELLING.mended("vender?", {"vender"}) == ("vender?", ())


@pytest.mark.parametrize(
    "text",
    [
        "it shows the listings",
        "trade fairs",
        "零售電商有寫產出",
        "網路顧客那份的註",
        "要會幾門外語",
    ],
)
def test_words_of_the_language_that_the_index_lacks_are_no_slips(text: str) -> None:
    assert SPELLING.mended(text) == (fold(text), ())


def test_a_particle_ends_no_word() -> None:
    assert SPELLING.mended("要會日文嗎") == (fold("要會日文嗎"), ())
