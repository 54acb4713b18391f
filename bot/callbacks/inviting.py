"""A team's invites."""

from dataclasses import dataclass

from bot.callbacks import fields
from bot.callbacks.fields import Shape
from bot.callbacks.personal import Personal
from conversations.roles import Role


@dataclass(frozen=True, slots=True)
class ShowInvites(Personal):
    """Show a team's invites."""

    team: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowInvite(Personal):
    """Open an invite of a team."""

    team: str
    invite: str


@dataclass(frozen=True, slots=True)
class RevokeInvite(Personal):
    """End an invite of a team; asks first unless `sure`."""

    team: str
    invite: str
    sure: bool = False


@dataclass(frozen=True, slots=True)
class DraftInvite(Personal):
    """Choose the terms of a new invite, with these chosen so far."""

    team: str
    role: Role
    days: int
    uses: int


@dataclass(frozen=True, slots=True)
class MakeInvite(Personal):
    """Make an invite on these terms."""

    team: str
    role: Role
    days: int
    uses: int


InviteAction = ShowInvites | ShowInvite | RevokeInvite | DraftInvite | MakeInvite

SHAPES: dict[str, Shape[InviteAction]] = {
    "mi": (ShowInvites, (fields.text, fields.number)),
    "mv": (ShowInvite, (fields.text, fields.text)),
    "mx": (RevokeInvite, (fields.text, fields.text, fields.flag)),
    "mf": (DraftInvite, (fields.text, Role, fields.number, fields.number)),
    "mc": (MakeInvite, (fields.text, Role, fields.number, fields.number)),
}
