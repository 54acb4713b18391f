"""Who did what, and who looked."""

from dataclasses import dataclass

from bot.callbacks import fields
from bot.callbacks.fields import Shape
from bot.callbacks.personal import Personal


@dataclass(frozen=True, slots=True)
class ShowLooks(Personal):
    """Show who looked at the person's card."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowLog(Personal):
    """Show the log of deeds."""

    page: int = 0


DeedAction = ShowLooks | ShowLog

SHAPES: dict[str, Shape[DeedAction]] = {
    "fw": (ShowLooks, (fields.number,)),
    "fl": (ShowLog, (fields.number,)),
}
