"""`competency-bot run` where nobody is owner: a link for the first one, shown once."""

import asyncio
import os
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.links import OWN, secret_of
from conversations.database import open_database
from conversations.roles import Role
from telegram_emulator.server import Emulator

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]
START = 40
"""Seconds: the first start builds the index."""


async def said_by_run(emulator: Emulator, data: Path) -> str:
    """What the bot writes until it is asked to end, once it polls."""
    running = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"),
        cwd=ROOT,
        env={
            **os.environ,
            "COMPETENCY_DATA": str(data),
            "COMPETENCY_LANGUAGE": "en",
            "TELEGRAM_TOKEN": emulator.token,
            "TELEGRAM_API_BASE": emulator.url,
        },
        stderr=asyncio.subprocess.PIPE,
    )
    assert running.stderr is not None
    lines = list[str]()
    async with asyncio.timeout(START):
        while "Ctrl-C stops it" not in "".join(lines):
            lines.append((await running.stderr.readline()).decode())
            assert running.returncode is None, lines
    running.terminate()
    _out, rest = await running.communicate()
    return "".join(lines) + rest.decode()


async def test_the_first_start_shows_a_link_that_makes_an_owner_and_the_second_none(
    tmp_path: Path,
) -> None:
    async with Emulator() as emulator:
        first = await said_by_run(emulator, tmp_path)
        links = re.findall(r"https://t\.me/(\w+)\?start=(\S+)", first)
        ((name, start),) = links
        assert name == emulator.state.bot.username
        assert "start=" not in await said_by_run(emulator, tmp_path)
    code = secret_of(start, OWN)
    assert code is not None
    database = await open_database(tmp_path / "conversations.db")
    organisation = database.organisation(lambda: datetime.now(UTC))
    assert await organisation.claim_ownership("telegram:7", code)
    assert Role.OWNER in (await organisation.actor("telegram:7")).roles
    assert not await organisation.claim_ownership("telegram:8", code)
    await database.close()
