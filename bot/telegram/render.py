"""A message as Telegram's HTML, in pieces that Telegram takes.

Text is laid out as lines of spans first; tags are put on piece by piece, so that no piece is cut
inside a tag or an escaped letter.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.message import (
    Block,
    Heading,
    Listing,
    Message,
    Paragraph,
    Quote,
    Span,
    Style,
    Trail,
)

MOST_UNITS = 4096
"""UTF-16 code units of a message, counted after its tags are read."""
MOST_ENTITIES = 100
_UNSENDABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_TAGS = {Style.PLAIN: "", Style.STRONG: "b", Style.QUIET: "i"}


@dataclass(frozen=True, slots=True)
class Piece:
    """What is sent as one message, with tags and without."""

    html: str
    plain: str


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a piece, and what parts it from the line before."""

    spans: tuple[Span, ...]
    quoted: bool = False
    gap: str = "\n"

    @property
    def plain(self) -> str:
        return "".join(span.text for span in self.spans)

    @property
    def html(self) -> str:
        inner = "".join(_tagged(span) for span in self.spans)
        return f"<blockquote>{inner}</blockquote>" if self.quoted else inner

    @property
    def entities(self) -> int:
        return self.quoted + sum(span.style is not Style.PLAIN for span in self.spans)


def render(message: Message, room: int = MOST_UNITS) -> list[Piece]:
    """The message's text in pieces of at most `room` visible units; none where it has no text.

    A piece ends between blocks where it can, else between lines, else within a line.
    """
    pieces: list[Piece] = []
    taken: list[_Line] = []
    for block in message.blocks:
        lines = [cut for line in _lines(block) for cut in _cut(line, room)]
        if not lines:
            continue
        # Quotes from one place stand together.
        together = bool(taken) and taken[-1].quoted and lines[0].quoted
        lines[0] = replace(lines[0], gap="\n" if together else "\n\n")
        whole = [*taken, *lines]
        if _fits(whole, room):
            taken = whole
            continue
        if taken and _fits(lines, room):
            pieces.append(_piece(taken))
            taken = lines
            continue
        for line in lines:
            if taken and not _fits([*taken, line], room):
                pieces.append(_piece(taken))
                taken = []
            taken.append(line)
    return [*pieces, _piece(taken)] if taken else pieces


def units(words: str) -> int:
    """UTF-16 code units, which is how Telegram counts."""
    return len(words.encode("utf-16-le")) // 2


def _fits(lines: list[_Line], room: int) -> bool:
    return units(_plain(lines)) <= room and sum(line.entities for line in lines) <= MOST_ENTITIES


def _piece(lines: list[_Line]) -> Piece:
    tagged = lines[0].html + "".join(line.gap + line.html for line in lines[1:])
    return Piece(tagged, _plain(lines))


def _plain(lines: list[_Line]) -> str:
    return lines[0].plain + "".join(line.gap + line.plain for line in lines[1:])


def _tagged(span: Span) -> str:
    words = html.escape(span.text)
    tag = _TAGS[span.style]
    return f"<{tag}>{words}</{tag}>" if tag else words


def _lines(block: Block) -> Iterator[_Line]:
    """The block's lines, without those that have nothing to see."""
    match block:
        case Heading(words):
            yield from _shown([Span(words, Style.STRONG)])
        case Trail(places):
            yield from _shown([Span(" › ".join(places), Style.QUIET)])
        case Paragraph(spans):
            yield from _shown(list(spans))
        case Quote(code, words, rendering):
            said = [Span(rendering), Span("\n"), Span(words, Style.QUIET)]
            shown = said if rendering else [Span(words)]
            if code:
                shown = [Span(code, Style.STRONG), Span(" "), *shown]
            for line in _shown(shown):
                yield replace(line, quoted=True)
        case Listing(entries):
            for entry in entries:
                if entry.code:
                    mark = Span(entry.code, Style.STRONG)
                    yield from _shown([mark, Span(" "), Span(entry.text)])
                else:
                    yield from _shown([Span(f"• {entry.text}")])


def _shown(spans: list[Span]) -> Iterator[_Line]:
    """The spans cut at line ends, letters that cannot be sent taken out."""
    line: list[Span] = []
    for span in spans:
        first, *further = _clean(span.text).split("\n")
        line.append(replace(span, text=first))
        for words in further:
            yield from _trimmed(line)
            line = [replace(span, text=words)]
    yield from _trimmed(line)


def _trimmed(spans: list[Span]) -> Iterator[_Line]:
    """Without blank ends, which Telegram drops and would then count otherwise than we do."""
    spans = [span for span in spans if span.text]
    while spans and not spans[0].text.strip():
        spans = spans[1:]
    while spans and not spans[-1].text.strip():
        spans = spans[:-1]
    if spans:
        spans[0] = replace(spans[0], text=spans[0].text.lstrip())
        spans[-1] = replace(spans[-1], text=spans[-1].text.rstrip())
        yield _Line(tuple(spans))


def _clean(words: str) -> str:
    return _UNSENDABLE.sub("", words).encode("utf-8", "replace").decode()


def _cut(line: _Line, room: int) -> Iterator[_Line]:
    """The line, or as many as it takes where it alone is too long; never within a letter."""
    if units(line.plain) <= room:
        yield line
        return
    spans: list[Span] = []
    left = room
    for span in line.spans:
        words = ""
        for letter in span.text:
            size = units(letter)
            if size > left:
                spans.append(replace(span, text=words))
                yield from (replace(cut, quoted=line.quoted) for cut in _trimmed(spans))
                spans, words, left = [], "", room
            words += letter
            left -= size
        spans.append(replace(span, text=words))
    yield from (replace(cut, quoted=line.quoted) for cut in _trimmed(spans))
