"""A round of questions in a group."""

from dataclasses import dataclass

from bot.callbacks import fields
from bot.callbacks.fields import Shape
from standards.model import Language


@dataclass(frozen=True, slots=True)
class ChooseRound:
    """Choose the standard that a group is asked about, at a page of them."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class StartRound:
    """Ask the group about the standard of that code."""

    code: str


@dataclass(frozen=True, slots=True)
class NextInRound:
    """Close the question at `position` of a round, counted from 0, and go on."""

    code: str
    language: Language
    round: int
    position: int


RoundAction = ChooseRound | StartRound | NextInRound

SHAPES: dict[str, Shape[RoundAction]] = {
    "gr": (ChooseRound, (fields.number,)),
    "gs": (StartRound, (fields.text,)),
    "gn": (NextInRound, (fields.text, Language, fields.number, fields.number)),
}
