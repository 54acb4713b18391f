"""The words people see, from the gettext catalogues in `locale/`, in zh-Hant and English.

An English sentence in the code is its own message id. Holes are `str.format` fields:
`translator(language)("{count} items", count=3)`.
"""

import gettext
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter

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
        return self._filled(self._catalogue.gettext(msgid), holes)

    def template(self, msgid: str) -> str:
        """The message with its holes left open."""
        return self._catalogue.gettext(msgid)

    def count(self, one: str, many: str, n: int, **holes: object) -> str:
        """Like a call, with the plural form for `n`, which also fills the hole `{n}`."""
        return self._filled(self._catalogue.ngettext(one, many, n), {"n": n, **holes})

    def _filled(self, message: str, holes: dict[str, object]) -> str:
        if self.language is Language.ZH_HANT and holes:
            return _spaced([part.format(**holes) for part in _parts(message)])
        return message.format(**holes)


@cache
def _parts(message: str) -> tuple[str, ...]:
    """The message cut into words and holes by turns, words first and last, be they empty."""
    parts = [""]
    for words, name, spec, conversion in Formatter().parse(message):
        parts[-1] += words.replace("{", "{{").replace("}", "}}")
        if name is not None:
            as_said = f"!{conversion}" if conversion else ""
            parts += [f"{{{name}{as_said}:{spec}}}", ""]
    return tuple(parts)


_HAN, _LATIN = re.compile("[\u3400-\u9fff]"), re.compile("[A-Za-z\u00c0-\u024f]")


def _spaced(parts: list[str]) -> str:
    """The parts as one Chinese sentence: a blank beside a hole stands where scripts meet.

    So 「提醒 {name}」 and 「提醒{name}」 say the same of 林妤瑄 as of Boris.
    """
    said = parts[0]
    for place, part in enumerate(parts[1:], start=1):
        words = parts[place - place % 2]
        if part and said:
            between = said[-1] == " " or part[0] == " "
            before, after = said.rstrip(" ")[-1:], part.lstrip(" ")[:1]
            if not between and _meet(before, after):
                said += " "
            # Words that are a blank alone keep two names apart.
            elif between and words.strip() and _HAN.match(before) and _HAN.match(after):
                said, part = said.rstrip(" "), part.lstrip(" ")
        said += part
    return said


def _meet(before: str, after: str) -> bool:
    """Whether Chinese and Latin letters meet there."""
    return bool(
        (_HAN.match(before) and _LATIN.match(after)) or (_LATIN.match(before) and _HAN.match(after))
    )


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
