from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standards.document import LIMIT, decoded, opened
from standards.errors import StandardError, UnreadableDocument
from standards.model import Source
from standards.read import read

NO_TEXT = "x.txt is no text in UTF-8, UTF-16 or Big5; save it as UTF-8."


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "x.txt is empty."),
        (b" \r\n\t\n\n", "x.txt is empty."),
        (b"\xef\xbb\xbf\n", "x.txt is empty."),
        ("\u3000\n".encode(), "x.txt is empty."),
        (b"T1\0abc", "x.txt is not a text file."),
        (b"%PDF-1.7 abc", "x.txt is not a text file."),
        ("職能T1.1".encode("utf-16")[2:], "x.txt is not a text file."),
        ("a\0b".encode("utf-16"), "x.txt is not a text file."),
        (b"\xff\xfe\n", NO_TEXT),
        ("岗位技能标准：网络零售人员的工作任务".encode("gb18030"), NO_TEXT),
        ("café\n".encode("latin-1"), NO_TEXT),
        (b"a" * (LIMIT + 1), "x.txt is larger than 5 MB, too large for a standard."),
    ],
)
def test_what_is_no_document_is_refused_in_one_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableDocument) as raised:
        decoded(data, "x.txt")
    assert str(raised.value) == sentence


def test_a_byte_order_mark_and_foreign_line_ends_are_taken_off() -> None:
    assert decoded("\ufeff職能\r\n基準\r代碼".encode(), "x.txt") == "職能\n基準\n代碼"


@pytest.mark.parametrize(
    ("encoding", "told"),
    [("utf-8", None), ("utf-8-sig", None), ("utf-16", "UTF-16"), ("cp950", "Big5")],
)
def test_what_notepad_saves_is_read_and_told(encoding: str, told: str | None) -> None:
    text = "職能基準\r\n工作任務\r\n"
    document = opened(text.encode(encoding), "x.txt")
    assert document.text == "職能基準\n工作任務\n"
    assert [one.params for one in document.remarks] == ([{"encoding": told}] if told else [])


def test_characters_of_hong_kong_are_read_from_big5() -> None:
    assert decoded("𨋢機操作".encode("big5hkscs"), "x.txt") == "𨋢機操作"


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.binary(max_size=200) | st.text(max_size=80).map(str.encode))
def test_no_bytes_raise_anything_but_a_standard_error(data: bytes) -> None:
    with suppress(StandardError):
        read(decoded(data, "x.txt"), Source(file="x.txt"))
