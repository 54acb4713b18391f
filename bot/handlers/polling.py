"""Questions asked by a poll: which poll asks which question, and the votes that answer it."""

from collections.abc import Callable
from datetime import datetime
from secrets import token_urlsafe

from bot.callbacks import Wish
from bot.events import Voted
from bot.handlers.notice import Notice
from bot.handlers.quizzing import Quizzing
from bot.handlers.showing import Showing
from bot.handlers.visit import Visit
from bot.message import Poll, Reply
from bot.views import apologies
from conversations.play import Outcome, Play
from conversations.polls import PolledQuestion, PollStore


class Polling:
    """Everybody's polls; a vote is told by the poll's id, which the face knows once it is sent."""

    def __init__(
        self,
        *,
        play: Play,
        polls: PollStore,
        notice: Notice,
        showing: Showing,
        quizzing: Quizzing,
        now: Callable[[], datetime],
    ) -> None:
        self._play = play
        self._polls = polls
        self._notice = notice
        self._showing = showing
        self._quizzing = quizzing
        self._now = now

    async def announce(self, person: str, poll: Poll) -> str:
        """Keeps which question a poll that is about to be sent asks; gives a token for it."""
        token = token_urlsafe(12)
        asked = PolledQuestion(person, poll.quiz, poll.position, self._now())
        await self._polls.announce(token, asked)
        return token

    async def keep(self, token: str, id: str) -> None:
        """Keeps the id under which the poll of `token` was sent."""
        await self._polls.bind(token, id)

    async def voted(self, visit: Visit, vote: Voted) -> Reply:
        """A vote counts like a tap; of others', a second one and one taken back nothing comes.

        Where it may be that the first time nothing was said, the review is shown.

        We are told only of votes in our own polls. One whose id is not known was announced to the
        person, and a crash came before its id was kept: it asks what was announced, or, where that
        were several questions, nobody can tell which, and the open one is asked again.
        """
        if len(vote.options) != 1:
            return Reply(())
        asked = await self._polls.load(vote.poll)
        if asked is None:
            announced = await self._polls.announced(visit.person)
            if not announced:
                # It was deleted, with them or for its age.
                return Reply((apologies.not_your_quiz(visit.say),))
            if len({(each.quiz, each.position) for each in announced.values()}) > 1:
                return await self._quizzing.commanded(visit)
            token, asked = announced.popitem()
            await self._polls.bind(token, vote.poll)
        if asked.person != visit.person:
            return Reply(())
        if await self._notice.is_unread(visit.person):
            return self._notice.before(visit, Wish.RESUME)
        (option,) = vote.options
        step = await self._play.answer(visit.person, asked.quiz, asked.position, option)
        if step.outcome is Outcome.ALREADY and not vote.again:
            return Reply(())
        return await self._showing.stepped(visit, step, edit=False)
