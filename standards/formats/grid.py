"""Ruled lines of a page become the cells of its tables.

A table is what lines that touch each other enclose. Two neighbouring fields of its grid are one
cell where no line parts them; so cells that reach over several rows or columns come out whole.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

TOLERANCE = 2.5
"""Points within which two lines are one, or touch: word processors draw each cell's own border."""


@dataclass(frozen=True, slots=True)
class Line:
    """A ruled line along one axis: where it stands on the other axis, and from where to where."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Region:
    """One cell: the row and column it begins in, and how far it reaches; ends are exclusive."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the places of its lines, downwards and to the right, and its cells."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    regions: tuple[Region, ...]
    owners: tuple[int, ...]
    """The region of each field of the grid, row by row."""

    def owner(self, x: float, y: float) -> int | None:
        """The index of the region at the point, None outside the table."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        if 0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1:
            return self.owners[row * (len(self.xs) - 1) + column]
        return None


def grids(across: Sequence[Line], down: Sequence[Line]) -> list[Grid]:
    """The tables that the lines `across` and `down` enclose, from top to bottom."""
    across, down = _merged(across), _merged(down)
    found = (_grid(some_across, some_down) for some_across, some_down in _touching(across, down))
    return sorted((one for one in found if one), key=lambda grid: (grid.ys[0], grid.xs[0]))


def _merged(lines: Iterable[Line]) -> list[Line]:
    """Lines at one place that touch, as one line."""
    by_place: dict[float, list[Line]] = defaultdict(list)
    ordered = sorted(lines, key=lambda line: line.at)
    places = _places(line.at for line in ordered)
    for line in ordered:
        by_place[_nearest(places, line.at)].append(line)
    merged = []
    for place, own in by_place.items():
        start, end = None, 0.0
        for line in sorted(own, key=lambda line: line.start):
            if start is None:
                start, end = line.start, line.end
            elif line.start <= end + TOLERANCE:
                end = max(end, line.end)
            else:
                merged.append(Line(place, start, end))
                start, end = line.start, line.end
        if start is not None:
            merged.append(Line(place, start, end))
    return merged


def _places(values: Iterable[float]) -> list[float]:
    """Ascending `values`, those within the tolerance of the first of them as one."""
    places: list[float] = []
    for value in values:
        if not places or value - places[-1] > TOLERANCE:
            places.append(value)
    return places


def _nearest(places: Sequence[float], value: float) -> float:
    return places[max(bisect_right(places, value) - 1, 0)]


def _touching(
    across: Sequence[Line], down: Sequence[Line]
) -> Iterable[tuple[list[Line], list[Line]]]:
    """The lines in groups that hang together."""
    parents = list(range(len(across) + len(down)))

    def root(one: int) -> int:
        while parents[one] != one:
            parents[one] = parents[parents[one]]
            one = parents[one]
        return one

    by_height = sorted(range(len(across)), key=lambda index: across[index].at)
    heights = [across[index].at for index in by_height]
    for other, line in enumerate(down):
        begin = bisect_right(heights, line.start - TOLERANCE)
        stop = bisect_right(heights, line.end + TOLERANCE)
        for index in by_height[begin:stop]:
            own = across[index]
            if own.start - TOLERANCE <= line.at <= own.end + TOLERANCE:
                parents[root(index)] = root(len(across) + other)
    groups: dict[int, tuple[list[Line], list[Line]]] = defaultdict(lambda: ([], []))
    for index, line in enumerate(across):
        groups[root(index)][0].append(line)
    for index, line in enumerate(down):
        groups[root(len(across) + index)][1].append(line)
    return groups.values()


def _grid(across: Sequence[Line], down: Sequence[Line]) -> Grid | None:
    xs = _places(sorted(line.at for line in down))
    ys = _places(sorted(line.at for line in across))
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < 1 or rows < 1:
        return None
    parents = list(range(columns * rows))

    def root(one: int) -> int:
        while parents[one] != one:
            parents[one] = parents[parents[one]]
            one = parents[one]
        return one

    right_walls = _walls(down, xs, ys)
    lower_walls = _walls(across, ys, xs)
    for row in range(rows):
        for column in range(columns):
            field = row * columns + column
            if column + 1 < columns and (column + 1, row) not in right_walls:
                parents[root(field + 1)] = root(field)
            if row + 1 < rows and (row + 1, column) not in lower_walls:
                parents[root(field + columns)] = root(field)
    fields: dict[int, list[int]] = defaultdict(list)
    for field in range(columns * rows):
        fields[root(field)].append(field)
    regions, owners = [], [0] * (columns * rows)
    for index, own in enumerate(sorted(fields.values())):
        own_rows, own_columns = {f // columns for f in own}, {f % columns for f in own}
        regions.append(
            Region(min(own_rows), min(own_columns), max(own_rows) + 1, max(own_columns) + 1)
        )
        for field in own:
            owners[field] = index
    return Grid(tuple(xs), tuple(ys), tuple(regions), tuple(owners))


def _walls(
    lines: Iterable[Line], places: Sequence[float], crossing: Sequence[float]
) -> set[tuple[int, int]]:
    """Which pieces between two crossing lines are drawn: the line's number, the piece's number."""
    drawn = set()
    for line in lines:
        number = bisect_right(places, line.at) - 1
        first = max(bisect_right(crossing, line.start) - 1, 0)
        for piece in range(first, len(crossing) - 1):
            middle = (crossing[piece] + crossing[piece + 1]) / 2
            if middle > line.end:
                break
            if middle >= line.start:
                drawn.add((number, piece))
    return drawn
