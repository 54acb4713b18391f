"""From a document's text to a standard: the reader is chosen by what the document says."""

from collections.abc import Callable
from typing import NamedTuple

from standards import hkqf_unit, icap_occupation, icap_unit
from standards.errors import UnknownFamily
from standards.ledger import Ledger
from standards.model import Source
from standards.reading import Reading
from standards.rows import key, lines
from standards.sentences import Refusal


class _Reader(NamedTuple):
    recognises: Callable[[frozenset[str]], bool]
    read: Callable[[str, Source], Reading]


_READERS = (
    _Reader(icap_unit.recognises, icap_unit.read),
    _Reader(icap_occupation.recognises, icap_occupation.read),
    _Reader(hkqf_unit.recognises, hkqf_unit.read),
)


def read(text: str, source: Source) -> Reading:
    """The standard that `text` prints, and where each of its characters ended.

    Raises `UnknownFamily` when no reader knows its labels, and `MalformedStandard` when it has no
    code or no tasks; both name `source.file`.
    """
    keys = _keys(text)
    for reader in _READERS:
        if reader.recognises(keys):
            return reader.read(text, source)
    raise UnknownFamily(Refusal.UNKNOWN_FAMILY, file=source.file)


def _keys(text: str) -> frozenset[str]:
    """The cells and plain lines of `text`, as labels are compared."""
    found: set[str] = set()
    for line in lines(Ledger(text)):
        found.update(line.keys or (key(line.run.text),))
    return frozenset(found)
