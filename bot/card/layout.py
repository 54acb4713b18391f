"""Where everything on a card stands, in pixels: pure, given how wide text is."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from math import ceil

from bot.card.tiles import Card, Tile
from conversations.readiness import State

WIDTH = 1080
"""A phone's, so that the picture is shown pixel by pixel there."""
SMALLEST = 30
"""Pixels of the smallest text."""
MARGIN = 40
GAP = 20
"""Between two tiles."""
PADDING = 28
BAR = 14
"""The strip of colour along a tile's left edge."""
ICON = 92
HEADING, TITLE, WORD, BODY = 50, 38, 36, 32
LINE = 1.4
"""The height of a line by that of its text."""
STRONG_BY = 2
"""By how much strong text is wider on either side."""

Measure = Callable[[str, int], float]
"""The width of a line of text of a size, both in pixels."""


class Voice(Enum):
    """How a line is drawn."""

    STRONG = auto()
    PLAIN = auto()
    QUIET = auto()


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, from its upper left corner."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """Just beyond it."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """Just below it."""
        return self.y + self.height

    def holds(self, other: "Box") -> bool:
        """Whether all of `other` is inside."""
        return (
            self.x <= other.x
            and self.y <= other.y
            and other.right <= self.right
            and other.bottom <= self.bottom
        )

    def meets(self, other: "Box") -> bool:
        """Whether they share a pixel."""
        return (
            self.x < other.right
            and other.x < self.right
            and self.y < other.bottom
            and other.y < self.bottom
        )


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text; its baseline is three quarters down its box."""

    box: Box
    text: str
    size: int
    voice: Voice


@dataclass(frozen=True, slots=True)
class Panel:
    """A tile's ground and icon."""

    box: Box
    icon: Box
    state: State


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole picture."""

    box: Box
    panels: tuple[Panel, ...]
    lines: tuple[Line, ...]


def lay_out(card: Card, measure: Measure) -> Layout:
    """The card from top to bottom, each tile as high as its text."""
    column = _Column(MARGIN, MARGIN, WIDTH - 2 * MARGIN, measure)
    column.write(card.title, HEADING, Voice.STRONG, most=3)
    column.write(card.rendering, TITLE, Voice.QUIET, most=2)
    column.write(card.about, BODY, Voice.QUIET, most=2)
    column.write(card.summary, WORD, Voice.STRONG, most=2)
    column.y += GAP
    panels: list[Panel] = []
    lines = column.lines
    for tile in card.tiles:
        panel, inside = _panel(tile, column.y, measure)
        panels.append(panel)
        lines += inside
        column.y = panel.box.bottom + GAP
    column.write(card.footer, SMALLEST, Voice.QUIET, most=2)
    return Layout(Box(0, 0, WIDTH, column.y + MARGIN), tuple(panels), tuple(lines))


def _panel(tile: Tile, y: int, measure: Measure) -> tuple[Panel, list[Line]]:
    left = MARGIN + BAR + PADDING
    x = left + ICON + PADDING
    column = _Column(x, y + PADDING - 6, WIDTH - MARGIN - PADDING - x, measure)
    column.write(tile.title, TITLE, Voice.PLAIN, most=3)
    column.write(tile.rendering, BODY, Voice.QUIET, most=2)
    column.y += 6
    column.write_both(tile.word, tile.figures)
    height = column.y - y + PADDING - 6
    box = Box(MARGIN, y, WIDTH - 2 * MARGIN, height)
    icon = Box(left, y + (height - ICON) // 2, ICON, ICON)
    return Panel(box, icon, tile.state), column.lines


class _Column:
    """Lines one below the other; `y` is where the next one goes."""

    def __init__(self, x: int, y: int, width: int, measure: Measure) -> None:
        self.lines: list[Line] = []
        self.x, self.y, self.width = x, y, width
        self._measure = measure

    def write(self, text: str, size: int, voice: Voice, *, most: int) -> None:
        """Wrapped, and cut after `most` lines."""
        for words in wrap(text, self.width - 2 * STRONG_BY, size, self._measure, most=most):
            self.y += self._put(words, self.x, size, voice)

    def write_both(self, word: str, figures: str) -> None:
        """The state and its figures, on one line where they fit."""
        width = self._wide(word, WORD)
        if width + GAP + self._wide(figures, BODY) > self.width:
            self.write(word, WORD, Voice.STRONG, most=2)
            self.write(figures, BODY, Voice.QUIET, most=2)
            return
        self._put(figures, self.x + width + GAP, BODY, Voice.QUIET, height=_height(WORD))
        self.y += self._put(word, self.x, WORD, Voice.STRONG)

    def _put(self, words: str, x: int, size: int, voice: Voice, *, height: int = 0) -> int:
        height = height or _height(size)
        box = Box(x, self.y, self._wide(words, size), height)
        if words:
            self.lines.append(Line(box, words, size, voice))
        return height

    def _wide(self, words: str, size: int) -> int:
        return ceil(self._measure(words, size)) + 2 * STRONG_BY


def _height(size: int) -> int:
    return ceil(size * LINE)


_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff□"
_CLOSING = "，。、；：？！）」』》〉】〕…—·,.;:?!)\\]”’%％"
_OPENING = "（「『《〈【〔(\\[“‘"
_UNIT = re.compile(
    rf"\s+|[{_OPENING}]*(?:[{_WIDE}]|[^\s{_WIDE}{_OPENING}{_CLOSING}]+)[{_CLOSING}]*"
    rf"|[{_OPENING}{_CLOSING}]+"
)
"""What a line is not broken within: a word, a Chinese character, with their punctuation."""


def widest(text: str, size: int, measure: Measure) -> float:
    """How wide a line must be so that `wrap` breaks no word of `text`."""
    return max((measure(unit, size) for unit in _UNIT.findall(text)), default=0)


def wrap(text: str, width: float, size: int, measure: Measure, *, most: int) -> Sequence[str]:
    """`text` in lines no wider than `width`; the last of `most` ends in … where more follows."""
    lines = [""]

    def add(piece: str) -> None:
        if lines[-1] and measure((lines[-1] + piece).rstrip(), size) > width:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()

    for unit in _UNIT.findall(text):
        if measure(unit, size) <= width:
            add(unit)
        else:
            # It is broken wherever it starts: on a line of its own it is so as late as can be.
            lines.append("")
            for letter in unit:
                add(letter)
    lines = [kept for line in lines if (kept := line.rstrip())]
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and measure(last + "…", size) > width:
        last = last[:-1]
    return [*lines[: most - 1], last.rstrip() + "…"]
