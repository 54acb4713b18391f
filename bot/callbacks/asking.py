"""What can be done with an answer."""

from dataclasses import dataclass

from bot.callbacks import fields
from bot.callbacks.fields import Shape
from conversations.feedback import Rating


@dataclass(frozen=True, slots=True)
class MoreOfAnswer:
    """Show a further page of an answer that is still remembered."""

    key: str
    page: int


@dataclass(frozen=True, slots=True)
class RateAnswer:
    """Say whether an answer was of help."""

    key: str
    rating: Rating


AnswerAction = MoreOfAnswer | RateAnswer

SHAPES: dict[str, Shape[AnswerAction]] = {
    "m": (MoreOfAnswer, (fields.text, fields.number)),
    "f": (RateAnswer, (fields.text, Rating)),
}
