"""From the inbox to the handlers: people at the same time, each person in order, nothing lost.

An update is written down before whoever brought it is told that it came. What a handler has ended
is marked as done, many marks in one transaction where many end at once. A process that dies leaves
the rest to the next one, which handles it again: so whatever a handler does must count once.

    put ──> waits for its person's turn ──> handled ──> done
                  ^                            │
                  └── LATER: the database or ──┤
                      Telegram is out of reach └──> ASIDE: it can't be read or handled
"""

import asyncio
import logging
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from heapq import heappop, heappush
from itertools import count
from typing import Any, Protocol

from bot.metrics import Metrics
from bot.pace import Pace
from conversations.errors import DatabaseUnusable
from conversations.inbox import SUSPECT, InboxStore, Received

_log = logging.getLogger(__name__)

AT_ONCE = 256
"""Updates that are handled at the same time."""
MOST_WAITING = 2000
"""Updates in memory, from which on no more are fetched."""
MOST_OF_ONE = 200
"""Updates of one person that wait; what comes beyond is not handled."""
LONG_QUEUE = 10
"""Updates of one person that wait, from which on the person is told that it takes a while."""
PROMPT = 5
"""Updates of one person that wait, up to which a press is answered before its turn."""
ALONE_SECONDS = 0.5
ALONE_AFTER = 0.3
"""Seconds after the start, so that what is innocent and what is new come first, every time."""
NEWER = 250
"""So many newer ones make up for having been blamed once: whoever waits long has their turn, also
where new suspects come with every life."""
TRIES_ALONE = 5
"""How often an update that may have ended the process is tried by itself before it is set aside."""
PAUSES = (1.0, 2.0, 5.0, 10.0, 30.0, 60.0)
"""Seconds before something is tried again, the last for every further time."""
LATEST = timedelta(hours=24)
"""How long something is tried again; by then Telegram takes no answer to it any more."""


class Fate(StrEnum):
    """What becomes of an update that was handled."""

    DONE = "done"
    LATER = "later"
    """It could not be handled now and has to be, as a whole."""
    ASIDE = "aside"
    """It can't be handled."""


class Overloaded(Exception):
    """More waits than may; it should be brought again later."""


class Handler(Protocol):
    """The face that updates are for."""

    async def at_once(self, update: Received) -> None:
        """What doesn't wait for the person's turn: the hourglass of a button."""

    async def handle(self, update: Received, *, again: bool) -> Fate:
        """Handles it; `again` where that may have been done before, wholly or in part."""

    async def slow_down(self, update: Received) -> None:
        """Tells whoever sends so much that it is handled more slowly."""


@dataclass(slots=True, eq=False)
class _Waiting:
    update: Received
    came: float
    again: bool
    is_suspect: bool
    is_prompted: bool = False


@dataclass(slots=True, eq=False)
class _Queue:
    """One person's updates."""

    pace: Pace
    waiting: deque[_Waiting] = field(default_factory=deque)
    worker: asyncio.Task[None] | None = None
    is_told: bool = False


class Intake:
    """The inbox at work. `now` gives the time in UTC, `clock` counts seconds."""

    def __init__(
        self,
        store: InboxStore,
        handler: Handler,
        now: Callable[[], datetime],
        metrics: Metrics,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._handler = handler
        self._now = now
        self._clock = clock
        self._metrics = metrics
        self._queues: dict[str | None, _Queue] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._places = asyncio.Semaphore(AT_ONCE)
        self._suspects: list[tuple[float, int, asyncio.Future[None]]] = []
        """A heap of those that wait to be tried alone."""
        self._is_taken = True
        """Whether one is being tried, or none may be yet."""
        self._waiting = 0
        self._has_room = asyncio.Event()
        self._has_room.set()
        self._ended: list[tuple[int, str | None]] = []
        """Numbers to be marked, with the reason where they are set aside."""
        self._has_ended = asyncio.Event()
        self._marking: asyncio.Task[None] | None = None
        self._closing = asyncio.Event()

    @property
    def is_busy(self) -> bool:
        """Whether anything waits, is being handled or has still to be marked."""
        return bool(self._waiting or self._ended or self._tasks)

    async def start(self) -> None:
        """Begins with what a former process left. Raises DatabaseUnusable."""
        left = await self._store.recover()
        self._marking = asyncio.create_task(self._mark())
        if left:
            _log.info("%d updates were left unhandled and are handled now", len(left))
        for update in left:
            self._enqueue(update, again=True)
        asyncio.get_running_loop().call_later(ALONE_AFTER, self._next_alone)

    async def room(self) -> None:
        """Waits until more may come."""
        await self._has_room.wait()

    async def receive(self, updates: Sequence[Received]) -> None:
        """Writes them down; once this returns they may be confirmed.

        Raises DatabaseUnusable where they can't be, and Overloaded.
        """
        if self._closing.is_set() or not self._has_room.is_set():
            raise Overloaded
        try:
            new = await self._store.put(updates, self._now())
        except DatabaseUnusable:
            self._metrics.database_failed()
            raise
        self._metrics.came_again(len(updates) - len(new))
        for update in new:
            queue = self._queues.get(update.person)
            if queue is not None and len(queue.waiting) >= MOST_OF_ONE:
                self._metrics.dropped()
                self._end(update)
            else:
                self._enqueue(update, again=False)

    async def forget(self) -> None:
        """Forgets what is too old, in the store, and who has long been quiet, here."""
        await self._store.forget(self._now())
        self._metrics.aside((await self._store.backlog()).aside)
        now = self._clock()
        rested = [
            person
            for person, queue in self._queues.items()
            if not queue.waiting and queue.pace.is_rested(now)
        ]
        for person in rested:
            del self._queues[person]

    async def stop(self, within: float) -> None:
        """Begins nothing more, and gives what has begun so many seconds to end.

        What has not ended by then is left to the next process.
        """
        self._closing.set()
        for _blame, _number, turn in self._suspects:
            turn.cancel()
        working = [queue.worker for queue in self._queues.values() if queue.worker is not None]
        await _ended([*working, *self._tasks], within)
        if self._marking is not None:
            self._has_ended.set()
            await _ended([self._marking], within)

    def _enqueue(self, update: Received, *, again: bool) -> None:
        now = self._clock()
        queue = self._queues.setdefault(update.person, _Queue(Pace(now)))
        waiting = _Waiting(update, now, again, update.crashes >= SUSPECT)
        queue.waiting.append(waiting)
        self._count(1)
        if len(queue.waiting) <= PROMPT:
            self._prompt(waiting)
        if queue.worker is None:
            queue.worker = asyncio.create_task(self._work(queue))

    def _count(self, more: int) -> None:
        self._waiting += more
        self._metrics.waiting(self._waiting)
        if self._waiting < MOST_WAITING:
            self._has_room.set()
        else:
            self._has_room.clear()

    async def _work(self, queue: _Queue) -> None:
        """Handles one person's updates until there are no more."""
        try:
            while queue.waiting:
                pause = queue.pace.wait(self._clock())
                if pause and len(queue.waiting) >= LONG_QUEUE and not queue.is_told:
                    queue.is_told = True
                    self._beside(self._handler.slow_down(queue.waiting[0].update))
                if not await self._rest(pause) or not await self._handled(queue.waiting[0]):
                    return
                queue.waiting.popleft()
                self._count(-1)
            queue.is_told = False
        finally:
            queue.worker = None

    async def _handled(self, waiting: _Waiting) -> bool:
        """Handles it, as often as it takes; False where that is left to the next process."""
        update = waiting.update
        if not waiting.is_prompted:
            self._prompt(waiting)
        for times in count():
            fate = await self._tried(waiting)
            if fate is Fate.LATER and self._clock() - waiting.came < LATEST.total_seconds():
                waiting.again = True
                self._metrics.retried("update")
                if await self._rest(PAUSES[min(times, len(PAUSES) - 1)]):
                    continue
                return False
            self._end(update, None if fate is Fate.DONE else _WHY[fate])
            break
        return True

    async def _tried(self, waiting: _Waiting) -> Fate:
        update = waiting.update
        try:
            if waiting.is_suspect:
                return await self._tried_alone(waiting)
            async with self._places:
                return await self._handler.handle(update, again=waiting.again)
        except DatabaseUnusable as error:
            _log.warning("Update %d has to wait for the database: %s", update.number, error)
            self._metrics.database_failed()
            return Fate.LATER
        except Exception:
            _log.exception("Update %d can't be handled and is set aside", update.number)
            return Fate.ASIDE

    async def _tried_alone(self, waiting: _Waiting) -> Fate:
        """Handles what may have ended the process, while nothing else is suspected of that.

        What ends a process ends it soon. Once it has gone on for a moment, the next one is tried.
        Where the process is ended from outside, one is blamed that happened to be tried: of those
        that wait alike, whoever was blamed least is tried first, and the innocent are through
        before it happens again.
        """
        number = waiting.update.number
        async with self._alone(waiting.update):
            if await self._store.try_alone(number) > SUSPECT + TRIES_ALONE:
                _log.error("Update %d ended the process again and again", number)
                return Fate.ASIDE
            handling = asyncio.ensure_future(
                self._handler.handle(waiting.update, again=waiting.again)
            )
            try:
                await asyncio.wait([handling], timeout=ALONE_SECONDS)
                waiting.is_suspect = False
                await self._store.clear(number)
            except BaseException:
                handling.cancel()
                raise
        return await handling

    @asynccontextmanager
    async def _alone(self, update: Received) -> AsyncIterator[None]:
        """Inside, no other suspect is tried; blamed least and waiting long come first."""
        turn = asyncio.get_running_loop().create_future()
        blame = update.crashes + update.number / NEWER
        heappush(self._suspects, (blame, update.number, turn))
        if not self._is_taken:
            self._next_alone()
        try:
            await turn
            yield
        finally:
            if turn.done() and not turn.cancelled():
                self._next_alone()

    def _next_alone(self) -> None:
        self._is_taken = False
        while self._suspects and not self._is_taken:
            _blame, _number, turn = heappop(self._suspects)
            if not turn.done():
                self._is_taken = True
                turn.set_result(None)

    def _prompt(self, waiting: _Waiting) -> None:
        waiting.is_prompted = True
        self._beside(self._handler.at_once(waiting.update))

    def _beside(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _rest(self, seconds: float) -> bool:
        """Waits; False, and at once, where everything is being stopped."""
        if seconds:
            try:
                async with asyncio.timeout(seconds):
                    await self._closing.wait()
            except TimeoutError:
                pass
        return not self._closing.is_set()

    # Marking what has ended

    def _end(self, update: Received, why: str | None = None) -> None:
        self._ended.append((update.number, why))
        self._has_ended.set()

    async def _mark(self) -> None:
        """Marks what has ended, all that there is by then at a time."""
        failures = 0
        while self._ended or not self._closing.is_set() or self._waiting_workers():
            await self._has_ended.wait()
            self._has_ended.clear()
            while self._ended:
                try:
                    await self._write_marks()
                    failures = 0
                except DatabaseUnusable as error:
                    _log.warning("What was handled can't be marked yet: %s", error)
                    self._metrics.database_failed()
                    pause = PAUSES[min(failures, len(PAUSES) - 1)]
                    failures += 1
                    if not await self._rest(pause):
                        return

    def _waiting_workers(self) -> bool:
        return any(queue.worker is not None for queue in self._queues.values())

    async def _write_marks(self) -> None:
        marks, now = list(self._ended), self._now()
        if done := [number for number, why in marks if why is None]:
            await self._store.done(done, now)
        for number, why in marks:
            if why is not None:
                await self._store.set_aside(number, why, now)
        del self._ended[: len(marks)]


_WHY = {Fate.LATER: "too late", Fate.ASIDE: "unfit"}
"""Why something is set aside."""


async def _ended(tasks: Sequence[asyncio.Task[None]], within: float) -> None:
    """Waits for their end, and cancels those that take longer."""
    if not tasks:
        return
    _done, late = await asyncio.wait(tasks, timeout=within)
    for task in late:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
