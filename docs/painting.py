"""Paints a terminal and a chat as pictures, with the font that the product brings along.

A picture carries the words it was painted from (`said_in`), so that a test can tell whether it is
up to date on a machine whose image library paints an edge a shade differently.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

from PIL import Image, ImageDraw, ImageFont, PngImagePlugin

from bot.card.letters import FOLDER, covered

SIZE, LEADING = 26, 38
"""Of a line, in pixels; the documents show a picture at half its size."""
PAD, GAP, ROUND = 28, 14, 22
COLOURS = 40
"""Of a picture: letters on few grounds need no more, and the file stays small."""
_SAID = "Said"
_BOLD = 0.6


@dataclass(frozen=True, slots=True)
class Span:
    """Some words on a line, and how they stand out: `bold`, `quiet`, `typed` or nothing."""

    words: str
    look: str = ""


Line = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Terminal:
    """What stands in a terminal's window, from the command on."""

    lines: tuple[str, ...]
    width: int = 1560


@dataclass(frozen=True, slots=True)
class Bubble:
    """A message of a chat: a file that a person sent, or the assistant's HTML with its buttons."""

    html: str
    buttons: tuple[tuple[str, ...], ...] = ()
    file: str = ""
    """The name of the file, and then there are no words."""
    size: str = ""


@dataclass(frozen=True, slots=True)
class Chat:
    """Messages under each other."""

    bubbles: tuple[Bubble, ...]
    width: int = 1180


Scene = Terminal | Chat


def said(scene: Scene) -> str:
    """The words of a scene: what its picture is up to date with."""
    return repr(scene)


def said_in(png: bytes) -> str:
    """The words that a picture was painted from."""
    return str(Image.open(io.BytesIO(png)).info.get(_SAID, ""))


def painted(scene: Scene) -> bytes:
    """The scene as a PNG. Raises LookupError for a character that the font lacks."""
    image = _terminal(scene) if isinstance(scene, Terminal) else _chat(scene)
    written, about = io.BytesIO(), PngImagePlugin.PngInfo()
    about.add_itxt(_SAID, said(scene), zip=True)
    few = image.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(written, "PNG", optimize=True, pnginfo=about)
    return written.getvalue()


_GROUND, _BAR, _INK, _DIM, _KEYS = "#1B1F27", "#2A303B", "#E4E8EE", "#93A0B2", "#8FD694"
_WALL, _MINE, _THEIRS, _TEXT, _SHADE, _LINK = (
    "#D6E2EC",
    "#E3F6CF",
    "#FFFFFF",
    "#15181D",
    "#66707C",
    "#2B7CC1",
)
_BUTTON = "#B7CBDB"


class _Pen:
    def __init__(self) -> None:
        self._font = ImageFont.truetype(FOLDER / "card.otf", SIZE)

    def wide(self, words: str) -> float:
        return self._font.getlength(words)

    def write(
        self, on: ImageDraw.ImageDraw, at: tuple[float, float], words: str, ink: str, bold: bool
    ) -> None:
        if lacking := {letter for letter in words if letter not in covered() and letter != " "}:
            raise LookupError(f"the font lacks {sorted(lacking)}")
        on.text(at, words, ink, self._font, stroke_width=_BOLD if bold else 0)

    def wrapped(self, line: Line, width: float) -> Iterator[Line]:
        """The line in as many as it takes: cut at spaces, and anywhere between Chinese letters."""
        found: list[Span] = []
        used = 0.0
        for span in line:
            for piece in _pieces(span.words):
                room = self.wide(piece.rstrip())
                if found and used + room > width:
                    yield tuple(found)
                    found, used, piece = [], 0.0, piece.lstrip()
                    indent = len(line[0].words) - len(line[0].words.lstrip(" "))
                    if indent:
                        found.append(Span(" " * (indent + 2)))
                        used = self.wide(found[0].words)
                found.append(Span(piece, span.look))
                used += self.wide(piece)
        yield tuple(found)


def _pieces(words: str) -> Iterator[str]:
    piece = ""
    for letter in words:
        piece += letter
        if letter == " " or letter > "\u2e80":
            yield piece
            piece = ""
    if piece:
        yield piece


def _terminal(scene: Terminal) -> Image.Image:
    pen = _Pen()
    lines: list[Line] = []
    for line in scene.lines:
        look = "typed" if line.startswith("$ ") else ""
        lines += pen.wrapped((Span(line, look),), scene.width - 2 * PAD)
    bar = 52
    image = Image.new("RGB", (scene.width, bar + 2 * PAD + LEADING * len(lines)), "white")
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((0, 0, image.width - 1, image.height - 1), ROUND, _GROUND)
    draw.rounded_rectangle((0, 0, image.width - 1, bar), ROUND, _BAR)
    draw.rectangle((0, bar - ROUND, image.width - 1, bar), _BAR)
    for left in (PAD, PAD + 36, PAD + 72):
        draw.ellipse((left, bar / 2 - 9, left + 18, bar / 2 + 9), _DIM)
    y: float = bar + PAD
    for row in lines:
        x: float = PAD
        for span in row:
            ink = _KEYS if span.look == "typed" else _INK
            pen.write(draw, (x, y), span.words, ink, bold=False)
            x += pen.wide(span.words)
        y += LEADING
    return image


def _chat(scene: Chat) -> Image.Image:
    pen = _Pen()
    inner = scene.width - 4 * PAD - 120
    rows = [list(_rows(pen, bubble, inner)) for bubble in scene.bubbles]
    heights = [_high(bubble, own) for bubble, own in zip(scene.bubbles, rows, strict=True)]
    total = sum(heights) + GAP * (len(heights) - 1) + 2 * PAD
    image = Image.new("RGB", (scene.width, total), _WALL)
    draw = ImageDraw.Draw(image)
    y = PAD
    for bubble, own, height in zip(scene.bubbles, rows, heights, strict=True):
        if bubble.file:
            _file(pen, draw, bubble, scene.width, y)
        else:
            _words(pen, draw, bubble, own, inner + 2 * PAD, y)
        y += height + GAP
    return image


def _rows(pen: _Pen, bubble: Bubble, width: float) -> Iterator[Line]:
    for line in _lines_of(bubble.html):
        yield from pen.wrapped(line, width)


def _high(bubble: Bubble, rows: Sequence[Line]) -> int:
    if bubble.file:
        return 120
    return 2 * PAD + LEADING * len(rows) + (64 + GAP // 2) * len(bubble.buttons)


def _file(pen: _Pen, draw: ImageDraw.ImageDraw, bubble: Bubble, width: int, y: int) -> None:
    left = width - PAD - 460
    draw.rounded_rectangle((left, y, width - PAD, y + 120), ROUND, _MINE)
    draw.ellipse((left + 24, y + 24, left + 96, y + 96), _LINK)
    # A sheet of paper with a folded corner.
    draw.polygon(
        [(left + x, y + z) for x, z in ((45, 40), (66, 40), (76, 50), (76, 80), (45, 80))], "white"
    )
    draw.line([(left + 52, y + 60), (left + 69, y + 60)], _LINK, 3)
    draw.line([(left + 52, y + 69), (left + 69, y + 69)], _LINK, 3)
    pen.write(draw, (left + 116, y + 22), bubble.file, _TEXT, bold=True)
    pen.write(draw, (left + 116, y + 60), bubble.size, _SHADE, bold=False)


def _words(
    pen: _Pen,
    draw: ImageDraw.ImageDraw,
    bubble: Bubble,
    rows: Sequence[Line],
    width: int,
    top: int,
) -> None:
    bottom = top + 2 * PAD + LEADING * len(rows)
    draw.rounded_rectangle((PAD, top, PAD + width, bottom), ROUND, _THEIRS)
    y = top + PAD
    for row in rows:
        x: float = 2 * PAD
        for span in row:
            ink = _SHADE if span.look == "quiet" else _TEXT
            pen.write(draw, (x, y), span.words, ink, bold=span.look == "bold")
            x += pen.wide(span.words)
        y += LEADING
    y = bottom + GAP // 2
    for labels in bubble.buttons:
        each = (width - GAP * (len(labels) - 1) / 2) / len(labels)
        for place, label in enumerate(labels):
            left = PAD + place * (each + GAP / 2)
            draw.rounded_rectangle((left, y, left + each, y + 64), 14, _BUTTON)
            middle = left + (each - pen.wide(label)) / 2
            pen.write(draw, (middle, y + 12), label, _TEXT, bold=False)
        y += 64 + GAP // 2


class _Tags(HTMLParser):
    """Telegram's HTML as spans."""

    def __init__(self) -> None:
        super().__init__()
        self.spans: list[Span] = []
        self._look = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._look = {"b": "bold", "i": "quiet"}.get(tag, "")

    def handle_endtag(self, tag: str) -> None:
        self._look = ""

    def handle_data(self, data: str) -> None:
        self.spans.append(Span(data, self._look))


def _lines_of(html: str) -> Iterator[Line]:
    tags = _Tags()
    tags.feed(html)
    line: list[Span] = []
    for span in tags.spans:
        first, *others = span.words.split("\n")
        line.append(Span(first, span.look))
        for words in others:
            yield tuple(line)
            line = [Span(words, span.look)]
    yield tuple(line)
