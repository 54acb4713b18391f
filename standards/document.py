"""Bytes become the text of a document, or a polite refusal."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from standards.encodings import Encoding, is_utf16, text_of
from standards.errors import UnreadableDocument
from standards.formats.kind import TEXTUAL, Format, format_of, marked_down, misnamed
from standards.sentences import Refusal, Told

LIMIT_MB = 5
LIMIT = LIMIT_MB * 1024 * 1024
"""Bytes that a text may have at most; the largest real ones have a hundredth of it."""

FILE_LIMIT_MB = 20
FILE_LIMIT = FILE_LIMIT_MB * 1024 * 1024
"""Bytes that a file of any format may have at most: pictures and fonts come with some."""

LONG = 100_000
"""Characters from which on a text is first read apart, within limits of time and memory."""

_BINARY_STARTS = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf")


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence about a document as a file, and what fills its {holes}."""

    told: Told
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a file, and what is known of the file."""

    text: str
    format: Format = Format.TEXT
    pages: tuple[int, ...] = ()
    """The line, from 1, that each page begins with; empty where a file has no pages."""
    remarks: tuple[Remark, ...] = ()
    cells: tuple[tuple[str | None, ...], ...] = ()
    """The rows of a workbook that is a table of our own (`table.py`); then there is no text."""
    encoding: Encoding = Encoding.UTF8
    """Of a text."""

    def page_of(self, line: int) -> int | None:
        """The page, from 1, that a line of the text stands on."""
        return sum(start <= line for start in self.pages) or None


def opened(data: bytes, file: str) -> Document:
    """The document that `data` is, in whatever format; `file` is its name or path.

    Everything but short texts is read apart (`formats.apart`), so that no file can take more time
    or memory than a standard may. Raises `UnreadableDocument`, naming `file`.
    """
    if len(data) > FILE_LIMIT:
        raise UnreadableDocument(Refusal.TOO_LARGE, file=file, limit=str(FILE_LIMIT_MB))
    format = format_of(data, file)
    if format not in TEXTUAL:
        from standards.formats.apart import read_apart

        document = read_apart(data, file, format)
    else:
        text, encoding = _decoded(data, file)
        remarks: tuple[Remark, ...] = ()
        if encoding is not Encoding.UTF8:
            remarks = (Remark(Told.ENCODING, {"encoding": encoding.value}),)
        document = Document(text, marked_down(text), remarks=remarks, encoding=encoding)
        if len(text) > LONG:
            from standards.formats.apart import read_apart

            read_apart(data, file, format)
    if suffix := misnamed(file, document.format):
        params = {"suffix": suffix, "format": document.format.label}
        document = replace(document, remarks=(Remark(Told.MISNAMED, params), *document.remarks))
    return document


def decoded(data: bytes, file: str) -> str:
    """The text of `data`, without byte order mark, every line ending in LF.

    Raises `UnreadableDocument`, naming `file`, for what is empty, too large, or no text in an
    encoding that is known here.
    """
    return _decoded(data, file)[0]


def _decoded(data: bytes, file: str) -> tuple[str, Encoding]:
    if len(data) > LIMIT:
        raise UnreadableDocument(Refusal.TOO_LARGE, file=file, limit=str(LIMIT_MB))
    if (b"\0" in data and not is_utf16(data)) or data.startswith(_BINARY_STARTS):
        raise UnreadableDocument(Refusal.BINARY, file=file)
    found = text_of(data)
    if found is None:
        raise UnreadableDocument(Refusal.NOT_UTF8, file=file)
    text, encoding = found
    if "\0" in text:
        raise UnreadableDocument(Refusal.BINARY, file=file)
    if not text.strip("\ufeff \t\r\n\f\v\u3000\xa0"):
        raise UnreadableDocument(Refusal.EMPTY, file=file)
    return text.replace("\r\n", "\n").replace("\r", "\n"), encoding
