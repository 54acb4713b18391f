"""Bytes become the text of a document, or a polite refusal."""

from standards.errors import UnreadableDocument
from standards.sentences import Refusal

LIMIT_MB = 5
LIMIT = LIMIT_MB * 1024 * 1024
"""Bytes that a document may have at most; the largest real ones have a hundredth of it."""

_BINARY_STARTS = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf")


def decoded(data: bytes, file: str) -> str:
    """The text of `data`, without byte order mark, every line ending in LF.

    Raises `UnreadableDocument`, naming `file`, for what is empty, too large, or no UTF-8 text.
    """
    if len(data) > LIMIT:
        raise UnreadableDocument(Refusal.TOO_LARGE, file=file, limit=str(LIMIT_MB))
    if b"\0" in data or data.startswith(_BINARY_STARTS):
        raise UnreadableDocument(Refusal.BINARY, file=file)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableDocument(Refusal.NOT_UTF8, file=file) from None
    if not text.strip("\ufeff \t\r\n\f\v\u3000\xa0"):
        raise UnreadableDocument(Refusal.EMPTY, file=file)
    return text.replace("\r\n", "\n").replace("\r", "\n")
