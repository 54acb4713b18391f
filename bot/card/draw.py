"""Layouts painted as PNG and PDF. Pillow is loaded with this module, so import it late.

A picture takes its own fonts: FreeType's faces may not be shared between threads.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from math import cos, pi, sin
from typing import Any, TypeVar

from PIL import Image, ImageDraw, ImageFont

from bot.card.grid import Grid
from bot.card.grid_layout import lay_out_grid
from bot.card.layout import BAR, ICON, Box, Layout, Line, Panel, Voice, lay_out
from bot.card.letters import FOLDER, covered, legible
from bot.card.marks import MARKS, Shape
from bot.card.tiles import Card
from conversations.readiness import State

_log = logging.getLogger(__name__)

FINER = 4
"""Icons are drawn so many times as large and shrunk, which smooths their edges."""
CORNER = 20
STRIP = 8
"""The height of the strip of colour along a cell's lower edge."""
DOTS_AN_INCH = 130
"""Of a PDF: a picture is about as wide as a sheet of paper."""
QUALITY = 88
"""Of the pictures in a PDF, of 100; letters show no traces, and fifty pages stay below 50 MB."""
BASELINE = 0.75
"""How far down its box a line's baseline is."""


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours that are no state's, as `#rrggbb`."""

    ground: str
    tile: str
    ink: str
    quiet: str


LIGHT = Theme(ground="#E9ECF0", tile="#FFFFFF", ink="#14171C", quiet="#444A54")
DARK = Theme(ground="#0F1318", tile="#1D232C", ink="#F3F5F8", quiet="#B4BCC8")


async def picture(card: Card, *, dark: bool) -> bytes:
    """The card as a PNG, drawn in a thread of its own."""
    return await asyncio.to_thread(png, card, DARK if dark else LIGHT)


async def grid_picture(grid: Grid, *, dark: bool) -> bytes:
    """A page of a team as a PNG, drawn in a thread of its own."""
    return await asyncio.to_thread(grid_png, grid, DARK if dark else LIGHT)


async def grid_document(grids: Sequence[Grid], at: datetime) -> bytes:
    """All pages of a team as a PDF dated `at`, drawn in a thread of its own, dark on light."""
    return await asyncio.to_thread(grids_pdf, grids, at)


def png(card: Card, theme: Theme) -> bytes:
    """The card as a PNG; what the font lacks is drawn as a box, and logged by its code points."""
    fonts = _Fonts()
    return paint(lay_out(_legible(card), fonts.measure), theme, fonts.of)


def grid_png(grid: Grid, theme: Theme) -> bytes:
    """A page of a team as a PNG, otherwise like `png`."""
    written = BytesIO()
    _grid_image(grid, theme).save(written, "PNG")
    return written.getvalue()


def grids_pdf(grids: Sequence[Grid], at: datetime) -> bytes:
    """Pages of a team as a PDF, each page as large as its picture."""
    written = BytesIO()
    moment = at.astimezone(UTC).timetuple()
    for number, grid in enumerate(grids):
        # One after another: a page takes 8 MB while it is drawn, and a large team has fifty.
        _grid_image(grid, LIGHT).save(
            written,
            "PDF",
            append=number > 0,
            resolution=DOTS_AN_INCH,
            quality=QUALITY,
            title=grids[0].title,
            creationDate=moment,
            modDate=moment,
        )
    return written.getvalue()


def _grid_image(grid: Grid, theme: Theme) -> Image.Image:
    fonts = _Fonts()
    layout = lay_out_grid(_legible(grid), fonts.measure)
    image = Image.new("RGB", (layout.box.width, layout.box.height), theme.ground)
    draw = ImageDraw.Draw(image)
    icons: dict[tuple[State, int], Image.Image] = {}

    def put_icon(state: State, box: Box) -> None:
        if (state, box.width) not in icons:
            mark = MARKS[state]
            icons[state, box.width] = icon(mark.shape, mark.colour, theme, box.width)
        drawn = icons[state, box.width]
        image.paste(drawn, (box.x, box.y), drawn)

    for cell in layout.cells:
        strip = replace(cell.box, y=cell.box.bottom - STRIP, height=STRIP)
        draw.rectangle(_corners(cell.box), fill=theme.tile)
        draw.rectangle(_corners(strip), fill=MARKS[cell.state].colour)
        put_icon(cell.state, cell.icon)
    for key in layout.keys:
        put_icon(key.state, key.box)
    for line in layout.lines:
        _line(draw, line, theme, fonts.of)
    return image


Words = TypeVar("Words", Card, Grid)


def _legible(words: Words) -> Words:
    missing: set[str] = set()

    def clean(part: Any) -> Any:
        # By its exact type: a state is a text too.
        if type(part) is str:
            shown, lacking = legible(part, covered())
            missing.update(lacking)
            return shown
        if isinstance(part, tuple):
            return tuple(map(clean, part))
        if is_dataclass(part) and not isinstance(part, type):
            return replace(
                part, **{each.name: clean(getattr(part, each.name)) for each in fields(part)}
            )
        return part

    cleaned: Words = clean(words)
    if missing:
        # By code point only: the letters may be of someone's name.
        points = ", ".join(f"U+{ord(letter):04X}" for letter in sorted(missing))
        _log.warning("the card's font lacks %s", points)
    return cleaned


class _Fonts:
    """The card's font in every size asked for."""

    def __init__(self) -> None:
        self._sizes: dict[int, ImageFont.FreeTypeFont] = {}

    def of(self, size: int) -> ImageFont.FreeTypeFont:
        """The font of a size in pixels."""
        if size not in self._sizes:
            self._sizes[size] = ImageFont.truetype(
                FOLDER / "card.otf", size, layout_engine=ImageFont.Layout.BASIC
            )
        return self._sizes[size]

    def measure(self, text: str, size: int) -> float:
        """The width of a line in pixels."""
        return self.of(size).getlength(text)


FontOf = Callable[[int], ImageFont.FreeTypeFont]


def paint(layout: Layout, theme: Theme, font_of: FontOf) -> bytes:
    """The layout as a PNG of exactly its size."""
    image = Image.new("RGB", (layout.box.width, layout.box.height), theme.ground)
    draw = ImageDraw.Draw(image)
    for panel in layout.panels:
        _panel(image, draw, panel, theme)
    for line in layout.lines:
        _line(draw, line, theme, font_of)
    written = BytesIO()
    image.save(written, "PNG")
    return written.getvalue()


def _panel(image: Image.Image, draw: ImageDraw.ImageDraw, panel: Panel, theme: Theme) -> None:
    box = panel.box
    colour = MARKS[panel.state].colour
    draw.rounded_rectangle(_corners(box), CORNER, fill=theme.tile)
    draw.rounded_rectangle(
        _corners(replace(box, width=CORNER + BAR)),
        CORNER,
        fill=colour,
        corners=(True, False, False, True),
    )
    draw.rectangle(
        _corners(replace(box, x=box.x + BAR, width=CORNER)),
        fill=theme.tile,
    )
    drawn = icon(MARKS[panel.state].shape, colour, theme)
    image.paste(drawn, (panel.icon.x, panel.icon.y), drawn)


def _corners(box: Box) -> tuple[int, int, int, int]:
    """Both corners, which Pillow counts as inside."""
    return box.x, box.y, box.right - 1, box.bottom - 1


def _line(draw: ImageDraw.ImageDraw, line: Line, theme: Theme, font_of: FontOf) -> None:
    box = line.box
    draw.text(
        (
            box.x + (box.width - font_of(line.size).getlength(line.text)) / 2,
            box.y + round(box.height * BASELINE),
        ),
        line.text,
        font=font_of(line.size),
        anchor="ls",
        fill=theme.quiet if line.voice is Voice.QUIET else theme.ink,
        stroke_width=0.6 if line.voice is Voice.STRONG else 0,
    )


def icon(shape: Shape, colour: str, theme: Theme, across: int = ICON) -> Image.Image:
    """A state's icon, transparent around it; its edge is the text's colour, to be seen by all."""
    side = across * FINER
    image = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    _Pen(ImageDraw.Draw(image), side, colour, theme).draw(shape)
    return image.resize((across, across), Image.Resampling.LANCZOS)


Point = tuple[float, float]
"""Within the unit square, from its upper left corner."""


class _Pen:
    """Draws shapes in the unit square onto an image of `side` pixels."""

    def __init__(self, draw: ImageDraw.ImageDraw, side: int, colour: str, theme: Theme) -> None:
        self._draw = draw
        self._side = side
        self._colour = colour
        self._edge = theme.ink
        self._sign = "#000000" if luminance(colour) > 0.18 else "#FFFFFF"
        self._width = round(side * 0.05)

    def draw(self, shape: Shape) -> None:
        """One shape."""
        match shape:
            case Shape.RING:
                self._circle()
            case Shape.PIE:
                self._draw.pieslice(self._square(0.06), -90, 0, fill=self._colour)
                self._circle()
                self._stroke([(0.5, 0.09), (0.5, 0.5), (0.91, 0.5)], self._edge, 0.05)
            case Shape.DIAMOND:
                self._polygon([(0.5, 0.03), (0.97, 0.5), (0.5, 0.97), (0.03, 0.5)])
                self._question()
            case Shape.TRIANGLE:
                self._polygon([(0.5, 0.07), (0.97, 0.91), (0.03, 0.91)])
                self._stroke([(0.5, 0.36), (0.5, 0.62)], self._sign, 0.1)
                self._dot((0.5, 0.77), 0.055)
            case Shape.ARROW:
                self._arrow()
            case Shape.TICK:
                self._draw.rounded_rectangle(
                    self._square(0.06),
                    self._side * 0.18,
                    fill=self._colour,
                    outline=self._edge,
                    width=self._width,
                )
                self._stroke([(0.27, 0.53), (0.44, 0.69), (0.74, 0.34)], self._sign, 0.11)
            case Shape.STAR:
                self._polygon(
                    [
                        _around((0.5, 0.54), 0.5 if place % 2 == 0 else 0.22, place / 10)
                        for place in range(10)
                    ]
                )

    def _at(self, point: Point) -> Point:
        return point[0] * self._side, point[1] * self._side

    def _square(self, inset: float) -> tuple[float, float, float, float]:
        return (*self._at((inset, inset)), *self._at((1 - inset, 1 - inset)))

    def _circle(self) -> None:
        self._draw.ellipse(self._square(0.06), outline=self._edge, width=self._width)

    def _polygon(self, points: list[Point]) -> None:
        placed = [self._at(point) for point in points]
        self._draw.polygon(placed, fill=self._colour)
        self._draw.line([*placed, *placed[:2]], self._edge, self._width, joint="curve")

    def _stroke(self, points: list[Point], colour: str, width: float) -> None:
        self._draw.line(
            [self._at(point) for point in points],
            colour,
            round(self._side * width),
            joint="curve",
        )
        for point in (points[0], points[-1]):
            self._dot(point, width / 2, colour)

    def _dot(self, point: Point, radius: float, colour: str = "") -> None:
        x, y = self._at(point)
        reach = radius * self._side
        self._draw.ellipse((x - reach, y - reach, x + reach, y + reach), colour or self._sign)

    def _question(self) -> None:
        bow = [_around((0.5, 0.4), 0.13, turn / 24) for turn in range(-7, 11)]
        self._stroke([*bow, (0.5, 0.6)], self._sign, 0.08)
        self._dot((0.5, 0.73), 0.05)

    def _arrow(self) -> None:
        arc = [_around((0.48, 0.56), 0.33, turn / 48) for turn in range(11, 47)]
        self._stroke(arc, self._edge, 0.24)
        self._stroke(arc, self._colour, 0.14)
        self._polygon([(0.46, 0.04), (0.83, 0.23), (0.46, 0.44)])


def _around(centre: Point, radius: float, turn: float) -> Point:
    """The point of a circle after a part of a turn, clockwise from the top."""
    return centre[0] + radius * sin(2 * pi * turn), centre[1] - radius * cos(2 * pi * turn)


def luminance(colour: str) -> float:
    """The relative luminance of `#rrggbb`, from 0 to 1 (WCAG 2.2)."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
