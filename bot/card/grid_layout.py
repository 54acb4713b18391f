"""Where everything on a team's picture stands, in pixels: pure, given how wide text is."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from bot.card.grid import Grid, GridCell, Key
from bot.card.layout import LINE, STRONG_BY, WIDTH, Box, Line, Measure, Voice, widest, wrap
from conversations.readiness import State

MARGIN = 28
SMALLEST = 26
"""Pixels of the smallest text; a picture 400 pixels wide still shows it at ten."""
HEADING, ABOUT, NOTE = 48, 32, 30
MANY = 7
"""From so many tasks on, cells are narrow and text is small."""
NAMES, NARROW_NAMES = 210, 150
"""The least width of the column of names; it takes more for a long one where cells can spare it."""
CELL, NARROW_CELL = 102, 87
"""The least width of a cell, gap and all: all that one says goes into it."""
GAP = 6
"""Between two cells."""
PADDING = 8
ACROSS = 2
"""Keys side by side."""


@dataclass(frozen=True, slots=True)
class CellBox:
    """A cell's ground and icon."""

    box: Box
    icon: Box
    state: State


@dataclass(frozen=True, slots=True)
class KeyIcon:
    """An icon beside its meaning."""

    box: Box
    state: State


@dataclass(frozen=True, slots=True)
class GridLayout:
    """A whole picture."""

    box: Box
    cells: tuple[CellBox, ...]
    keys: tuple[KeyIcon, ...]
    lines: tuple[Line, ...]


def lay_out_grid(grid: Grid, measure: Measure) -> GridLayout:
    """The page from top to bottom: heading, people by tasks, the tasks' titles, the key."""
    page = _Page(measure)
    page.write(grid.title, HEADING, Voice.STRONG, most=2)
    page.write(grid.about, ABOUT, Voice.QUIET, most=2)
    page.y += GAP
    _table(page, grid)
    page.y += 2 * PADDING
    for task in grid.tasks:
        page.write(task, NOTE, Voice.PLAIN, most=2)
    page.y += 2 * PADDING
    _keys(page, grid.keys)
    page.write(grid.remark, NOTE, Voice.QUIET, most=3)
    page.write(grid.footer, NOTE, Voice.QUIET, most=3)
    return GridLayout(
        Box(0, 0, WIDTH, page.y + MARGIN), tuple(page.cells), tuple(page.keys), tuple(page.lines)
    )


class _Page:
    """What was placed so far; `y` is where the next line goes."""

    def __init__(self, measure: Measure) -> None:
        self.cells: list[CellBox] = []
        self.keys: list[KeyIcon] = []
        self.lines: list[Line] = []
        self.y = MARGIN
        self.measure = measure

    def write(self, text: str, size: int, voice: Voice, *, most: int) -> None:
        """Over the whole width, wrapped."""
        self.y += self.put(text, Box(MARGIN, self.y, WIDTH - 2 * MARGIN, 0), size, voice, most)

    def put(
        self, text: str, within: Box, size: int, voice: Voice, most: int, *, middle: bool = False
    ) -> int:
        """From the top of `within`, however high that is; gives the height of what was put."""
        y = within.y
        room = within.width - 2 * STRONG_BY
        for words in wrap(text, room, size, self.measure, most=most):
            width = min(ceil(self.measure(words, size)) + 2 * STRONG_BY, within.width)
            x = within.x + (within.width - width) // 2 if middle else within.x
            self.lines.append(Line(Box(x, y, width, _height(size)), words, size, voice))
            y += _height(size)
        return y - within.y


def _height(size: int) -> int:
    return ceil(size * LINE)


def _table(page: _Page, grid: Grid) -> None:
    count = max(1, len(grid.codes))
    whole = WIDTH - 2 * MARGIN
    is_narrow = count >= MANY
    least, spared = (NARROW_NAMES, NARROW_CELL) if is_narrow else (NAMES, CELL)
    small = SMALLEST if is_narrow else NOTE
    longest = max((widest(row.name, small, page.measure) for row in grid.rows), default=0)
    wanted = ceil(longest) + 2 * STRONG_BY + PADDING
    width = (whole - max(least, min(wanted, whole - count * spared))) // count
    names = whole - count * width
    left = MARGIN + names
    heads = [
        page.put(
            code,
            Box(left + place * width, page.y, width - GAP, 0),
            NOTE,
            Voice.STRONG,
            1,
            middle=True,
        )
        for place, code in enumerate(grid.codes)
    ]
    page.y += max(heads, default=0) + GAP
    row_of_icons = _height(small) + PADDING
    height = row_of_icons + 2 * _height(small) + 3 * PADDING
    for row in grid.rows:
        page.put(
            row.name,
            Box(MARGIN, page.y + PADDING, names - PADDING, 0),
            small,
            Voice.STRONG,
            3,
        )
        for place, cell in enumerate(row.cells):
            box = Box(left + place * width, page.y, width - GAP, height)
            _cell(page, cell, box, row_of_icons, small)
        page.y += height + GAP


def _cell(page: _Page, cell: GridCell, box: Box, row: int, size: int) -> None:
    beside = ceil(page.measure(cell.answers, size)) + 2 * STRONG_BY if cell.answers else 0
    # A large number takes its room from the icon.
    icon = max(SMALLEST, min(row, box.width - beside))
    x = box.x + max(0, box.width - icon - beside) // 2
    y = box.y + PADDING
    page.cells.append(CellBox(box, Box(x, y, icon, icon), cell.state))
    room = box.right - x - icon
    page.put(cell.answers, Box(x + icon, y + PADDING // 2, room, 0), size, Voice.STRONG, 1)
    y += row + PADDING // 2
    for words, voice in ((cell.word, Voice.PLAIN), (cell.age, Voice.QUIET)):
        page.put(words, Box(box.x, y, box.width, 0), size, voice, 1, middle=True)
        y += _height(size)


def _keys(page: _Page, keys: Sequence[Key]) -> None:
    side = _height(NOTE) - 2
    width = (WIDTH - 2 * MARGIN) // ACROSS
    for start in range(0, len(keys), ACROSS):
        heights = []
        for place, key in enumerate(keys[start : start + ACROSS]):
            x = MARGIN + place * width
            page.keys.append(KeyIcon(Box(x, page.y, side, side), key.state))
            within = Box(x + side + PADDING, page.y, width - side - 2 * PADDING, 0)
            heights.append(page.put(key.meaning, within, NOTE, Voice.PLAIN, 2))
        page.y += max(side, *heights) + GAP
