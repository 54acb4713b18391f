"""In which of the two languages words are written."""

import re

from standards.model import Language

_HAN = re.compile(r"[\u3400-\u9fff]")


def language_of(words: str) -> Language:
    """Chinese where a Chinese character stands among them."""
    return Language.ZH_HANT if _HAN.search(words) else Language.EN
