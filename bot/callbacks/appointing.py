"""Owners, editors and managers, and becoming one."""

from dataclasses import dataclass

from bot.callbacks import fields
from bot.callbacks.fields import Shape
from bot.callbacks.personal import Personal
from conversations.roles import Role


@dataclass(frozen=True, slots=True)
class ShowPeople(Personal):
    """Show owners, editors, and who is nominated as manager."""


@dataclass(frozen=True, slots=True)
class ShowManagers(Personal):
    """Show the managers of all teams."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class DecideNomination(Personal):
    """Confirm that whoever has the seat becomes manager of the team, or decline it."""

    team: str
    seat: str
    confirm: bool


@dataclass(frozen=True, slots=True)
class ChoosePerson(Personal):
    """Choose who shall be owner or editor: first their team, then them."""

    role: Role
    team: str = ""
    """Empty while the team is chosen."""
    page: int = 0


@dataclass(frozen=True, slots=True)
class NameAs(Personal):
    """Make somebody of a team owner or editor; asks first unless `sure`."""

    role: Role
    team: str
    seat: str
    sure: bool = False


@dataclass(frozen=True, slots=True)
class TakeBack(Personal):
    """Take the role of owner or editor back; asks first unless `sure`."""

    role: Role
    seat: str
    sure: bool = False


PeopleAction = ShowPeople | ShowManagers | DecideNomination | ChoosePerson | NameAs | TakeBack

SHAPES: dict[str, Shape[PeopleAction]] = {
    "mq": (ShowPeople, ()),
    "mM": (ShowManagers, (fields.number,)),
    "mu": (DecideNomination, (fields.text, fields.text, fields.flag)),
    "me": (ChoosePerson, (Role, fields.text_or_nothing, fields.number)),
    "mb": (NameAs, (Role, fields.text, fields.text, fields.flag)),
    "my": (TakeBack, (Role, fields.text, fields.flag)),
}
