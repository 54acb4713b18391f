"""The two things that a question sets side by side, each in the words that tell of it.

「零售電商的客戶溝通跟用銷售系統，技能差幾個」 tells of 客戶溝通 and of 用銷售系統. Which word
joins the two is not known from the words alone, so that there may be several readings.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice

from conversations import ways_of_asking as ways
from conversations.sides import Side, side_asked

MOST = 6
"""So many words that may join two things are looked at."""
_CLAUSES = r"[，,。？?；;：:！!]"
_COMPARING = (
    *(ways.COMPARING, ways.COUNTERPART, ways.HAS_LESS),
    *(ways.SHARED, ways.DIFFERENT, ways.LISTING),
)
"""What compares tells of neither half."""


@dataclass(frozen=True, slots=True)
class Half:
    """One of two things that are set side by side."""

    words: str
    """Folded, what tells of it."""
    standard: str | None
    """The code of the standard that is named in it, or alone in the question."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Two things that may be set side by side."""

    one: Half
    other: Half
    side: Side
    """Of what they have, what is asked for."""


def halves(
    rest: str,
    folded: str,
    named: Sequence[tuple[int, int, str]],
    terms: Callable[[str], str],
) -> tuple[Reading, ...]:
    """The readings of a folded question.

    `rest`: the same with names and parts asked for blank; `named`: where which standard is named;
    `terms`: what is left of words that ask for nothing.
    """
    codes = {code for _start, _end, code in named}
    only = next(iter(codes)) if len(codes) == 1 else None
    breaks = [match.start() for match in ways.pattern(_CLAUSES).finditer(rest)]

    def half(start: int, end: int) -> Half:
        inside = {code for begins, _ends, code in named if start <= begins < end}
        return Half(_told(rest[start:end], terms), next(iter(inside)) if len(inside) == 1 else only)

    found = []
    for joint in islice(ways.pattern(ways.BETWEEN_HALVES).finditer(rest), MOST):
        first = max((each + 1 for each in breaks if each < joint.start()), default=0), joint.start()
        second = joint.end(), min((i for i in breaks if i >= joint.end()), default=len(rest))
        one, other = half(*first), half(*second)
        if one.words and other.words:
            found.append(Reading(one, other, side_asked(folded, first, second)))
    return tuple(found)


def _told(words: str, terms: Callable[[str], str]) -> str:
    """The words that tell of a half, without those at its ends that say it is a part or one of
    two: 高 is left of 哪個高, but 提高 keeps it."""
    for comparing in _COMPARING:
        words = ways.pattern(comparing).sub(" ", words)
    around = rf"(?:{ways.AROUND_HALVES}|{ways.LEFT_OF_COMPARING}|\s)+"
    words = ways.pattern(rf"^{around}|{around}$").sub(" ", words)
    return terms(ways.pattern(ways.ALONE_IN_HALVES).sub(" ", words))
