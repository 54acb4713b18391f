"""Asking somebody to write something, and what becomes of their next message."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TypeAlias

from bot.callbacks import AwaitingAction
from bot.events import Said
from bot.handlers.visit import Visit
from bot.message import Reply
from bot.recent import Latest
from bot.views import awaiting as view
from conversations.awaited import WAITS, Awaited, AwaitedStore
from conversations.errors import UnusableDate, UnusableName, UnusableWords

Answer: TypeAlias = Callable[[Visit, Awaited, str], Awaitable[Reply]]
"""What is done with the words that were awaited."""

ANSWERS_REMEMBERED = 1000
"""Messages that were taken as answers, so that one changed later is not taken for a question."""
ASKED_AGAIN = (UnusableName, UnusableWords, UnusableDate)
"""What is wrong with the words themselves: another message may do better."""


class Awaiting:
    """Everybody's next message; each subject says what it does with those it asked for."""

    def __init__(self, store: AwaitedStore, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now
        self._answers: dict[str, Answer] = {}
        self._answered = Latest[tuple[str, str], Awaited | None](ANSWERS_REMEMBERED)
        """By person and message: what is still awaited of it; None where it was good."""

    def answered_by(self, kind: str, answer: Answer) -> None:
        """`answer` is given the words that are awaited as `kind`."""
        self._answers[kind] = answer

    async def expect(self, person: str, kind: str, about: str = "") -> None:
        """The person's next message is for `kind`; a command or any button cancels it."""
        await self._store.expect(person, Awaited(kind, about, self._now() + WAITS))

    async def taken(self, person: str) -> Awaited | None:
        """What was awaited of the person until now, and is no more."""
        return await self._store.take(person, self._now())

    async def answer(self, visit: Visit, awaited: Awaited, words: str) -> Reply | None:
        """What becomes of the words; the person may try again where the words can't be.

        None where a button is awaited and no words: it may still be pressed.
        """
        if awaited.kind not in self._answers:
            await self._store.expect(visit.person, awaited)
            return None
        try:
            reply = await self._answers[awaited.kind](visit, awaited, words)
        except ASKED_AGAIN as error:
            await self._store.expect(visit.person, awaited)
            self._remember(visit, awaited)
            return Reply((view.again(visit.say(error.msgid, **error.params), visit.say),))
        self._remember(visit, None)
        return reply

    async def changed(self, visit: Visit, words: str) -> Reply | None:
        """What becomes of a message that is changed after it was taken as an answer; else None.

        Where it could not be taken it is tried again; where it could, the first words stay.
        """
        key = _message(visit)
        if key is None or key not in self._answered:
            return None
        refused = self._answered.get(key)
        awaited = await self.taken(visit.person)
        if awaited is not None:
            if awaited == refused:
                return await self.answer(visit, awaited, words)
            await self._store.expect(visit.person, awaited)
        return Reply((view.as_it_came(visit.say),))

    def let_go(self, person: str) -> None:
        """Remembers no message of the person any more."""
        self._answered.forget(lambda key: key[0] == person)

    def _remember(self, visit: Visit, awaited: Awaited | None) -> None:
        key = _message(visit)
        if key is not None:
            self._answered.put(key, awaited)

    async def pressed(self, visit: Visit, action: AwaitingAction) -> Reply:
        """ "Never mind": what was awaited is none, as after any other button."""
        return Reply((view.never_mind(visit.say),), edit=True)


def _message(visit: Visit) -> tuple[str, str] | None:
    """The person and which message of theirs it is; None where messages can't be changed."""
    event = visit.event
    return (visit.person, event.message) if isinstance(event, Said) and event.message else None
