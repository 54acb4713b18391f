"""`competency-bot items void ID`: takes an item that is wrong out of everybody's results."""

import argparse
import asyncio
from datetime import UTC, datetime

from bot.app import database_of, library_of
from bot.cli.context import Context, out, out_json
from bot.cli.item_versions import versions_of
from bot.settings import SettingsError
from conversations.language import N_
from conversations.voiding import Void, VoidedItems


def run(context: Context, options: argparse.Namespace) -> int:
    """The answers stay stored. Raises SettingsError for an item or version that nobody knows."""
    return asyncio.run(_run(context, options))


async def _run(context: Context, options: argparse.Namespace) -> int:
    _ = context.say
    void = Void(options.item, options.version, options.reason.strip(), datetime.now(UTC))
    if not void.reason:
        raise SettingsError(N_("Say with --reason what is wrong with the item."))
    async with database_of(context.settings) as database:
        exposures = await database.quizzes.exposures()
        versions = await asyncio.to_thread(
            versions_of, void.item, library_of(context.settings).standards(), exposures
        )
        if not versions:
            raise SettingsError(
                N_("There is no item {item}; see competency-bot items list."), item=void.item
            )
        if void.version is not None and void.version not in versions:
            raise SettingsError(
                N_("{item} has no version {version}; there is {versions}."),
                item=void.item,
                version=str(void.version),
                versions=", ".join(map(str, sorted(versions))),
            )
        await database.voids.add(void)
    gone = [each for each in exposures if each.record.exposed in VoidedItems((void,))]
    if options.json:
        out_json(
            {
                "item": void.item,
                "version": void.version,
                "reason": void.reason,
                "at": void.at.isoformat(),
                "answers": len(gone),
                "learners": len({each.person for each in gone}),
            }
        )
    else:
        out(
            _.count(
                "{item} is void: {n} answer does not count any more, and it is never asked again.",
                "{item} is void: {n} answers do not count any more, and it is never asked again.",
                len(gone),
                item=void.item,
            )
        )
    return 0
