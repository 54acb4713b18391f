"""What Telegram shows about the bot: its commands and descriptions, in both languages."""

import logging

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
)
from telegram.error import TelegramError

from bot.views.home import COMMANDS, IN_GROUPS
from conversations.language import N_, Translator, translator
from standards.model import Language

_log = logging.getLogger(__name__)

DESCRIPTION = N_(
    "Ask me about occupational competency standards in your own words, in Chinese or English. "
    "I answer with the standards' own text and say where it stands. You can browse the standards "
    "and practise with short quizzes."
)
SHORT_DESCRIPTION = N_("Competency standards: ask, browse, practise.")

SCOPES: tuple[tuple[BotCommandScope | None, dict[str, str]], ...] = (
    (None, IN_GROUPS),
    (BotCommandScopeAllPrivateChats(), COMMANDS),
    (BotCommandScopeAllGroupChats(), IN_GROUPS),
)
"""What is offered where; somebody in a role has a menu of their own in their private chat.

Wherever none of the others holds, nothing personal is offered. The administrators of a group are no
managers of ours, so that they see there what everybody sees.
"""

LANGUAGES = (("", Language.EN), ("zh", Language.ZH_HANT))
"""Telegram's language codes; the empty one is for everybody else."""


async def register(bot: Bot) -> None:
    """Tells Telegram what has changed; the bot works without, so that failing only is logged."""
    try:
        for code, language in LANGUAGES:
            await _register(bot, code, translator(language))
    except TelegramError as error:
        _log.warning("The bot's commands and descriptions could not be set: %s", error.message)


async def _register(bot: Bot, code: str, _: Translator) -> None:
    for scope, offered in SCOPES:
        commands = tuple(BotCommand(name, _(does)) for name, does in offered.items())
        if await bot.get_my_commands(scope=scope, language_code=code) != commands:
            await bot.set_my_commands(commands, scope=scope, language_code=code)
    description, short = _(DESCRIPTION), _(SHORT_DESCRIPTION)
    # Telegram soon asks a bot that sets its texts at every start to wait for hours.
    if (await bot.get_my_description(language_code=code)).description != description:
        await bot.set_my_description(description, language_code=code)
    if (await bot.get_my_short_description(language_code=code)).short_description != short:
        await bot.set_my_short_description(short, language_code=code)
