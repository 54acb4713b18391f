"""`competency-bot run`: the Telegram bot, until it is told to stop."""

import argparse
import asyncio
import logging

from bot.app import engine_of, organisation_of
from bot.cli.context import Context, note
from bot.links import link_of, own_of
from bot.settings import SettingsError
from conversations.language import N_


def run(context: Context, options: argparse.Namespace) -> int:
    """Long polling; Ctrl-C or SIGTERM ends it after what was begun."""
    if context.settings.telegram_token is None:
        raise SettingsError(
            N_(
                "TELEGRAM_TOKEN is not set. Get a token from @BotFather and run again with"
                " TELEGRAM_TOKEN=… make run."
            )
        )
    # Before `serve`, which takes the tokens out of what the handlers here write.
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    from bot.telegram.application import serve

    async def talk() -> None:
        polling: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        async with engine_of(context.settings) as engine:
            introducing = asyncio.create_task(_introduce(context, polling))
            try:
                await serve(context.settings, engine, started=polling.set_result)
            finally:
                introducing.cancel()

    asyncio.run(talk())
    return 0


async def _introduce(context: Context, polling: asyncio.Future[str]) -> None:
    """Says that the bot runs; where nobody owns it yet, first how somebody comes to.

    The code is made no sooner than the bot polls, so that a start that fails wastes none; it goes
    to the operator's eyes alone, never through the log.
    """
    username = await polling
    async with organisation_of(context.settings) as organisation:
        offered = await organisation.offer_ownership()
    if offered is not None:
        note(
            context.say(
                "Nobody owns this bot yet. Whoever opens {link} first becomes its owner; it works "
                "once, until {until} UTC, and is not shown again.",
                link=link_of(username, own_of(offered.code)),
                until=f"{offered.until:%Y-%m-%d %H:%M}",
            )
        )
    note(context.say("@{bot} is running; Ctrl-C stops it.", bot=username))
