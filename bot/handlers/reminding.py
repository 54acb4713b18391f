"""Whether and when somebody is reminded, as they set it."""

from dataclasses import replace

from bot.callbacks import (
    ChooseQuietHours,
    ChooseZone,
    ReminderAction,
    RemindMe,
    SetQuietHours,
    SetZone,
    ShowReminders,
    StaleButton,
    StopReminders,
    SwitchReminders,
)
from bot.handlers.visit import Visit, with_way_back
from bot.message import Message, Reply
from bot.reminding import Reminding
from bot.views import reminders as view
from conversations.play import Play
from conversations.reminders import Reminders
from conversations.zones import zone_named


class ReminderSettings:
    """Everybody's settings; `reminding` knows what is due once they are switched on."""

    def __init__(self, reminders: Reminders, reminding: Reminding, play: Play) -> None:
        self._reminders = reminders
        self._reminding = reminding
        self._play = play

    async def commanded(self, visit: Visit, argument: str) -> Reply:
        """`/reminders`, alone or with a time zone or quiet hours."""
        if argument:
            if zone := zone_named(argument):
                await self._reminders.set_zone(visit.person, zone)
            elif quiet := view.quiet_in(argument):
                await self._reminders.set_quiet(visit.person, quiet)
            else:
                return Reply((view.not_understood(argument, visit.say),))
        return replace(await self._settings(visit), edit=False)

    async def pressed(self, visit: Visit, action: ReminderAction) -> Reply:
        """The screen a button opens, or the settings as they are after it."""
        match action:
            case ShowReminders():
                return await self._settings(visit)
            case ChooseQuietHours():
                return await self._quiet_hours(visit)
            case ChooseZone():
                kept = await self._reminders.of(visit.person)
                return await self._shown(visit, view.zones(kept.zone, visit.say))
            case SwitchReminders(on):
                return await self._switch(visit, on=on)
            case RemindMe():
                return replace(await self._switch(visit, on=True), edit=False)
            case StopReminders():
                await self._reminders.switch_off(visit.person)
                return Reply((view.stopped(visit.say),), edit=True)
            case SetQuietHours(start, until):
                quiet_hours = view.quiet_of(start, until)
                if quiet_hours is None:
                    raise StaleButton(action)
                await self._reminders.set_quiet(visit.person, quiet_hours)
                return await self._quiet_hours(visit)
            case SetZone(zone):
                if zone_named(zone) != zone:
                    raise StaleButton(action)
                await self._reminders.set_zone(visit.person, zone)
                return await self._settings(visit)

    async def _switch(self, visit: Visit, *, on: bool) -> Reply:
        if on:
            await self._reminding.switch_on(visit.person, visit.say.language)
        else:
            await self._reminders.switch_off(visit.person)
        return await self._settings(visit)

    async def _settings(self, visit: Visit) -> Reply:
        kept = await self._reminders.of(visit.person)
        return await self._shown(visit, view.settings(kept, visit.say))

    async def _quiet_hours(self, visit: Visit) -> Reply:
        kept = await self._reminders.of(visit.person)
        return await self._shown(visit, view.quiet_hours(kept.quiet, visit.say))

    async def _shown(self, visit: Visit, screen: Message) -> Reply:
        return Reply((await with_way_back(self._play, visit, screen),), edit=True)
