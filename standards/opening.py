"""A file becomes a document and what it says: in any format, or as the library keeps it."""

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path

from standards.document import FILE_LIMIT, Document, decoded, opened
from standards.encodings import Encoding
from standards.errata import Erratum, with_errata
from standards.errors import UnreadableDocument
from standards.formats.kind import TEXTUAL
from standards.kept import read_kept
from standards.ledger import Ledger
from standards.model import Source, Standard
from standards.read import read
from standards.reading import Reading, lines_of
from standards.sentences import Refusal, Why
from standards.structured import structured
from standards.table import standard_of

AS_GIVEN, AS_UNDERSTOOD = ".txt", ".standard"
"""How the name ends of a file that keeps a text, and of one that keeps what was understood."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A document, and what is kept of it."""

    data: bytes
    reading: Reading
    text: bool = True
    """`data` is a text that can be read again, and is kept as it is."""
    returning: bool = False
    """It is a shipped one, word for word, that was removed."""

    @property
    def form(self) -> str:
        """How the name ends of the file that it is kept in."""
        return AS_GIVEN if self.text else AS_UNDERSTOOD


@cache
def shipped_documents() -> tuple[Opened, ...]:
    """The documents that come with the program, read once."""
    folder = files("standards") / "data"
    listed = tomllib.loads((folder / "sources.toml").read_text("utf-8"))["document"]
    documents = []
    for one in listed:
        source = Source(one["publisher"], one["title"], one["source"], one["file"])
        documents.append(_read((folder / one["file"]).read_bytes(), source))
    return tuple(documents)


def opened_at(path: Path, name: str = "") -> Opened:
    """A document in any format; of one that is no text, what is kept is the text in it.

    `name` is what it was called where `path` is no name that a person gave. Raises
    `UnreadableDocument`, `UnknownFamily` and `MalformedStandard`.
    """
    data, source, shown = bytes_at(path), Source(file=name or path.name), name or str(path)
    named = replace(source, file=shown)
    document = None
    found = structured(data, named)
    if found is None:
        document = opened(data, shown)
        if not document.cells:
            return Opened(_kept_text(data, document), _reading(document, source, shown))
        found = standard_of(document.cells, named)
        document = replace(document, cells=())
    found = replace(found, source=replace(found.source, file=source.file))
    return Opened(data, Reading(found, Ledger(""), document), text=False)


def as_kept(data: bytes, form: str, source: Source, name: str) -> Standard:
    """The standard in a file of the library whose name ends in `form`; `name` for its errors."""
    if form == AS_UNDERSTOOD:
        return replace(read_kept(data, replace(source, file=name)), source=source)
    return _read(data, source, name).reading.standard


def bytes_at(path: Path) -> bytes:
    """The bytes of the file at `path`, at most one more than a document may have.

    Raises `UnreadableDocument`.
    """
    file = str(path)
    try:
        if path.is_dir():
            raise UnreadableDocument(Refusal.FOLDER, file=file)
        if not path.exists():
            raise UnreadableDocument(Refusal.MISSING, file=file)
        if not path.is_file():
            raise UnreadableDocument(Refusal.UNREADABLE, file=file)
        with path.open("rb") as file_there:
            return file_there.read(FILE_LIMIT + 1)
    except (OSError, ValueError):
        raise UnreadableDocument(Refusal.UNREADABLE, file=file) from None


def _kept_text(data: bytes, document: Document) -> bytes:
    """What is kept of a document: a text in UTF-8 as it came, of any other the text in it."""
    plain = document.format in TEXTUAL and document.encoding is Encoding.UTF8
    return data if plain else document.text.encode()


def _read(data: bytes, source: Source, name: str = "") -> Opened:
    """A document that is kept as text; `name` is how errors call it: a path as it was given."""
    document = Document(decoded(data, name or source.file))
    return Opened(data, _reading(document, source, name or source.file))


def _reading(document: Document, source: Source, name: str) -> Reading:
    reading = read(document.text, replace(source, file=name))
    standard = replace(with_errata(reading.standard, _errata()), source=source)
    return Reading(standard, reading.ledger, document, lines_of(standard, reading.ledger))


@cache
def _errata() -> tuple[Erratum, ...]:
    listed = tomllib.loads((files("standards") / "data" / "errata.toml").read_text("utf-8"))
    return tuple(
        Erratum(
            one["standard"],
            one["item"],
            one["printed"],
            Why[one["case"]],
            one.get("suspected", ""),
        )
        for one in listed["erratum"]
    )
