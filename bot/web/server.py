"""Routes on Starlette, served by uvicorn on sockets that are bound before anything else begins.

| path | |
|---|---|
| the webhook's | POST: an update, from whoever knows the secret; 200 once it is written down |
| /health | 200 as long as the process answers |
| /ready | 200 where updates can be taken and answered, else 503; why, as JSON |
| /metrics | Prometheus |
"""

import asyncio
import hmac
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.intake import Overloaded
from bot.metrics import Metrics
from conversations.errors import DatabaseUnusable

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
LARGEST = 1024 * 1024
"""Bytes of a body; Telegram's updates are a few thousand."""
CLOSING_SECONDS = 5

Raw = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether updates can be taken and answered."""

    database: bool
    """Something could be written just now."""
    index: bool
    """Questions are answered from an index that is open."""
    stopping: bool
    waiting: int
    oldest_seconds: float
    """How long the oldest update in the inbox has waited."""
    aside: int

    @property
    def is_ready(self) -> bool:
        """All is well; many that wait for a moment are well too."""
        return self.database and self.index and not self.stopping and self.oldest_seconds < 60


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where Telegram sends updates, what it shows with each, and who takes them."""

    url: str
    secret: str
    receive: Callable[[list[Raw]], Awaitable[None]]

    @property
    def path(self) -> str:
        """The address's own."""
        return urlsplit(self.url).path or "/"


def webhook_route(hook: Webhook) -> Route:
    """The route that takes updates."""
    expected = hook.secret.encode()

    async def take(request: Request) -> Response:
        shown = request.headers.get(SECRET_HEADER, "").encode()
        if not hmac.compare_digest(shown, expected):
            return PlainTextResponse("who are you?", 401)
        body = await _body(request)
        if body is None:
            return PlainTextResponse("too large", 413)
        try:
            update = json.loads(body)
        except (ValueError, RecursionError):
            return PlainTextResponse("not JSON", 400)
        if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
            return PlainTextResponse("no update", 400)
        try:
            await hook.receive([update])
        except (DatabaseUnusable, Overloaded):
            # Telegram keeps it and brings it again.
            return PlainTextResponse("later", 503)
        return PlainTextResponse("taken")

    return Route(hook.path, take, methods=["POST"])


def health_routes(ready: Callable[[], Awaitable[Readiness]]) -> list[Route]:
    """The routes that say how it is."""

    async def health(request: Request) -> Response:
        return PlainTextResponse("alive")

    async def readiness(request: Request) -> Response:
        state = await ready()
        told = {"ready": state.is_ready, **asdict(state)}
        return JSONResponse(told, 200 if state.is_ready else 503)

    return [Route("/health", health), Route("/ready", readiness)]


def metrics_route(metrics: Metrics) -> Route:
    """The route that tells the counts."""

    async def tell(request: Request) -> Response:
        return Response(metrics.text(), media_type="text/plain; version=0.0.4; charset=utf-8")

    return Route("/metrics", tell)


def listening(host: str, port: int) -> socket.socket:
    """A bound socket. Raises OSError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=256)


@asynccontextmanager
async def serving(routes: Sequence[Route], on: socket.socket) -> AsyncIterator[None]:
    """Serves the routes; at the end, what was begun is answered first."""
    config = uvicorn.Config(
        Starlette(routes=routes),
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=CLOSING_SECONDS,
    )
    server = _Server(config)
    with on:  # closed even where the wait for the last answers is broken off
        task = asyncio.create_task(server.serve(sockets=[on]))
        try:
            yield
        finally:
            server.should_exit = True
            await task


class _Server(uvicorn.Server):
    """Leaves the signals to whoever runs it."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Captures none."""
        yield


async def _body(request: Request) -> bytes | None:
    """The body; None where it is too large, which is not read to its end."""
    told = request.headers.get("content-length", "0")
    if not told.isdecimal() or int(told) > LARGEST:
        return None
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST:
            return None
    return bytes(body)
