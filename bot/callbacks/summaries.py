"""Where a team stands, on the screen and as a file."""

from dataclasses import dataclass
from enum import StrEnum

from bot.callbacks import fields
from bot.callbacks.fields import Shape
from bot.callbacks.personal import Personal


class FileKind(StrEnum):
    """What a team's summary can be taken along as; the value ends the file's name."""

    CSV = "csv"
    XLSX = "xlsx"
    PNG = "png"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class ShowSummary(Personal):
    """Show where a team stands on a standard: that page of its picture, and what stands out."""

    team: str
    standard: str = ""
    """Empty for the first that the team works with."""
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowOverview(Personal):
    """The same in words alone, in place of another screen."""

    team: str
    standard: str


@dataclass(frozen=True, slots=True)
class SetTeamPicture(Personal):
    """Draw pictures dark or light from now on, and this one at once."""

    dark: bool
    team: str
    standard: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowEveryone(Personal):
    """Show a page of a team's learners with their states on a standard."""

    team: str
    standard: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowSteps(Personal):
    """Show a page of a team's learners with the next step of each."""

    team: str
    standard: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowTeamTasks(Personal):
    """Show a page of a standard's tasks with how many of a team are in which state."""

    team: str
    standard: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowTaskAcross(Personal):
    """Show where a page of a team's learners stand on one task."""

    team: str
    task: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowFiles(Personal):
    """Choose what to take a team's summary along as."""

    team: str
    standard: str


@dataclass(frozen=True, slots=True)
class ExportTeam(Personal):
    """Send a team's summary as a file."""

    team: str
    standard: str
    kind: FileKind


SummaryAction = (
    ShowSummary
    | ShowOverview
    | SetTeamPicture
    | ShowEveryone
    | ShowSteps
    | ShowTeamTasks
    | ShowTaskAcross
    | ShowFiles
    | ExportTeam
)

SHAPES: dict[str, Shape[SummaryAction]] = {
    "os": (ShowSummary, (fields.text, fields.text_or_nothing, fields.number)),
    "oo": (ShowOverview, (fields.text, fields.text)),
    "od": (SetTeamPicture, (fields.flag, fields.text, fields.text, fields.number)),
    "op": (ShowEveryone, (fields.text, fields.text, fields.number)),
    "on": (ShowSteps, (fields.text, fields.text, fields.number)),
    "ot": (ShowTeamTasks, (fields.text, fields.text, fields.number)),
    "oa": (ShowTaskAcross, (fields.text, fields.text, fields.number)),
    "of": (ShowFiles, (fields.text, fields.text)),
    "ox": (ExportTeam, (fields.text, fields.text, FileKind)),
}
