"""In which encoding a text is written: told by its bytes.

Publishers write UTF-8; what people save with Notepad or Excel in Taiwan and Hong Kong is often
UTF-16 ("Unicode") or Big5 ("ANSI", CSV). A text is in Big5 only if every byte of it is: one of
another encoding almost always has bytes that Big5 does not know, and is refused.
"""

from enum import StrEnum

_MARKS = (b"\xff\xfe", b"\xfe\xff")
_BIG5 = ("cp950", "big5hkscs")
"""As Windows writes it, and with the characters of Hong Kong."""


class Encoding(StrEnum):
    """How a text is written."""

    UTF8 = "UTF-8"
    UTF16 = "UTF-16"
    BIG5 = "Big5"


def is_utf16(data: bytes) -> bool:
    """Whether `data` begins with the mark of UTF-16, which texts in it have."""
    return data.startswith(_MARKS)


def text_of(data: bytes, said: str = "") -> tuple[str, Encoding] | None:
    """The text of `data` without byte order mark, and its encoding; None where it is in neither.

    `said` is the encoding that the text names itself, tried after UTF-8; it counts as `BIG5`.
    """
    if is_utf16(data):
        tried = [("utf-16", Encoding.UTF16)]
    else:
        said = {"big5": "cp950"}.get(said.lower(), said)
        tried = [("utf-8-sig", Encoding.UTF8)]
        tried += [(name, Encoding.BIG5) for name in (said, *_BIG5) if name]
    for name, encoding in tried:
        try:
            return data.decode(name), encoding
        except (UnicodeDecodeError, LookupError):
            continue
    return None
