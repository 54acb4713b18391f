"""One item to be sent into any chat: a line to pick it by, and the message that is sent then."""

from bot.message import Button, Message, PrivateChat, Quote, Row, Style, Trail, text
from bot.views.labels import shorten
from bot.views.rendering import bilingual, label_of
from conversations import answer as found
from conversations.language import Translator
from conversations.say import unofficial
from standards.model import Standard

TITLE_ROOM = 80
"""Columns of the line that an item is picked by; a phone shows it in two lines."""
WORDS_SHOWN = 1500
"""Letters of an item in somebody's chat; the link opens the whole."""

Shown = tuple[str, str, Message]
"""The line to pick it by, the smaller one below, and the message."""


def of_quote(
    standard: Standard, heading: str, quote: found.Quote, start: str | None, _: Translator
) -> Shown:
    """An item that an answer rests on; `start` is the argument of `/start` that opens it."""
    words = quote.rendering or quote.text
    remarks = (text(unofficial(_), Style.QUIET),) if quote.rendering else ()
    message = Message(
        (
            Trail((heading,)),
            Quote(quote.code, _cut(quote.text), _cut(quote.rendering)),
            *remarks,
            text(quote.id, Style.QUIET),
        ),
        _opening(start, _),
    )
    return shorten(f"{quote.code} {words}", TITLE_ROOM), shorten(heading, TITLE_ROOM), message


def of_standard(standard: Standard, start: str | None, _: Translator) -> Shown:
    """A standard as a whole."""
    tasks = _.count("{n} task", "{n} tasks", len(standard.tasks))
    message = Message(
        (
            text(bilingual(standard, standard.code, standard.title, _), Style.STRONG),
            text(f"{standard.code} · {tasks}", Style.QUIET),
        ),
        _opening(start, _),
    )
    title = label_of(standard, standard.code, standard.title, _)
    return shorten(title, TITLE_ROOM), f"{standard.code} · {tasks}", message


def way_in(_: Translator) -> str:
    """The button above the cards, which leads to the private chat."""
    return _("Ask me in our own chat")


def nothing_found(_: Translator) -> str:
    """The same where no card fits."""
    return _("The standards don't say; ask me in our own chat")


def _cut(words: str) -> str:
    return words if len(words) <= WORDS_SHOWN else words[: WORDS_SHOWN - 1].rstrip() + "…"


def _opening(start: str | None, _: Translator) -> tuple[Row, ...]:
    return () if start is None else ((Button(_("Open it"), PrivateChat(start)),),)
