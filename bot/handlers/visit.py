"""One event being handled, and the way back to a quiz that is open meanwhile."""

from dataclasses import dataclass, replace

from bot.callbacks import ResumeQuiz, ShowStandard
from bot.events import Event
from bot.held import Held
from bot.message import Button, Message, Style, text
from conversations.awaited import Awaited
from conversations.language import Translator
from conversations.play import Play


@dataclass(frozen=True, slots=True)
class Visit:
    """Who did what, where, and in which language they are answered."""

    person: str
    event: Event
    say: Translator
    awaited: Awaited | None = None
    """What the person was to write next, when they did something else."""

    @property
    def thread(self) -> str:
        """What a follow-up question belongs to."""
        return self.event.thread or self.person


async def with_way_back(play: Play, visit: Visit, message: Message) -> Message:
    """The message, with the way back to the quiz that is open."""
    quiz = await play.open_quiz(visit.person)
    if quiz is None:
        return message
    back = Button(visit.say("Back to the quiz"), ResumeQuiz(quiz.id))
    return replace(message, rows=(*message.rows, (back,)))


def with_successor(held: Held, visit: Visit, code: str, message: Message) -> Message:
    """The message about the standard `code`, saying which one took its place where one did."""
    newer = held.successor(code)
    if newer is None:
        return message
    words = visit.say("{by} has taken its place.", by=newer.code)
    return replace(
        message,
        blocks=(*message.blocks, text(words, Style.QUIET)),
        rows=((Button(newer.code, ShowStandard(newer.code)),), *message.rows),
    )
