"""What the clock on each person's wall says, for the dates they are shown."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from conversations.reminders import Reminders


class WallClock:
    """Everybody's zone: the one they set for their reminders, else that of the settings."""

    def __init__(self, reminders: Reminders) -> None:
        self._reminders = reminders

    async def of(self, person: str) -> Callable[[datetime], datetime]:
        """What gives any moment in the person's own zone."""
        zone = ZoneInfo((await self._reminders.of(person)).zone)
        return lambda at: at.astimezone(zone)

    async def reads(self, person: str, at: datetime) -> datetime:
        """The same moment in the person's own zone."""
        return (await self.of(person))(at)
