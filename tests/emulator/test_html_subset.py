"""The HTML that Telegram understands."""

import html
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telegram_emulator.entities import finish, part, units
from telegram_emulator.errors import Refused
from telegram_emulator.html_subset import parse

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
TAGS = st.sampled_from(["b", "i", "u", "s", "tg-spoiler", "strong", "em"])


def marks(source: str) -> list[tuple[str, str]]:
    text, entities = parse(source)
    return [(entity["type"], part(text, entity)) for entity in entities]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<b>one</b> two", [("bold", "one")]),
        ("<strong>a</strong><em>b</em>", [("bold", "a"), ("italic", "b")]),
        ("<ins>a</ins><del>b</del>", [("underline", "a"), ("strikethrough", "b")]),
        ('<span class="tg-spoiler">x</span>', [("spoiler", "x")]),
        ("<blockquote>q</blockquote>", [("blockquote", "q")]),
        ("<blockquote expandable>q</blockquote>", [("expandable_blockquote", "q")]),
        ("<b>安全<i>第一</i></b>", [("italic", "第一"), ("bold", "安全第一")]),
        ("<code>x</code>", [("code", "x")]),
        ("<b></b>x", []),
        ("<a href='nonsense'>x</a>", []),
    ],
)
def test_each_tag_becomes_its_entity(source: str, expected: list[tuple[str, str]]) -> None:
    assert marks(source) == expected


def test_a_link_keeps_its_address() -> None:
    _, [link] = parse('<a href="https://example.org/?a=1&amp;b=2">here</a>')
    assert link["url"] == "https://example.org/?a=1&b=2"


def test_code_in_pre_names_the_language() -> None:
    _, entities = parse('<pre><code class="language-python">x = 1</code></pre>')
    assert entities == [{"type": "pre", "offset": 0, "length": 5, "language": "python"}]


def test_offsets_count_utf16_units() -> None:
    _, [bold] = parse("🙂<b>ok</b>")
    assert (bold["offset"], bold["length"]) == (2, 2)


def test_references_are_decoded_and_unknown_names_stand_as_they_are() -> None:
    assert parse("&lt;&gt;&amp;&quot;&#65;&#x1F642;&nbsp;")[0] == '<>&"A🙂&nbsp;'


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("a<p>b</p>", 'Unsupported start tag "p" at byte offset 1'),
        ("級<br>", 'Unsupported start tag "br" at byte offset 3'),
        ("3 < 4", 'Unsupported start tag "" at byte offset 2'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        (
            "<b><i>x</b></i>",
            'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"',
        ),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_bad_html_is_refused_with_the_place(source: str, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        parse(source)
    assert refused.value.description == f"Bad Request: can't parse entities: {reason}"


@given(TEXT)
def test_escaped_text_comes_back_unmarked(text: str) -> None:
    assert parse(html.escape(text)) == (text, [])


@given(TEXT)
def test_any_text_is_parsed_or_refused(text: str) -> None:
    with suppress(Refused):
        assert parse(f"<b>{text}</b>")[0] in html.unescape(text)


@given(st.lists(st.tuples(TAGS, TEXT)))
def test_marked_parts_come_back_in_order(parts: list[tuple[str, str]]) -> None:
    source = "".join(f"<{tag}>{html.escape(text)}</{tag}>" for tag, text in parts)
    text, entities = parse(source)
    assert text == "".join(shown for _, shown in parts)
    assert [part(text, entity) for entity in entities] == [shown for _, shown in parts if shown]


@given(st.text("ab \n🙂", max_size=20))
def test_trimming_moves_the_entities_along(text: str) -> None:
    shown = finish(f"  {text}x  ", [{"type": "bold", "offset": units(text) + 2, "length": 1}])
    [bold] = shown.entities
    assert part(shown.text, bold) == "x"


def test_commands_mentions_and_links_are_found() -> None:
    shown = finish("/ask@some_bot see https://example.org/a. @ann #safety a/b", ())
    assert [(entity["type"], part(shown.text, entity)) for entity in shown.entities] == [
        ("bot_command", "/ask@some_bot"),
        ("url", "https://example.org/a"),
        ("mention", "@ann"),
        ("hashtag", "#safety"),
    ]


def test_nothing_stands_inside_code() -> None:
    text, entities = parse("<code>/ask <b>x</b></code>")
    assert [entity["type"] for entity in finish(text, entities).entities] == ["code"]
