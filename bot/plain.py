"""A message as plain text, for the terminal and for a command's output."""

import re
import unicodedata
from collections.abc import Iterator

from bot.message import Block, Heading, Listing, Message, Paragraph, Quote, Trail
from bot.views.labels import columns

INDENT = "  "


def render(message: Message, width: int | None = None) -> str:
    """The message's text without its buttons; lines are wrapped at `width` columns if given."""
    said = ""
    quoting = False
    for block in message.blocks:
        lines = [line for written, indent in _lines(block) for line in wrap(written, width, indent)]
        part = "\n".join(lines)
        if part:
            # Quotes from one place stand together.
            together = quoting and isinstance(block, Quote)
            said += ("\n" if together else "\n\n" if said else "") + part
            quoting = isinstance(block, Quote)
    return said


def _lines(block: Block) -> Iterator[tuple[str, str]]:
    """Each line with the indent of its further lines."""
    match block:
        case Heading(words):
            yield words, ""
        case Trail(places):
            yield " › ".join(places), ""
        case Paragraph(spans):
            for line in "".join(span.text for span in spans).split("\n"):
                yield line, ""
        case Quote(code, words, rendering):
            first, *further = f"{code} {rendering or words}".strip().split("\n")
            yield INDENT + first, INDENT * 2
            for line in (*further, *(words.split("\n") if rendering else ())):
                yield INDENT * 2 + line, INDENT * 2
        case Listing(entries):
            for entry in entries:
                yield f"{INDENT}{entry.code or '•'} {entry.text}", INDENT * 2


def wrap(line: str, width: int | None, indent: str = "") -> list[str]:
    """The line cut at `width` columns: between words, or after any Chinese character.

    Closing punctuation never starts a line.
    """
    if width is None or columns(line) <= width:
        return [line]
    lines: list[str] = []
    current = ""
    for piece in _pieces(line):
        if current.strip() and columns(current) + columns(piece.rstrip()) > width:
            lines.append(current.rstrip())
            current = indent + piece.lstrip()
        else:
            current += piece
        while columns(current.rstrip()) > width:
            head = _head(current, width)
            lines.append(head)
            current = indent + current[len(head) :]
    return [*lines, current.rstrip()] if current.strip() else lines


def _pieces(line: str) -> Iterator[str]:
    """Words with the spaces after them; wide characters alone, closing punctuation kept on."""
    for match in re.finditer(r"\s+|[^\s]+\s*", line):
        piece = ""
        for letter in match[0]:
            wide = unicodedata.east_asian_width(letter) in "WF"
            closes = unicodedata.category(letter) in ("Pe", "Pf", "Po") or letter.isspace()
            if piece and not closes and (wide or unicodedata.east_asian_width(piece[-1]) in "WF"):
                yield piece
                piece = ""
            piece += letter
        yield piece


def _head(words: str, width: int) -> str:
    """As much as fits, at least two letters beyond the indent so that wrapping moves on."""
    head = ""
    for letter in words:
        if columns(head + letter) > width and head.strip():
            break
        head += letter
    return head
