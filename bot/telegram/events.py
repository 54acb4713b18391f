"""What Telegram tells, as the engine's events."""

import re

from telegram import (
    Chat,
    Document,
    MaybeInaccessibleMessage,
    Message,
    MessageEntity,
    PollAnswer,
    Update,
    User,
)
from telegram.error import TelegramError

from bot.events import Closed, Commanded, Event, Pressed, Said, Sent, Voted
from conversations.letters import well_formed
from standards.errors import UnreadableDocument
from standards.sentences import Refusal

KEY = "telegram:"
"""What the key of somebody who comes by Telegram starts with; their number follows."""


def person_of(update: Update) -> str:
    """The key of whoever did it."""
    who = update.effective_user or update.effective_chat
    return f"{KEY}{who.id if who else 0}"


def event_of(update: Update, bot: User) -> Event | None:
    """The event; None for what is not meant for us (most of what is said in a group)."""
    if update.callback_query is not None:
        return _pressed(update, bot)
    if update.poll_answer is not None:
        return _voted(update.poll_answer)
    message = update.effective_message
    if message is None or message.via_bot == bot:
        # What was picked from our own offers is for whomever they write to.
        return None
    edited = update.edited_message is not None
    if message.document is not None and message.chat.type == "private" and not edited:
        return _sent(message, message.document)
    event = _typed(message, bot, edited=edited)
    if edited and not _asks(event):
        return None
    return event


def _asks(event: Event | None) -> bool:
    """Whether it is a question, which is answered anew when its words change."""
    return isinstance(event, Said) or (isinstance(event, Commanded) and event.name.lower() == "ask")


def _pressed(update: Update, bot: User) -> Event | None:
    query = update.callback_query
    if query is None or query.message is None:
        return None
    return Pressed(
        private=query.message.chat.type == "private",
        thread=_thread(query.message.chat, query.from_user, topic_of(query.message)),
        common=_common(query.message.chat, topic_of(query.message)),
        locale=query.from_user.language_code,
        called=query.from_user.first_name,
        bot=bot.username or "",
        graphic=True,
        data=query.data or "",
    )


def _sent(message: Message, document: Document) -> Event:
    name = document.file_name or "file"

    async def fetch() -> bytes:
        try:
            file = await document.get_file()
            return bytes(await file.download_as_bytearray())
        except TelegramError:
            raise UnreadableDocument(Refusal.NOT_FETCHED, file=name) from None

    return Sent(
        locale=message.from_user.language_code if message.from_user else None,
        graphic=True,
        name=name,
        size=document.file_size or 0,
        fetch=fetch,
    )


def _voted(answer: PollAnswer) -> Event | None:
    if answer.user is None:
        return None
    return Voted(
        locale=answer.user.language_code,
        graphic=True,
        poll=answer.poll_id,
        options=tuple(answer.option_ids),
    )


def _typed(message: Message, bot: User, *, edited: bool) -> Event | None:
    private = message.chat.type == "private"
    thread = _thread(message.chat, message.from_user, topic_of(message))
    common = _common(message.chat, topic_of(message))
    locale = message.from_user.language_code if message.from_user else None
    called = message.from_user.first_name if message.from_user else ""
    words = well_formed(message.text or "")
    command = _command(message)
    if command is not None:
        name, _, addressee = command.partition("@")
        if addressee and addressee.lower() != (bot.username or "").lower():
            return None
        if private or addressee or name.lower() in _OURS_IN_GROUPS:
            argument = words[len(command) + 1 :].strip()
            return Commanded(
                private=private,
                thread=thread,
                common=common,
                locale=locale,
                called=called,
                bot=bot.username or "",
                graphic=True,
                name=name,
                argument=argument,
            )
        return None
    if not private:
        if not (words and _is_for(message, bot)):
            return None
        words = re.sub(rf"@{re.escape(bot.username or '')}\b", "", words, flags=re.IGNORECASE)
    return Said(
        private=private,
        thread=thread,
        common=common,
        replying=_is_reply(message, bot),
        locale=locale,
        called=called,
        bot=bot.username or "",
        graphic=True,
        text=words.strip(),
        edited=edited,
        forwarded=message.forward_origin is not None,
        message=str(message.message_id),
    )


_OURS_IN_GROUPS = frozenset(
    {"ask", "start", "help", "standards", "quiz", "round", "language", "cancel"}
)
"""In a group, a command we don't know is some other bot's, unless it names us."""


def closed(pressed: Pressed, votes: tuple[int, ...]) -> Closed:
    """What comes after a press that closed a poll."""
    return Closed(
        private=pressed.private,
        thread=pressed.thread,
        common=pressed.common,
        locale=pressed.locale,
        graphic=pressed.graphic,
        data=pressed.data,
        votes=votes,
    )


def topic_of(message: MaybeInaccessibleMessage | None) -> int | None:
    """The topic of a forum that the message stands in."""
    if not isinstance(message, Message) or not message.is_topic_message:
        return None
    return message.message_thread_id


def _common(chat: Chat, topic: int | None) -> str | None:
    """What all share who write in this group, or in this topic of it."""
    if chat.type == "private":
        return None
    return f"{KEY}{chat.id}" if topic is None else f"{KEY}{chat.id}/{topic}"


def _thread(chat: Chat, user: User | None, topic: int | None) -> str | None:
    """In a group, each person follows up on their own questions, in each topic apart."""
    common = _common(chat, topic)
    return None if common is None else f"{common}:{user.id if user else chat.id}"


def _command(message: Message) -> str | None:
    """`ask@our_bot` of `/ask@our_bot how …`."""
    first = message.entities[0] if message.entities else None
    if first is None or first.type != MessageEntity.BOT_COMMAND or first.offset != 0:
        return None
    return message.parse_entity(first)[1:]


def _is_for(message: Message, bot: User) -> bool:
    """A reply to us, or a mention of us."""
    if _is_reply(message, bot):
        return True
    for entity in message.entities:
        if entity.type == MessageEntity.MENTION:
            if message.parse_entity(entity).lower() == f"@{bot.username}".lower():
                return True
        elif entity.type == MessageEntity.TEXT_MENTION and entity.user == bot:
            return True
    return False


def _is_reply(message: Message, bot: User) -> bool:
    replied = message.reply_to_message
    return replied is not None and replied.from_user is not None and replied.from_user.id == bot.id
