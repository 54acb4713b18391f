"""`competency-bot people export KEY FILE`: everything about a person as one JSON document."""

import argparse
import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.app import database_of, has_database, library_of
from bot.cli.context import Context, note, out_json
from bot.data_folder import OFFERED
from bot.offers import Offers
from bot.settings import SettingsError
from bot.writing import written_aside
from conversations.grounds import Grounds
from conversations.language import N_
from conversations.personal_data import Holdings, as_document
from standards.library import Library

NOTHING = N_("Nothing is kept about {key}. See competency-bot people list.")


def run(context: Context, options: argparse.Namespace) -> int:
    """Written for its owner alone. Raises SettingsError for an unknown key, and FileThere."""
    document = _document(context, options.key)
    if options.file == "-":
        out_json(document)
        return 0
    with written_aside(Path(options.file), force=options.force) as (_folder, written):
        text = json.dumps(document, ensure_ascii=False, indent=2)
        written.write_text(f"{text}\n", encoding="utf-8")
    _ = context.say
    note(_("All that is kept about {key} is in {file}.", key=options.key, file=options.file))
    return 0


def _document(context: Context, key: str) -> dict[str, Any]:
    library = library_of(context.settings)
    read = asyncio.run(_read(context, library, key)) if has_database(context.settings) else None
    if read is None:
        raise SettingsError(NOTHING, key=key)
    held = {standard.code: standard for standard in (*library.standards(), *library.past())}
    return as_document(*read, held.get, datetime.now(UTC), context.say)


async def _read(context: Context, library: Library, key: str) -> tuple[Holdings, Grounds] | None:
    async with database_of(context.settings) as database:
        holdings = await database.personal_data.of(key)
        if holdings is None:
            return None
        offers = Offers(context.settings.data / OFFERED)
        grounding = database.grounding.among(library.standards, library.past)
        return offers.beside(holdings), await grounding.of(key)
