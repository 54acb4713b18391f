"""Deleting what is too old to be kept."""

from collections.abc import Callable
from datetime import datetime, timedelta

from conversations.asked import KEPT, AskedStore
from conversations.awaited import AwaitedStore
from conversations.feedback import FeedbackStore
from conversations.play import Play

DAY = timedelta(days=1)


class Forgetting:
    """Everybody's traces; `answers_kept` is for how long answers in quizzes are."""

    def __init__(
        self,
        play: Play,
        asked: AskedStore,
        feedback: FeedbackStore,
        awaited: AwaitedStore,
        answers_kept: timedelta,
        now: Callable[[], datetime],
    ) -> None:
        self._play = play
        self._asked = asked
        self._feedback = feedback
        self._awaited = awaited
        self._answers_kept = answers_kept
        self._now = now
        self._forgot: datetime | None = None

    async def daily(self) -> None:
        """Deletes it, once a day however often it is called.

        What lapses within minutes, an invite's secret with it, is deleted each time.
        """
        now = self._now()
        await self._awaited.forget(now)
        if self._forgot is not None and now - self._forgot < DAY:
            return
        await self._play.forget(now - self._answers_kept)
        await self._asked.forget(now - KEPT)
        await self._feedback.forget(now - KEPT)
        self._forgot = now
