"""A bot whose polling survives an update that cannot be read, and knows when it polls alone."""

import logging
from collections.abc import Callable
from typing import Any

from telegram import Update
from telegram.error import Conflict
from telegram.ext import ExtBot

_log = logging.getLogger(__name__)
CONFLICTS_OF_A_NEWCOMER = 1
"""In a row, by a bot that has not polled well yet; one may be the end of its own former run."""
CONFLICTS_OF_A_RESIDENT = 5
"""In a row, by a bot that has polled well before: the other one is the newcomer and goes."""


class PolledBot(ExtBot[None]):
    """python-telegram-bot's bot with a `get_updates` that always comes past what it fetched."""

    def __init__(self, *args: Any, on_conflict: Callable[[], None], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._on_conflict = on_conflict
        self._has_polled = False
        self._conflicts = 0
        self._past: int | None = None
        """Where to go on after a batch whose end could not be read."""

    async def get_updates(  # type: ignore[override]  # the rest is passed on as it comes
        self, offset: int | None = None, **kwargs: Any
    ) -> tuple[Update, ...]:
        """The new updates. Calls `on_conflict` once another poller with the token is certain."""
        try:
            updates = await super().get_updates(self._past or offset, **kwargs)
        except Conflict:
            self._conflicts += 1
            borne = CONFLICTS_OF_A_RESIDENT if self._has_polled else CONFLICTS_OF_A_NEWCOMER
            if self._conflicts > borne:
                self._on_conflict()
            raise
        self._has_polled, self._conflicts = True, 0
        return updates

    async def _post(self, endpoint: str, *args: Any, **kwargs: Any) -> Any:
        """What Telegram answers; of updates, only those that can be read."""
        result = await super()._post(endpoint, *args, **kwargs)
        return self._readable(result) if endpoint == "getUpdates" else result

    def _readable(self, updates: list[dict[str, Any]]) -> list[dict[str, Any]]:
        readable = []
        if updates:
            self._past = None
        for update in updates:
            try:
                Update.de_json(dict(update), self)
            except Exception:
                # What is wrong with it is python-telegram-bot's to say, in whichever error.
                _log.exception("Update %s cannot be read and is skipped", update["update_id"])
                self._past = update["update_id"] + 1
            else:
                readable.append(update)
                self._past = None
        return readable
