"""`competency-bot items restore ID`: lets a voided item count again."""

import argparse
import asyncio

from bot.app import database_of
from bot.cli.context import Context, out, out_json
from bot.settings import SettingsError
from conversations.language import N_


def run(context: Context, options: argparse.Namespace) -> int:
    """In all its versions. Raises SettingsError for an item that isn't void."""
    asyncio.run(_restore(context, options.item))
    if options.json:
        out_json({"restored": options.item})
    else:
        _ = context.say
        out(_("{item} counts again, with all its answers.", item=options.item))
    return 0


async def _restore(context: Context, item: str) -> None:
    async with database_of(context.settings) as database:
        if not await database.voids.restore(item):
            raise SettingsError(N_("{item} is not void."), item=item)
