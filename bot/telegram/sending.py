"""Messages onto Telegram: sent, edited, retried where that is safe."""

import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any, cast

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram.constants import ParseMode, PollType
from telegram.error import BadRequest, ChatMigrated

from bot.callbacks import encode, fits
from bot.card.grid import Grid
from bot.card.tiles import Card
from bot.links import link_of
from bot.message import (
    Button,
    Document,
    LinkPicture,
    Message,
    Poll,
    PrivateChat,
    Reply,
    Row,
    Style,
    text,
)
from bot.telegram.patience import patiently
from bot.telegram.render import Piece, render

_log = logging.getLogger(__name__)
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")


class Sender:
    """Shows replies in chats."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def show(
        self,
        chat: int,
        reply: Reply,
        *,
        edit: int | None = None,
        quote: int | None = None,
        topic: int | None = None,
    ) -> str | None:
        """Shows `reply`; `edit` and `quote` are ids of the message pressed and the one answered.

        In a forum what is new stands in `topic`. Gives the id of the poll sent, if one was.
        """
        if reply.card is not None:
            await self._send_card(chat, reply.card, dark=reply.dark)
        if reply.link is not None:
            await self._send_link(chat, reply.link)
        for document in reply.documents:
            await self._send_document(chat, document)
        for message in _with_toast(reply):
            pieces = render(message)
            if reply.edit and reply.adds:
                # The buttons pressed stand under the last piece; those above stay as they are.
                pieces = pieces[-1:]
            for number, piece in enumerate(pieces):
                markup = self._markup(message.rows) if number == len(pieces) - 1 else None
                replaced = edit is not None and reply.edit
                if replaced and edit is not None:
                    replaced = await self._edit(chat, edit, piece, markup)
                if not replaced:
                    chat = await self._send(chat, piece, markup, quote, topic)
                edit = quote = None
        if reply.poll is None:
            return None
        if edit is not None and reply.edit:
            await self._take_buttons(chat, edit)
        return await self._send_poll(chat, reply.poll, topic)

    async def close(self, chat: int, message: int) -> tuple[int, ...] | None:
        """Closes the poll in that message: the votes by option; None where it is closed already."""
        try:
            poll = await patiently(lambda: self._bot.stop_poll(chat, message))
        except BadRequest as error:
            if "already been closed" not in error.message.lower():
                raise
            return None
        if poll is None:
            return None
        return tuple(option.voter_count for option in poll.options)

    async def insist(self, chat: int, message: Message) -> None:
        """Sends a word that may come twice, if only it comes."""
        for piece in render(message):
            await patiently(partial(self._bot.send_message, chat, piece.plain), repeatable=True)

    async def _send(
        self,
        chat: int,
        piece: Piece,
        markup: InlineKeyboardMarkup | None,
        quote: int | None,
        topic: int | None,
    ) -> int:
        """Sends, and gives the chat's id, which changes when a group becomes a supergroup."""
        try:
            await self._send_piece(chat, piece, markup, quote, topic)
        except ChatMigrated as moved:
            chat = moved.new_chat_id
            await self._send_piece(chat, piece, markup, None, None)
        return chat

    async def _send_card(self, chat: int, card: Card | Grid, *, dark: bool) -> None:
        """The picture; the message after it says the same, so that nobody depends on seeing it."""
        from bot.card.draw import grid_picture, picture  # imported late: Pillow and a font of 3 MB

        if isinstance(card, Grid):
            png, caption = await grid_picture(card, dark=dark), f"{card.title} · {card.footer}"
        else:
            png, caption = await picture(card, dark=dark), card.summary
        await patiently(lambda: self._bot.send_photo(chat, png, caption=caption))

    async def _send_document(self, chat: int, document: Document) -> None:
        file = InputFile(document.content, document.name)
        await patiently(
            lambda: self._bot.send_document(chat, file, caption=document.caption or None)
        )

    async def _send_link(self, chat: int, link: LinkPicture) -> None:
        from bot.qr_code import png  # imported late: hardly anybody makes an invite

        drawn = png(link.link)
        await patiently(lambda: self._bot.send_photo(chat, drawn, caption=link.caption))

    async def _send_poll(self, chat: int, poll: Poll, topic: int | None) -> str | None:
        sent = await patiently(
            lambda: self._bot.send_poll(
                chat,
                poll.question,
                poll.options,
                type=PollType.QUIZ,
                is_anonymous=poll.anonymous,
                correct_option_ids=[cast(Any, poll.key)],
                explanation=poll.explanation or None,
                reply_markup=self._markup(poll.rows),
                message_thread_id=topic,
            )
        )
        return None if sent is None or sent.poll is None else sent.poll.id

    async def _take_buttons(self, chat: int, message: int) -> None:
        """Leaves the message as it is, without its buttons; what cannot be is let be."""
        with suppress(BadRequest):
            await patiently(
                lambda: self._bot.edit_message_reply_markup(chat, message, reply_markup=None),
                repeatable=True,
            )

    async def _send_piece(
        self,
        chat: int,
        piece: Piece,
        markup: InlineKeyboardMarkup | None,
        quote: int | None,
        topic: int | None,
    ) -> None:
        quoting = (
            None if quote is None else ReplyParameters(quote, allow_sending_without_reply=True)
        )

        async def send(words: str, mode: str | None) -> None:
            await patiently(
                lambda: self._bot.send_message(
                    chat,
                    words,
                    parse_mode=mode,
                    reply_markup=markup,
                    reply_parameters=quoting,
                    link_preview_options=_NO_PREVIEW,
                    message_thread_id=topic,
                )
            )

        await _marked_or_plain(piece, send)

    async def _edit(
        self, chat: int, message: int, piece: Piece, markup: InlineKeyboardMarkup | None
    ) -> bool:
        """Whether the message now says it; False where it can no longer be edited."""

        async def edit(words: str, mode: str | None) -> None:
            await patiently(
                lambda: self._bot.edit_message_text(
                    words,
                    chat,
                    message,
                    parse_mode=mode,
                    reply_markup=markup,
                    link_preview_options=_NO_PREVIEW,
                ),
                repeatable=True,
            )

        try:
            await _marked_or_plain(piece, edit)
        except BadRequest as error:
            told = error.message.lower()
            if "message is not modified" in told:
                return True
            if any(reason in told for reason in _GONE):
                return False
            raise
        return True

    def _markup(self, rows: tuple[Row, ...]) -> InlineKeyboardMarkup | None:
        keyboard = [[made for button in row if (made := self._button(button))] for row in rows]
        keyboard = [row for row in keyboard if row]
        return InlineKeyboardMarkup(keyboard) if keyboard else None

    def _button(self, button: Button) -> InlineKeyboardButton | None:
        if isinstance(button.action, PrivateChat):
            address = link_of(self._bot.username, button.action.start)
            return InlineKeyboardButton(button.label, url=address)
        if not fits(button.action):
            return None
        return InlineKeyboardButton(
            button.label, callback_data=encode(button.action, below=button.below)
        )


def _with_toast(reply: Reply) -> tuple[Message, ...]:
    """A press is answered before its reply is known, so that a toast can only go into the text."""
    if reply.toast is None or not reply.messages:
        return reply.messages
    first, *others = reply.messages
    return (replace(first, blocks=(text(reply.toast, Style.QUIET), *first.blocks)), *others)


async def _marked_or_plain(
    piece: Piece, show: Callable[[str, str | None], Awaitable[None]]
) -> None:
    try:
        await show(piece.html, ParseMode.HTML)
    except BadRequest as error:
        if "can't parse entities" not in error.message.lower():
            raise
        _log.warning("Telegram cannot read our HTML; sent as plain text: %s", error.message)
        await show(piece.plain, None)
