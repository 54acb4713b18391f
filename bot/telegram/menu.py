"""The menu of commands in a private chat, for whoever has more of them than everybody has."""

import logging

from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.error import TelegramError

from bot.engine import Engine
from bot.telegram.events import KEY
from bot.telegram.profile import LANGUAGES
from bot.telegram.recent import Latest
from bot.views.home import offered
from conversations.language import translator

_log = logging.getLogger(__name__)

CHATS_REMEMBERED = 10_000
"""For which it is known what the menu shows, so that Telegram is asked nothing."""


class Menus:
    """Everybody's menu; the bot works without, so that failing only is logged."""

    def __init__(self, engine: Engine, bot: Bot) -> None:
        self._engine = engine
        self._bot = bot
        self._set = Latest[str, tuple[str, ...]](CHATS_REMEMBERED)

    async def show(self, person: str, *, changed: bool = False) -> None:
        """Brings the menu up to date; `changed` where it may show what serves them no more."""
        if not person.startswith(KEY):
            return
        serving = await self._engine.commands_of(person)
        if self._set.get(person) == serving or not (serving or changed):
            return
        scope = BotCommandScopeChat(int(person.removeprefix(KEY)))
        try:
            for code, language in LANGUAGES:
                if not serving:
                    await self._bot.delete_my_commands(scope, code)
                    continue
                _ = translator(language)
                commands = [BotCommand(name, _(does)) for name, does in offered(serving).items()]
                await self._bot.set_my_commands(commands, scope, code)
        except TelegramError as error:
            # Also whoever has never written to us has no chat whose menu could be set.
            _log.info("A menu of commands could not be set: %s", error.message)
            return
        self._set.put(person, serving)
