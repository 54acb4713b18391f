"""Reminders on the screen: whether, at which hours, and the reminder itself."""

import re
from datetime import time
from zoneinfo import ZoneInfo

from bot.callbacks import (
    ChooseQuietHours,
    ChooseZone,
    ResumeQuiz,
    SetQuietHours,
    SetZone,
    ShowReminders,
    StartCheck,
    StopReminders,
    SwitchReminders,
)
from bot.message import Button, Heading, Message, Style, text
from bot.views.labels import grid, ticked, way_back
from conversations.language import Translator
from conversations.reminders import QuietHours, Reminder
from conversations.selection import CHECK
from conversations.zones import OFFERED

EVENINGS = (18, 19, 20, 21, 22, 23)
MORNINGS = (6, 7, 8, 9, 10, 11)
"""Hours offered for the quiet to begin and to end."""
_HOURS = re.compile(r"(\d{1,2})(?::(\d{2}))?\s*(?:-|–|—|~|～|到|至)\s*(\d{1,2})(?::(\d{2}))?")


def settings(reminder: Reminder, _: Translator) -> Message:
    """Whether somebody is reminded, and when."""
    told = [
        text(
            _(
                "I can remind you when a check is worth it again: at most once a day, never in "
                "your quiet hours, and less often if you don't answer."
            )
        )
    ]
    if not reminder.is_on:
        return Message(
            (Heading(_("Reminders")), *told, text(_("Reminders are off."), Style.STRONG)),
            ((Button(_("Switch reminders on"), SwitchReminders(True)),), way_back(_)),
        )
    told += [
        text(_("Reminders are on."), Style.STRONG),
        text(
            _(
                "Quiet from {start} to {until}, {zone} time.",
                start=_clock(reminder.quiet.start),
                until=_clock(reminder.quiet.until),
                zone=_spaced(reminder.zone),
            )
        ),
        text(_next(reminder, _)),
        text(
            _(
                "Any other time zone or quiet hours can be typed: /reminders Asia/Bangkok, "
                "/reminders 22:30-07:00"
            ),
            Style.QUIET,
        ),
    ]
    return Message(
        (Heading(_("Reminders")), *told),
        (
            (Button(_("Quiet hours"), ChooseQuietHours()), Button(_("Time zone"), ChooseZone())),
            (Button(_("Switch reminders off"), SwitchReminders(False)),),
            way_back(_),
        ),
    )


def _next(reminder: Reminder, _: Translator) -> str:
    if reminder.send_at is None:
        return _("The first one comes after your first quiz.")
    local = reminder.send_at.astimezone(ZoneInfo(reminder.zone))
    return _("The next one comes on {moment} at the earliest.", moment=f"{local:%Y-%m-%d %H:%M}")


def quiet_hours(quiet: QuietHours, _: Translator) -> Message:
    """The choice of when the quiet begins and when it ends; what holds now is marked."""
    start, until = _minutes(quiet.start), _minutes(quiet.until)
    return Message(
        (
            Heading(_("Quiet hours")),
            text(
                _(
                    "Quiet from {start} to {until}.",
                    start=_clock(quiet.start),
                    until=_clock(quiet.until),
                )
            ),
            text(_("The first rows say from when on it is quiet, the others until when.")),
        ),
        (
            *grid(
                [
                    Button(
                        ticked(_("from {hour}", hour=f"{hour}:00"), hour * 60 == start),
                        SetQuietHours(hour * 60, until),
                    )
                    for hour in EVENINGS
                ],
                across=3,
            ),
            *grid(
                [
                    Button(
                        ticked(_("until {hour}", hour=f"{hour}:00"), hour * 60 == until),
                        SetQuietHours(start, hour * 60),
                    )
                    for hour in MORNINGS
                ],
                across=3,
            ),
            way_back(_, ShowReminders()),
        ),
    )


def zones(zone: str, _: Translator) -> Message:
    """The choice of the time zone; the one that holds now is marked."""
    return Message(
        (
            Heading(_("Time zone")),
            text(_("By which clock? Any other can be typed, like this: /reminders Asia/Bangkok")),
        ),
        (
            *grid(
                [Button(ticked(_spaced(name), name == zone), SetZone(name)) for name in OFFERED],
                across=2,
            ),
            way_back(_, ShowReminders()),
        ),
    )


def not_understood(words: str, _: Translator) -> Message:
    """The word when neither a time zone nor hours were typed after the command."""
    return Message(
        (
            text(
                _(
                    "“{words}” is neither a time zone nor quiet hours that I know. Write "
                    "/reminders Asia/Taipei or /reminders 21:00-09:00.",
                    words=words,
                )
            ),
        ),
        (way_back(_, ShowReminders()),),
    )


def reminder(quiz: str | None, _: Translator, assigned: str | None = None) -> Message:
    """The reminder; `quiz` is the id of one that is open, `assigned` what is to be shown."""
    start = (
        Button(_("Start the check"), StartCheck())
        if quiz is None
        else Button(_("Back to the quiz"), ResumeQuiz(quiz))
    )
    return Message(
        (
            text(
                _(
                    "It is worth a short check again: {n} questions, about 3 minutes.",
                    n=CHECK,
                )
            ),
            *((text(assigned, Style.STRONG),) if assigned else ()),
        ),
        ((start,), (Button(_("Stop reminders"), StopReminders()), *way_back(_))),
    )


def stopped(_: Translator) -> Message:
    """The word after "Stop reminders"."""
    return Message(
        (text(_("I'll remind you no more. /reminders switches it on again.")),), (way_back(_),)
    )


def quiet_in(words: str) -> QuietHours | None:
    """The hours that `22:30-7` names; None where it names none."""
    match = _HOURS.fullmatch(words)
    if match is None:
        return None
    try:
        start, until = (
            time(int(hour) % 24 if hour == "24" else int(hour), int(minute or 0))
            for hour, minute in (match.group(1, 2), match.group(3, 4))
        )
    except ValueError:
        return None
    return QuietHours(start, until)


def quiet_of(start: int, until: int) -> QuietHours | None:
    """The hours of two numbers of minutes after midnight; None where a day has no such minute."""
    if not (0 <= start < 24 * 60 and 0 <= until < 24 * 60):
        return None
    return QuietHours(time(start // 60, start % 60), time(until // 60, until % 60))


def _minutes(wall: time) -> int:
    return wall.hour * 60 + wall.minute


def _clock(wall: time) -> str:
    return f"{wall:%H:%M}"


def _spaced(zone: str) -> str:
    return zone.replace("_", " ")
