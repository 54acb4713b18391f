"""A standard as the library keeps it where the document itself is none that is read again.

What came out of a workbook, a PDF or a CASE package is kept as it was understood, in JSON: reading
that is quick, and gives the same standard whatever readers there will be.
"""

import json
from dataclasses import asdict, replace
from typing import Any

from standards.errors import UnreadableDocument
from standards.flat import FaultyRow, Row, RowKind, assembled, flattened
from standards.model import (
    Family,
    Finding,
    FindingKind,
    Language,
    Source,
    Standard,
    Version,
)
from standards.sentences import Refusal

_FORMAT = "competency-bot standard 1"


def kept(standard: Standard) -> bytes:
    """All of `standard` but the name of its file."""
    said: dict[str, Any] = {
        "format": _FORMAT,
        "code": standard.code,
        "title": standard.title,
        "family": standard.family,
        "language": standard.language,
        "level": standard.level,
        "credit": standard.credit,
        "fields": dict(standard.fields),
        "versions": [asdict(version) for version in standard.versions],
        "findings": [
            {**asdict(replace(one, params={})), "params": dict(one.params)}
            for one in standard.findings
        ],
        "task_label": standard.task_label,
        "activity_label": standard.activity_label,
        "source": {**asdict(standard.source), "file": ""},
        # Nothing is said where nothing is there: most rows have three fields of eleven.
        "rows": [
            {name: value for name, value in asdict(row).items() if value not in ("", (), None)}
            for row in flattened(standard)
        ],
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def read_kept(data: bytes, source: Source) -> Standard:
    """The standard that `kept` wrote. Raises `UnreadableDocument` for anything else."""
    try:
        said = json.loads(data)
        if said["format"] != _FORMAT:
            raise ValueError(said["format"])
        head = Standard(
            id=said["code"],
            code=said["code"],
            title=said["title"],
            family=Family(said["family"]),
            language=Language(said["language"]),
            level=said["level"],
            credit=said["credit"],
            fields=said["fields"],
            versions=tuple(Version(**one) for one in said["versions"]),
            findings=tuple(
                Finding(**{**one, "kind": FindingKind(one["kind"])}) for one in said["findings"]
            ),
            task_label=said["task_label"],
            activity_label=said["activity_label"],
            source=replace(Source(**said["source"]), file=source.file),
        )
        return assembled(head, [_row(row) for row in said["rows"]])
    except (ValueError, KeyError, TypeError, AttributeError, FaultyRow, RecursionError):
        raise UnreadableDocument(Refusal.NOT_AS_KEPT, file=source.file) from None


def _row(said: dict[str, Any]) -> Row:
    fields = {
        name: tuple(value) if isinstance(value, list) else value for name, value in said.items()
    }
    return Row(**{**fields, "code": said.get("code", ""), "kind": RowKind(said["kind"])})
