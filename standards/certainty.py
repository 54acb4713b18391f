"""How sure the reader is of a standard: what found its place, what is missing, what contradicts.

Nothing here changes what was read; a person who is about to add a document reads it first.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from standards.graph import items
from standards.ledger import PlaceKind
from standards.model import Family, FindingKind, ItemKind, Standard
from standards.reading import Reading
from standards.sentences import Doubt, Why

MOST = 0.98
"""The share of a document's words that must have found their place for a reading without doubt."""
ENOUGH = 0.85
"""Below this share of placed words a reading is doubtful as a whole."""
_FEW = 3
_MANY_GAPS = 0.1
_SHOWN = 8
_CODE = re.compile(r"(?P<series>.*?)(?P<number>\d{1,4})\Z")
_DISAGREE = frozenset(
    {
        Why.STALE_NUMBERS,
        Why.OTHER_TASK,
        Why.OTHER_COLUMN,
        Why.SEVERAL_CODES,
        Why.LATEST_VERSION,
        Why.TITLE_DIFFERS,
        Why.LEVEL_DIFFERS,
        Why.NO_SUCH_NOTE,
    }
)
_MEANT = frozenset({Why.LEADS_IN})
"""Reasons for leaving a text out that are no loss."""


class Grade(StrEnum):
    """How far a reading can be trusted unseen."""

    SURE = "sure"
    CHECK = "check"
    """Understood on the whole; the doubts say where to look."""
    DOUBTFUL = "doubtful"
    """Something essential may be lost; compare it with the document."""


@dataclass(frozen=True, slots=True)
class Doubted:
    """One reason to look, and what fills its {holes}."""

    doubt: Doubt
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Certainty:
    """The grade of a reading, the share of the document's words that found their place, the doubts.

    The share goes from 0 to 1; words of the layout (headings, labels of columns, page feet) do not
    count.
    """

    grade: Grade
    placed: float
    doubts: tuple[Doubted, ...] = ()


def certainty(reading: Reading) -> Certainty:
    """How sure `reading` is."""
    standard = reading.standard
    placed = _placed(reading)
    missing, codes = _gaps(standard)
    statements = sum(item.kind is ItemKind.INDICATOR for item in items(standard))
    doubts = tuple(_doubts(standard, placed, missing, statements))
    if placed < ENOUGH or not statements or len(missing) > _MANY_GAPS * codes:
        grade = Grade.DOUBTFUL
    else:
        grade = Grade.CHECK if doubts else Grade.SURE
    return Certainty(grade, placed, doubts)


def _placed(reading: Reading) -> float:
    counts = Counter(
        place.kind
        for character, place in zip(reading.ledger.text, reading.ledger.places(), strict=True)
        if not character.isspace()
    )
    used = counts[PlaceKind.ITEM] + counts[PlaceKind.FIELD]
    meant = sum(
        len("".join(finding.printed.split()))
        for finding in reading.standard.findings
        if finding.kind is FindingKind.UNPLACED and finding.why in _MEANT
    )
    lost = counts[PlaceKind.FINDING] - meant
    if not reading.ledger.text:
        # The file said itself what is what.
        return 1.0
    return used / (used + lost) if used + lost else 0.0


def _gaps(standard: Standard) -> tuple[list[str], int]:
    """The codes that are missing between those that are printed, and how many are printed."""
    series: dict[str, dict[int, str]] = {}
    for item in items(standard):
        if item.kind is not ItemKind.STANDARD and (match := _CODE.match(item.code)):
            series.setdefault(match["series"], {})[int(match["number"])] = item.code
    missing: list[str] = []
    for name, numbers in series.items():
        highest = numbers[max(numbers)]
        width = len(highest) - len(name)
        for number in range(1, max(numbers)):
            if number not in numbers and len(missing) < 1000:
                missing.append(name + str(number).zfill(width if "." not in name else 0))
    return missing, sum(map(len, series.values()))


def _doubts(
    standard: Standard, placed: float, missing: list[str], statements: int
) -> Iterator[Doubted]:
    findings = standard.findings
    if placed < MOST:
        yield Doubted(Doubt.UNPLACED, {"share": f"{1 - placed:.0%}"})
    if statements < _FEW:
        yield Doubted(Doubt.FEW, {"count": str(statements)})
    if missing:
        yield Doubted(Doubt.GAPS, {"codes": _listed(missing)})
    if bare := list(_without_indicators(standard)):
        yield Doubted(Doubt.NO_INDICATORS, {"codes": _listed(bare)})
    if not standard.title:
        yield Doubted(Doubt.NO_TITLE)
    if standard.level is None:
        yield Doubted(Doubt.NO_LEVEL)
    for finding in findings:
        if finding.why == Why.NONE_PRINTED:
            yield Doubted(Doubt.NONE_PRINTED, finding.params)
    for doubt, count in (
        (Doubt.DISAGREES, sum(finding.why in _DISAGREE for finding in findings)),
        (Doubt.NO_CODES, sum(finding.why == Why.NO_CODE for finding in findings)),
        (Doubt.LOST_NUMBERS, sum(finding.why == Why.LOST_NUMBERS for finding in findings)),
    ):
        if count:
            yield Doubted(doubt, {"count": str(count)})


def _without_indicators(standard: Standard) -> Iterator[str]:
    for task in standard.tasks:
        if standard.family is Family.ICAP_OCCUPATION and task.activities:
            yield from (one.code for one in task.activities if not one.indicators)
        elif not task.indicators:
            yield task.code


def _listed(codes: list[str]) -> str:
    more = ("…",) if len(codes) > _SHOWN else ()
    return ", ".join((*codes[:_SHOWN], *more))
