"""What the clock on each person's wall says, for the dates they are shown."""

from datetime import datetime
from zoneinfo import ZoneInfo

from conversations.reminders import Reminders


class WallClock:
    """Everybody's zone: the one they set for their reminders, else that of the settings."""

    def __init__(self, reminders: Reminders) -> None:
        self._reminders = reminders

    async def reads(self, person: str, at: datetime) -> datetime:
        """The same moment in the person's own zone."""
        return at.astimezone(ZoneInfo((await self._reminders.of(person)).zone))
