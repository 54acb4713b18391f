"""Slips of typing are read as what was meant, by what letters and words follow each other.

Here is what any text of the trade can have. Words of a standard that somebody added are looked
after by `index/spelling.py`, once this has been done.
"""

from collections.abc import Callable

from index.slips.letters import shipped_letters
from index.slips.words import shipped_words


def mended(
    text: str, holds: Callable[[str], bool] = lambda word: False
) -> tuple[str, tuple[str, ...]]:
    """`text` without its slips, and the words that were put in; the same text where it has none.

    Where Chinese letters are put in, all are in Traditional then. `holds` says of an English word,
    or of a pair of Chinese letters, that a loaded standard has it: it is no slip.
    """
    chinese, letters = shipped_letters().mended(text, holds)
    both, words = shipped_words().mended(chinese, holds)
    return both, (*letters, *words)


def warm() -> None:
    """Reads what the first slip would have to wait for."""
    shipped_words().warm()
    mended("跨竟電商 custmer")
