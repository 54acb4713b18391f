"""What Telegram brings goes to the engine, and what the engine says goes to Telegram."""

import asyncio
import contextlib
import json
import logging
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from enum import Enum, auto
from typing import Any

from telegram import Bot, Message, Update
from telegram.constants import ChatAction
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError
from telegram.ext import (
    Application,
    CallbackContext,
    CallbackQueryHandler,
    InlineQueryHandler,
    MessageHandler,
    PollAnswerHandler,
    filters,
)

from bot.engine import Engine
from bot.events import Commanded, Event, Pressed
from bot.intake import Fate
from bot.message import Message as Words
from bot.message import Reply
from bot.metrics import Metrics
from bot.recent import Recent
from bot.telegram import redact
from bot.telegram.events import KEY, closed, event_of, person_of, topic_of
from bot.telegram.inline import offer
from bot.telegram.menu import Menus
from bot.telegram.patience import maybe_sent, surely_unsent
from bot.telegram.polled import CountedBot
from bot.telegram.raw import Raw, kind_of, texts_of
from bot.telegram.sending import Sender
from conversations.errors import DatabaseUnusable
from conversations.inbox import Received

_log = logging.getLogger(__name__)

TYPING_EVERY = 4.5
"""Seconds; Telegram shows "typing" for five."""
EDITS_REMEMBERED = 1000
LED_REMEMBERED = 1000
"""People in groups who have been given the link to their private chat."""


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
