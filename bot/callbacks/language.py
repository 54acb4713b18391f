"""Which language is spoken."""

from dataclasses import dataclass

from bot.callbacks.fields import Shape
from bot.callbacks.personal import Personal
from standards.model import Language


@dataclass(frozen=True, slots=True)
class ChooseLanguage(Personal):
    """Show the languages."""


@dataclass(frozen=True, slots=True)
class SetLanguage(Personal):
    """Speak this language from now on."""

    language: Language


LanguageAction = ChooseLanguage | SetLanguage

SHAPES: dict[str, Shape[LanguageAction]] = {
    "g": (ChooseLanguage, ()),
    "w": (SetLanguage, (Language,)),
}
