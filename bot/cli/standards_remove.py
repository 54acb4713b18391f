"""`competency-bot standards remove CODE`: removes a standard and brings the index up to date."""

import argparse
from datetime import UTC, datetime

from bot.app import getting_ready, library_of
from bot.cli.context import Context, note, out, out_json
from standards.library import KEPT


def run(context: Context, options: argparse.Namespace) -> int:
    """People's answers are kept; only the standard goes, and can come back for a day."""
    library = library_of(context.settings)
    library.purge(datetime.now(UTC) - KEPT)
    prepare = getting_ready(context.settings)
    standard = library.remove(options.code, prepare=prepare)
    if options.json:
        out_json({"removed": standard.code})
        return 0
    _ = context.say
    out(_("Removed {code} {title}.", code=standard.code, title=standard.title))
    note(
        _("For a day it can come back: competency-bot standards restore {code}", code=standard.code)
    )
    return 0
