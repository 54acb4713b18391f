"""What a reader gives back."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from standards.document import Document
from standards.ledger import Ledger
from standards.model import Finding, Standard

_LINE = "line "


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in a document something stands."""

    line: int
    """From 1, of the text in it."""
    page: int | None
    """From 1; None where a file has no pages."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A standard, and the ledger that says where each character of its document ended."""

    standard: Standard
    ledger: Ledger
    document: Document | None = None
    """The file that it was read from, where it was a file."""
    lines: Mapping[str, int] = field(default_factory=dict)
    """The line that each item begins on that a finding is about; it outlives the ledger."""

    def spot(self, finding: Finding) -> Spot | None:
        """Where the finding's item begins, or the line that it is about."""
        if finding.where.startswith(_LINE):
            line = int(finding.where.removeprefix(_LINE))
        elif (known := self.lines.get(finding.where)) is not None:
            line = known
        else:
            return None
        return Spot(line, self.document.page_of(line) if self.document else None)


def lines_of(standard: Standard, ledger: Ledger) -> dict[str, int]:
    """The line that each item begins on that a finding of `standard` is about."""
    starts = {one.where: ledger.first(one.where) for one in standard.findings}
    end = len(ledger.text)
    return {where: ledger.line_of(start) for where, start in starts.items() if start < end}
