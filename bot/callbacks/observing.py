"""What is seen at work, recorded and commented on."""

from dataclasses import dataclass
from enum import StrEnum

from bot.callbacks import fields
from bot.callbacks.fields import Shape
from bot.callbacks.personal import Personal


class Outcome(StrEnum):
    """What a manager saw."""

    PERFORMED = "p"
    NOT_YET = "n"
    """Tried, and not yet mastered."""


@dataclass(frozen=True, slots=True)
class ShowTarget(Personal):
    """Show an indicator or output, to say that it was seen; that counts so many months."""

    team: str
    seat: str
    target: str
    months: int


@dataclass(frozen=True, slots=True)
class Observe(Personal):
    """Keep what was seen at work."""

    team: str
    seat: str
    target: str
    months: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class AddNote(Personal):
    """Write a note to an observation of one's own."""

    team: str
    seat: str
    id: int


@dataclass(frozen=True, slots=True)
class WithdrawObservation(Personal):
    """Take back what was recorded of a learner of the team, with a reason."""

    team: str
    seat: str
    id: int


@dataclass(frozen=True, slots=True)
class ShowObservation(Personal):
    """Show what was seen of oneself."""

    id: int


@dataclass(frozen=True, slots=True)
class CommentOn(Personal):
    """Write a comment on what was seen of oneself, or another one instead."""

    id: int


@dataclass(frozen=True, slots=True)
class WithdrawComment(Personal):
    """Take one's own comment back."""

    id: int


ObservingAction = (
    ShowTarget
    | Observe
    | AddNote
    | WithdrawObservation
    | ShowObservation
    | CommentOn
    | WithdrawComment
)

SHAPES: dict[str, Shape[ObservingAction]] = {
    "oi": (ShowTarget, (fields.text, fields.text, fields.text, fields.number)),
    "ob": (Observe, (fields.text, fields.text, fields.text, fields.number, Outcome)),
    "oe": (AddNote, (fields.text, fields.text, fields.serial)),
    "oq": (ShowObservation, (fields.serial,)),
    "ou": (WithdrawObservation, (fields.text, fields.text, fields.serial)),
    "oc": (CommentOn, (fields.serial,)),
    "ov": (WithdrawComment, (fields.serial,)),
}
