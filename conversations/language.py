"""The words people see, from the gettext catalogues in `locale/`, in zh-Hant and English.

An English sentence in the code is its own message id. Holes are `str.format` fields:
`translator(language)("{count} items", count=3)`.
"""

import gettext
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from standards.model import Language
from standards.sentences import (
    N_ as N_,  # one mark for all packages, named as the catalogues' tools expect
)

DOMAIN = "competency"
LOCALE_FOLDER = Path(__file__).parent / "locale"
_GETTEXT_NAME = {Language.ZH_HANT: "zh_Hant", Language.EN: "en"}


def NN_(one: str, many: str) -> tuple[str, str]:
    """Marks a message id and its plural for extraction and returns both, for `count`."""
    return one, many


@dataclass(frozen=True, slots=True)
class Translator:
    """Says message ids in one language."""

    language: Language
    _catalogue: gettext.NullTranslations

    def __call__(self, msgid: str, **holes: object) -> str:
        """The message with its holes filled; the English id itself where none is written."""
        return self._catalogue.gettext(msgid).format(**holes)

    def template(self, msgid: str) -> str:
        """The message with its holes left open."""
        return self._catalogue.gettext(msgid)

    def count(self, one: str, many: str, n: int, **holes: object) -> str:
        """Like a call, with the plural form for `n`, which also fills the hole `{n}`."""
        return self._catalogue.ngettext(one, many, n).format(n=n, **holes)


@cache
def translator(language: Language) -> Translator:
    """The translator of `language`; each catalogue is read once."""
    return Translator(
        language,
        gettext.translation(DOMAIN, LOCALE_FOLDER, [_GETTEXT_NAME[language]], fallback=True),
    )


def language_of(tag: str | None, default: Language = Language.ZH_HANT) -> Language:
    """The language to speak to someone whose device says `tag` (`zh-TW`, `en_GB.UTF-8`, …).

    Every Chinese tag gets Traditional Chinese, every other known tag English.
    """
    if not tag or tag in ("C", "POSIX", "C.UTF-8"):
        return default
    return Language.ZH_HANT if tag.lower().replace("_", "-").startswith("zh") else Language.EN
