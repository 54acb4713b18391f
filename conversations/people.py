"""The people who talk with us: as little about each as a conversation needs."""

from dataclasses import dataclass
from typing import Protocol

from standards.model import Language

ENDING = 4
"""Letters of a key that stand for somebody who has no name."""


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


def called(name: str, key: str) -> str:
    """A person's name; for one without, the end of their key, which tells them from most others."""
    if name:
        return name
    own = key.partition(":")[2]
    return own if len(own) <= ENDING else f"…{own[-ENDING:]}"
