"""Texts that say themselves what each part of them is: CASE packages, tables as CSV.

Tables in Excel are known by their first row, once the workbook was read apart (`formats`).
"""

from standards import case_reading, csv_file
from standards.document import LIMIT, decoded
from standards.encodings import is_utf16
from standards.model import Source, Standard

_TRIED = 4_000


def structured(data: bytes, source: Source) -> Standard | None:
    """The standard in `data`; None where it is a document to be read by its layout.

    Told by what is in the file, never by its name. Raises what the two readers raise.
    """
    if len(data) > LIMIT:
        return None
    encoding = "utf-16" if is_utf16(data) else "utf-8"
    start = data[:_TRIED].decode(encoding, "ignore").lstrip("\ufeff \t\r\n")
    is_json, is_table = case_reading.recognises(start), csv_file.recognises(start)
    if not (is_json or is_table):
        return None
    text = decoded(data, source.file)
    return case_reading.standard_of(text, source) if is_json else csv_file.read(text, source)
