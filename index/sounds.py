"""The sounds of Chinese letters, as far as those who type by sound tell them apart."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).with_name("sounds.tsv")
_CONFUSED = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"))
"""Sounds that keyboards and ears confuse: retroflex and plain sibilants, -n and -ng."""


@cache
def sounds() -> dict[str, str]:
    """The sound of each letter in Simplified."""
    return dict(_read())


def _read() -> Iterator[tuple[str, str]]:
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        sound, _tab, letters = line.partition("\t")
        for full, lazy in _CONFUSED:
            sound = sound.replace(full, lazy)
        yield from ((letter, sound) for letter in letters)
