"""Slips of typing are read as what was meant, by what letters and words follow each other.

Here is what any text of the trade can have. Words of a standard that somebody added are looked
after by `index/spelling.py`, once this has been done.
"""

from index.slips.letters import shipped_letters
from index.slips.words import shipped_words


def mended(text: str) -> tuple[str, tuple[str, ...]]:
    """`text` without its slips, and the words that were put in; the same text where it has none.

    Where Chinese letters are put in, all are in Traditional then.
    """
    chinese, letters = shipped_letters().mended(text)
    both, words = shipped_words().mended(chinese)
    return both, (*letters, *words)


def warm() -> None:
    """Reads the tables, which the first question would have to wait for."""
    shipped_letters()
    shipped_words().warm()
