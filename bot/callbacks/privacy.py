"""The privacy notice, and what it stood in the way of."""

from dataclasses import dataclass
from enum import StrEnum

from bot.callbacks import fields
from bot.callbacks.fields import Shape
from bot.callbacks.personal import Personal


class Wish(StrEnum):
    """What the privacy notice stood in the way of."""

    CHECK = "c"
    """Today's check."""
    TASK = "t"
    """A quiz that counts, over a scope."""
    PRACTICE = "p"
    """Practice, over a scope."""
    JOIN = "j"
    """Joining the team of the invite that was opened."""
    RESUME = "r"
    """The quiz that is open."""


@dataclass(frozen=True, slots=True)
class Understood(Personal):
    """Go on to what was wished for, having read that version of the privacy notice."""

    version: int
    wish: Wish
    scope: str
    """Empty where the wish has none."""


@dataclass(frozen=True, slots=True)
class NotNow(Personal):
    """Read the privacy notice and don't go on."""


@dataclass(frozen=True, slots=True)
class ShowPrivacy(Personal):
    """Show what is kept about the person, and what they can do with it."""


PrivacyAction = Understood | NotNow | ShowPrivacy

SHAPES: dict[str, Shape[PrivacyAction]] = {
    "un": (Understood, (fields.number, Wish, fields.text_or_nothing)),
    "nn": (NotNow, ()),
    "fp": (ShowPrivacy, ()),
}
