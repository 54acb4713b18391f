"""The ledger of a document: for each of its characters, the one place where it ended."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from standards.runs import NOWHERE, Run
from standards.sentences import Why


class PlaceKind(StrEnum):
    """What a character of a document can end in."""

    ITEM = "item"
    FIELD = "field"
    FINDING = "finding"
    LAYOUT = "layout"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a character ended: an item's id, a field's label, a finding's line, or a mark."""

    kind: PlaceKind
    name: str


LAYOUT = Place(PlaceKind.LAYOUT, "")


class PlacedTwice(AssertionError):
    """A reader placed one character in two places: an error in the reader, not the document."""


class Ledger:
    """Keeps, while a document is read, which of its characters ended where."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._places: list[Place | None] = [None] * len(text)
        self._first: dict[Place, int] = {}
        self._reasons: dict[int, tuple[Why, Mapping[str, str]]] = {}
        self._line_starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def item(self, run: Run, id: str) -> None:
        """Place `run` in the item `id`."""
        self._claim(run, Place(PlaceKind.ITEM, id))

    def field(self, run: Run, label: str) -> None:
        """Place `run` in the header field `label`."""
        self._claim(run, Place(PlaceKind.FIELD, label))

    def layout(self, run: Run) -> None:
        """Mark `run` as layout: tags, separators, headings of columns and sections."""
        self._claim(run, LAYOUT)

    def leave(self, run: Run, why: Why, **params: str) -> None:
        """Say why `run` is placed nowhere; the finding about it will give this reason."""
        self._reasons.update(dict.fromkeys(run.offsets, (why, params)))

    def reason(self, run: Run) -> tuple[Why, Mapping[str, str]]:
        """Why `run`, which `close` gave, was placed nowhere, and what fills the sentence."""
        return self._reasons.get(run.start, (Why.UNPLACED, {}))

    def close(self) -> Iterator[Run]:
        """Call what is left white space layout and the rest findings, and give the rest.

        One run for each stretch of a line that nothing was read from.
        """
        start = 0
        for number, line in enumerate(self.text.split("\n"), start=1):
            yield from self._leftovers(start, start + len(line), number)
            start += len(line) + 1
        for offset, place in enumerate(self._places):
            if place is None:
                self._places[offset] = LAYOUT

    def places(self) -> tuple[Place, ...]:
        """The place of each character; before `close`, of those placed so far."""
        return tuple(place for place in self._places if place is not None)

    def line_of(self, offset: int) -> int:
        """The number of the line, from 1, that the character at `offset` stands in."""
        return bisect_right(self._line_starts, offset)

    def first(self, id: str) -> int:
        """Offset of the first character placed in the item `id`; the text's length without one."""
        return self._first.get(Place(PlaceKind.ITEM, id), len(self.text))

    def _claim(self, run: Run, place: Place) -> None:
        for offset in run.offsets:
            if offset == NOWHERE:
                continue
            if self._places[offset] is not None:
                raise PlacedTwice(f"character {offset} is in {self._places[offset]} already")
            self._places[offset] = place
        if (start := run.start) != NOWHERE:
            self._first[place] = min(start, self._first.get(place, start))

    def _leftovers(self, start: int, end: int, number: int) -> Iterator[Run]:
        place = Place(PlaceKind.FINDING, f"line {number}")
        offset = start
        while offset < end:
            if self._places[offset] is not None or self.text[offset].isspace():
                offset += 1
                continue
            stop = offset
            while stop < end and (self._places[stop] is None):
                stop += 1
            run = Run.of(self.text[offset:stop].rstrip(), offset)
            self._claim(run, place)
            yield run
            offset = stop
