"""The choice of the language."""

from bot.callbacks import SetLanguage
from bot.message import Button, Heading, Message, text
from bot.views.labels import way_back
from conversations.language import Translator
from standards.model import Language

NAMES = {Language.ZH_HANT: "繁體中文", Language.EN: "English"}
"""Each language in its own words, so that whoever needs it can read it."""


def languages(_: Translator) -> Message:
    """The languages; the one spoken now is marked."""
    return Message(
        (Heading("語言 / Language"),),
        (
            *(
                (Button(f"{'✓ ' if language is _.language else ''}{name}", SetLanguage(language)),)
                for language, name in NAMES.items()
            ),
            way_back(_),
        ),
    )


def language_set(_: Translator) -> Message:
    """The word after the choice, in the language chosen."""
    return Message((text(_("I'll speak English with you from now on.")),), (way_back(_),))
