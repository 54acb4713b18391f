"""Turns to send a message: as many a second as Telegram bears, people who wait before all others.

Telegram takes about 30 messages a second from a bot, one a second in a chat (more for a moment),
and 20 a minute in a group, and documents none of it exactly. Whoever sends more is told to wait,
which `patience` does to the full; here that is kept from happening. What changes a message, answers
a press or shows "typing" is no message, and takes no turn.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

MESSAGES = frozenset({"sendMessage", "sendPhoto", "sendDocument", "sendPoll"})
"""What takes a turn."""
IN_ALL = 28.0
"""Messages a second to everybody."""
IN_A_CHAT = 1.0
AT_ONCE_IN_A_CHAT = 20.0
"""As many as one person may have answered at once, see `bot.pace`."""
IN_A_GROUP = 20 / 60
AT_ONCE_IN_A_GROUP = 20.0
FOR_PEOPLE = 0.5
"""The share of the turns left that nothing takes which nobody waits for."""
CHATS_KEPT = 1000
"""Chats from which on those are forgotten that have been quiet."""


@dataclass(slots=True)
class Bucket:
    """Turns that come back with time, `rate` a second, up to so many; in seconds of one clock."""

    rate: float
    most: float
    left: float
    at: float

    def take(self, now: float) -> float:
        """Takes a turn; gives how many seconds it has to wait for."""
        self._fill(now)
        self.left -= 1
        return max(0.0, -self.left / self.rate)

    def until(self, left: float, now: float) -> float:
        """In how many seconds so many are left, if nobody takes one."""
        self._fill(now)
        return max(0.0, (left - self.left) / self.rate)

    def empty(self, seconds: float, now: float) -> None:
        """The next turn comes in so many seconds, at the soonest."""
        self._fill(now)
        self.left = min(self.left, -(seconds - 1 / self.rate) * self.rate)

    def _fill(self, now: float) -> None:
        self.left = min(self.most, self.left + (now - self.at) * self.rate)
        self.at = now


class Turns:
    """Everybody's turns. `clock` counts seconds, `sleep` waits for some."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._all = Bucket(IN_ALL, IN_ALL, IN_ALL, clock())
        self._chats: dict[int, Bucket] = {}

    async def take(self, chat: int) -> None:
        """Waits for a turn to send a message to that chat."""
        now = self._clock()
        pause = max(self._all.take(now), self._of(chat, now).take(now))
        if pause:
            await self._sleep(pause)

    async def spare(self) -> None:
        """Waits until there are turns that nobody is about to need."""
        while pause := self._all.until(IN_ALL * FOR_PEOPLE, self._clock()):
            # At least so long that a clock shows it.
            await self._sleep(max(pause, 0.01))

    def told_to_wait(self, chat: int, seconds: float) -> None:
        """Telegram takes no message for that chat for so long."""
        now = self._clock()
        self._of(chat, now).empty(seconds, now)

    def forget(self, chat: int) -> None:
        """Remembers nothing of it."""
        self._chats.pop(chat, None)

    def _of(self, chat: int, now: float) -> Bucket:
        if chat not in self._chats:
            if len(self._chats) >= CHATS_KEPT:
                rested = [each for each, of in self._chats.items() if not of.until(of.most, now)]
                for each in rested:
                    del self._chats[each]
            # The ids of groups are negative.
            rate, most = (
                (IN_A_GROUP, AT_ONCE_IN_A_GROUP) if chat < 0 else (IN_A_CHAT, AT_ONCE_IN_A_CHAT)
            )
            self._chats[chat] = Bucket(rate, most, most, now)
        return self._chats[chat]
