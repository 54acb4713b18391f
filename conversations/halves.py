"""The two things that a question sets side by side, each in the words that tell of it.

「零售電商的客戶溝通跟用銷售系統，技能差幾個」 tells of 客戶溝通 and of 用銷售系統. Which word
joins the two is not known from the words alone, so that there may be several readings.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice

from conversations import ways_of_asking as ways

MOST = 6
"""So many words that may join two things are looked at."""
_CLAUSES = r"[，,。？?；;：:！!]"
_AROUND = (
    *(ways.COMPARING, ways.COUNTERPART, ways.HAS_LESS, ways.SHARED, ways.DIFFERENT),
    *(ways.LISTING, ways.AROUND_HALVES, ways.LEFT_OF_COMPARING),
)
"""What compares, and what only says that a half is a part of the work, tells of neither half."""


@dataclass(frozen=True, slots=True)
class Half:
    """One of two things that are set side by side."""

    words: str
    """Folded, what tells of it."""
    standard: str | None
    """The code of the standard that is named in it, or alone in the question."""
    span: tuple[int, int]
    """Where it stands in the folded text."""


def halves(
    rest: str, named: Sequence[tuple[int, int, str]], terms: Callable[[str], str]
) -> tuple[tuple[Half, Half], ...]:
    """The readings of folded text in which names and parts asked for are blank.

    `named`: where which standard is named; `terms`: what is left of words that ask for nothing.
    """
    codes = {code for _start, _end, code in named}
    only = next(iter(codes)) if len(codes) == 1 else None
    breaks = [match.start() for match in ways.pattern(_CLAUSES).finditer(rest)]

    def half(start: int, end: int) -> Half:
        words = rest[start:end]
        for around in _AROUND:
            words = ways.pattern(around).sub(" ", words)
        inside = {code for begins, _ends, code in named if start <= begins < end}
        return Half(terms(words), next(iter(inside)) if len(inside) == 1 else only, (start, end))

    found = []
    for joint in islice(ways.pattern(ways.BETWEEN_HALVES).finditer(rest), MOST):
        start = max((each + 1 for each in breaks if each < joint.start()), default=0)
        end = min((each for each in breaks if each >= joint.end()), default=len(rest))
        both = half(start, joint.start()), half(joint.end(), end)
        if all(each.words for each in both):
            found.append(both)
    return tuple(found)
