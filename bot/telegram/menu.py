"""The menu of commands in a private chat, for whoever has a role or has chosen a language."""

import logging

from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.error import TelegramError

from bot.engine import Engine
from bot.recent import Latest
from bot.telegram.events import KEY
from bot.telegram.profile import LANGUAGES
from bot.views.home import offered
from conversations.language import translator
from standards.model import Language

_log = logging.getLogger(__name__)

CHATS_REMEMBERED = 10_000
"""For which it is known what the menu shows, so that Telegram is asked nothing."""


class Menus:
    """Everybody's menu; the bot works without, so that failing only is logged."""

    def __init__(self, engine: Engine, bot: Bot) -> None:
        self._engine = engine
        self._bot = bot
        self._set = Latest[str, tuple[tuple[str, ...], Language | None]](CHATS_REMEMBERED)

    async def show(self, person: str) -> None:
        """Brings the menu up to date, as Telegram has it: a role may have gone meanwhile."""
        if not person.startswith(KEY):
            return
        serving = await self._engine.commands_of(person)
        chosen = await self._engine.language_chosen(person)
        if self._set.get(person) == (serving, chosen):
            return
        scope = BotCommandScopeChat(int(person.removeprefix(KEY)))
        try:
            for code, language in LANGUAGES:
                commands = _commands(serving, chosen or language) if serving or chosen else ()
                if await self._bot.get_my_commands(scope, code) == commands:
                    continue
                if commands:
                    await self._bot.set_my_commands(commands, scope, code)
                else:
                    await self._bot.delete_my_commands(scope, code)
        except TelegramError as error:
            # Also whoever has never written to us has no chat whose menu could be set.
            _log.info("A menu of commands could not be set: %s", error.message)
            return
        self._set.put(person, (serving, chosen))


def _commands(serving: tuple[str, ...], language: Language) -> tuple[BotCommand, ...]:
    _ = translator(language)
    return tuple(BotCommand(name, _(does)) for name, does in offered(serving).items())
