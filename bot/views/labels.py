"""Words on buttons, short enough for a phone, and the row that leads back."""

import unicodedata

from bot.callbacks import Action, Home
from bot.message import Button, Row
from conversations.language import Translator

ROOM = 40
"""Columns of a button as wide as the screen; a Chinese character takes two."""


def columns(words: str) -> int:
    """How many columns `words` take where a wide character takes two."""
    return sum(
        0
        if unicodedata.combining(letter)
        else 2
        if unicodedata.east_asian_width(letter) in "WF"
        else 1
        for letter in words
    )


def shorten(words: str, room: int = ROOM) -> str:
    """`words` on one line, cut with an ellipsis where they need more than `room` columns."""
    words = " ".join(words.split())
    if columns(words) <= room:
        return words
    kept = ""
    for letter in words:
        if columns(kept + letter) > room - 1:
            break
        kept += letter
    return kept.rstrip() + "…"


def ticked(label: str, is_chosen: bool) -> str:
    """A choice's label, with a tick before it where it is what holds now."""
    return f"✓ {label}" if is_chosen else label


def way_back(_: Translator, back: Action | None = None) -> Row:
    """Back where there is a way back, and home."""
    home = Button(_("Home"), Home())
    return (Button(_("‹ Back"), back), home) if back is not None else (home,)


def grid(buttons: list[Button], across: int = 4) -> tuple[Row, ...]:
    """Short buttons side by side."""
    return tuple(tuple(buttons[start : start + across]) for start in range(0, len(buttons), across))
