"""Messages as plain text."""

from hypothesis import given
from hypothesis import strategies as st

from bot.message import Entry, Heading, Listing, Message, Quote, Trail, text
from bot.plain import render, wrap
from bot.views.labels import columns

words = st.text("ab 中文，。(「", max_size=80)


@given(words, st.integers(6, 40))
def test_no_line_is_wider_than_asked(line: str, width: int) -> None:
    assert all(columns(cut) <= width + 2 for cut in wrap(line, width, "  "))


@given(words, st.integers(6, 40))
def test_wrapping_loses_no_letter(line: str, width: int) -> None:
    assert "".join("".join(wrap(line, width, "  ")).split()) == "".join(line.split())


def test_closing_punctuation_does_not_start_a_line() -> None:
    assert wrap("一二三四，五六", 8) == ["一二三", "四，五六"]


def test_english_is_wrapped_between_words() -> None:
    assert wrap("one two three", 8, "  ") == ["one two", "  three"]


def test_without_a_width_nothing_is_wrapped() -> None:
    assert wrap("字" * 500, None) == ["字" * 500]


def test_blocks_are_told_apart_by_blank_lines() -> None:
    message = Message(
        (
            Trail(("S", "T1")),
            Heading("H"),
            text("words"),
            Quote("P1", "原文", "translated"),
            Listing((Entry("K1", "one"), Entry("", "two"))),
        )
    )
    shown = "S › T1\n\nH\n\nwords\n\n  P1 translated\n    原文\n\n  K1 one\n  • two"
    assert render(message) == shown
