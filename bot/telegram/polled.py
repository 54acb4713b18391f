"""Fetching updates by long polling, past those that cannot be read, and alone."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.intake import PAUSES, Overloaded
from bot.metrics import Metrics
from bot.telegram.patience import seconds_of
from bot.telegram.raw import Raw
from bot.telegram.turns import MESSAGES, Turns
from conversations.errors import DatabaseUnusable

_log = logging.getLogger(__name__)
CONFLICTS_OF_A_NEWCOMER = 1
"""In a row, by a bot that has not polled well yet; one may be the end of its own former run."""
CONFLICTS_OF_A_RESIDENT = 5
"""In a row, by a bot that has polled well before: the other one is the newcomer and goes."""
POLL_SECONDS = 30
"""How long Telegram may wait for an update before it answers that there is none."""
ANSWER_SECONDS = 10
"""How long its answer may take beyond that."""
AT_A_TIME = 100


class CountedBot(ExtBot[None]):
    """python-telegram-bot's bot, with updates as they come; counts requests, lets messages wait."""

    def __init__(self, *args: Any, metrics: Metrics, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._metrics = metrics
        self._turns = Turns()

    @property
    def turns(self) -> Turns:
        """Those that messages take."""
        return self._turns

    async def fetch(self, offset: int | None, allowed: tuple[str, ...]) -> list[Raw]:
        """The updates from `offset` on, those before it confirmed; waits for one.

        Raises TelegramError.
        """
        wanted = {
            "offset": offset,
            "timeout": POLL_SECONDS,
            "limit": AT_A_TIME,
            "allowed_updates": list(allowed),
        }
        found = await self._post("getUpdates", wanted, read_timeout=POLL_SECONDS + ANSWER_SECONDS)
        return [update for update in found if isinstance(update.get("update_id"), int)]

    async def _do_post(self, endpoint: str, data: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        outcome, chat = "ok", data.get("chat_id")
        if endpoint in MESSAGES and isinstance(chat, int):
            await self._turns.take(chat)
        try:
            return await super()._do_post(endpoint, data, *args, **kwargs)
        except TelegramError as error:
            if isinstance(error, RetryAfter) and isinstance(chat, int):
                self._turns.told_to_wait(chat, seconds_of(error))
            outcome = type(error.__cause__ or error).__name__
            raise
        finally:
            self._metrics.called(endpoint, outcome)


class Poller:
    """Fetches until it is cancelled; nothing is confirmed before `receive` has returned."""

    def __init__(
        self,
        bot: CountedBot,
        allowed: tuple[str, ...],
        room: Callable[[], Awaitable[None]],
        receive: Callable[[list[Raw]], Awaitable[None]],
        metrics: Metrics,
    ) -> None:
        self._bot = bot
        self._allowed = allowed
        self._room = room
        self._receive = receive
        self._metrics = metrics
        self._offset: int | None = None
        self._has_polled = False
        self._conflicts = 0

    async def poll(self) -> None:
        """Ends once another poller with the token is certain.

        Raises InvalidToken where the token is not valid any more.
        """
        failures = 0
        while True:
            await self._room()
            pause = PAUSES[min(failures, len(PAUSES) - 1)]
            try:
                updates = await self._fetched()
                if updates:
                    await self._receive(updates)
                    # Only now: the next request confirms all before it.
                    self._offset = max(update["update_id"] for update in updates) + 1
                failures = 0
                continue
            except Conflict as error:
                self._conflicts += 1
                borne = CONFLICTS_OF_A_RESIDENT if self._has_polled else CONFLICTS_OF_A_NEWCOMER
                if self._conflicts > borne:
                    return
                pause = PAUSES[0]
                _log.warning("Another one polled: %s", error.message)
            except RetryAfter as error:
                pause = seconds_of(error)
                _log.warning("Telegram asks to poll no more for %s s", pause)
            except InvalidToken:
                raise
            except TelegramError as error:
                _log.warning("Telegram could not be polled, trying again: %s", error.message)
            except (DatabaseUnusable, Overloaded) as error:
                _log.error("Updates can't be taken now, trying again: %s", error)
            failures += 1
            self._metrics.retried("getUpdates")
            await asyncio.sleep(pause)

    async def _fetched(self) -> list[Raw]:
        updates = await self._bot.fetch(self._offset, self._allowed)
        self._has_polled, self._conflicts = True, 0
        self._metrics.fetched()
        return updates
