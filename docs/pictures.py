"""The pictures of the editor's guide: the real screens about a document made for them.

The document is a newer version of a shipped standard, printed as a PDF. Each picture is painted
from what the product itself writes: the command line's preview, the chat's messages.
"""

import io
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from functools import cache
from os import environ
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

from bot.cli.command_line import run
from bot.message import Message
from bot.telegram.render import render
from bot.views import importing as view
from conversations.language import translator
from docs.painting import Bubble, Chat, Scene, Terminal
from document_files import pdf
from publisher_layouts import laid_out
from standards.incoming import Incoming
from standards.library import Library
from standards.model import Language, Source, Standard
from standards.read import read

FOLDER = Path(__file__).parent / "pictures"
FILE = "krm.pdf"
HEIGHT = 470
"""Of a page, in points: such that a page ends inside an entry."""
_EN = translator(Language.EN)
_OLD, _NEW = "KRM4224-001v1", "KRM4224-001v3"
_SHIPPED = Path(__file__).parents[1] / "standards" / "data" / f"{_OLD}.txt"
_REWRITTEN = MappingProxyType(
    {
        _OLD: _NEW,
        "K02 產品知識": "K02 商品知識",
        "依不同社群媒體特性，擬定發文頻次並定期發文，以提高消費者黏著度。": (
            "依不同社群媒體特性，擬定發文頻次並定期發文，以提高消費者黏著度。"
            "P1.1.3 確認發文內容符合當地法規。"
        ),
        "P1.1.3 規劃數位": "P1.1.4 規劃數位",
        "K15 當地宗教、文化與消費行為": "K15 當地文化與消費行為",
    }
)
"""What a later version of a shipped standard might print otherwise."""


def newer() -> Standard:
    """The later version."""
    text = _SHIPPED.read_text("utf-8")
    for printed, instead in _REWRITTEN.items():
        if printed not in text:
            raise LookupError(f"{_OLD} does not print {printed}")
        text = text.replace(printed, instead)
    return read(text, Source(file=FILE)).standard


@cache
def document() -> bytes:
    """The later version as its publisher would print it."""
    return pdf(laid_out(newer()), boxes=True, height=HEIGHT)


def terminal() -> Scene:
    """`standards add` on a terminal, up to its question."""
    with TemporaryDirectory() as folder, _screen(folder) as screen:
        path = Path(folder) / FILE
        path.write_bytes(document())
        run(["standards", "add", str(path)])
        shown = screen.getvalue().replace(str(path), FILE)
    asked, mark, _after = shown.partition("[y/N]")
    return Terminal((f"$ competency-bot standards add {FILE}", *f"{asked}{mark}".split("\n")))


def preview() -> Scene:
    """The file and its preview in a chat."""
    return Chat((_sent(), _bubble(view.preview(_coming(), FILE, "", _EN))))


def findings() -> Scene:
    """What was noticed, each with its page and line."""
    return Chat((_bubble(view.findings(_coming(), "", 0, _EN)),))


def changes() -> Scene:
    """What the later version changes."""
    return Chat((_bubble(view.changes(_coming(), "", 0, _EN)),))


def chinese() -> Scene:
    """The preview for whoever reads Chinese."""
    words = translator(Language.ZH_HANT)
    return Chat((_sent(), _bubble(view.preview(_coming(), FILE, "", words))))


PICTURES: Mapping[str, Callable[[], Scene]] = MappingProxyType(
    {
        "terminal.png": terminal,
        "chat.png": preview,
        "chat-zh.png": chinese,
        "changes.png": changes,
        "findings.png": findings,
    }
)
"""What makes which picture."""


@cache
def _coming() -> Incoming:
    with TemporaryDirectory() as folder:
        path = Path(folder) / FILE
        path.write_bytes(document())
        return Library(Path(folder) / "standards").preview(path, FILE)


def _sent() -> Bubble:
    return Bubble("", file=FILE, size=f"{len(document()) / 1000:.0f} KB")


def _bubble(message: Message) -> Bubble:
    html = "\n\n".join(piece.html for piece in render(message))
    return Bubble(html, tuple(tuple(button.label for button in row) for row in message.rows))


class _Screen(io.StringIO):
    """A terminal that shows all that is written, and on which somebody says no."""

    def isatty(self) -> bool:
        return True

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override]
        return "n\n"


@contextmanager
def _screen(folder: str) -> Iterator[_Screen]:
    """Everything on one screen, in English, over a data folder of its own."""
    screen, usual, before = _Screen(), sys.stdin, dict(environ)
    environ.update(COMPETENCY_DATA=str(Path(folder) / "data"), COMPETENCY_LANGUAGE="en")
    sys.stdin = screen
    try:
        with redirect_stdout(screen), redirect_stderr(screen):
            yield screen
    finally:
        sys.stdin = usual
        environ.clear()
        environ.update(before)
