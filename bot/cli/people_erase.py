"""`competency-bot people erase KEY`: everything about a person goes, for good."""

import argparse
import asyncio
import sys
from dataclasses import replace
from datetime import UTC, datetime

from bot.app import database_of, has_database
from bot.cli.context import Context, note, out, out_json
from bot.cli.people_export import NOTHING
from bot.data_folder import OFFERED
from bot.offers import Offers
from bot.settings import SettingsError
from conversations.language import N_
from conversations.organisation import Alone
from conversations.personal_data import LABELS, Erasure

OTHERS = {OFFERED: N_("files that wait to be added")}
"""What is not in the database."""


def run(context: Context, options: argparse.Namespace) -> int:
    """Prints a receipt: how many of each, and when; nothing of what they said.

    Raises SettingsError for an unknown key, or one that is not typed again.
    """
    if not has_database(context.settings):
        raise SettingsError(NOTHING, key=options.key)
    receipt, alone, clean = asyncio.run(_erase(context, options.key, options.yes))
    if options.json:
        out_json(
            {
                "person": receipt.person,
                "erased_at": receipt.at.isoformat(),
                "erased": dict(receipt.rows),
                "file_rewritten": clean,
            }
        )
    else:
        _say(context, receipt)
    _ = context.say
    if alone.owner:
        note(_("Nobody is owner now; name one with competency-bot people owner KEY."))
    for team in alone.teams:
        note(
            _(
                "The team {team} has no manager now; name one with competency-bot people manager.",
                team=team.name,
            )
        )
    if not clean:
        note(
            _(
                "It is erased, but the file could not be rewritten now, so traces may be left "
                "in it. Run the same command again while nothing else uses it."
            )
        )
        return 1
    return 0


def _say(context: Context, receipt: Erasure) -> None:
    _ = context.say
    moment = f"{receipt.at:%Y-%m-%d %H:%M:%S} UTC"
    out(_("Erased on {date} about {key}:", date=moment, key=receipt.person))
    for name, count in receipt.rows.items():
        out(f"{count}\t{_(OTHERS.get(name) or LABELS.get(name, name))}")
    out(_("Backups made before still hold it."))


async def _erase(context: Context, key: str, certain: bool) -> tuple[Erasure, Alone, bool]:
    async with database_of(context.settings) as database:
        if await database.personal_data.of(key) is None:
            # Perhaps an erasure that left traces is run again.
            await database.personal_data.scrub()
            raise SettingsError(NOTHING, key=key)
        if not certain:
            await asyncio.to_thread(_confirm, context, key)
        now = datetime.now(UTC)
        alone = await database.organisation(lambda: now).leaving_alone(key)
        receipt = await database.personal_data.erase(key, now)
        if receipt is None:
            raise SettingsError(NOTHING, key=key)
        if files := Offers(context.settings.data / OFFERED).erase(key):
            receipt = replace(receipt, rows={**receipt.rows, OFFERED: files})
        return receipt, alone, await database.personal_data.scrub()


def _confirm(context: Context, key: str) -> None:
    _ = context.say
    note(_("Everything about {key} will be erased for good. Type the key to go on:", key=key))
    if sys.stdin.readline().strip() != key:
        raise SettingsError(N_("That is not the key. Nothing was erased."))
