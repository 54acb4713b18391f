"""What a reader gives back."""

from dataclasses import dataclass

from standards.ledger import Ledger
from standards.model import Standard


@dataclass(frozen=True, slots=True)
class Reading:
    """A standard, and the ledger that says where each character of its document ended."""

    standard: Standard
    ledger: Ledger
