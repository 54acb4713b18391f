"""How updates reach the bot: offsets, conflicts, redelivery, webhooks."""

import asyncio
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from telegram_emulator.server import Emulator

from .conftest import Ask


def ids(answer: dict[str, Any]) -> list[int]:
    return [update["update_id"] for update in answer["result"]]


async def test_updates_come_again_until_the_offset_confirms_them(
    ask: Ask, emulator: Emulator
) -> None:
    ann = emulator.person()
    for text in ("one", "two", "three"):
        await ann.says(text)
    first, second, third = ids(await ask("getUpdates"))
    assert ids(await ask("getUpdates", limit=2)) == [first, second]
    assert ids(await ask("getUpdates", offset=second)) == [second, third]
    assert ids(await ask("getUpdates", offset=third + 1)) == []
    assert emulator.updates.pending == []


async def test_a_negative_offset_keeps_the_last(ask: Ask, emulator: Emulator) -> None:
    ann = emulator.person()
    for text in ("one", "two", "three"):
        await ann.says(text)
    assert len(ids(await ask("getUpdates", offset=-1))) == 1
    assert len(ids(await ask("getUpdates"))) == 1


async def test_a_long_poll_ends_with_the_first_update(ask: Ask, emulator: Emulator) -> None:
    poll = asyncio.create_task(ask("getUpdates", timeout=5))
    await emulator.polled()
    await emulator.person().says("hello")
    assert (await poll)["result"][0]["message"]["text"] == "hello"


async def test_only_the_kinds_asked_for_are_queued(ask: Ask, emulator: Emulator) -> None:
    await ask("getUpdates", allowed_updates=["my_chat_member"])
    ann = emulator.person()
    await ann.says("hello")
    await ann.blocks_bot()
    assert [list(update)[1] for update in (await ask("getUpdates"))["result"]] == ["my_chat_member"]
    await ask("getUpdates", allowed_updates=[])
    await ann.unblocks_bot()
    await ann.says("again")
    assert len(ids(await ask("getUpdates"))) == 3


async def test_the_newer_of_two_pollers_ends_the_older(ask: Ask, emulator: Emulator) -> None:
    older = asyncio.create_task(ask("getUpdates", timeout=5))
    await emulator.polled()
    newer = asyncio.create_task(ask("getUpdates", timeout=5))
    conflict = await older
    assert (conflict["error_code"], conflict["description"]) == (
        409,
        "Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running",
    )
    await emulator.person().says("hello")
    assert (await newer)["ok"]


async def test_an_update_comes_twice_under_one_id_or_under_two(
    ask: Ask, emulator: Emulator
) -> None:
    said = await emulator.person().says("hello")
    [first] = ids(await ask("getUpdates"))
    await ask("getUpdates", offset=first + 1)
    emulator.redeliver(said)
    assert ids(await ask("getUpdates", offset=first + 1)) == [first]
    assert ids(await ask("getUpdates", offset=first + 1)) == []
    again = emulator.duplicate(said)
    assert ids(await ask("getUpdates", offset=first + 1)) == [again.id]
    assert again.id > first


async def test_updates_held_back_come_in_the_order_given(ask: Ask, emulator: Emulator) -> None:
    ann = emulator.person()
    with emulator.held() as updates:
        await ann.says("one")
        await ann.says("two")
        assert ids(await ask("getUpdates")) == []
        updates.reverse()
    shown = (await ask("getUpdates"))["result"]
    assert [update["message"]["text"] for update in shown] == ["two", "one"]


class Listener:
    """A webhook that fails as often as it is told to."""

    def __init__(self, failures: int) -> None:
        self.failures = failures
        self.seen: list[tuple[str | None, dict[str, Any]]] = []

    async def hear(self, request: web.Request) -> web.Response:
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token")
        self.seen.append((secret, await request.json()))
        self.failures -= 1
        return web.Response(status=500 if self.failures >= 0 else 200)


async def test_a_webhook_is_pushed_to_again_until_it_takes_the_update(
    ask: Ask, emulator: Emulator
) -> None:
    listener = Listener(failures=1)
    app = web.Application()
    app.router.add_post("/hook", listener.hear)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = runner.addresses[0][1]
    url = f"http://127.0.0.1:{port}/hook"
    await ask("setWebhook", url=url, secret_token="s3cret")
    await emulator.person().says("hello")
    await emulator.quiet()
    [first, again] = listener.seen
    assert first == again
    assert first[0] == "s3cret"
    assert first[1]["message"]["text"] == "hello"
    assert emulator.webhook_attempts == 2
    info = (await ask("getWebhookInfo"))["result"]
    assert (info["url"], info["pending_update_count"]) == (url, 0)
    assert info["last_error_message"].startswith("Wrong response from the webhook: 500")
    conflict = await ask("getUpdates")
    assert conflict["error_code"] == 409
    assert "can't use getUpdates method while webhook is active" in conflict["description"]
    await ask("deleteWebhook")
    assert (await ask("getUpdates"))["ok"]
    await runner.cleanup()


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"url": "http://example.org/hook"}, "An HTTPS URL must be provided for webhook"),
        ({"url": "https://example.org", "secret_token": "no spaces"}, "unallowed characters"),
        ({"url": "https://example.org", "max_connections": 101}, "max_connections"),
    ],
)
async def test_a_bad_webhook_is_refused(ask: Ask, params: dict[str, Any], reason: str) -> None:
    assert reason in (await ask("setWebhook", **params))["description"]


async def test_a_wrong_token_is_unauthorized(
    emulator: Emulator, http: aiohttp.ClientSession
) -> None:
    for token, status in (("1:wrong", 401), ("nonsense", 404)):
        async with http.get(f"{emulator.base_url}{token}/getMe") as response:
            assert response.status == status
