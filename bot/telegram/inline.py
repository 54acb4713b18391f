"""What is offered under a message being typed into any chat, as Telegram takes it."""

from datetime import timedelta
from hashlib import blake2b

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.constants import ParseMode

from bot.handlers.suggesting import Card, Suggestions
from bot.links import HERE, link_of
from bot.message import PrivateChat
from bot.telegram.render import render

KEPT = timedelta(minutes=1)
"""How long Telegram answers the same words by itself; a standard may be added meanwhile."""
LONGEST_BUTTON = 64
"""Letters of the button above the results."""


async def offer(bot: Bot, query: str, suggestions: Suggestions) -> None:
    """Answers the inline query of that id, for the one who typed alone."""
    await bot.answer_inline_query(
        query,
        [_article(bot, card) for card in suggestions.cards],
        cache_time=KEPT,
        is_personal=True,
        button=InlineQueryResultsButton(suggestions.way[:LONGEST_BUTTON], start_parameter=HERE),
    )


def _article(bot: Bot, card: Card) -> InlineQueryResultArticle:
    piece = render(card.message)[0]
    return InlineQueryResultArticle(
        # An id has at most 64 bytes, and a standard's code may be anything.
        blake2b(card.id.encode(), digest_size=16).hexdigest(),
        card.title,
        InputTextMessageContent(
            piece.html,
            parse_mode=ParseMode.HTML,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        ),
        reply_markup=_links(bot, card),
        description=card.about,
    )


def _links(bot: Bot, card: Card) -> InlineKeyboardMarkup | None:
    rows = [
        [
            InlineKeyboardButton(button.label, url=link_of(bot.username, button.action.start))
            for button in row
            if isinstance(button.action, PrivateChat)
        ]
        for row in card.message.rows
    ]
    return InlineKeyboardMarkup(rows) if rows else None
