"""The parts of an office document, which is a zip archive; nothing is ever unpacked to a disk.

What no office program writes is refused before any part is read: thousands of members, parts that
unpack to much more than a standard can be, names that lead out of the archive, XML that declares
entities of its own.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterable
from typing import Any

from standards.errors import UnreadableDocument
from standards.sentences import Refusal

MEMBERS = 2000
UNPACKED_MB = 64
PART_MB = 16
_MB = 1024 * 1024
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_OUTSIDE = re.compile(r"\A(?:[A-Za-z]:|[/\\])|(?:\A|[/\\])\.\.(?:[/\\]|\Z)")
_MACROS = ("vbaProject.bin", "Basic/script-lc.xml")

DAMAGES = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, NotImplementedError)
"""What reading a damaged archive raises."""


class Archive:
    """The parts of the archive `data` by name. Raises `UnreadableDocument`, naming `file`."""

    def __init__(self, data: bytes, file: str) -> None:
        self.file = file
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            members = self._zip.infolist()
        except DAMAGES:
            raise UnreadableDocument(Refusal.BROKEN, file=file) from None
        if (
            len(members) > MEMBERS
            or sum(one.file_size for one in members) > UNPACKED_MB * _MB
            or any(one.file_size > PART_MB * _MB for one in members if _is_xml(one.filename))
        ):
            raise UnreadableDocument(Refusal.UNPACKS, file=file)
        if any(_OUTSIDE.search(one.filename) for one in members):
            raise UnreadableDocument(Refusal.OUTSIDE, file=file)
        if any(one.flag_bits & 0x1 for one in members):
            raise UnreadableDocument(Refusal.LOCKED, file=file)
        self.names = frozenset(one.filename for one in members)

    @property
    def has_macros(self) -> bool:
        """Whether programs of its own come with the document."""
        return any(name.endswith(_MACROS) for name in self.names)

    def part(self, name: str) -> bytes:
        """The part `name`, which must be there."""
        try:
            return self._zip.read(name)
        except DAMAGES:
            raise UnreadableDocument(Refusal.BROKEN, file=self.file) from None

    def xml(self, name: str) -> Any:
        """The root of the XML part `name`; nothing is resolved, fetched or expanded."""
        from lxml import etree  # type: ignore[import-untyped,unused-ignore]  # ships no types

        data = self.part(name)
        refuse_entities(data, self.file)
        quiet = etree.XMLParser(
            resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False
        )
        try:
            return etree.fromstring(data, quiet)
        except (etree.XMLSyntaxError, ValueError):
            raise UnreadableDocument(Refusal.BROKEN, file=self.file) from None

    def refuse_entities(self, names: Iterable[str]) -> None:
        """Raises `UnreadableDocument` if one of the XML parts `names` declares entities."""
        for name in names:
            refuse_entities(self.part(name), self.file)


def refuse_entities(data: bytes, file: str) -> None:
    """Raises `UnreadableDocument` if the XML `data`, in any encoding, declares entities."""
    if _DECLARES.search(data if b"\0" not in data else data.replace(b"\0", b"")):
        raise UnreadableDocument(Refusal.ENTITIES, file=file)


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))
