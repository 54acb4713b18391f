"""Requests to Telegram: what is sent, and what is known where no answer comes."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator

import pytest
from aiohttp import web
from telegram import InputFile
from telegram.error import NetworkError, TimedOut
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.telegram.request import AiohttpRequest, Unanswered, Unsent, _proxy_of


@pytest.fixture
async def request_() -> AsyncIterator[AiohttpRequest]:
    made = AiohttpRequest(4)
    await made.initialize()
    yield made
    await made.shutdown()


@pytest.fixture
async def server() -> AsyncIterator[str]:
    async def echo(request: web.Request) -> web.Response:
        told = {}
        for name, value in (await request.post()).items():
            told[name] = value if isinstance(value, str) else getattr(value, "filename", "")
        return web.json_response(told)

    async def half(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "100"})
        await response.prepare(request)
        await response.write(b'{"ok"')
        assert request.transport is not None
        request.transport.close()
        return response

    async def silence(_request: web.Request) -> web.Response:
        await asyncio.sleep(30)
        return web.Response()

    app = web.Application()
    app.router.add_post("/echo", echo)
    app.router.add_post("/half", half)
    app.router.add_post("/silence", silence)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield "http://{}:{}".format(*runner.addresses[0][:2])
    await runner.cleanup()


def data(**values: object) -> RequestData:
    return RequestData([RequestParameter.from_input(name, each) for name, each in values.items()])


async def test_words_arrive_as_they_were_given(request_: AiohttpRequest, server: str) -> None:
    sent = data(chat_id=7, text="退貨 & 100 %\n+1", reply_markup={"a": [1]})
    status, body = await request_.do_request(f"{server}/echo", "POST", sent)
    assert status == 200
    assert json.loads(body) == {
        "chat_id": "7",
        "text": "退貨 & 100 %\n+1",
        "reply_markup": '{"a": [1]}',
    }


async def test_a_file_keeps_its_name(request_: AiohttpRequest, server: str) -> None:
    sent = data(chat_id=7, document=InputFile(b"...", "我的資料.json", attach=True))
    _status, body = await request_.do_request(f"{server}/echo", "POST", sent)
    assert "我的資料.json" in json.loads(body).values()


async def test_where_nobody_listens_nothing_was_sent(request_: AiohttpRequest) -> None:
    with pytest.raises(NetworkError) as raised:
        await request_.do_request("http://127.0.0.1:9/x", "POST", data(chat_id=7))
    assert isinstance(raised.value.__cause__, Unsent)


async def test_half_an_answer_is_known_to_be_one(request_: AiohttpRequest, server: str) -> None:
    with pytest.raises(NetworkError) as raised:
        await request_.do_request(f"{server}/half", "POST", data(chat_id=7))
    why = raised.value.__cause__
    assert isinstance(why, Unanswered)
    assert why.status == 200


async def test_silence_may_mean_that_it_was_carried_out(
    request_: AiohttpRequest, server: str
) -> None:
    with pytest.raises(TimedOut) as raised:
        await request_.do_request(f"{server}/silence", "POST", data(chat_id=7), read_timeout=0.1)
    why = raised.value.__cause__
    assert isinstance(why, Unanswered)
    assert why.status is None


@pytest.fixture
def proxies(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    monkeypatch.setenv("NO_PROXY", "inside.example")
    _proxy_of.cache_clear()
    yield
    _proxy_of.cache_clear()


@pytest.mark.usefixtures("proxies")
def test_the_proxy_of_the_environment_is_used_for_what_is_outside() -> None:
    assert _proxy_of("https", "api.telegram.org") == "http://proxy.example:3128"
    assert _proxy_of("https", "inside.example") is None
