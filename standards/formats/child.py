"""What runs apart: reads one file from stdin within limits and says on stdout, as JSON, what it is.

The standard in it is read here once as well and thrown away: what has been read within the limits
can then be read by the program itself.
"""

import json
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from standards.document import decoded
from standards.errors import StandardError, UnreadableDocument
from standards.formats import docx, html, odt, pdf, xlsx
from standards.formats.archive import Archive
from standards.formats.blocks import Block
from standards.formats.kind import TEXTUAL, Format
from standards.formats.lines import Written, written
from standards.model import Source
from standards.read import read
from standards.sentences import Refusal, Told

_FILE = ""
"""The program knows the file's name and puts it into the sentence."""


def main() -> None:
    """Read the file on stdin; the arguments say its format, the seconds, megabytes, characters."""
    format = Format(sys.argv[2])
    seconds, megabytes, characters = map(int, sys.argv[3:6])
    _limit(seconds, megabytes, 8 * characters)
    try:
        said = _said(sys.stdin.buffer.read(), format, characters)
    except StandardError as error:
        said = {"refused": Refusal(error.msgid).name, "params": error.params}
    except (MemoryError, RecursionError):
        said = {"refused": Refusal.TOO_MUCH.name, "params": {}}
    sys.stdout.write(json.dumps(said))


def _limit(seconds: int, megabytes: int, output: int) -> None:
    try:
        import resource
    except ImportError:
        return  # Windows has none; the time by the clock holds there too.
    bytes_of = megabytes * 1024 * 1024
    for what, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, bytes_of),
        (resource.RLIMIT_FSIZE, output),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):
            continue  # Some systems do not limit the memory of a process.


def _said(data: bytes, format: Format, characters: int) -> dict[str, Any]:
    remarks: list[tuple[str, dict[str, str]]] = []
    if format in TEXTUAL:
        found = Written(decoded(data, _FILE))
    elif format is Format.XLSX and (cells := xlsx.table(Archive(data, _FILE), data)):
        if sum(len(cell or "") for row in cells for cell in row) > characters:
            raise UnreadableDocument(Refusal.TOO_LONG, file=_FILE)
        return {"text": "", "pages": [], "remarks": [], "cells": cells}
    else:
        blocks, remarks = extracted(data, format)
        found = written(blocks)
        if len(found.text) > characters:
            raise UnreadableDocument(Refusal.TOO_LONG, file=_FILE)
        if not found.text.strip():
            raise UnreadableDocument(Refusal.EMPTY, file=_FILE)
    with suppress(StandardError):  # The program will find out for itself, and name the file.
        read(found.text, Source())
    if format in TEXTUAL:
        found = Written("")
    return {"text": found.text, "pages": found.pages, "remarks": remarks, "cells": []}


def extracted(data: bytes, format: Format) -> tuple[list[Block], list[tuple[str, dict[str, str]]]]:
    """The blocks of `data`, and what is to be told of it. Raises `UnreadableDocument`."""
    told: list[tuple[str, dict[str, str]]] = []
    if format is Format.PDF:
        found, running = pdf.blocks(data, _FILE)
        if running:
            told.append((Told.RUNNING.name, {"lines": " ‖ ".join(running)}))
        return found, told
    if format is Format.HTML:
        return list(html.blocks(data, _FILE)), told
    archive = Archive(data, _FILE)
    if archive.has_macros:
        told.append((Told.MACROS.name, {}))
    if format is Format.XLSX:
        if xlsx.has_formulas(archive):
            told.append((Told.FORMULAS.name, {}))
        return list(xlsx.blocks(archive, data)), told
    office: Callable[[Archive], Any] = docx.blocks if format is Format.DOCX else odt.blocks
    return list(office(archive)), told
