"""What people were told about what is kept of them, and that they went on knowing it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from conversations.row import Row

NOTICE = 2
"""The notice's version; a change of what it says is a new one, and is shown to everybody again."""
ANSWERS_KEPT = timedelta(days=365)
"""How long an answer is kept unless a setting says otherwise."""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Somebody went on after reading a version of the notice; `at` is in UTC."""

    version: int
    at: datetime


class AcceptanceStore(Protocol):
    """Keeps who went on after which version of the notice."""

    async def accept(self, person: str, version: int, at: datetime) -> None:
        """Keeps the acceptance; a second one of the same version changes nothing."""

    async def newest(self, person: str) -> Acceptance | None:
        """The acceptance of the highest version; None before the first."""


class MemoryAcceptanceStore:
    """An AcceptanceStore that forgets everything at the end of the process."""

    def __init__(self) -> None:
        self._accepted: dict[str, dict[int, datetime]] = {}

    async def accept(self, person: str, version: int, at: datetime) -> None:
        """Keeps the first acceptance of a version."""
        self._accepted.setdefault(person, {}).setdefault(version, at)

    async def newest(self, person: str) -> Acceptance | None:
        """The acceptance of the highest version."""
        accepted = self._accepted.get(person)
        return Acceptance(*max(accepted.items())) if accepted else None

    def held(self) -> Iterator[tuple[str, str, Row]]:
        """Every acceptance."""
        for person, accepted in sorted(self._accepted.items()):
            for version, at in sorted(accepted.items()):
                row = {"person": person, "version": version, "at": at.isoformat()}
                yield person, "acceptances", row

    def let_go(self, key: str) -> None:
        """Forgets the person's acceptances."""
        self._accepted.pop(key, None)
