"""`competency-bot standards add FILE…`: adds standards and brings the index up to date."""

import argparse
from pathlib import Path

from bot.app import index_of, library_of
from bot.cli.context import Context, note, out, out_json
from bot.cli.standard_text import finding_lines
from conversations.language import N_
from conversations.letters import well_formed
from standards.as_json import standard_json
from standards.errors import UnreadableDocument


def run(context: Context, options: argparse.Namespace) -> int:
    """All of the files, or none of them if one can't be read."""
    _ = context.say
    library = library_of(context.settings)
    for file in options.files:
        if (name := well_formed(file)) != file:
            # The list of what was added keeps the name, and it is a text file.
            raise UnreadableDocument(N_("The name {file} is no text; rename the file."), file=name)
    added = library.add([Path(file) for file in options.files])
    try:
        index_of(context.settings, library).close()
    except BaseException:
        # The index could not follow: take the documents back, so that it is all or nothing.
        for standard in added:
            library.remove(standard.code)
        raise
    if options.json:
        out_json([standard_json(standard, _.template) for standard in added])
        return 0
    for standard in added:
        out(_("Added {code} {title}.", code=standard.code, title=standard.title))
        for line in finding_lines(standard.findings, _):
            note(f"  {line}")
    return 0
