"""`competency-bot standards show CODE`: one standard, whole."""

import argparse

from bot.app import library_of
from bot.cli.context import Context, note, out, out_json
from bot.cli.standard_text import standard_lines
from standards.as_json import standard_json


def run(context: Context, options: argparse.Namespace) -> int:
    """The standard as indented text, or as JSON."""
    library = library_of(context.settings)
    standard = library.readable(options.code)
    if by := library.successor(standard.code):
        note(context.say("{by} has taken its place.", by=by))
    if options.json:
        out_json(standard_json(standard, context.say.template))
    else:
        for line in standard_lines(standard, context.say):
            out(line)
    return 0
