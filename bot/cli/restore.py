"""`competency-bot restore FILE`: a backup takes the place of what is there."""

import argparse
from pathlib import Path

from bot.backup import restore
from bot.cli.backup import state_as_json, state_said
from bot.cli.context import Context, out, out_json


def run(context: Context, options: argparse.Namespace) -> int:
    """Says what came and what went. Raises UnusableBackup and FolderInUse, with nothing changed."""
    restored = restore(Path(options.file), context.settings.data)
    made = restored.manifest
    if options.json:
        out_json(
            {
                "file": options.file,
                "made_at": made.made_at.isoformat(),
                "product": made.product,
                "schema": made.schema,
                "restored": state_as_json(restored.after),
                "replaced": restored.before and state_as_json(restored.before),
            }
        )
        return 0
    _ = context.say
    out(
        _(
            "Restored what was kept on {date}: {state}.",
            date=f"{made.made_at:%Y-%m-%d %H:%M} UTC",
            state=state_said(restored.after, _),
        )
    )
    if restored.before is None:
        out(_("It took the place of a database that could not be read."))
    else:
        out(_("It took the place of: {state}.", state=state_said(restored.before, _)))
    return 0
