"""Words one after another, as each language writes them."""

from collections.abc import Iterable

from conversations.language import Translator
from standards.model import Language


def together(words: Iterable[str], _: Translator) -> str:
    """A list within a sentence."""
    return ("、" if _.language is Language.ZH_HANT else ", ").join(words)
