"""Telling people what others did that concerns them, whichever face they come by."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.held import Held
from bot.message import Message
from bot.views import notices as view
from conversations.language import Translator, translator
from conversations.notices import Notice, NoticeStore
from conversations.people import PeopleStore
from conversations.reminders import Reminders
from standards.model import Language


@dataclass(frozen=True, slots=True)
class Taken:
    """A notice that was taken out to be sent, and its words."""

    notice: Notice
    words: Message

    @property
    def person(self) -> str:
        """Whom to tell."""
        return self.notice.person


class Telling:
    """Everybody's notices, in words; `language` is for whoever has chosen none."""

    def __init__(
        self,
        notices: NoticeStore,
        people: PeopleStore,
        reminders: Reminders,
        held: Held,
        now: Callable[[], datetime],
        language: Language,
    ) -> None:
        self._notices = notices
        self._people = people
        self._reminders = reminders
        self._held = held
        self._now = now
        self._language = language

    async def take(self, face: str) -> Taken | None:
        """A notice to be sent now to somebody whose key starts with `face`.

        It is not given again, so that it is sent once at most; give it back where it certainly
        reached nobody.
        """
        notice = await self._notices.take(self._now(), face)
        if notice is None:
            return None
        say = translator(await self._language_of(notice.person))
        return Taken(notice, view.words(notice, self._held.find, say))

    async def give_back(self, taken: Taken) -> None:
        """Puts it back, so that it is sent another time."""
        await self._notices.add(taken.notice)

    async def unreachable(self, taken: Taken) -> None:
        """Keeps it, and all that is for somebody who has closed the chat, until they are back."""
        await self._notices.lose(taken.person, self._now())
        await self.give_back(taken)

    async def came(self, person: str) -> None:
        """They did something here, so that they can be reached."""
        await self._notices.find(person)

    async def to_present(self, person: str, say: Translator) -> tuple[Message, ...]:
        """All that somebody who is here is to be told."""
        taken = await self._notices.take_all(person)
        return tuple(view.words(notice, self._held.find, say) for notice in taken)

    async def _language_of(self, person: str) -> Language:
        chosen = (await self._people.get(person)).language
        return chosen or await self._reminders.language(person) or self._language
