"""The updates on their way to the bot: the queue, the long poll and what the bot subscribed to."""

import asyncio
import copy
import itertools
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from telegram_emulator import limits
from telegram_emulator.errors import Refused

# What Telegram leaves out unless a bot names it.
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(frozen=True, slots=True)
class Update:
    """One update as it was when it happened; `kind` is the name of its one field."""

    id: int
    kind: str
    body: dict[str, Any]

    def json(self) -> dict[str, Any]:
        return {"update_id": self.id, self.kind: self.body}


@dataclass(slots=True, eq=False)
class _Pending:
    update: Update
    again: bool = False
    """Delivered although its id lies below the offset, as a redelivered update does."""
    given: bool = False


@dataclass(slots=True, eq=False)
class Updates:
    """The queue of one bot token."""

    allowed: list[str] | None = None
    history: list[Update] = field(default_factory=list)
    webhook_is_set: bool = False
    is_closing: bool = False
    _pending: list[_Pending] = field(default_factory=list)
    _held: list[Update] | None = None
    _news: asyncio.Event = field(default_factory=asyncio.Event)
    _poll: int = 0
    _polls_open: int = 0
    _next_id: Iterator[int] = field(default_factory=lambda: itertools.count(700_000_001))

    @property
    def pending(self) -> list[Update]:
        """Updates that the bot has not confirmed yet, in the order of delivery."""
        return [waiting.update for waiting in self._pending]

    @property
    def polls(self) -> int:
        """How often the bot has asked for updates, or was told that it may no more."""
        return self._poll

    @property
    def is_polled(self) -> bool:
        """Whether a getUpdates request is waiting right now."""
        return self._polls_open > 0

    def add(self, kind: str, body: dict[str, Any]) -> Update:
        update = Update(next(self._next_id), kind, copy.deepcopy(body))
        self.history.append(update)
        self.deliver(update)
        return update

    def deliver(self, update: Update, *, again: bool = False) -> None:
        if not self._wants(update.kind):
            return
        if self._held is not None:
            self._held.append(update)
            return
        self._pending.append(_Pending(update, again=again))
        self.wake()

    def duplicate(self, update: Update) -> Update:
        return self.add(update.kind, update.body)

    @contextmanager
    def held(self) -> Iterator[list[Update]]:
        """Keeps updates back; on leaving they are delivered in the list's order by then."""
        held: list[Update] = []
        self._held = held
        try:
            yield held
        finally:
            self._held = None
            self._pending.extend(_Pending(update, again=True) for update in held)
            self.wake()

    def drop(self) -> None:
        self._pending.clear()

    def taken(self) -> None:
        """The first pending update has reached the webhook."""
        del self._pending[:1]

    def subscribe(self, allowed: Sequence[str] | None) -> None:
        """`None` leaves the subscription as it was, an empty list asks for the default."""
        if allowed is not None:
            self.allowed = list(allowed) or None

    def wake(self) -> None:
        self._news.set()
        self._news = asyncio.Event()

    def end_polls(self) -> None:
        """Ends the waiting getUpdates, which answers with a conflict."""
        self._poll += 1
        self.wake()

    async def wait(self, seconds: float) -> None:
        """Waits for news, for so long at most."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._news.wait()

    async def get(self, offset: int | None, limit: int, seconds: float) -> list[Update]:
        """Confirms all below `offset`, waits for more `seconds` at most. Raises Refused (409)."""
        if self.webhook_is_set:
            raise Refused(
                409,
                "can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first",
            )
        self.end_polls()
        mine = self._poll
        self._confirm(offset)
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        self._polls_open += 1
        try:
            while True:
                if mine != self._poll:
                    raise Refused(
                        409,
                        "terminated by setWebhook request"
                        if self.webhook_is_set
                        else "terminated by other getUpdates request; "
                        "make sure that only one bot instance is running",
                    )
                left = deadline - loop.time()
                if self._pending or left <= 0 or self.is_closing:
                    break
                await self.wait(left)
        finally:
            self._polls_open -= 1
        batch = self._pending[: max(1, min(limit, limits.UPDATES_AT_ONCE))]
        for waiting in batch:
            waiting.given = True
        return [waiting.update for waiting in batch]

    def _confirm(self, offset: int | None) -> None:
        if not offset:
            return
        if offset < 0:
            self._pending = self._pending[offset:]
            return
        self._pending = [
            waiting
            for waiting in self._pending
            if waiting.update.id >= offset or (waiting.again and not waiting.given)
        ]

    def _wants(self, kind: str) -> bool:
        if self.allowed is None:
            return kind not in NOT_BY_DEFAULT
        return kind in self.allowed
