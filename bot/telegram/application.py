"""The Telegram bot: its handlers, and running it until it is told to stop."""

import asyncio
import contextlib
import json
import logging
import secrets
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from enum import Enum, auto
from functools import partial
from typing import Any

from telegram import Bot, Message, Update
from telegram.constants import ChatAction
from telegram.error import (
    BadRequest,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackContext,
    CallbackQueryHandler,
    InlineQueryHandler,
    MessageHandler,
    PollAnswerHandler,
    filters,
)

from bot.engine import Engine
from bot.events import Commanded, Event, Pressed
from bot.intake import Fate, Intake
from bot.message import Message as Words
from bot.message import Reply
from bot.metrics import Metrics
from bot.settings import Settings
from bot.telegram import redact
from bot.telegram.errors import CannotRun
from bot.telegram.events import KEY, closed, event_of, person_of, topic_of
from bot.telegram.inline import offer
from bot.telegram.menu import Menus
from bot.telegram.patience import maybe_sent, patiently, surely_unsent
from bot.telegram.polled import CountedBot, Poller, Raw
from bot.telegram.profile import register
from bot.telegram.raw import kind_of, received, texts_of
from bot.telegram.recent import Recent
from bot.telegram.request import AiohttpRequest
from bot.telegram.sending import Sender
from bot.web.ports import Ready, open_ports
from conversations.errors import DatabaseUnusable
from conversations.inbox import InboxStore, MemoryInboxStore, Received
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
TYPING_EVERY = 4.5
"""Seconds; Telegram shows "typing" for five."""
EDITS_REMEMBERED = 1000
LED_REMEMBERED = 1000
"""People in groups who have been given the link to their private chat."""
CONNECTIONS = 64
PUSHED_AT_ONCE = 8
"""Updates that Telegram may push beside each other; of one person they may come in any order."""
FAILURES_AT_START = 2
"""Borne before it is said that Telegram cannot be reached."""
STOP_SECONDS = 20.0
"""How long what has begun may take to end when the bot is stopped."""


class Delivery(Enum):
    """What became of a message that nobody waits for."""

    DONE = auto()
    """It came, or may have come."""
    CLOSED = auto()
    """The person has closed the chat to us, or never opened it."""
    NOT_NOW = auto()
    """It certainly didn't come; later it may."""


Context = CallbackContext[Any, Any, Any, Any]
App = Application[Any, Any, Any, Any, Any, Any]


class Face:
    """The handlers; what the inbox brings is handed to the application, which chooses one."""

    def __init__(self, engine: Engine, bot: CountedBot, metrics: Metrics) -> None:
        self._engine = engine
        self._bot = bot
        self._metrics = metrics
        self._app: App | None = None
        self._sender = Sender(bot)
        self._menus = Menus(engine, bot)
        self._delivering: dict[object, int] = {}
        """To whom something is being sent that nobody waits for, by what stands for it."""
        self._edits = Recent(EDITS_REMEMBERED)
        self._led = Recent(LED_REMEMBERED)
        self._again: set[int] = set()
        """Ids of updates in hand that may have been handled before."""
        self._fates: dict[int, Fate] = {}
        """What became of updates in hand, where they are not simply done."""

    async def at_once(self, update: Received) -> None:
        """Takes the hourglass off a button."""
        raw = json.loads(update.body)
        if kind_of(raw) == "callback_query":
            with redact.hiding(texts_of(raw)), contextlib.suppress(Exception):
                # What cannot be read is told when its turn has come.
                await self.answer_press(raw)

    async def handle(self, update: Received, *, again: bool) -> Fate:
        """Lets the application choose a handler."""
        raw = json.loads(update.body)
        began, fate = time.monotonic(), Fate.ASIDE
        with redact.hiding(texts_of(raw)):
            try:
                fate = await self._handled(update.number, raw, again=again)
            finally:
                self._metrics.handled(kind_of(raw), fate, time.monotonic() - began)
        return fate

    async def _handled(self, number: int, raw: Raw, *, again: bool) -> Fate:
        if self._app is None:
            raise RuntimeError("the face is attached to no application")
        try:
            read = _read(raw, self._bot)
        except Exception:
            # What is wrong with it is python-telegram-bot's to say, in whichever error.
            _log.exception("Update %s cannot be read and is set aside", number)
            return Fate.ASIDE
        if again:
            self._again.add(number)
        try:
            await self._app.process_update(read)
            return self._fates.get(number, Fate.DONE)
        finally:
            self._again.discard(number)
            self._fates.pop(number, None)

    async def slow_down(self, update: Received) -> None:
        """One friendly word to somebody who sends very much."""
        with contextlib.suppress(Exception):
            read = _read(json.loads(update.body), self._bot)
            event, chat = self._event(read), read.effective_chat or read.effective_user
            if event is not None and chat is not None:
                word = await self._engine.slow_down(person_of(read), event)
                await self._sender.show(chat.id, Reply((word,)))

    def _event(self, update: Update) -> Event | None:
        event = event_of(update, self._bot.bot)
        if event is not None and update.update_id in self._again:
            return replace(event, again=True)
        return event

    def attach(self, app: App) -> None:
        """Registers the handlers with `app`."""
        self._app = app
        typed = filters.UpdateType.MESSAGE | filters.UpdateType.EDITED_MESSAGE
        app.add_handler(MessageHandler(typed & ~filters.StatusUpdate.ALL, self.on_message))
        app.add_handler(CallbackQueryHandler(self.on_button))
        app.add_handler(PollAnswerHandler(self.on_vote))
        app.add_handler(InlineQueryHandler(self.on_inline))
        app.add_error_handler(self.on_error)

    async def on_message(self, update: Update, context: Context) -> None:
        """Something was typed, or changed afterwards."""
        message, event = update.effective_message, self._event(update)
        if message is None or event is None or not self._is_new(update):
            return
        async with self._typing(message.chat.id):
            reply = await self._engine.handle(person_of(update), event)
        # An edited message may stand far above.
        above = not event.private or update.edited_message is not None
        quote = message.message_id if above else None
        await self._show(update, message.chat.id, reply, quote=quote)
        if event.private and isinstance(event, Commanded) and event.name.lower() == "start":
            await self._menus.show(person_of(update))

    async def answer_press(self, raw: Raw) -> None:
        """Takes the hourglass off the button, at once; says there what is for nobody else."""
        query = raw["callback_query"]
        # Reading a whole update takes as long as answering, and in private there is nothing to say.
        notice = None if _is_private(query) else await self._word_beside(_read(raw, self._bot))
        try:
            await self._bot.answer_callback_query(query["id"], notice)
        except TelegramError as error:
            _log.debug("A press could not be answered: %s", error.message)

    async def _word_beside(self, update: Update) -> str | None:
        try:
            event = event_of(update, self._bot.bot)
            if isinstance(event, Pressed):
                return await self._engine.between_us(person_of(update), event)
        except Exception:
            _log.exception("It could not be seen whether a press is for a private chat")
        return None

    async def on_button(self, update: Update, context: Context) -> None:
        """A button was pressed."""
        query, event = update.callback_query, self._event(update)
        if query is None or query.message is None or event is None:
            return
        between_us = isinstance(event, Pressed) and await self._engine.between_us(
            person_of(update), event
        )
        # The group sees the link once for each person; a further press is told by the notice.
        if between_us and not self._led.is_new((query.message.chat.id, query.from_user.id)):
            return
        reply = await self._engine.handle(person_of(update), event)
        if reply.closes and isinstance(event, Pressed):
            votes = await self._sender.close(query.message.chat.id, query.message.message_id)
            if votes is None:
                return
            reply = await self._engine.handle(person_of(update), closed(event, votes))
        # Only a message of text can be made to say something else; a poll and a picture cannot.
        is_text = isinstance(query.message, Message) and query.message.text is not None
        pressed = query.message.message_id if is_text else None
        await self._show(update, query.message.chat.id, reply, edit=pressed)

    async def on_vote(self, update: Update, context: Context) -> None:
        """Somebody voted in a poll of ours; which are sent to private chats alone."""
        event, who = self._event(update), update.effective_user
        if event is None or who is None:
            return
        reply = await self._engine.handle(person_of(update), event)
        await self._show(update, who.id, reply)

    async def on_inline(self, update: Update, context: Context) -> None:
        """Somebody types `@bot words` into some chat."""
        query = update.inline_query
        if query is None or not self._is_new(update):
            return
        locale = query.from_user.language_code
        found = await self._engine.suggest(person_of(update), query.query, locale)
        try:
            await offer(self._bot, query.id, found)
        except BadRequest as error:
            # Too old by now: they type on, and another one comes.
            _log.info("An inline query could not be answered: %s", error.message)

    async def _show(
        self,
        update: Update,
        chat: int,
        reply: Reply,
        *,
        edit: int | None = None,
        quote: int | None = None,
    ) -> None:
        if reply.erased and update.effective_user is not None:
            self._forget(update.effective_user.id)
        topic = topic_of(update.effective_message)
        if reply.poll is None or reply.poll.anonymous:
            await self._sender.show(chat, reply, edit=edit, quote=quote, topic=topic)
            for person in reply.changed:
                await self._menus.show(person)
            return
        token = await self._engine.announce_poll(person_of(update), reply.poll)
        poll = await self._sender.show(chat, reply, edit=edit, quote=quote)
        if poll is not None:
            await self._engine.keep_poll(token, poll)

    def _forget(self, person: int) -> None:
        """Remembers nothing of them any more: their private chat has their own number."""
        self._delivering = {this: to for this, to in self._delivering.items() if to != person}
        self._bot.turns.forget(person)
        self._edits.forget(lambda key: isinstance(key, tuple) and key[0] == person)
        self._led.forget(lambda key: isinstance(key, tuple) and key[1] == person)

    async def on_error(self, update: object, context: Context) -> None:
        """Says sorry where somebody waits for an answer, or lets it be handled again."""
        error = context.error
        if isinstance(error, Forbidden):
            _log.info("A chat is closed to us: %s", error.message)
            return
        if context.job is not None:
            _log.error("A chore failed and will be tried again", exc_info=error)
            return
        if not isinstance(update, Update) or not isinstance(error, Exception):
            _log.error("Something failed", exc_info=error)
            return
        if isinstance(error, DatabaseUnusable):
            _log.warning("Update %s has to wait for the database: %s", update.update_id, error)
            self._metrics.database_failed()
            self._fates[update.update_id] = Fate.LATER
            return
        if isinstance(error, TelegramError) and surely_unsent(error):
            _log.warning("Update %s has to wait for Telegram: %s", update.update_id, error.message)
            self._fates[update.update_id] = Fate.LATER
            return
        lost = isinstance(error, TelegramError) and maybe_sent(error)
        if lost:
            _log.warning("Nobody knows whether an answer came: %s", error)
        else:
            _log.error("An update could not be handled", exc_info=error)
            if not isinstance(error, TelegramError):
                self._fates[update.update_id] = Fate.ASIDE
        await self._sorry(update, error, lost=lost)

    async def _sorry(self, update: Update, error: Exception, *, lost: bool) -> None:
        # A vote names no chat; who votes is written to in private.
        event, chat = self._event(update), update.effective_chat or update.effective_user
        if event is None or chat is None:
            return
        try:
            if lost:
                word = await self._engine.maybe_lost(person_of(update), event)
                await self._sender.insist(chat.id, word)
            else:
                sorry = await self._engine.sorry(person_of(update), event, error)
                await self._sender.show(chat.id, Reply((sorry,)))
        except Forbidden:
            return
        except (TelegramError, DatabaseUnusable) as further:
            _log.warning("Nor could that be said: %s", further)
            if lost:
                # Then the answer itself, once Telegram can be reached again.
                self._fates[update.update_id] = Fate.LATER

    def _is_new(self, update: Update) -> bool:
        """False for a message edited a second time."""
        edited = update.edited_message
        return (
            edited is None
            or update.update_id in self._again
            or self._edits.is_new((edited.chat.id, edited.message_id))
        )

    async def remind(self) -> None:
        """Sends the reminders that are due, one by one, where nobody waits for an answer."""
        await self._bot.turns.spare()
        while (due := await self._engine.reminding.claim(KEY)) is not None:
            claim, words = due
            match await self._deliver(claim.person, words):
                case Delivery.CLOSED:
                    await self._engine.reminding.unreachable(claim.person)
                case Delivery.NOT_NOW:
                    await self._engine.reminding.give_back(claim)
                    return
            await self._bot.turns.spare()

    async def tell(self) -> None:
        """Sends the notices that wait, in the same way."""
        await self._bot.turns.spare()
        while (taken := await self._engine.telling.take(KEY)) is not None:
            match await self._deliver(taken.person, taken.words):
                case Delivery.CLOSED:
                    await self._engine.telling.unreachable(taken)
                case Delivery.NOT_NOW:
                    await self._engine.telling.give_back(taken)
                    return
            await self._bot.turns.spare()

    async def _deliver(self, person: str, words: Words) -> "Delivery":
        """Sends something that nobody waits for; it is never sent twice.

        What could not be sent to somebody who was erased meanwhile is not kept for them again.
        """
        chat, this = int(person.removeprefix(KEY)), object()
        self._delivering[this] = chat
        try:
            delivery = await self._send_to(chat, words)
        finally:
            known = self._delivering.pop(this, None) is not None
        return delivery if known else Delivery.DONE

    async def _send_to(self, chat: int, words: Words) -> "Delivery":
        try:
            await self._sender.show(chat, Reply((words,)))
        except (Forbidden, BadRequest) as error:
            if isinstance(error, BadRequest) and "chat not found" not in error.message.lower():
                raise
            _log.info("A chat is closed to us: %s", error.message)
            return Delivery.CLOSED
        except (RetryAfter, NetworkError) as error:
            if not surely_unsent(error):
                # It may have come; a second one would be worse than none.
                _log.warning("A message may not have come: %s", error.message)
                return Delivery.DONE
            _log.warning("Nothing can be sent now: %s", error.message)
            return Delivery.NOT_NOW
        return Delivery.DONE

    @contextlib.asynccontextmanager
    async def _typing(self, chat: int) -> AsyncIterator[None]:
        task = asyncio.create_task(self._type(chat))
        try:
            yield
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    async def _type(self, chat: int) -> None:
        with contextlib.suppress(TelegramError):
            while True:
                await self._bot.send_chat_action(chat, ChatAction.TYPING)
                await asyncio.sleep(TYPING_EVERY)


def _is_private(query: Raw) -> bool:
    """Whether a button in a private chat was pressed."""
    return bool(query.get("message", {}).get("chat", {}).get("type") == "private")


def _read(raw: Raw, bot: Bot) -> Update:
    # It takes out of the mapping what it reads.
    return Update.de_json(dict(raw), bot)


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
