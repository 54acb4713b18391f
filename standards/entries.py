"""Numbered texts inside one cell: 一、…, 1. …, (1) …, and entries that lost their numbers."""

import re
from dataclasses import dataclass

from standards.runs import Run

_HAN = "\u3400-\u9fff"
_CHINESE = re.compile(r"(?<!\s)(?P<lead>\s*)(?P<n>[一二三四五六七八九十]{1,3})\s*[、．.]\s*")
_ARABIC = re.compile(r"(?<!\s)(?P<lead>\s*)(?<![\d.])(?P<n>\d{1,2})[.．、](?!\d)\s*")
_DECIMAL = re.compile(r"(?<!\s)(?P<lead>\s*)(?<![\d.])(?P<n>\d{1,2}(?:\.\d{1,2})?)\.?\s+(?=\S)")
_BRACKETED = re.compile(r"(?<!\s)(?P<lead>\s*)[(（](?P<n>\d{1,2})[)）]\s*")
_NUMBERED_PART = re.compile(r"[(（]\d{1,2}[)）]")
_GAP = re.compile(
    rf"(?<=[{_HAN}，。；：、）)])(?<![(（]\d[)）])(?<![(（]\d\d[)）])\s+(?=[{_HAN}（(《「])"
)
_BLOCK = frozenset("\n\f")
_DIGITS = "一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Numbered:
    """One entry: its number, the mark that printed it, and its text."""

    number: int
    mark: Run
    text: Run


def chinese(run: Run) -> tuple[Run, tuple[Numbered, ...]]:
    """What stands before 一、 and the entries 一、 二、…"""
    return _split(run, _CHINESE)


def arabic(run: Run) -> tuple[Run, tuple[Numbered, ...]]:
    """What stands before 1. and the entries `1. … 2. …`; also where they are glued."""
    return _split(run, _ARABIC)


def bracketed(run: Run) -> tuple[Run, tuple[Numbered, ...]]:
    """What stands before (1) and the entries `(1) … (2) …`."""
    return _split(run, _BRACKETED)


def decimal(run: Run) -> tuple[Run, tuple[Numbered, ...]]:
    """What stands before `1.` or `6.1` and the entries so numbered, one to a block."""
    return _split(run, _DECIMAL, within=False)


def spaced(run: Run) -> tuple[Run, ...]:
    """Entries between which only a space is left.

    Spaces beside Latin words part nothing, and `(1) (2)` belong to the entry before them.
    """
    starts = [0]
    for match in _GAP.finditer(run.text):
        if not _NUMBERED_PART.match(run.text, match.end()):
            starts.append(match.end())
    ends = [*starts[1:], len(run)]
    pieces = (run[start:end].strip() for start, end in zip(starts, ends, strict=True))
    return tuple(piece for piece in pieces if piece)


def value(numeral: str) -> int:
    """The number that `numeral` writes: 3, 三, 十二, 二十一."""
    if numeral.isdecimal():
        return int(numeral)
    tens, ten, ones = numeral.partition("十")
    if not ten:
        return _DIGITS.index(numeral[0]) + 1
    return 10 * (_DIGITS.find(tens[:1]) + 1 if tens else 1) + (
        _DIGITS.find(ones[:1]) + 1 if ones else 0
    )


def letters_of(number: int) -> str:
    """What counts in letters: a for 1, z for 26, aa for 27."""
    letters = ""
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("a") + place) + letters
    return letters


def _split(
    run: Run, pattern: re.Pattern[str], *, within: bool = True
) -> tuple[Run, tuple[Numbered, ...]]:
    """At the start of a block any number counts, `within` one only the number that comes next."""
    marks: list[tuple[int, int, int]] = []
    coming = 1
    for match in pattern.finditer(run.text):
        number = value(match["n"].rpartition(".")[2])
        starts_block = match.start() == 0 or bool(_BLOCK & set(match["lead"]))
        if not starts_block and not (within and number == coming):
            continue
        marks.append((match.start(), match.end(), number))
        coming = number + 1
    if not marks:
        return run, ()
    ends = [start for start, _, _ in marks[1:]] + [len(run)]
    return run[: marks[0][0]], tuple(
        Numbered(number, run[start:end], run[end:stop])
        for (start, end, number), stop in zip(marks, ends, strict=True)
    )
