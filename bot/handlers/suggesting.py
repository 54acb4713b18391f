"""What is offered while somebody types a question into a chat of theirs, item by item."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.handlers.asking import Assistant
from bot.handlers.language import script_of
from bot.held import Held
from bot.links import opening_of
from bot.message import Message
from bot.places import code_of
from bot.views import card as view
from conversations.answer import AnswerKind, Group
from conversations.language import Translator, language_of, translator
from conversations.people import PeopleStore
from standards.model import Language

MOST_CARDS = 10


@dataclass(frozen=True, slots=True)
class Card:
    """An item to pick; what is sent then is `message`, with a link that opens the whole."""

    id: str
    title: str
    about: str
    message: Message


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The cards, best first, and the words of the way into the private chat above them."""

    cards: tuple[Card, ...]
    way: str


class Suggesting:
    """Looks questions up without keeping anything: the words are not finished, nor meant for us."""

    def __init__(
        self, assistant: Assistant, people: PeopleStore, held: Held, default: Language
    ) -> None:
        self._assistant = assistant
        self._people = people
        self._held = held
        self._default = default

    async def of(self, person: str, words: str, locale: str | None) -> Suggestions:
        """What fits `words`; the standards themselves while there are none.

        `locale` is the language tag of the person's device.
        """
        chosen = (await self._people.get(person)).language
        device = language_of(locale, self._default) if locale else self._default
        language = chosen or script_of(words) or device
        if not words.strip():
            say = translator(language)
            return Suggestions(self._standards(language), view.way_in(say))
        answer = (await self._assistant.ask(words, language, None)).answer
        say = translator(answer.language)
        if answer.kind is AnswerKind.QUOTED:
            return Suggestions(tuple(self._cards(answer.groups, say)), view.way_in(say))
        # A word alone says little: what is nearest to it may be what is meant.
        return Suggestions(tuple(self._cards(answer.nearest, say)), view.nothing_found(say))

    def _standards(self, language: Language) -> tuple[Card, ...]:
        say = translator(language)
        made = []
        for standard in self._held.all()[:MOST_CARDS]:
            title, about, message = view.of_standard(standard, opening_of(standard.code), say)
            made.append(Card(standard.code, title, about, message))
        return tuple(made)

    def _cards(self, groups: Sequence[Group], say: Translator) -> list[Card]:
        cards: dict[str, Card] = {}
        for group in groups:
            standard = self._held.find(group.standard)
            for quote in group.quotes:
                # What it rests on may have been removed while it was looked up.
                if standard is None or code_of(quote.id) != group.standard:
                    continue
                title, about, message = view.of_quote(
                    standard, group.heading, quote, opening_of(quote.id), say
                )
                cards.setdefault(quote.id, Card(quote.id, title, about, message))
        return list(cards.values())[:MOST_CARDS]
