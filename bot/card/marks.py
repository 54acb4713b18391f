"""How a state is told apart: by a shape, a sign in text, and a colour, beside its own word.

The colours are those of Okabe and Ito (2008, "Color Universal Design"), with the grey that is
usually added; people with any colour vision can tell them apart. Nothing is told by colour alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from conversations.readiness import State


class Shape(Enum):
    """The outline of a state's icon."""

    RING = auto()
    PIE = auto()
    DIAMOND = auto()
    TRIANGLE = auto()
    ARROW = auto()
    """Bent to a circle: once more."""
    TICK = auto()
    STAR = auto()


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands for a state."""

    shape: Shape
    sign: str
    """The same shape as one character."""
    colour: str
    """As `#rrggbb`."""


MARKS: Mapping[State, Mark] = {
    State.NOT_STARTED: Mark(Shape.RING, "○", "#999999"),
    State.NOT_ENOUGH: Mark(Shape.PIE, "◔", "#56B4E9"),
    State.UNSURE: Mark(Shape.DIAMOND, "◇", "#CC79A7"),
    State.GAP: Mark(Shape.TRIANGLE, "▲", "#D55E00"),
    State.REFRESH_DUE: Mark(Shape.ARROW, "↻", "#E69F00"),
    State.PASSED: Mark(Shape.TICK, "✓", "#009E73"),
    State.VERIFIED: Mark(Shape.STAR, "★", "#0072B2"),
}
