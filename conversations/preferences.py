"""How people like to be shown things."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Protocol

from conversations.row import Row


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

    def held(self) -> Iterator[tuple[str, str, Row]]:
        """Everybody's preferences."""
        for person, preferences in sorted(self._preferences.items()):
            yield person, "preferences", {"person": person, **asdict(preferences)}

    def let_go(self, key: str) -> None:
        """Forgets the person's preferences."""
        self._preferences.pop(key, None)
