"""The characters that the card's font has; any other becomes a box."""

import unicodedata
from collections.abc import Collection
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "fonts"
MISSING = "□"


@cache
def covered() -> frozenset[str]:
    """What the font has."""
    return frozenset((FOLDER / "covered.txt").read_text(encoding="utf-8"))


def legible(words: str, letters: Collection[str]) -> tuple[str, frozenset[str]]:
    """`words` on one line with a box for each letter that is not among `letters`; and those.

    What is invisible by itself is left out: joiners, marks of direction, selectors of variants.
    """
    kept: list[str] = []
    missing: set[str] = set()
    for letter in " ".join(unicodedata.normalize("NFC", words).split()):
        if letter in letters:
            kept.append(letter)
        elif unicodedata.category(letter) not in ("Cc", "Cf", "Mn", "Me"):
            kept.append(MISSING)
            missing.add(letter)
    return "".join(kept), frozenset(missing)
