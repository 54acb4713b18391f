"""Two standards side by side: what both ask for, and what only one does."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from conversations.facets import Facet
from index.fold import fold
from standards.model import Standard

COMPARABLE = (Facet.TASKS, Facet.KNOWLEDGE, Facet.SKILLS, Facet.ATTITUDES)
"""The facets by which standards are compared."""
ALIKE = 0.72
"""Two texts mean the same from this share of common character pairs on (Dice's coefficient):
評估和評量 and 評估與評量 do, two kinds of analytical skill do not."""
_TEXTS_REMEMBERED = 4_096
"""Each hit is compared with those of every other standard."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two standards list for one facet, by id, each in its document's order."""

    facet: Facet
    both: tuple[tuple[str, str], ...]
    """Pairs of ids, the left one's and the right one's."""
    left: tuple[str, ...]
    """Ids of what only the left one asks for."""
    right: tuple[str, ...]


def compared(left: Standard, right: Standard, facet: Facet) -> Comparison:
    """Pairs each item of `left` with the one of `right` that says the same, if one does.

    Knowledge, skills, attitudes (by name or definition, whichever is more alike) and tasks.
    """
    return paired(facet, _texts(left, facet), _texts(right, facet))


def paired(
    facet: Facet,
    ours: Sequence[tuple[str, tuple[str, ...]]],
    theirs: Sequence[tuple[str, tuple[str, ...]]],
) -> Comparison:
    """Pairs what says the same (as the same item does) of two lists of ids with their texts."""
    scored = sorted(
        (
            (-1.0 if id_ == other else -max(map(likeness, texts, others)), i, j)
            for i, (id_, texts) in enumerate(ours)
            for j, (other, others) in enumerate(theirs)
        ),
    )
    found: dict[int, int] = {}
    for negative, i, j in scored:
        if -negative >= ALIKE and i not in found and j not in found.values():
            found[i] = j
    return Comparison(
        facet,
        tuple((ours[i][0], theirs[found[i]][0]) for i in sorted(found)),
        tuple(id_ for i, (id_, _texts_) in enumerate(ours) if i not in found),
        tuple(id_ for j, (id_, _texts_) in enumerate(theirs) if j not in found.values()),
    )


def common(standards: Sequence[Standard], facet: Facet) -> tuple[tuple[str, ...], ...]:
    """What all of `standards` list for one facet: of each such thing the ids, one a standard."""
    first, *others = standards
    found: dict[str, tuple[str, ...]] = {id_: (id_,) for id_, _said in _texts(first, facet)}
    for other in others:
        pairs = dict(compared(first, other, facet).both)
        found = {id_: (*ids, pairs[id_]) for id_, ids in found.items() if id_ in pairs}
    return tuple(found.values())


def only(standard: Standard, others: Sequence[Standard], facet: Facet) -> tuple[str, ...]:
    """The ids of what `standard` lists for one facet and none of `others` says alike."""
    theirs = [texts for other in others for _id, texts in _texts(other, facet)]
    return tuple(
        id_
        for id_, texts in _texts(standard, facet)
        if all(max(map(likeness, texts, other)) < ALIKE for other in theirs)
    )


def twins(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether two items, each as its own words and their rendering, say the same."""
    return any(one and other and likeness(one, other) >= ALIKE for one in left for other in right)


def likeness(one: str, other: str) -> float:
    """Dice's coefficient of the folded texts' character pairs, from 0 to 1."""
    left, right = _pairs(one), _pairs(other)
    if not left or not right:
        return float(fold(one) == fold(other))
    return 2 * len(left & right) / (len(left) + len(right))


@lru_cache(_TEXTS_REMEMBERED)
def _pairs(text: str) -> frozenset[str]:
    letters = "".join(letter for letter in fold(text) if letter.isalnum())
    return frozenset(letters[i : i + 2] for i in range(len(letters) - 1))


def _texts(standard: Standard, facet: Facet) -> Sequence[tuple[str, tuple[str, ...]]]:
    """Ids with what an item says: one text, or an attitude's name and definition."""
    match facet:
        case Facet.TASKS:
            return [(task.id, (task.title,)) for task in standard.tasks]
        case Facet.KNOWLEDGE:
            return [(item.id, (item.text,)) for item in standard.knowledge]
        case Facet.SKILLS:
            return [(item.id, (item.text,)) for item in standard.skills]
        case Facet.ATTITUDES:
            return [(item.id, (item.title, item.text)) for item in standard.attitudes]
        case _:
            return []
