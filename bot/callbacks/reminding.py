"""Whether and when somebody is reminded."""

from dataclasses import dataclass

from bot.callbacks import fields
from bot.callbacks.fields import Shape
from bot.callbacks.personal import Personal


@dataclass(frozen=True, slots=True)
class ShowReminders(Personal):
    """Show whether and when the person is reminded."""


@dataclass(frozen=True, slots=True)
class SwitchReminders(Personal):
    """Remind from now on, or no more."""

    on: bool


@dataclass(frozen=True, slots=True)
class RemindMe(Personal):
    """Remind from now on, pressed under something that shall stay on the screen."""


@dataclass(frozen=True, slots=True)
class ChooseQuietHours(Personal):
    """Choose the hours without reminders."""


@dataclass(frozen=True, slots=True)
class SetQuietHours(Personal):
    """Send no reminder between these minutes after midnight."""

    start: int
    until: int


@dataclass(frozen=True, slots=True)
class ChooseZone(Personal):
    """Choose the time zone."""


@dataclass(frozen=True, slots=True)
class SetZone(Personal):
    """Go by the clock of this zone, an IANA name."""

    zone: str


@dataclass(frozen=True, slots=True)
class StopReminders(Personal):
    """Remind no more, pressed under a reminder."""


ReminderAction = (
    ShowReminders
    | SwitchReminders
    | RemindMe
    | ChooseQuietHours
    | SetQuietHours
    | ChooseZone
    | SetZone
    | StopReminders
)

SHAPES: dict[str, Shape[ReminderAction]] = {
    "rm": (ShowReminders, ()),
    "ro": (SwitchReminders, (fields.flag,)),
    "rw": (RemindMe, ()),
    "rq": (ChooseQuietHours, ()),
    "rh": (SetQuietHours, (fields.number, fields.number)),
    "rz": (ChooseZone, ()),
    "rs": (SetZone, (fields.text,)),
    "rx": (StopReminders, ()),
}
