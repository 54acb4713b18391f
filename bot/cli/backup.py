"""`competency-bot backup FILE`: everything lasting, in one file."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from bot.backup import State, back_up
from bot.cli.context import Context, out, out_json
from conversations.language import Translator


def run(context: Context, options: argparse.Namespace) -> int:
    """Says what the file holds. Raises FileThere and DatabaseUnusable; then no file is made."""
    now = datetime.now(UTC)
    file = Path(options.file)
    state = back_up(context.settings.data, file, now, force=options.force)
    if options.json:
        out_json(
            {
                "file": str(file),
                "bytes": file.stat().st_size,
                "made_at": now.isoformat(),
                **state_as_json(state),
            }
        )
    else:
        _ = context.say
        out(_("Backed up to {file}: {state}.", file=str(file), state=state_said(state, _)))
    return 0


def state_said(state: State, _: Translator) -> str:
    """What a data folder holds, in words."""
    return _(
        "{people}, {answers}, {standards}",
        people=_.count("{n} person", "{n} people", state.people),
        answers=_.count("{n} answer", "{n} answers", state.answers),
        standards=_.count("{n} added standard", "{n} added standards", state.standards),
    )


def state_as_json(state: State) -> dict[str, int]:
    """The same for JSON."""
    return {"people": state.people, "answers": state.answers, "standards": state.standards}
