"""What a person's next words may refer back to."""

from datetime import datetime
from typing import Protocol


class ThreadStore(Protocol):
    """Keeps one topic a person: a small JSON text of ids, never the person's words."""

    async def load(self, key: str) -> str | None:
        """The topic kept last for the person of `key`."""

    async def save(self, key: str, topic: str, at: datetime) -> None:
        """Keeps `topic` in place of the one before; `at` is in UTC."""
