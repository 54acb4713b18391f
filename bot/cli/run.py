"""`competency-bot run`: the Telegram bot, until it is told to stop."""

import argparse
import asyncio
import sys
from collections.abc import Callable
from datetime import UTC, datetime

from bot import logs
from bot.app import organisation_of, parts_of, settle
from bot.cli.context import Context, note
from bot.links import link_of, own_of
from bot.settings import SettingsError
from conversations.language import N_

SWITCH_SECONDS = 0.0005
"""How long a thread that computes keeps the others waiting, at most."""


def run(context: Context, options: argparse.Namespace) -> int:
    """Polls or takes pushed updates; Ctrl-C or SIGTERM ends it after what was begun."""
    if context.settings.telegram_token is None:
        raise SettingsError(
            N_(
                "TELEGRAM_TOKEN is not set. Get a token from @BotFather and run again with"
                " TELEGRAM_TOKEN=… make run."
            )
        )
    # A picture or a search in a thread of its own lets a tap wait for a tenth as long as otherwise.
    sys.setswitchinterval(SWITCH_SECONDS)
    # Before `serve`, which takes the tokens out of what the handlers here write.
    logs.set_up(context.settings.log_format)
    from bot.lease import leased
    from bot.metrics import Metrics
    from bot.telegram.application import serve

    metrics, bot = Metrics(), int(context.settings.telegram_token.partition(":")[0])

    async def talk() -> None:
        polling: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        async with (
            parts_of(context.settings, metrics.answered) as parts,
            leased(
                parts.database.leases, f"telegram:{bot}", context.settings.data, _now
            ) as rivalled,
        ):
            settle()
            introducing = asyncio.create_task(_introduce(context, polling))
            try:
                await serve(
                    context.settings,
                    parts.engine,
                    started=polling.set_result,
                    inbox=parts.database.inbox(bot),
                    rivalled=rivalled,
                    metrics=metrics,
                    has_index=parts.has_index,
                )
            finally:
                introducing.cancel()

    with asyncio.Runner(loop_factory=_fast_loop()) as runner:
        runner.run(talk())
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


def _fast_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """A loop that takes a third less of the processor for a tap; None where there is none."""
    try:
        import uvloop
    except ImportError:  # pragma: no cover  # Windows
        return None
    return uvloop.new_event_loop


def _now() -> datetime:
    return datetime.now(UTC)
