"""Where a person stands, and how they see themselves."""

from dataclasses import dataclass

from bot.callbacks import fields
from bot.callbacks.fields import Shape
from bot.callbacks.personal import Personal


@dataclass(frozen=True, slots=True)
class ShowWhy(Personal):
    """Show why a task is in its state."""

    task: str


@dataclass(frozen=True, slots=True)
class RateSelf(Personal):
    """Say how one sees oneself on a task; `level` counts the levels from 0."""

    task: str
    level: int


@dataclass(frozen=True, slots=True)
class SetPicture(Personal):
    """Draw pictures dark or light from now on, and this one of a standard's page at once."""

    dark: bool
    code: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowStanding(Personal):
    """Show where the person stands on a standard, at a page of its tasks."""

    code: str = ""
    """Empty for the standard answered last."""
    page: int = 0


StandingAction = ShowStanding | ShowWhy | RateSelf | SetPicture

SHAPES: dict[str, Shape[StandingAction]] = {
    "v": (ShowStanding, (fields.text_or_nothing, fields.number)),
    "z": (ShowWhy, (fields.text,)),
    "sr": (RateSelf, (fields.text, fields.number)),
    "pd": (SetPicture, (fields.flag, fields.text, fields.number)),
}
