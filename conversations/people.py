"""The people who talk with us: as little about each as a conversation needs."""

from dataclasses import dataclass
from typing import Protocol

from standards.model import Language


@dataclass(frozen=True, slots=True)
class Person:
    """Someone, by a key that names the way they come in: `telegram:123456`, `terminal:NAME`."""

    key: str
    language: Language | None = None
    """What they chose to be spoken to in; None until they choose."""


class PeopleStore(Protocol):
    """Keeps what people chose."""

    async def get(self, key: str) -> Person:
        """The person of `key`; one who chose nothing yet where none is kept."""

    async def set_language(self, key: str, language: Language) -> None:
        """Keeps the language that the person chose."""
