from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standards.document import LIMIT, decoded
from standards.errors import StandardError, UnreadableDocument
from standards.model import Source
from standards.read import read


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "x.txt is empty."),
        (b" \r\n\t\n\n", "x.txt is empty."),
        (b"\xef\xbb\xbf\n", "x.txt is empty."),
        ("\u3000\n".encode(), "x.txt is empty."),
        (b"T1\0abc", "x.txt is not a text file."),
        (b"%PDF-1.7 abc", "x.txt is not a text file."),
        ("職能".encode("big5"), "x.txt is not UTF-8 text."),
        ("職能".encode("utf-16"), "x.txt is not UTF-8 text."),
        (b"a" * (LIMIT + 1), "x.txt is larger than 5 MB, too large for a standard."),
    ],
)
def test_what_is_no_document_is_refused_in_one_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableDocument) as raised:
        decoded(data, "x.txt")
    assert str(raised.value) == sentence


def test_a_byte_order_mark_and_foreign_line_ends_are_taken_off() -> None:
    assert decoded("\ufeff職能\r\n基準\r代碼".encode(), "x.txt") == "職能\n基準\n代碼"


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.binary(max_size=200) | st.text(max_size=80).map(str.encode))
def test_no_bytes_raise_anything_but_a_standard_error(data: bytes) -> None:
    with suppress(StandardError):
        read(decoded(data, "x.txt"), Source(file="x.txt"))
