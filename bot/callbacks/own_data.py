"""Taking along and erasing what is kept about oneself."""

from dataclasses import dataclass

from bot.callbacks import fields
from bot.callbacks.fields import Shape
from bot.callbacks.personal import Personal


@dataclass(frozen=True, slots=True)
class GiveMyData(Personal):
    """Give the person everything that is kept about them, as a file."""


@dataclass(frozen=True, slots=True)
class AskToErase(Personal):
    """Show what would go and what would stay, were everything about the person erased."""


@dataclass(frozen=True, slots=True)
class EraseMe(Personal):
    """Erase everything about the person."""

    until: int
    """Minutes since 1970, in UTC: a button that is older shows first what would go by now."""


OwnDataAction = GiveMyData | AskToErase | EraseMe

SHAPES: dict[str, Shape[OwnDataAction]] = {
    "fg": (GiveMyData, ()),
    "fa": (AskToErase, ()),
    "fe": (EraseMe, (fields.minutes,)),
}
