"""Which format a document is in, told by its content and never by its name."""

import re
from enum import StrEnum
from pathlib import PurePath

from standards.encodings import is_utf16
from standards.errors import UnreadableDocument
from standards.sentences import Refusal


class Format(StrEnum):
    """A file format that can be read."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    ODT = "odt"
    XLSX = "xlsx"

    @property
    def label(self) -> str:
        """How the format is called in any language."""
        return {Format.TEXT: "TXT", Format.MARKDOWN: "Markdown"}.get(self, self.upper())


TEXTUAL = frozenset({Format.TEXT, Format.MARKDOWN})

_SUFFIXES = {
    Format.TEXT: (".txt", ".text", ".tsv", ""),
    Format.MARKDOWN: (".md", ".markdown", ".txt", ".text", ""),
    Format.HTML: (".html", ".htm", ".xhtml"),
    Format.PDF: (".pdf",),
    Format.DOCX: (".docx", ".docm", ".dotx"),
    Format.ODT: (".odt", ".ott"),
    Format.XLSX: (".xlsx", ".xlsm", ".xltx"),
}

_ZIP = b"PK\x03\x04"
_ODT = b"mimetypeapplication/vnd.oasis.opendocument.text"
_ODT_WITHIN = 200
"""The first part of an OpenDocument file, which is not packed, says what it is."""
_ODT_PARTS = (b"content.xml", b"META-INF/manifest.xml")
"""What every OpenDocument file has; one that was packed anew may say what it is packed as well."""
_PARTS = {b"word/document.xml": Format.DOCX, b"xl/workbook.xml": Format.XLSX}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = b"{\\rtf"
_PDF = b"%PDF-"
_PDF_WITHIN = 1024
"""The mark of a PDF may stand this far in; readers of PDF look no further."""
_HTML = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|meta|table)\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML_WITHIN = 4096
_MARKDOWN = re.compile(r"^(?:#{1,6}\s|\|[\s:|-]*--[\s:|-]*\|?\s*$)", re.MULTILINE)


def format_of(data: bytes, file: str) -> Format:
    """The format of `data`; anything that is nothing else is text.

    Raises `UnreadableDocument`, naming `file`, for a format that is known and not read: old Word
    and Excel files, RTF, and archives that are no office document.
    """
    if data.startswith(_OLE):
        raise UnreadableDocument(Refusal.OLD_OFFICE, file=file)
    if data.startswith(_RTF):
        raise UnreadableDocument(Refusal.RTF, file=file)
    if _PDF in data[:_PDF_WITHIN]:
        return Format.PDF
    if data.startswith(_ZIP):
        return _archived(data, file)
    start = data[:_HTML_WITHIN]
    if is_utf16(data):
        start = start.decode("utf-16", "ignore").encode()
    if _HTML.match(start):
        return Format.HTML
    return Format.TEXT


def _archived(data: bytes, file: str) -> Format:
    """Told by the names of the parts, which stand in an archive as they are.

    Archives are opened only apart from the program: their lists alone may be made to do harm.
    """
    if _ODT in data[:_ODT_WITHIN]:
        return Format.ODT
    # The list of the parts stands last, behind those of any document inside this one.
    part = max(_PARTS, key=data.rfind)
    if part not in data and all(one in data for one in _ODT_PARTS):
        return Format.ODT
    if part not in data:
        raise UnreadableDocument(Refusal.OTHER_ARCHIVE, file=file)
    return _PARTS[part]


def marked_down(text: str) -> Format:
    """Whether `text` is written in Markdown or plainly."""
    return Format.MARKDOWN if _MARKDOWN.search(text) else Format.TEXT


def misnamed(file: str, format: Format) -> str:
    """The ending of the name `file` if it promises another format; else an empty string."""
    suffix = PurePath(file).suffix
    return "" if suffix.lower() in _SUFFIXES[format] else suffix
