"""What a person is shown: blocks of text and rows of buttons, of no particular face."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from bot.callbacks import Action

if TYPE_CHECKING:
    from bot.card.grid import Grid
    from bot.card.tiles import Card


class Style(Enum):
    """How a stretch of text stands out."""

    PLAIN = auto()
    STRONG = auto()
    QUIET = auto()
    """Less important than the rest: a trail, a remark."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text of one style."""

    text: str
    style: Style = Style.PLAIN


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A title over what follows."""

    text: str


@dataclass(frozen=True, slots=True)
class Trail:
    """Where one is: from the standard down to this screen's own place."""

    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """An item's own words under its code."""

    code: str
    text: str
    rendering: str = ""
    """The same in the reader's language, shown above `text`; unofficial."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a listing; the code may be empty."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """Entries, one a line."""

    entries: tuple[Entry, ...]


Block = Paragraph | Heading | Trail | Quote | Listing


@dataclass(frozen=True, slots=True)
class PrivateChat:
    """Instead of an action: a link to the private chat, opened with `/start {start}`."""

    start: str
    """At most 64 of `[A-Za-z0-9_-]`."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button and what pressing it means."""

    label: str
    action: Action | PrivateChat
    below: bool = False
    """What it opens comes as a message of its own, and the one with the button stays."""


Row = tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """One message: its text, and its buttons below it."""

    blocks: tuple[Block, ...]
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Poll:
    """A question with one right option, asked by a poll of the face's own."""

    question: str
    options: tuple[str, ...]
    key: int
    """The position of the right option, counted from 0."""
    explanation: str
    """Shown after the vote."""
    quiz: str
    position: int
    """Which question of which quiz it is."""
    rows: tuple[Row, ...] = ()
    anonymous: bool = False
    """Nobody learns who voted what, and we are told of no vote."""


@dataclass(frozen=True, slots=True)
class LinkPicture:
    """A link to be drawn so that a phone's camera reads it, for a face that shows pictures."""

    link: str
    caption: str


@dataclass(frozen=True, slots=True)
class Document:
    """A file for the person to keep."""

    name: str
    """Without a folder."""
    content: bytes
    """At least one, and at most as many as a face sends; Telegram's sends 50 MB."""
    caption: str = ""
    """One plain sentence, of at most 1024 characters."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What answers an event."""

    messages: tuple[Message, ...]
    edit: bool = False
    """The first message takes the place of the one whose button was pressed."""
    adds: bool = False
    """With `edit`: it says the same as before, and then its last block; its buttons may differ."""
    card: "Card | Grid | None" = None
    """A picture of what the first message says, for a face that shows pictures."""
    dark: bool = False
    """The picture is drawn light on dark."""
    link: LinkPicture | None = None
    """A picture shown before the messages, the first of which says the link itself."""
    documents: tuple[Document, ...] = ()
    """Sent before the messages."""
    poll: Poll | None = None
    """Asked after the messages.

    With `edit` and no message, the one whose button was pressed only loses its buttons.
    """
    closes: bool = False
    """The poll whose button was pressed is to be closed; what came of it is the next event."""
    erased: bool = False
    """Nothing is kept about the person any more; a face forgets what it remembers of them."""
    toast: str | None = None
    """A word on what the press did; a face that cannot flash it puts it above the message."""
    changed: tuple[str, ...] = ()
    """The keys of people whose roles or language it changed, and so their menu of commands."""


def text(words: str, style: Style = Style.PLAIN) -> Paragraph:
    """A paragraph of one style."""
    return Paragraph((Span(words, style),))


def in_place(screen: Message) -> Reply:
    """The screen, in place of the one whose button was pressed."""
    return Reply((screen,), edit=True)
