"""Updates that Telegram pushes, and what the bot's own server tells about it."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from io import BytesIO

import aiohttp
import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.settings import Settings
from bot.telegram.application import serve
from bot.telegram.errors import CannotRun
from bot.web.server import LARGEST, SECRET_HEADER, listening, serving
from bot_serving import settings_for
from bot_twins import World
from telegram_emulator.server import Emulator

pytestmark = pytest.mark.slow

SECRET = "a-secret-of-Telegram-s-own_1"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


@pytest.fixture
async def emulator() -> AsyncIterator[Emulator]:
    async with Emulator() as emulator:
        yield emulator


@pytest.fixture
def settings(emulator: Emulator) -> Settings:
    port = free_port()
    return replace(
        settings_for(emulator),
        webhook_url=f"http://127.0.0.1:{port}/telegram/hook",
        webhook_secret=SECRET,
        webhook_port=port,
        metrics_port=free_port(),
    )


@asynccontextmanager
async def pushed(settings: Settings, world: World) -> AsyncIterator[None]:
    stop, running = asyncio.Event(), asyncio.Event()
    task = asyncio.create_task(
        serve(settings, world.engine(), stop, lambda _name: running.set(), inbox=world.inbox)
    )
    await asyncio.wait_for(running.wait(), 10)
    try:
        yield
    finally:
        stop.set()
        await asyncio.wait_for(task, 10)


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def test_a_pushed_update_is_answered_and_one_pushed_again_is_not(
    emulator: Emulator, settings: Settings, world: World
) -> None:
    ann = emulator.person()
    async with pushed(settings, world):
        await ann.says("/help")
        await ann.waits_for("/standards")
        emulator.redeliver(emulator.last_update)
        await emulator.quiet(0.3)
        assert len(ann.messages) == 1
    await ann.says("/start")
    # Nobody listens; Telegram keeps it.
    async with pushed(settings, world):
        await ann.waits_for("Hello!")


async def test_whoever_does_not_know_the_secret_is_sent_away(
    emulator: Emulator, settings: Settings, world: World, http: aiohttp.ClientSession
) -> None:
    body = {"update_id": 1, "message": {}}
    async with pushed(settings, world):
        assert settings.webhook_url is not None
        for headers in ({}, {SECRET_HEADER: "wrong"}, {SECRET_HEADER: SECRET + "x"}):
            async with http.post(settings.webhook_url, json=body, headers=headers) as answer:
                assert answer.status == 401
        async with http.get(settings.webhook_url) as answer:
            assert answer.status == 405
    assert (await world.inbox.backlog()).aside == 0


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"no JSON", 400),
        (b"[" * 100_000, 400),
        (b'{"update_id": "1"}', 400),
        (b"[]", 400),
        (b" " * (LARGEST + 1), 413),
    ],
)
async def test_what_is_no_update_is_refused(
    settings: Settings, world: World, http: aiohttp.ClientSession, body: bytes, status: int
) -> None:
    async with pushed(settings, world):
        assert settings.webhook_url is not None
        headers = {SECRET_HEADER: SECRET}

        async def piecemeal() -> AsyncIterator[bytes]:
            yield body

        for data in (BytesIO(body), piecemeal()):
            async with http.post(settings.webhook_url, data=data, headers=headers) as answer:
                assert answer.status == status


async def test_health_readiness_and_metrics_are_told_on_a_port_of_their_own(
    emulator: Emulator, settings: Settings, world: World, http: aiohttp.ClientSession
) -> None:
    # As long as Telegram's ids, so that no time among the figures holds its digits by chance.
    ann = emulator.person(6_120_735_489)
    private = f"http://127.0.0.1:{settings.metrics_port}"
    async with pushed(settings, world):
        await ann.says("/help")
        await ann.waits_for("/standards")
        await emulator.quiet(0.1)
        async with http.get(f"{private}/health") as answer:
            assert (answer.status, await answer.text()) == (200, "alive")
        async with http.get(f"{private}/ready") as answer:
            assert answer.status == 200
            told = await answer.json()
        assert told["ready"]
        assert (told["waiting"], told["aside"]) == (0, 0)
        async with http.get(f"{private}/metrics") as answer:
            counts = await answer.text()
        assert 'competency_updates_total{kind="message",outcome="done"} 1.0' in counts
        assert 'competency_telegram_calls_total{method="sendMessage",outcome="ok"} 1.0' in counts
        assert str(ann.id) not in counts
        assert settings.webhook_url is not None
        public = settings.webhook_url.removesuffix("/telegram/hook")
        async with http.get(f"{public}/metrics") as answer:
            assert answer.status == 404
        async with http.get(f"{public}/health") as answer:
            assert answer.status == 200


async def test_without_a_database_it_is_not_ready_and_telegram_keeps_its_updates(
    emulator: Emulator, settings: Settings, world: World, http: aiohttp.ClientSession
) -> None:
    from conversations.errors import DatabaseUnusable

    async def unusable(*_given: object) -> None:
        raise DatabaseUnusable("no disk")

    ann, put = emulator.person(), world.inbox.put
    async with pushed(settings, world):
        world.inbox.check = world.inbox.put = unusable  # type: ignore[method-assign, assignment]
        async with http.get(f"http://127.0.0.1:{settings.metrics_port}/ready") as answer:
            assert answer.status == 503
            assert not (await answer.json())["database"]
        await ann.says("/help")
        await asyncio.sleep(0.2)
        assert emulator.updates.pending
        world.inbox.put = put  # type: ignore[method-assign]
        await ann.waits_for("/standards")


async def test_a_port_that_is_taken_is_one_clear_sentence(settings: Settings, world: World) -> None:
    with (
        socket.create_server(("127.0.0.1", settings.webhook_port)),
        pytest.raises(CannotRun, match=f"Port {settings.webhook_port}"),
    ):
        await serve(settings, world.engine())


async def test_a_port_is_free_again_though_the_wait_for_the_last_answers_is_broken_off() -> None:
    on = listening("127.0.0.1", 0)
    port, begun = on.getsockname()[1], asyncio.Event()

    async def slow(_request: Request) -> Response:
        begun.set()
        await asyncio.Event().wait()
        raise AssertionError

    async def served() -> None:
        async with serving([Route("/", slow)], on):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"GET / HTTP/1.1\r\nHost: here\r\n\r\n")
            try:
                await reader.read()
            finally:
                writer.close()

    task = asyncio.create_task(served())
    await asyncio.wait_for(begun.wait(), 10)
    for _ in range(2):  # the second while the server waits for the answer
        task.cancel()
        await asyncio.sleep(0.05)
    with suppress(asyncio.CancelledError):
        await task
    with socket.create_server(("127.0.0.1", port)):
        pass


async def test_polling_after_a_webhook_and_the_other_way_round(
    emulator: Emulator, settings: Settings, world: World
) -> None:
    ann = emulator.person()
    async with pushed(settings, world):
        await ann.says("/help")
        await ann.waits_for("/standards")
    async with pushed(replace(settings, webhook_url=None), world):
        await ann.says("/start")
        await ann.waits_for("Hello!")
    async with pushed(settings, world):
        await ann.says("/help")
        await ann.waits_for("/standards")
    assert len(ann.messages) == 3
