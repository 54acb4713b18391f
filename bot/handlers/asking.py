"""Questions and their answers: asked, read on, rated."""

from collections.abc import Callable
from datetime import datetime
from secrets import token_urlsafe
from typing import Protocol

from bot.callbacks import AnswerAction, MoreOfAnswer, RateAnswer
from bot.handlers.language import script_of
from bot.handlers.visit import Visit, with_way_back
from bot.held import Held
from bot.message import Message, Reply
from bot.recent import Latest
from bot.views import answer as view
from bot.views import apologies
from conversations.answer import Answer, AnswerKind
from conversations.asked import AskedQuestion, AskedStore, concealed
from conversations.feedback import FeedbackStore, Rating, Why, unanswered
from conversations.language import translator
from conversations.mask import masked
from conversations.people import PeopleStore
from conversations.play import Play
from conversations.threads import ThreadStore
from standards.model import Language

ANSWERS_REMEMBERED = 500
"""Answers that need not be looked up anew when a button under them is pressed."""
NEAREST = 3
"""How many of the best hits the editors see with a question."""


class Asked(Protocol):
    """An answer, and what a follow-up to it refers to."""

    @property
    def answer(self) -> Answer: ...

    @property
    def topic(self) -> str: ...


class Assistant(Protocol):
    """Who answers questions."""

    async def ask(
        self, question: str, language: Language | None, topic: str | None, /
    ) -> Asked: ...


class Asking:
    """Everybody's questions; the newest answers are remembered for the buttons under them."""

    def __init__(
        self,
        *,
        assistant: Assistant,
        people: PeopleStore,
        threads: ThreadStore,
        asked: AskedStore,
        feedback: FeedbackStore,
        play: Play,
        held: Held,
        now: Callable[[], datetime],
    ) -> None:
        self._assistant = assistant
        self._people = people
        self._threads = threads
        self._asked = asked
        self._feedback = feedback
        self._play = play
        self._held = held
        self._now = now
        self._answers = Latest[str, Answer](ANSWERS_REMEMBERED)

    async def ask(self, visit: Visit, question: str) -> Reply:
        """The answer to `question`, as a follow-up to what was asked before in this thread."""
        common = visit.event.common
        followed = common if common and visit.event.replying else visit.thread
        topic = await self._threads.load(followed)
        chosen = (await self._people.get(visit.person)).language
        # Whoever has chosen no language is answered in the one they ask in.
        language = chosen or script_of(question) or visit.say.language
        asked = await self._assistant.ask(question, language, topic)
        for thread in filter(None, (visit.thread, common)):
            await self._threads.save(thread, asked.topic, self._now())
        answer, at = asked.answer, self._now()
        if answer.kind is AnswerKind.DECLINED:
            nearest = _nearest(answer)
            await self._feedback.add(
                unanswered(question, answer.language, Why.DECLINED, nearest, at)
            )
        key = token_urlsafe(12)
        message = await self._answered(visit, answer, key)
        if any(isinstance(button.action, AnswerAction) for row in message.rows for button in row):
            self._answers.put(key, answer)
            kept = AskedQuestion(masked(question), answer.language, topic, at)
            await self._asked.save(key, kept)
        return Reply((message,))

    async def pressed(self, visit: Visit, action: AnswerAction) -> Reply:
        """What a button under an answer is for."""
        match action:
            case MoreOfAnswer(key, page):
                return await self._more(visit, key, page)
            case RateAnswer(key, rating):
                return await self._rate(visit, key, rating)

    async def _answered(
        self, visit: Visit, answer: Answer, key: str, *, rated: bool = False
    ) -> Message:
        say, private = translator(answer.language), visit.event.private
        message = view.answer(answer, key, self._held.find, say, private=private, rated=rated)
        return await with_way_back(self._play, visit, message) if private else message

    async def _answer_to(self, key: str, asked: AskedQuestion) -> Answer:
        """The answer given then; looked up anew where the process has forgotten it."""
        answer = self._answers.get(key)
        if answer is None:
            again = await self._assistant.ask(asked.question, asked.language, asked.topic)
            answer = again.answer
            self._answers.put(key, answer)
        return answer

    async def _more(self, visit: Visit, key: str, page: int) -> Reply:
        asked = await self._asked.load(key)
        if asked is None:
            return Reply((apologies.stale_answer(visit.say),))
        answer = await self._answer_to(key, asked)
        say, private = translator(answer.language), visit.event.private
        return Reply((view.rest(answer, key, page, self._held.find, say, private=private),))

    async def _rate(self, visit: Visit, key: str, rating: Rating) -> Reply:
        asked = await self._asked.load(key)
        if asked is None:
            return Reply((apologies.old_answer(visit.say),))
        answer = await self._answer_to(key, asked)
        await self._feedback.rate(
            concealed(key, visit.person),
            rating,
            unanswered(
                asked.question, answer.language, Why.NOT_HELPFUL, _nearest(answer), self._now()
            ),
        )
        if not answer.answerable:
            # What was quoted is no longer loaded; the words on the screen are left to stand.
            return Reply((view.thanks(translator(answer.language)),))
        message = await self._answered(visit, answer, key, rated=True)
        return Reply((message,), edit=True, adds=True)


def _nearest(answer: Answer) -> tuple[str, ...]:
    return tuple(hit.id for hit in answer.hits[:NEAREST])
