"""What a person does, as every face tells it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that a person did, and where."""

    private: bool = True
    """Nobody else reads along."""
    thread: str | None = None
    """What a follow-up question belongs to; the person's own thread where it is None."""
    common: str | None = None
    """In a group, the thread that all who write there share."""
    replying: bool = False
    """It answers something of ours: then it follows up on what was said there last, to anybody."""
    locale: str | None = None
    """The language tag of the device."""
    called: str = ""
    """What the face says that the person is called; not kept unless they choose it."""
    bot: str = ""
    """Our own user name there, by which links lead to us; empty where there are no links."""
    graphic: bool = False
    """The face shows pictures and polls."""
    again: bool = False
    """It may have been handled before, and nothing said, since the program ended meanwhile."""


@dataclass(frozen=True, slots=True)
class Said(Event):
    """Words typed; empty for what is no text (a picture, a voice)."""

    text: str
    edited: bool = False
    """The words replace earlier ones; a question is asked anew, a quiz is not answered."""
    forwarded: bool = False
    """The words are passed on and may be somebody else's; they answer no quiz."""
    message: str = ""
    """Which message of the person's it is; empty where messages can't be edited."""


@dataclass(frozen=True, slots=True)
class Commanded(Event):
    """A command: `/ask how` is the name `ask` and the argument `how`."""

    name: str
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Pressed(Event):
    """A button pressed, as its data."""

    data: str


@dataclass(frozen=True, slots=True)
class Voted(Event):
    """A vote in a poll, by the positions chosen; none where the vote is taken back."""

    poll: str
    options: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Closed(Event):
    """A poll was closed by the button of that data; `votes` are by option, without names."""

    data: str
    votes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sent(Event):
    """A file sent to us."""

    name: str
    size: int
    """Bytes that it claims to have; 0 where that is not told."""
    fetch: Callable[[], Awaitable[bytes]] = field(compare=False, repr=False)
    """Gives what is in it. Raises `UnreadableDocument`."""
