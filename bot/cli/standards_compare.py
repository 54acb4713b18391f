"""`competency-bot standards compare OLD NEW`: what changed from one version to the next."""

import argparse
from pathlib import Path
from typing import Any

from bot.app import library_of
from bot.cli.context import Context, out, out_json
from bot.views.importing import change_entry, changed
from standards.difference import Change, difference
from standards.flat import Row
from standards.library import Library
from standards.model import Standard


def run(context: Context, options: argparse.Namespace) -> int:
    """Each change on a line, or all as JSON; nothing is added."""
    library = library_of(context.settings)
    found = difference(_found(library, options.old), _found(library, options.new))
    if options.json:
        out_json(
            {
                "old": found.old.code,
                "new": found.new.code,
                "same": found.same,
                "changes": [_json(change) for change in found.changes],
            }
        )
        return 0
    out(f"{found.old.code} → {found.new.code}: {changed(found, context.say)}")
    for change in found.changes:
        entry = change_entry(change)
        out(f"  {entry.code} {entry.text}")
    return 0


def _found(library: Library, name: str) -> Standard:
    """The document of that name, else the standard of that code."""
    if Path(name).is_file():
        return library.check([Path(name)])[0].standard
    return library.readable(name)


def _json(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind.value,
        "item": change.item.value,
        "reworded": change.is_reworded,
        "before": _side(change.before),
        "after": _side(change.after),
    }


def _side(row: Row | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {"code": row.code, "title": row.title, "text": row.text, "items": list(row.items)}
