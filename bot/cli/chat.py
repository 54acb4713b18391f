"""`competency-bot chat`: the conversation in the terminal."""

import argparse
import asyncio
import getpass
import sys

from bot.app import engine_of
from bot.cli.context import Context
from bot.terminal import chat
from conversations.letters import well_formed
from standards.model import Language


def run(context: Context, options: argparse.Namespace) -> int:
    """Talks until the input ends."""
    person = f"terminal:{options.user or well_formed(_who())}"
    asked_for = Language(options.lang) if options.lang else None

    async def talk() -> int:
        async with engine_of(context.settings, at_the_computer=True) as engine:
            return await chat(
                engine, person, asked_for, sys.stdin, sys.stdout, locale=context.say.language
            )

    return asyncio.run(talk())


def _who() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        # A container's user may have no name.
        return "me"
