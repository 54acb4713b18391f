"""Which routes are served on which port; without any, nothing of the web is loaded."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.metrics import Metrics
from bot.settings import Settings
from bot.telegram.errors import CannotRun
from conversations.errors import DatabaseUnusable
from conversations.inbox import Backlog, InboxStore
from conversations.language import N_

if TYPE_CHECKING:
    from starlette.routing import Route

    from bot.web.server import Readiness

CHECK_SECONDS = 5.0
"""How long writing to the database may take before it counts as impossible."""


@dataclass(frozen=True, slots=True)
class Ready:
    """Looks whether updates can be taken and answered."""

    inbox: InboxStore
    has_index: Callable[[], bool]
    stop: asyncio.Event
    now: Callable[[], datetime]

    async def __call__(self) -> "Readiness":
        """Looks now."""
        from bot.web.server import Readiness

        backlog, database = Backlog(0, None, 0), True
        try:
            async with asyncio.timeout(CHECK_SECONDS):
                await self.inbox.check()
                backlog = await self.inbox.backlog()
        except (DatabaseUnusable, TimeoutError):
            database = False
        waited = 0.0 if backlog.oldest is None else (self.now() - backlog.oldest).total_seconds()
        return Readiness(
            database=database,
            index=self.has_index(),
            stopping=self.stop.is_set(),
            waiting=backlog.waiting,
            oldest_seconds=round(max(0.0, waited), 1),
            aside=backlog.aside,
        )


@asynccontextmanager
async def open_ports(
    settings: Settings,
    secret: str,
    receive: Callable[[list[dict[str, Any]]], Awaitable[None]],
    ready: Ready,
    metrics: Metrics,
) -> AsyncIterator[None]:
    """Serves the webhook, health and metrics where the settings ask for them.

    Raises CannotRun where a port cannot be listened on.
    """
    if settings.webhook_url is None and settings.metrics_port is None:
        yield
        return
    from bot.web import server

    ports: dict[int, list[Route]] = {}
    if settings.webhook_url is not None:
        hook = server.Webhook(settings.webhook_url, secret, receive)
        ports[settings.webhook_port] = [
            *server.health_routes(ready),
            server.webhook_route(hook),
        ]
    if settings.metrics_port is not None:
        routes = ports.setdefault(settings.metrics_port, server.health_routes(ready))
        routes.append(server.metrics_route(metrics))
    async with AsyncExitStack() as ending:
        for port, routes in ports.items():
            try:
                on = server.listening(settings.listen_host, port)
            except OSError as error:
                raise CannotRun(
                    N_("Port {port} of {host} can't be listened on: {reason}."),
                    port=str(port),
                    host=settings.listen_host,
                    reason=error.strerror or str(error),
                ) from None
            await ending.enter_async_context(server.serving(routes, on))
        yield
