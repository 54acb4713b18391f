"""`competency-bot run`: the Telegram bot, until it is told to stop."""

import argparse
import asyncio
import logging

from bot.app import engine_of
from bot.cli.context import Context, note
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

    def started(username: str) -> None:
        note(context.say("@{bot} is running; Ctrl-C stops it.", bot=username))

    async def talk() -> None:
        async with engine_of(context.settings) as engine:
            await serve(context.settings, engine, started=started)

    asyncio.run(talk())
    return 0
