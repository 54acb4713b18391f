"""Messages as Telegram's HTML, judged by a strict parser of it."""

from hypothesis import given
from hypothesis import strategies as st

from bot.message import (
    Block,
    Entry,
    Heading,
    Listing,
    Message,
    Paragraph,
    Quote,
    Span,
    Style,
    Trail,
    text,
)
from bot.telegram.render import MOST_ENTITIES, Piece, render, units
from telegram_emulator import html_subset
from telegram_emulator.entities import finish

words = st.text(
    st.one_of(st.sampled_from("<>&\"'\n\t\u200b 中文𠮷😀/b"), st.characters()), max_size=60
)
spans = st.builds(Span, words, st.sampled_from(Style))
blocks: st.SearchStrategy[Block] = st.one_of(
    st.builds(Heading, words),
    st.builds(Trail, st.lists(words, max_size=3).map(tuple)),
    st.builds(Paragraph, st.lists(spans, max_size=4).map(tuple)),
    st.builds(Quote, words, words, words),
    st.builds(Listing, st.lists(st.builds(Entry, words, words), max_size=4).map(tuple)),
)
messages = st.builds(Message, st.lists(blocks, max_size=6).map(tuple))


def shown(piece: Piece) -> str:
    """What Telegram makes of a piece; fails where it cannot read it."""
    return finish(*html_subset.parse(piece.html)).text


def squeezed(words: str) -> str:
    return "".join(
        letter for letter in words if not letter.isspace() and (letter >= " " and letter != "\x7f")
    )


def words_of(message: Message) -> str:
    """Everything that the blocks say, in order."""
    said = ""
    for block in message.blocks:
        match block:
            case Heading(heading):
                said += heading
            case Trail(parts):
                said += "›".join(parts)
            case Paragraph(spans):
                said += "".join(span.text for span in spans)
            case Quote(code, quoted, rendering):
                said += code + rendering + quoted
            case Listing(entries):
                said += "".join((entry.code or "•") + entry.text for entry in entries)
    return said.encode("utf-8", "replace").decode()


@given(messages, st.integers(8, 90))
def test_every_piece_is_read_by_telegram_and_fits(message: Message, room: int) -> None:
    for piece in render(message, room):
        assert units(piece.plain) <= room
        assert shown(piece).strip()
        assert squeezed(shown(piece)) == squeezed(piece.plain)
        assert units(shown(piece)) <= room


@given(messages, st.integers(8, 90))
def test_nothing_is_lost_or_told_twice(message: Message, room: int) -> None:
    said = "".join(piece.plain for piece in render(message, room))
    assert squeezed(said) == squeezed(words_of(message))


def test_everything_is_escaped() -> None:
    (piece,) = render(Message((Heading("<b>&amp;</b>"), Quote("<i>", '"&"'))))
    assert shown(piece) == '<b>&amp;</b>\n\n<i> "&"'


def test_a_long_message_is_cut_between_blocks() -> None:
    message = Message((text("一" * 3000), text("二" * 1000), text("三" * 1000)))
    first, second = render(message)
    assert first.plain == "一" * 3000 + "\n\n" + "二" * 1000
    assert second.plain == "三" * 1000


def test_a_block_too_long_for_one_piece_is_cut_within() -> None:
    pieces = render(Message((Quote("P1", "𠮷" * 5000),)))
    assert [units(piece.plain) <= 4096 for piece in pieces] == [True] * 3
    assert all(piece.html.startswith("<blockquote>") for piece in pieces)


def test_no_piece_has_more_entities_than_telegram_shows() -> None:
    entries = tuple(Entry(f"K{number}", "x") for number in range(250))
    for piece in render(Message((Listing(entries),))):
        assert piece.html.count("</") <= MOST_ENTITIES


def test_a_message_without_words_has_no_piece() -> None:
    assert render(Message((text(" \n "), Heading("")))) == []
