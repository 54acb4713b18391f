"""Files that were damaged byte by byte are refused or read without losing a character."""

import io
import zipfile
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from document_files import written
from hostile_files import archive
from made_documents import ALL
from standards.certainty import certainty
from standards.errors import StandardError
from standards.formats.child import extracted
from standards.formats.kind import Format
from standards.formats.lines import written as as_lines
from standards.model import Source
from standards.read import read

PARTS = {
    Format.DOCX: "word/document.xml",
    Format.ODT: "content.xml",
    Format.XLSX: "xl/worksheets/sheet1.xml",
}
PIECES = st.sampled_from(
    [
        *(b"<", b">", b"/>", b"</w:p>", b"</w:tc>", b"<w:tr>", b"</table:table-cell>", b"<td>"),
        *(b"</tr>", b"<table>", b'colspan="999"', b"rowspan=0", b"&amp;", b"&#0;", b"&#128512;"),
        *(b"\x00", b"\xff", b"\t", b"\n", b"|", "職能".encode(), b'w:val="-1"', b"9999999999"),
        *(b" Tj", b" re S", b" cm", b"endstream", b"/Rotate 90", b"0 0 m 600 0 l S"),
    ]
)
EDITS = st.lists(
    st.tuples(
        st.sampled_from(["cut", "insert", "delete", "replace", "repeat"]),
        st.floats(0, 1),
        st.integers(1, 60),
        PIECES | st.binary(min_size=1, max_size=3),
    ),
    min_size=1,
    max_size=6,
)
EXAMPLES = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@cache
def file_of(number: int, format: Format) -> bytes:
    return written(format, ALL[number].blocks)


def edited(data: bytes, edits: list[tuple[str, float, int, bytes]]) -> bytes:
    for kind, place, length, piece in edits:
        at = int(place * len(data))
        match kind:
            case "cut" if place > 0.5:
                data = data[:at]
            case "insert":
                data = data[:at] + piece + data[at:]
            case "delete":
                data = data[:at] + data[at + length :]
            case "replace":
                data = data[:at] + piece + data[at + len(piece) :]
            case "repeat":
                data = data[: at + length] + data[at:]
            case _:
                pass
    return data


def damaged(data: bytes, format: Format, edits: list[tuple[str, float, int, bytes]]) -> bytes:
    """`data` with the edits made in the part that holds the document."""
    if format not in PARTS:
        return edited(data, edits)
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    parts[PARTS[format]] = edited(parts[PARTS[format]], edits)
    return archive(parts)


@pytest.mark.parametrize("format", [Format.DOCX, Format.ODT, Format.HTML, Format.XLSX, Format.PDF])
@EXAMPLES
@given(number=st.integers(0, len(ALL) - 1), edits=EDITS)
def test_a_damaged_file_is_refused_or_read_whole(
    format: Format, number: int, edits: list[tuple[str, float, int, bytes]]
) -> None:
    data = damaged(file_of(number, format), format, edits)
    try:
        text = as_lines(extracted(data, format)[0]).text
        reading = read(text, Source(file="damaged"))
    except StandardError:
        return
    assert len(reading.ledger.places()) == len(text)
    assert 0 <= certainty(reading).placed <= 1
