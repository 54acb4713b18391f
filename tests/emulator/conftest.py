"""An emulator for each test, and three ways to ask it: raw, through aiogram, and through PTB."""

from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import aiohttp
import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from telegram_emulator.server import Emulator

Ask = Callable[..., Coroutine[Any, Any, dict[str, Any]]]


class PromptSession(AiohttpSession):
    """aiogram's session without its quarter of a second of sleep on closing."""

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


@pytest.fixture
async def emulator() -> AsyncIterator[Emulator]:
    async with Emulator() as running:
        yield running


@pytest.fixture
async def lenient() -> AsyncIterator[Emulator]:
    """An emulator that is not judged at the end, for tests of what the judge says."""
    async with Emulator(judged=False) as running:
        yield running


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


def asking(emulator: Emulator, http: aiohttp.ClientSession) -> Ask:
    async def ask(method: str, **params: Any) -> dict[str, Any]:
        url = f"{emulator.base_url}{emulator.token}/{method}"
        async with http.post(url, json=params) as response:
            body: dict[str, Any] = await response.json()
            assert response.status == body.get("error_code", 200)
            return body

    return ask


@pytest.fixture
def ask(emulator: Emulator, http: aiohttp.ClientSession) -> Ask:
    return asking(emulator, http)


@pytest.fixture
def ask_lenient(lenient: Emulator, http: aiohttp.ClientSession) -> Ask:
    return asking(lenient, http)


@pytest.fixture
async def bot(emulator: Emulator) -> AsyncIterator[Bot]:
    """aiogram's real client, which parses every answer with its models of the Bot API."""
    api = TelegramAPIServer.from_base(emulator.url)
    async with Bot(emulator.token, session=PromptSession(api=api)) as client:
        yield client
