"""Running the Telegram bot until it is told to stop."""

import asyncio
import contextlib
import logging
import secrets
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from datetime import UTC, datetime
from functools import partial
from typing import Any

from telegram import Update
from telegram.error import InvalidToken, NetworkError, RetryAfter
from telegram.ext import ApplicationBuilder

from bot.engine import Engine
from bot.intake import Intake
from bot.metrics import Metrics
from bot.settings import Settings
from bot.telegram import redact
from bot.telegram.errors import CannotRun
from bot.telegram.face import App, Context, Face
from bot.telegram.patience import patiently
from bot.telegram.polled import CountedBot, Poller
from bot.telegram.profile import register
from bot.telegram.raw import Raw, received
from bot.telegram.request import AiohttpRequest
from bot.web.ports import Ready, open_ports
from conversations.inbox import InboxStore, MemoryInboxStore
from conversations.language import N_

_log = logging.getLogger(__name__)

UPDATES = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.POLL_ANSWER,
    Update.INLINE_QUERY,
)
CHORES_EVERY = 60.0
"""Seconds between two looks at what is to be done by the clock."""
CONNECTIONS = 64
PUSHED_AT_ONCE = 8
"""Updates that Telegram may push beside each other; of one person they may come in any order."""
FAILURES_AT_START = 2
"""Borne before it is said that Telegram cannot be reached."""
STOP_SECONDS = 20.0
"""How long what has begun may take to end when the bot is stopped."""


def build(settings: Settings, engine: Engine, metrics: Metrics) -> tuple[App, Face]:
    """The application, not yet started, and its face.

    Raises CannotRun without a token.
    """
    if settings.telegram_token is None:
        raise CannotRun(N_("TELEGRAM_TOKEN is not set; BotFather gives you a token."))
    bot = CountedBot(
        settings.telegram_token,
        base_url=f"{settings.telegram_api_base}/bot",
        base_file_url=f"{settings.telegram_file_base}/file/bot",
        request=AiohttpRequest(CONNECTIONS),
        get_updates_request=AiohttpRequest(1),
        metrics=metrics,
    )
    face = Face(engine, bot, metrics)
    app: App = ApplicationBuilder().bot(bot).updater(None).build()
    face.attach(app)
    return app, face


async def serve(
    settings: Settings,
    engine: Engine,
    stop: asyncio.Event | None = None,
    started: Callable[[str], None] | None = None,
    *,
    inbox: InboxStore | None = None,
    rivalled: asyncio.Event | None = None,
    metrics: Metrics | None = None,
    has_index: Callable[[], bool] = lambda: True,
    chores_every: float = CHORES_EVERY,
) -> None:
    """Serves until `stop` is set or the process is told to end, then ends what has begun.

    `started` is called with the bot's user name once updates are taken. The updates are kept in
    `inbox`, in memory without one. `rivalled` is set when another one has taken the lease.

    Raises CannotRun for a token that Telegram does not know, a Telegram that cannot be reached,
    a port that cannot be listened on, and another poller with the same token.
    """
    redact.install()
    stop, rivalled = stop or asyncio.Event(), rivalled or asyncio.Event()
    metrics = metrics or Metrics()
    inbox = inbox if inbox is not None else MemoryInboxStore()
    app, face = build(settings, engine, metrics)
    intake = Intake(inbox, face, _now, metrics)

    async def take(updates: list[Raw]) -> None:
        await intake.receive([received(update) for update in updates])

    async with contextlib.AsyncExitStack() as ending:
        # The application leaves its bot's connections open where it could not be initialized.
        ending.push_async_callback(app.bot.shutdown)
        ending.push_async_callback(app.shutdown)
        with _reaching(settings.telegram_api_base):
            await patiently(app.initialize, repeatable=True, borne=FAILURES_AT_START)
        await register(app.bot)
        await app.start()
        ending.push_async_callback(app.stop)
        await intake.start()
        ending.push_async_callback(intake.stop, STOP_SECONDS)
        secret = settings.webhook_secret or secrets.token_urlsafe(32)
        redact.keep_secret(secret)
        ready = Ready(inbox, has_index, stop, _now)
        await ending.enter_async_context(open_ports(settings, secret, take, ready, metrics))
        polling = None
        with _reaching(settings.telegram_api_base):
            if settings.webhook_url is None:
                await patiently(app.bot.delete_webhook, repeatable=True, borne=FAILURES_AT_START)
                poller = Poller(app.bot, UPDATES, intake.room, take, metrics)
                polling = await ending.enter_async_context(_beside(poller.poll()))
                _log.info("Polling as @%s", app.bot.username)
            else:
                set_webhook = partial(
                    app.bot.set_webhook,
                    settings.webhook_url,
                    secret_token=secret,
                    allowed_updates=UPDATES,
                    max_connections=PUSHED_AT_ONCE,
                )
                await patiently(set_webhook, repeatable=True, borne=FAILURES_AT_START)
                _log.info("Taking updates at %s as @%s", settings.webhook_url, app.bot.username)
        if started is not None:
            started(app.bot.username)
        _schedule(
            app,
            chores_every,
            engine.forget_daily,
            engine.tell_of_changes,
            face.remind,
            face.tell,
            intake.forget,
        )
        await _until(stop, rivalled, polling)
        if polling is not None and polling.done():
            with _reaching(settings.telegram_api_base):
                polling.result()
            # It ends by itself where another one polls.
            rivalled.set()
        # Whoever asks is told, and what comes from here on is for the next start.
        stop.set()
    if rivalled.is_set():
        raise CannotRun(N_("Another bot is running with this token; only one can. Stop it first."))


def _now() -> datetime:
    return datetime.now(UTC)


@contextlib.asynccontextmanager
async def _beside(work: Coroutine[Any, Any, None]) -> AsyncIterator[asyncio.Task[None]]:
    """Does it beside what is done inside, at most as long."""
    task = asyncio.create_task(work)
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@contextlib.contextmanager
def _reaching(address: str) -> Iterator[None]:
    """Says in one sentence why Telegram cannot be talked to."""
    try:
        yield
    except InvalidToken:
        raise CannotRun(N_("Telegram does not know this bot; check TELEGRAM_TOKEN.")) from None
    except (NetworkError, RetryAfter):
        raise CannotRun(
            N_("Telegram cannot be reached at {address}; check the network."), address=address
        ) from None


def _schedule(app: App, every: float, *chores: Callable[[], Awaitable[None]]) -> None:
    """The chores are done now and every so many seconds, each by a job of its own.

    What is due stands in the database: the queue only says when to look, and one look at a time is
    enough, so that nothing is lost with it and a job that fails is tried again by the next.
    """
    if app.job_queue is None:
        raise RuntimeError("the application has no job queue")
    for chore in chores:
        app.job_queue.run_repeating(
            _as_job(chore), every, first=0, job_kwargs={"max_instances": 1, "coalesce": True}
        )


def _as_job(chore: Callable[[], Awaitable[None]]) -> Callable[[Context], Coroutine[Any, Any, None]]:
    async def job(_context: Context) -> None:
        await chore()

    return job


async def _until(
    stop: asyncio.Event, rivalled: asyncio.Event, polling: asyncio.Task[None] | None
) -> None:
    events = [asyncio.create_task(event.wait()) for event in (stop, rivalled)]
    waiting: list[asyncio.Task[Any]] = [*events, *([] if polling is None else [polling])]
    try:
        with _told_to_end(stop):
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in events:
            task.cancel()


@contextlib.contextmanager
def _told_to_end(stop: asyncio.Event) -> Iterator[None]:
    """Ends on Ctrl-C and on a service manager's word; what is being handled is finished first."""
    loop = asyncio.get_running_loop()
    handled = []
    for told in (signal.SIGINT, signal.SIGTERM):
        # Not on Windows, and not outside the main thread.
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(told, stop.set)
            handled.append(told)
    try:
        yield
    finally:
        for told in handled:
            loop.remove_signal_handler(told)
