"""A quiz as it stands: its question by buttons or by a poll, its review, its result."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.events import Voted
from bot.handlers.visit import Visit
from bot.held import Held
from bot.message import Message, Poll, Reply, Style, text
from bot.places import code_of
from bot.reminding import Reminding
from bot.views import apologies
from bot.views import poll as poll_view
from bot.views import quiz as view
from conversations.evidence import fresh, used_up
from conversations.play import Outcome, Play, Step
from conversations.polls import PollStore
from conversations.preferences import PreferenceStore
from conversations.quiz import OPEN, Phase, Quiz
from conversations.readiness import TaskReadiness
from conversations.reminders import Reminders
from conversations.standing import next_check, standing

JUST_NOW = timedelta(seconds=30)
"""A question asked by a poll is not asked again so soon, whatever is tapped twice."""


class Showing:
    """Everybody's quizzes, shown after whatever moved them."""

    def __init__(
        self,
        *,
        play: Play,
        preferences: PreferenceStore,
        polls: PollStore,
        reminders: Reminders,
        reminding: Reminding,
        held: Held,
        now: Callable[[], datetime],
    ) -> None:
        self._play = play
        self._preferences = preferences
        self._polls = polls
        self._reminders = reminders
        self._reminding = reminding
        self._held = held
        self._now = now

    async def stepped(
        self, visit: Visit, step: Step, *, edit: bool, toast: str | None = None
    ) -> Reply:
        """A second tap finds the quiz where the first one left it, and shows the same.

        `toast` says what else there is to say of it.
        """
        if step.quiz is None:
            return Reply((apologies.not_your_quiz(visit.say),))
        if step.outcome is Outcome.STALE:
            if step.quiz.phase in OPEN:
                return await self.resumed(visit, step.quiz)
            return Reply((apologies.stale_question(visit.say),))
        if step.outcome is Outcome.COUNTED and step.quiz.phase is Phase.REVIEWING:
            await self._reminding.answered(visit.person, visit.say.language)
        return await self.show(visit, step.quiz, edit=edit, toast=toast)

    async def resumed(self, visit: Visit, quiz: Quiz, above: tuple[Message, ...] = ()) -> Reply:
        """The quiz that was left open, with a word that it goes on."""
        above = (*above, view.resuming(visit.say))
        return await self.show(visit, quiz, above=above, anew=True)

    async def show(
        self,
        visit: Visit,
        quiz: Quiz,
        *,
        above: tuple[Message, ...] = (),
        edit: bool = False,
        toast: str | None = None,
        anew: bool = False,
    ) -> Reply:
        """The quiz as it stands, a question by a poll where the person likes that and it can be.

        `anew`: also where the poll was sent just now.
        """
        screen = await self._screen(visit, quiz)
        if isinstance(screen, Message):
            return Reply((*above, screen), edit=edit, toast=toast)
        asked_at = await self._polls.asked_at(quiz.id, quiz.position)
        told = () if toast is None else (Message((text(toast, Style.QUIET),)),)
        if not anew and asked_at is not None and self._now() - asked_at < JUST_NOW:
            return Reply(told)
        return Reply((*above, *told), edit=edit and not told, poll=screen)

    async def _screen(self, visit: Visit, quiz: Quiz) -> Message | Poll:
        match quiz.phase:
            case Phase.ASKING:
                return await self._question(visit, quiz)
            case Phase.REVIEWING:
                voided, below = await self._play.voided(), isinstance(visit.event, Voted)
                return view.review(quiz, self._held.find, visit.say, voided, below=below)
            case Phase.FINISHED | Phase.ENDED:
                return await self._result(visit, quiz)

    async def _question(self, visit: Visit, quiz: Quiz) -> Message | Poll:
        grounds = await self._play.grounds(visit.person)
        used = used_up(grounds.records, self._now(), voided=grounds.voided)
        if visit.event.graphic and visit.event.private:
            likes_polls = (await self._preferences.get(visit.person)).polls
            poll = poll_view.poll(quiz, visit.say, used, grounds.voided) if likes_polls else None
            if poll is not None:
                return poll
        return view.quiz(quiz, self._held.find, visit.say, voided=grounds.voided, used=used)

    async def _result(self, visit: Visit, quiz: Quiz) -> Message:
        grounds, now = await self._play.grounds(visit.person), self._now()
        # A newer version may have come while it was open, and states are by that one.
        quiz = self._play.lineage.quiz(quiz)
        asked = {result.task for result in quiz.results(grounds.voided) if result.answered}
        codes = sorted({code_of(task) for task in asked})
        standards = [standard for code in codes if (standard := self._held.find(code))]

        def judged() -> tuple[dict[str, TaskReadiness], datetime | None]:
            stands = {
                task.task: task
                for standard in standards
                for task in standing(standard, grounds, now)
                if task.task in asked
            }
            items = [
                item
                for standard in standards
                for item in self._play.items(standard, grounds, quiz.language)
            ]
            return stands, next_check(stands.values(), grounds, items, now)

        stands, again = await asyncio.to_thread(judged)
        reminder = await self._reminders.of(visit.person)
        return view.quiz(
            quiz,
            self._held.find,
            visit.say,
            stands,
            None if again is None else again - now,
            grounds.voided,
            counted=frozenset(fresh(grounds.records, now, voided=grounds.voided)),
            remind=bool(grounds.records) and not reminder.is_on,
        )
