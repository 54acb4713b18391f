"""`competency-bot standards restore CODE`: brings back what was removed in the last day."""

import argparse
from datetime import UTC, datetime

from bot.app import getting_ready, library_of
from bot.cli.context import Context, note, out, out_json
from standards.as_json import standard_json
from standards.library import KEPT


def run(context: Context, options: argparse.Namespace) -> int:
    """As it was, with its place in the index; without a code, what can come back."""
    _ = context.say
    library = library_of(context.settings)
    library.purge(datetime.now(UTC) - KEPT)
    if options.code is None:
        gone = library.removed()
        if options.json:
            out_json([{"code": each.code, "removed_at": each.at.isoformat()} for each in gone])
            return 0
        for each in gone:
            out(f"{each.code}\t{each.at:%Y-%m-%d %H:%M} UTC\t{each.given}")
        if not gone:
            note(_("Nothing was removed in the last 24 hours."))
        return 0
    standard = library.restore(options.code, prepare=getting_ready(context.settings))
    if options.json:
        out_json(standard_json(standard, _.template))
    else:
        out(_("{code} {title} is back.", code=standard.code, title=standard.title))
    return 0
