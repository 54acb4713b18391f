"""Teams and who is in them."""

from dataclasses import dataclass

from bot.callbacks import fields
from bot.callbacks.fields import Shape
from bot.callbacks.personal import Personal


@dataclass(frozen=True, slots=True)
class ShowTeams(Personal):
    """Show the teams that somebody is in, manages or owns."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowTeam(Personal):
    """Open a team."""

    team: str


@dataclass(frozen=True, slots=True)
class NewTeam(Personal):
    """Ask what a new team shall be called."""


@dataclass(frozen=True, slots=True)
class RenameTeam(Personal):
    """Ask what a team shall be called from now on."""

    team: str


@dataclass(frozen=True, slots=True)
class ArchiveTeam(Personal):
    """End a team; asks first unless `sure`."""

    team: str
    sure: bool = False


@dataclass(frozen=True, slots=True)
class LeaveTeam(Personal):
    """Leave a team; asks first unless `sure`."""

    team: str
    sure: bool = False


@dataclass(frozen=True, slots=True)
class HandOver(Personal):
    """Choose to whom a team is handed over."""

    team: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class HandOverTo(Personal):
    """Hand a team over to whoever has the seat; asks first unless `sure`."""

    team: str
    seat: str
    sure: bool = False


@dataclass(frozen=True, slots=True)
class ShowCrew(Personal):
    """Show who is in a team."""

    team: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowFellow(Personal):
    """Open somebody in a team."""

    team: str
    seat: str


@dataclass(frozen=True, slots=True)
class RemoveFellow(Personal):
    """Take somebody out of a team; asks first unless `sure`."""

    team: str
    seat: str
    sure: bool = False


@dataclass(frozen=True, slots=True)
class MakeManager(Personal):
    """Name somebody in a team as its manager; asks first unless `sure`."""

    team: str
    seat: str
    sure: bool = False


@dataclass(frozen=True, slots=True)
class DismissManager(Personal):
    """Take the manager's role in a team back; asks first unless `sure`."""

    team: str
    seat: str
    sure: bool = False


TeamAction = (
    ShowTeams
    | ShowTeam
    | NewTeam
    | RenameTeam
    | ArchiveTeam
    | LeaveTeam
    | HandOver
    | HandOverTo
    | ShowCrew
    | ShowFellow
    | RemoveFellow
    | MakeManager
    | DismissManager
)

SHAPES: dict[str, Shape[TeamAction]] = {
    "mt": (ShowTeams, (fields.number,)),
    "ms": (ShowTeam, (fields.text,)),
    "mw": (NewTeam, ()),
    "ma": (RenameTeam, (fields.text,)),
    "mz": (ArchiveTeam, (fields.text, fields.flag)),
    "ml": (LeaveTeam, (fields.text, fields.flag)),
    "mh": (HandOver, (fields.text, fields.number)),
    "mk": (HandOverTo, (fields.text, fields.text, fields.flag)),
    "mp": (ShowCrew, (fields.text, fields.number)),
    "mm": (ShowFellow, (fields.text, fields.text)),
    "mr": (RemoveFellow, (fields.text, fields.text, fields.flag)),
    "mg": (MakeManager, (fields.text, fields.text, fields.flag)),
    "md": (DismissManager, (fields.text, fields.text, fields.flag)),
}
