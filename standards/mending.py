"""Texts of items: page cuts mended, bullets taken off, nothing else changed."""

import re
from dataclasses import dataclass
from itertools import pairwise

from standards.markup import BREAK
from standards.runs import Run

CUT = Run.glue("\f")
"""Stands in an item's run where a page break cut it."""

BULLET = re.compile(r"(?:(?<!\S)(?:[•‧∙○◦▪▫◆➢►✓\ue000-\uf8ff]|[·・](?=\s))|[●■])\s*")
"""● and ■ also stand glued to the entry before them; no text uses them as characters.

‧ is what Big5 has for •, · what Word writes for it; both also stand between the parts of a name,
but never after a space.
"""

_FIRST_LEVEL = frozenset("•●‧∙·・")
"""Two shapes of one bullet: either beside the other is no second level."""
_BREAK = re.compile(rf"[{BREAK}\f\r]")
_LATIN_END = re.compile(r"[A-Za-z0-9,;:.!?%)\]\"'’”]\Z")
_LATIN_START = re.compile(r"[A-Za-z0-9(\[\"'‘“]")
_CUT = re.compile(r"\f")
_ENTRY = re.compile(rf"{BULLET.pattern}|[(（]\d")
_SHOWN = 16


@dataclass(frozen=True, slots=True)
class Cut:
    """A page cut that was mended: what stood on its sides and how it reads."""

    printed: str
    read_as: str
    in_list: bool
    """Whether it stood between two entries of a list."""


@dataclass(frozen=True, slots=True)
class Sublist:
    """A list under an entry of a list: all as printed, the entry, and the entries below it."""

    printed: str
    entry: str
    below: tuple[str, ...]


def mended(run: Run) -> str:
    """The text of `run` on one line: Chinese joins Chinese without a space, Latin with one."""
    parts = [part for part in map(str.strip, _BREAK.split(run.text)) if part]
    joined = parts[:1]
    for left, right in pairwise(parts):
        joined += (spaced_between(left, right), right)
    return "".join(joined)


def bulleted(run: Run) -> tuple[str, tuple[str, ...]]:
    """The text before the first bullet of `run`, and the entries after the bullets.

    Entries of a second level follow the entry they belong to.
    """
    head, *entries = run.split(BULLET)
    return mended(head), tuple(text for entry in entries if (text := mended(entry)))


def cuts(run: Run) -> tuple[Cut, ...]:
    """The page cuts inside `run`, for a person to check."""
    found = []
    for left, right in pairwise(side.strip() for side in run.split(_CUT) if side):
        in_list = bool(_ENTRY.match(right.text))
        before = mended(left.split(BULLET)[-1])[-_SHOWN:]
        after = mended(right if in_list else right.split(BULLET)[0])[:_SHOWN].rstrip()
        joint = " " if in_list else spaced_between(before, after)
        found.append(Cut(f"{before} ‖ {after}", before + joint + after, in_list))
    return tuple(found)


def sublists(run: Run) -> tuple[Sublist, ...]:
    """The lists of `run` whose bullets differ from its first bullet, for a person to check."""
    marks = list(BULLET.finditer(run.text))
    ends = [mark.start() for mark in marks[1:]] + [len(run)]
    found = []
    upper = 0
    first = [_same_level(mark[0][0], marks[0][0][0]) for mark in marks]
    for index, is_first in enumerate(first):
        if is_first:
            upper = index
        elif all(first[index + 1 : index + 2]):
            spans = zip(marks[upper : index + 1], ends[upper : index + 1], strict=True)
            entry, *below = (mended(run[one.end() : end]) for one, end in spans)
            printed = mended(run[marks[upper].start() : ends[index]])
            found.append(Sublist(printed, entry, tuple(below)))
    return tuple(found)


def _same_level(one: str, other: str) -> bool:
    return one == other or {one, other} <= _FIRST_LEVEL


def spaced_between(left: str, right: str) -> str:
    """What joins the end of one line to the next: a space between Latin words, else nothing."""
    return " " if _LATIN_END.search(left) and _LATIN_START.match(right) else ""
