"""The real Telegram bot over HTTP, against an emulated Telegram, in this process."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.engine import Engine
from bot.settings import Settings
from bot.telegram.application import serve
from bot_twins import World
from conversations.inbox import InboxStore
from telegram_emulator.server import Emulator


def settings_for(emulator: Emulator, token: str | None = None) -> Settings:
    return Settings(
        data=Path("unused"),
        telegram_token=token or emulator.token,
        telegram_api_base=emulator.url,
        telegram_file_base=emulator.url,
    )


@asynccontextmanager
async def serving(
    emulator: Emulator, world: World, chores_every: float = 60
) -> AsyncIterator[None]:
    """The bot, polling; stopped politely at the end."""
    async with serving_engine(emulator, world.engine(), chores_every, world.inbox):
        yield


@asynccontextmanager
async def serving_engine(
    emulator: Emulator,
    engine: Engine,
    chores_every: float = 60,
    inbox: InboxStore | None = None,
) -> AsyncIterator[None]:
    """The same, with an engine over any stores."""
    stop, settings = asyncio.Event(), settings_for(emulator)
    task = asyncio.create_task(
        serve(settings, engine, stop, inbox=inbox, chores_every=chores_every)
    )
    for _moment in range(2000):
        if emulator.updates.is_polled or task.done():
            break
        await asyncio.sleep(0.005)
    try:
        yield
    finally:
        stop.set()
        await asyncio.wait_for(task, 10)
