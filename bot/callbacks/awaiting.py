"""A next message that is an answer."""

from dataclasses import dataclass

from bot.callbacks.fields import Shape
from bot.callbacks.personal import Personal


@dataclass(frozen=True, slots=True)
class NeverMind(Personal):
    """Don't write what was asked for."""


AwaitingAction = NeverMind

SHAPES: dict[str, Shape[AwaitingAction]] = {
    "mn": (NeverMind, ()),
}
