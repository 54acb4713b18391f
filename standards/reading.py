"""What a reader gives back."""

from dataclasses import dataclass

from standards.document import Document
from standards.ledger import Ledger
from standards.model import Standard


@dataclass(frozen=True, slots=True)
class Reading:
    """A standard, and the ledger that says where each character of its document ended."""

    standard: Standard
    ledger: Ledger
    document: Document | None = None
    """The file that it was read from, where it was a file."""
