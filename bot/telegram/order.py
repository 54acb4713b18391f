"""Different people's updates at the same time, each chat's one after another."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor

AT_ONCE = 256


class InOrder(BaseUpdateProcessor):
    """Runs people in parallel and each person in order; `first` is done before the wait."""

    __slots__ = ("_first", "_turns")

    def __init__(self, first: Callable[[Update], Awaitable[None]]) -> None:
        super().__init__(AT_ONCE)
        self._first = first
        # A lock lives as long as somebody holds it or waits for it.
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Waits for the person's earlier updates, then runs."""
        if not isinstance(update, Update):
            await coroutine
            return
        # Beside the wait, and not before it: else a later update could overtake this one.
        first = asyncio.ensure_future(self._first(update))
        who = update.effective_user or update.effective_chat
        try:
            async with self._turns.setdefault(who.id if who else 0, asyncio.Lock()):
                await coroutine
        finally:
            await first

    async def initialize(self) -> None:
        """Has nothing to set up."""

    async def shutdown(self) -> None:
        """Has nothing to give back."""
