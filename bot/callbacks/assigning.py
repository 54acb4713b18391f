"""What a team and its learners are assigned."""

from dataclasses import dataclass
from enum import StrEnum

from bot.callbacks import fields
from bot.callbacks.fields import Shape
from bot.callbacks.personal import Personal

EVERYBODY = "*"
"""Instead of a seat: the whole team."""


@dataclass(frozen=True, slots=True)
class ShowAssignments(Personal):
    """Show what a team works towards, at a page."""

    team: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowAssignment(Personal):
    """Open an assignment at a page of its learners."""

    id: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class AssignTo(Personal):
    """Assign a standard to a team or one seat of it; what is empty is chosen first."""

    team: str
    seat: str = ""
    """EVERYBODY, a seat, or empty where it is yet to be chosen."""
    standard: str = ""
    """The standard's code, or empty where it is yet to be chosen."""
    page: int = 0


class Step(StrEnum):
    """What of an assignment is chosen on a screen, or that all of it is."""

    TASKS = "t"
    WANTED = "w"
    DUE = "d"
    TYPE_DUE = "y"
    """The due date is typed next."""
    CRITICAL = "c"
    CONFIRM = "s"
    KEEP = "k"


@dataclass(frozen=True, slots=True)
class DraftAssignment(Personal):
    """Go on choosing the terms of an assignment, or keep it."""

    about: str
    """`TEAM.SEAT.STANDARD` for a new one, as short as possible; the id of one to be changed."""
    step: Step
    terms: str
    """As `bot.terms` packs them; empty for those that it has."""


@dataclass(frozen=True, slots=True)
class WithdrawAssignment(Personal):
    """End an assignment; ask first unless they are sure."""

    id: str
    sure: bool


@dataclass(frozen=True, slots=True)
class RemindSeat(Personal):
    """Remind one learner of what the team assigned, or EVERYBODY who is overdue."""

    team: str
    seat: str


@dataclass(frozen=True, slots=True)
class ShowChanges(Personal):
    """Show which tasks of a standard stayed, changed or went with its newest version."""

    code: str


AssignmentAction = (
    ShowAssignments
    | ShowAssignment
    | AssignTo
    | DraftAssignment
    | WithdrawAssignment
    | RemindSeat
    | ShowChanges
)

SHAPES: dict[str, Shape[AssignmentAction]] = {
    "ja": (ShowAssignments, (fields.text, fields.number)),
    "jo": (ShowAssignment, (fields.text, fields.number)),
    "jn": (AssignTo, (fields.text, fields.text_or_nothing, fields.text_or_nothing, fields.number)),
    "jd": (DraftAssignment, (fields.text, Step, fields.text_or_nothing)),
    "jw": (WithdrawAssignment, (fields.text, fields.flag)),
    "jr": (RemindSeat, (fields.text, fields.text)),
    "jx": (ShowChanges, (fields.text,)),
}
