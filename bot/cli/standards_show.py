"""`competency-bot standards show CODE`: one standard, whole."""

import argparse

from bot.app import library_of
from bot.cli.context import Context, out, out_json
from bot.cli.standard_text import standard_lines
from standards.as_json import standard_json


def run(context: Context, options: argparse.Namespace) -> int:
    """The standard as indented text, or as JSON."""
    standard = library_of(context.settings).get(options.code)
    if options.json:
        out_json(standard_json(standard, context.say.template))
    else:
        for line in standard_lines(standard, context.say):
            out(line)
    return 0
