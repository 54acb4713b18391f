"""What was asked of late, kept a week so that the buttons under an answer outlive a restart."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Protocol

from standards.model import Language

KEPT = timedelta(days=7)
"""How long the rest of an answer can be opened, and the answer be rated."""


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """All that it takes to answer once more; nothing of who asked, or where."""

    question: str
    """Masked: see `conversations.mask`."""
    language: Language
    topic: str | None
    """What the conversation was about before."""
    at: datetime
    """In UTC."""


class AskedStore(Protocol):
    """Keeps what was asked by a key that only the answer's own buttons carry."""

    async def save(self, key: str, asked: AskedQuestion) -> None:
        """Keeps `asked`, and forgets what was asked `KEPT` before it."""

    async def load(self, key: str) -> AskedQuestion | None:
        """What was asked, unless it is forgotten by now."""

    async def forget(self, before: datetime) -> None:
        """Forgets what was asked before that moment."""


def concealed(key: str, person: str = "") -> str:
    """A name to keep things under: from it, neither the key nor the person can be found out.

    A person's key is short enough to be guessed; the answer's key, which nobody keeps, is not.
    """
    return sha256(f"{key}:{person}".encode()).hexdigest()[:32]
