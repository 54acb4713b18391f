"""`competency-bot standards remove CODE`: removes a standard and brings the index up to date."""

import argparse

from bot.app import index_of, library_of
from bot.cli.context import Context, out, out_json


def run(context: Context, options: argparse.Namespace) -> int:
    """People's answers are kept; only the standard goes."""
    library = library_of(context.settings)
    standard = library.get(options.code)
    library.remove(standard.code)
    index_of(context.settings, library).close()
    if options.json:
        out_json({"removed": standard.code})
    else:
        _ = context.say
        out(_("Removed {code} {title}.", code=standard.code, title=standard.title))
    return 0
