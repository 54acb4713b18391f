"""Reminding people, whichever face they come by: what is due to whom, and in which words."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.message import Message
from bot.views import reminders as view
from bot.views.my_assignments import in_short
from conversations.assigning import Assigning
from conversations.evidence import APART
from conversations.language import Translator, translator
from conversations.people import PeopleStore
from conversations.play import Play
from conversations.reminders import Claim, Reminders
from conversations.standing import SETTLED, asked_standards, due_again, standing
from standards.model import Language, Standard


class Reminding:
    """Everybody's reminders, by what they answered. `now` gives the time in UTC."""

    def __init__(
        self,
        reminders: Reminders,
        play: Play,
        people: PeopleStore,
        standards: Callable[[], Sequence[Standard]],
        now: Callable[[], datetime],
        assigned: Assigning,
    ) -> None:
        self._reminders = reminders
        self._play = play
        self._people = people
        self._standards = standards
        self._now = now
        self._assigned = assigned

    async def claim(self, face: str) -> tuple[Claim, Message] | None:
        """A reminder to be sent now to somebody whose key starts with `face`, and its words.

        It is not given again, so that it is sent once at most; give it back where it certainly
        reached nobody.
        """
        claim = await self._reminders.claim(face)
        if claim is None:
            return None
        quiz = await self._play.open_quiz(claim.person)
        chosen = (await self._people.get(claim.person)).language
        say = translator(chosen or claim.before.language)
        assigned = await self._in_short(claim.person, say)
        return claim, view.reminder(quiz.id if quiz else None, say, assigned)

    async def give_back(self, claim: Claim) -> None:
        """Takes back the claim, so that the reminder is sent another time."""
        await self._reminders.release(claim)

    async def unreachable(self, person: str) -> None:
        """Reminds somebody no more who has closed the chat to us."""
        await self._reminders.switch_off(person)

    async def of_present(self, person: str, say: Translator) -> Message | None:
        """What to remind somebody of who has just come; None also where a quiz is open."""
        if await self._play.open_quiz(person) or not await self._reminders.claim_present(person):
            return None
        return view.reminder(None, say, await self._in_short(person, say))

    async def _in_short(self, person: str, say: Translator) -> str | None:
        zone = (await self._reminders.of(person)).zone
        today = self._now().astimezone(ZoneInfo(zone)).date()
        return in_short(await self._assigned.mine(person, today), say)

    async def switch_on(self, person: str, language: Language) -> None:
        """Reminds from now on, in `language` where the person has chosen none."""
        await self._reminders.switch_on(person, language, await self._due_again(person, language))

    async def answered(self, person: str, language: Language) -> None:
        """After an answer, given in `language`, what was due before no longer is."""
        if (await self._reminders.of(person)).is_on:
            await self._reminders.answered(person, await self._due_again(person, language))

    async def _due_again(self, person: str, language: Language) -> datetime | None:
        grounds, now = await self._play.grounds(person), self._now()
        held = {standard.code: standard for standard in self._standards()}
        codes = [code for code in asked_standards(grounds) if code in held]

        def due() -> datetime | None:
            tasks = [task for code in codes for task in standing(held[code], grounds, now)]
            items = [
                item for code in codes for item in self._play.items(held[code], grounds, language)
            ]
            again = due_again(tasks, grounds, items, now)
            if again is None and any(task.state not in SETTLED for task in tasks):
                # Nothing was answered yet, and something is assigned.
                return now + APART if grounds.assigned else None
            return again

        return await asyncio.to_thread(due)
