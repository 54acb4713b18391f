"""Running alone: a lease in the database, renewed as long as one runs.

Whoever is killed leaves a lease behind that has not run out. A lock of the system beside the
database tells at once that its holder is gone, where both are on one machine: it goes with the
process, however that ends. From another machine one waits and sees whether the lease is renewed.
"""

import asyncio
import logging
import os
import platform
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from secrets import token_hex

from bot.telegram.errors import CannotRun
from conversations.errors import DatabaseUnusable
from conversations.language import N_
from conversations.lease import Lease, LeaseStore

try:
    import fcntl
except ImportError:  # pragma: no cover  # Windows
    fcntl = None  # type: ignore[assignment]

_log = logging.getLogger(__name__)

LASTS = timedelta(seconds=15)
RENEWED_EVERY = 4.0
"""Seconds."""
LOCK = "running.lock"
_RUNNING = N_("The bot is running already with this token and these data; only one can run.")


@asynccontextmanager
async def leased(
    store: LeaseStore, name: str, folder: Path, now: Callable[[], datetime]
) -> AsyncIterator[asyncio.Event]:
    """Holds the lease of that name; the event is set when it was lost to somebody else.

    Raises CannotRun where somebody else runs.
    """
    with _lock(folder / LOCK):
        machine = platform.node()
        holder = f"{machine}/{os.getpid()}/{token_hex(4)}"
        await _take(store, name, holder, machine, now)
        lost = asyncio.Event()
        renewing = asyncio.create_task(_renew(store, name, holder, now, lost))
        try:
            yield lost
        finally:
            renewing.cancel()
            await asyncio.gather(renewing, return_exceptions=True)
            with suppress(DatabaseUnusable):
                await store.give_up(name, holder)


async def _take(
    store: LeaseStore, name: str, holder: str, machine: str, now: Callable[[], datetime]
) -> None:
    over: Lease | None = None
    while True:
        mine = Lease(holder, now() + LASTS)
        there = await store.take(name, mine, now(), over=over)
        if there == mine:
            return
        if over is not None and there != over:
            raise CannotRun(_RUNNING)
        over = there
        # On this machine its holder would hold the lock too.
        if fcntl is None or there.holder.partition("/")[0] != machine:
            _log.info("A lease of %s is there; waiting whether it is renewed", there.holder)
            await asyncio.sleep(max(0.0, (there.until - now()).total_seconds()))


async def _renew(
    store: LeaseStore, name: str, holder: str, now: Callable[[], datetime], lost: asyncio.Event
) -> None:
    while True:
        await asyncio.sleep(RENEWED_EVERY)
        try:
            if not await store.renew(name, Lease(holder, now() + LASTS)):
                lost.set()
                return
        except DatabaseUnusable as error:
            _log.warning("The lease can't be renewed now: %s", error)


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    """Holds a lock on the file at `path`. Raises CannotRun where another process does."""
    if fcntl is None:
        yield
        return
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotRun(_RUNNING) from None
        except OSError:
            _log.info("There are no locks in %s; the lease alone tells", path.parent)
        yield
    finally:
        os.close(handle)
