"""Rounds of questions in groups, led by a manager."""

import asyncio
from random import Random

from bot.callbacks import (
    ChooseRound,
    NextInRound,
    RoundAction,
    StaleButton,
    StartRound,
    decode,
)
from bot.events import Closed
from bot.handlers.visit import Visit
from bot.held import Held
from bot.message import Message, Reply
from bot.views import round as view
from conversations.grounds import Grounds
from conversations.language import Translator, translator
from conversations.organisation import Organisation
from conversations.play import Play
from conversations.quiz import QuizItem
from conversations.roles import Action
from conversations.rounds import ROUNDS, questions


class Rounds:
    """Everybody's rounds.

    Only the poll itself knows that a question is closed: closing it twice fails, so that a second
    tap moves nothing.
    """

    def __init__(self, play: Play, held: Held, organisation: Organisation, rng: Random) -> None:
        self._play = play
        self._held = held
        self._organisation = organisation
        self._rng = rng

    async def commanded(self, visit: Visit) -> Reply:
        """`/round`: the standards to choose from."""
        return await self._led(visit) or self._choice(visit, 0)

    async def pressed(self, visit: Visit, action: RoundAction) -> Reply:
        """The first question, or the word to close the one that stands."""
        refused = await self._led(visit)
        if refused is not None:
            return refused
        match action:
            case ChooseRound(page):
                return self._choice(visit, page, edit=True)
            case StartRound(code):
                number = self._rng.randrange(ROUNDS)
                asked = await self._questions(code, number, visit.say)
                if not asked:
                    return Reply((view.nothing_to_ask(visit.say),))
                begun = view.begun(self._held.standard(code), len(asked), visit.say)
                poll = view.question(asked, 0, code, number, visit.say)
                return Reply((begun,), edit=True, poll=poll)
            case NextInRound():
                return Reply((), closes=True)

    async def closed(self, visit: Visit, event: Closed) -> Reply:
        """What came of the question, and the next one or the end."""
        action = decode(event.data)
        if not isinstance(action, NextInRound):
            raise StaleButton(event.data)
        # Whoever closes it may read another language than whoever began it.
        say = translator(action.language)
        asked = await self._questions(action.code, action.round, say)
        if action.position >= len(asked):
            raise StaleButton(event.data)
        item = asked[action.position]
        if len(item.options) != len(event.votes):
            raise StaleButton(event.data)
        told = Message(view.result(item, event.votes, action.position, say))
        following = action.position + 1
        if following == len(asked):
            return Reply((told, view.over(action.code, say)))
        poll = view.question(asked, following, action.code, action.round, say)
        return Reply((told,), poll=poll)

    async def refusal(self, person: str, say: Translator) -> str | None:
        """What to say to somebody who may not lead one."""
        if await self._organisation.may(person, Action.LEAD_ROUND):
            return None
        return view.only_for_managers_in_words(say)

    async def _led(self, visit: Visit) -> Reply | None:
        if visit.event.private:
            return Reply((view.only_in_groups(visit.say),))
        if not await self._organisation.may(visit.person, Action.LEAD_ROUND):
            return Reply((view.only_for_managers(visit.say),))
        return None

    def _choice(self, visit: Visit, page: int, *, edit: bool = False) -> Reply:
        return Reply((view.choice(self._held.all(), page, visit.say),), edit=edit)

    async def _questions(self, code: str, number: int, say: Translator) -> tuple[QuizItem, ...]:
        standard = self._held.standard(code)
        grounds = Grounds(voided=await self._play.voided())

        def chosen() -> tuple[QuizItem, ...]:
            items = self._play.items(standard, grounds, say.language)
            return questions(items, number, fits=lambda item: view.fits(item, say))

        return await asyncio.to_thread(chosen)
