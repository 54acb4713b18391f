"""The first screen, the standards and what is in them."""

from dataclasses import dataclass

from bot.callbacks import fields
from bot.callbacks.fields import Shape


@dataclass(frozen=True, slots=True)
class Home:
    """Open the first screen."""


@dataclass(frozen=True, slots=True)
class ShowMore:
    """Show all that can be done."""


@dataclass(frozen=True, slots=True)
class ListStandards:
    """Show a page of the standards, counted from 0."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowStandard:
    """Open a standard at a page of its tasks."""

    code: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowPart:
    """Open a part of a standard: its knowledge, skills, attitudes, assessment, notes, …"""

    code: str
    part: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowTask:
    """Open a task."""

    id: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowActivity:
    """Open an activity."""

    id: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowItem:
    """Open any other item."""

    id: str
    origin: str = ""
    """The part of its id after the slash of the task or activity it was opened from."""


BrowseAction = (
    Home | ShowMore | ListStandards | ShowStandard | ShowPart | ShowTask | ShowActivity | ShowItem
)

SHAPES: dict[str, Shape[BrowseAction]] = {
    "h": (Home, ()),
    "hm": (ShowMore, ()),
    "l": (ListStandards, (fields.number,)),
    "s": (ShowStandard, (fields.text, fields.number)),
    "p": (ShowPart, (fields.text, fields.text, fields.number)),
    "t": (ShowTask, (fields.text, fields.number)),
    "a": (ShowActivity, (fields.text, fields.number)),
    "i": (ShowItem, (fields.text, fields.text_or_nothing)),
}
