"""What changed from one version of a standard to the next: by code, and by likeness of text.

An item is the same where its words are. Where they aren't, the item of the same code is it if it
still says much the same, else the most alike one of the same kind; what then has no partner was
added or removed. Likeness is the Dice coefficient of the pairs of letters (Dice 1945, "Measures of
the Amount of Ecologic Association Between Species").
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from standards.flat import Row, RowKind, flattened
from standards.model import Standard

SAME_CODE = 0.4
"""So alike are two wordings of one item, where its code says that it is one."""
OTHER_CODE = 0.7
"""And so alike where nothing else says it."""


class ChangeKind(StrEnum):
    """What became of an item."""

    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"
    MOVED = "moved"
    """It has another code, and may be reworded as well."""


@dataclass(frozen=True, slots=True)
class Change:
    """One item, before and after; None where it isn't there."""

    kind: ChangeKind
    item: RowKind
    before: Row | None
    after: Row | None

    @property
    def is_reworded(self) -> bool:
        """Whether it is there before and after, in other words."""
        if self.before is None or self.after is None:
            return False
        return _said(self.before) != _said(self.after)


@dataclass(frozen=True, slots=True)
class Difference:
    """From one version to another."""

    old: Standard
    new: Standard
    changes: tuple[Change, ...]
    """In the order of the new version, then what was removed in the order of the old one."""
    same: int
    """How many items stayed as they were."""

    def of(self, kind: ChangeKind) -> tuple[Change, ...]:
        """The changes of one kind."""
        return tuple(change for change in self.changes if change.kind is kind)


def difference(old: Standard, new: Standard) -> Difference:
    """What changed from `old` to `new`, item by item."""
    before, after = tuple(flattened(old)), tuple(flattened(new))
    partners: dict[int, int] = {}
    """Places in `after` and in `before`."""
    for kind in RowKind:
        ours = [place for place, row in enumerate(after) if row.kind is kind]
        theirs = [place for place, row in enumerate(before) if row.kind is kind]
        partners |= _partners(before, after, theirs, ours)
    changes, same = [], 0
    for place, row in enumerate(after):
        was = before[partners[place]] if place in partners else None
        if was is None:
            changes.append(Change(ChangeKind.ADDED, row.kind, None, row))
        elif was.code != row.code:
            changes.append(Change(ChangeKind.MOVED, row.kind, was, row))
        elif _said(was) != _said(row):
            changes.append(Change(ChangeKind.REWORDED, row.kind, was, row))
        else:
            same += 1
    kept = set(partners.values())
    changes += [
        Change(ChangeKind.REMOVED, row.kind, row, None)
        for place, row in enumerate(before)
        if place not in kept
    ]
    return Difference(old, new, tuple(changes), same)


def _partners(
    before: Sequence[Row], after: Sequence[Row], theirs: Sequence[int], ours: Sequence[int]
) -> dict[int, int]:
    found: dict[int, int] = {}
    left = dict.fromkeys(theirs)

    def pair(mine: int, other: int) -> None:
        found[mine] = other
        del left[other]

    for same_code in (True, False):
        by_words: dict[tuple[str, str], list[int]] = {}
        for other in left:
            row = before[other]
            by_words.setdefault((_said(row), row.id if same_code else ""), []).append(other)
        for mine in ours:
            row = after[mine]
            others = by_words.get((_said(row), row.id if same_code else ""))
            if mine not in found and others:
                pair(mine, others.pop(0))
    grams = {("old", place): _grams(before[place]) for place in left}
    grams |= {("new", place): _grams(after[place]) for place in ours if place not in found}
    ids = {before[other].id: other for other in left}
    for mine in ours:
        maybe = ids.get(after[mine].id)
        if mine in found or maybe is None or maybe not in left:
            continue
        if _likeness(grams["old", maybe], grams["new", mine]) >= SAME_CODE:
            pair(mine, maybe)
    likely = sorted(
        _likely(
            {other: grams["old", other] for other in left},
            {mine: grams["new", mine] for mine in ours if mine not in found},
        )
    )
    for _distance, mine, other in likely:
        if mine not in found and other in left:
            pair(mine, other)
    return found


def _likely(
    old: dict[int, Counter[str]], new: dict[int, Counter[str]]
) -> Iterator[tuple[float, int, int]]:
    """How far apart the texts are, for those that may be one."""
    for mine, said in new.items():
        for other, was in old.items():
            likeness = _likeness(was, said)
            if likeness >= OTHER_CODE:
                yield 1 - likeness, mine, other


def _said(row: Row) -> str:
    """All the words, without what only printing makes: widths, spaces, punctuation."""
    words = unicodedata.normalize("NFKC", "\n".join((row.title, row.text, *row.items))).casefold()
    return re.sub(r"[\W_]+", "", words)


def _grams(row: Row) -> Counter[str]:
    said = _said(row)
    return Counter(said[start : start + 2] for start in range(max(1, len(said) - 1)))


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0
