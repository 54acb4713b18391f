"""Which language somebody is answered in, and choosing another."""

import re

from bot.callbacks import ChooseLanguage, LanguageAction, SetLanguage
from bot.events import Event, Said
from bot.handlers.visit import Visit, with_way_back
from bot.message import Reply
from bot.views import language as view
from conversations.language import language_of, translator
from conversations.people import PeopleStore
from conversations.play import Play
from standards.model import Language


class Speaking:
    """Everybody's language; `default` is that of whoever shows no other."""

    def __init__(self, people: PeopleStore, play: Play, default: Language) -> None:
        self._people = people
        self._play = play
        self._default = default

    async def language(self, person: str, event: Event) -> Language:
        """The one set; else the device's; else that of the words typed; else the default."""
        chosen = await self.chosen(person)
        if chosen is not None:
            return chosen
        if event.locale:
            return language_of(event.locale, self._default)
        words = event.text if isinstance(event, Said) else ""
        return script_of(words) or self._default

    async def chosen(self, person: str) -> Language | None:
        """The one set, if one was."""
        return (await self._people.get(person)).language

    async def set_language(self, person: str, language: Language) -> None:
        """Answers in `language` from now on."""
        await self._people.set_language(person, language)

    def commanded(self, visit: Visit) -> Reply:
        """`/language`: the languages there are."""
        return Reply((view.languages(visit.say),))

    async def pressed(self, visit: Visit, action: LanguageAction) -> Reply:
        """The languages there are, or a word in the one chosen."""
        match action:
            case ChooseLanguage():
                screen = await with_way_back(self._play, visit, view.languages(visit.say))
                return Reply((screen,), edit=True)
            case SetLanguage(language):
                await self.set_language(visit.person, language)
                screen = view.language_set(translator(language))
                return Reply((screen,), edit=True, changed=(visit.person,))


def script_of(words: str) -> Language | None:
    """Chinese where there is a Chinese character, English where a word is; a code is neither."""
    if re.search(r"[\u3400-\u9fff\uf900-\ufaff]", words):
        return Language.ZH_HANT
    return Language.EN if re.search(r"[A-Za-z][a-z]", words) else None
