"""`competency-bot standards export CODE`: a standard as a CASE package, as CSV or for Excel."""

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from bot.app import library_of
from bot.cli.context import Context, note, out_json
from bot.settings import SettingsError
from bot.writing import written_aside
from conversations.language import N_
from standards import csv_file, xlsx_file
from standards.case import package
from standards.model import Standard

_ENDINGS = {".json": "case", ".csv": "csv", ".xlsx": "xlsx"}


def run(context: Context, options: argparse.Namespace) -> int:
    """Into the file, or onto stdout. Raises SettingsError for a workbook that a terminal would get,
    and FileThere."""
    _ = context.say
    standard = library_of(context.settings).readable(options.code)
    file = options.file or "-"
    wanted = options.format or _ENDINGS.get(Path(file).suffix.casefold(), "case")
    data = _written(standard, wanted)
    if file == "-":
        if wanted == "xlsx" and sys.stdout.isatty():
            raise SettingsError(N_("A workbook is nothing for a terminal; name a file for it."))
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return 0
    with written_aside(Path(file), force=options.force) as (_folder, written):
        written.write_bytes(data)
    if options.json:
        out_json({"code": standard.code, "format": wanted, "file": file})
    else:
        note(_("{code} is in {file}.", code=standard.code, file=file))
    return 0


def _written(standard: Standard, wanted: str) -> bytes:
    if wanted == "csv":
        return csv_file.written(standard)
    if wanted == "xlsx":
        return xlsx_file.written(standard)
    said = package(standard, datetime.now(UTC))
    return f"{json.dumps(said, ensure_ascii=False, indent=1)}\n".encode()
