"""How people like to be shown things."""

from dataclasses import dataclass, replace
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Preferences:
    """What one person prefers."""

    polls: bool = False
    """Questions as polls, where the face has them, instead of buttons."""
    dark: bool = False
    """Pictures light on dark."""


class PreferenceStore(Protocol):
    """Keeps what people prefer."""

    async def get(self, person: str) -> Preferences:
        """What the person prefers; the defaults where they never said."""

    async def set_polls(self, person: str, polls: bool) -> None:
        """Keeps whether the person prefers polls."""

    async def set_dark(self, person: str, dark: bool) -> None:
        """Keeps whether the person prefers dark pictures."""


class MemoryPreferenceStore:
    """A PreferenceStore that forgets everything at the end of the process."""

    def __init__(self) -> None:
        self._preferences: dict[str, Preferences] = {}

    async def get(self, person: str) -> Preferences:
        """What the person prefers."""
        return self._preferences.get(person, Preferences())

    async def set_polls(self, person: str, polls: bool) -> None:
        """Keeps whether the person prefers polls."""
        self._preferences[person] = replace(await self.get(person), polls=polls)

    async def set_dark(self, person: str, dark: bool) -> None:
        """Keeps whether the person prefers dark pictures."""
        self._preferences[person] = replace(await self.get(person), dark=dark)
