"""Coming by a link: into a team, or as the first owner."""

from dataclasses import dataclass

from bot.callbacks.fields import Shape
from bot.callbacks.personal import Personal


@dataclass(frozen=True, slots=True)
class ClaimOwnership(Personal):
    """Become the first owner, by the code of the link that was opened."""


@dataclass(frozen=True, slots=True)
class JoinAs(Personal):
    """Join the team of the invite that was opened, under the name that the face tells."""


JoinAction = ClaimOwnership | JoinAs

SHAPES: dict[str, Shape[JoinAction]] = {
    "mo": (ClaimOwnership, ()),
    "mj": (JoinAs, ()),
}
