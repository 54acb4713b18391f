"""Of two things side by side, whose is asked for: what the first has, the second, or only one."""

import re
from collections.abc import Sequence
from enum import StrEnum

from conversations import ways_of_asking as ways

NEAR = 8
"""Letters between a thing and the word that is said of it: 「T1.2 沒有」."""
_WISHED = re.compile(r"(?: an?| the| my)*(?: [a-z-]{1,12})?[^,，。.;；!！?？、]{0,3}")
"""What stands between a wish and what is wished for: to become a …."""


class Side(StrEnum):
    """What of two things is asked for."""

    ALL = ""
    """What they share and what they don't."""
    FIRST = "first"
    """What the first one named has and the second doesn't: 「T2 比 T1 多了哪些技能」."""
    SECOND = "second"
    """What the second one has and the first doesn't: 「T3.3 跟 T3.2 比，少了哪些知識」."""
    APART = "apart"
    """What either has alone."""

    def other(self) -> "Side":
        """The same seen from the other one."""
        return {Side.FIRST: Side.SECOND, Side.SECOND: Side.FIRST}.get(self, self)


Span = tuple[int, int]
"""Where a thing is named in the text, from and to."""


def side_asked(folded: str, first: Span, second: Span) -> Side:
    """What of two things named there is asked for."""
    if ways.found(ways.ONLY_ONE, folded):
        return Side.APART
    asked = ways.pattern(ways.ALIKE_OR_NOT).sub(lambda match: " " * len(match[0]), folded)
    # 「跟 T1 比，T2 多了什麼」 speaks of the second one.
    turned = ways.pattern(ways.SET_BESIDE).search(folded[: first[0]]) is not None
    for words, of_the_first in ((ways.HAS_MORE, Side.FIRST), (ways.HAS_LESS, Side.SECOND)):
        word = ways.pattern(words).search(asked)
        if word:
            # 「T4.1 要的知識，T4.2 少了哪些」 says it of the one before it.
            apart = not ways.found(ways.SET_AGAINST, folded[first[1] : second[0]])
            own = apart and second[1] <= word.start()
            again = _named_again(folded, first, second, word.start())
            if again is not None:
                turned, own = False, again == second
            return of_the_first.other() if turned or own else of_the_first
    for words, of_the_first in ((ways.NOT, Side.SECOND), (ways.ONLY, Side.FIRST)):
        said = {
            nearest(match.span(), (first, second)) for match in ways.pattern(words).finditer(asked)
        }
        said.discard(None)
        if len(said) == 2:
            return Side.APART
        if said:
            return of_the_first if said == {0} else of_the_first.other()
    return Side.ALL


def _named_again(folded: str, first: Span, second: Span, until: int) -> Span | None:
    """Which of the two is named once more before a word: 「T1 和 T3，T3 多要哪些」."""
    between = folded[second[1] : until]
    against = ways.pattern(ways.SET_AGAINST_AGAIN).search(between)
    between = between[: against.start()] if against else between
    found = [
        (match.start(), thing)
        for thing in (first, second)
        for match in re.finditer(rf"{re.escape(folded[slice(*thing)])}(?![\d.])", between)
        if len(match[0]) > 1
    ]
    return max(found)[1] if found else None


def nearest(word: Span, things: Sequence[Span], near: int = NEAR) -> int | None:
    """The number of the thing that a word stands nearest to; None where none is near."""
    away = [
        word[0] - end if end <= word[0] else start - word[1] if word[1] <= start else 0
        for start, end in things
    ]
    best = min(away, default=near + 1)
    return away.index(best) if best <= near else None


def aimed_at(folded: str, names: Sequence[Span]) -> int | None:
    """The number of the name that somebody wants to become: the one after 想當, to become a …."""
    for wish in ways.pattern(ways.MOVE).finditer(folded):
        for number, (start, _end) in enumerate(names):
            if start >= wish.end() and _WISHED.fullmatch(folded, wish.end(), start):
                return number
    return None
