"""Codes and titles that a question names outright are looked up, not searched for."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from index.chunk import Chunk
from index.fold import fold
from standards.model import ItemKind

_STANDARD = (
    r"[A-Z]{2,5}\d{3,4}-\d{3}(?:V\d+)?"  # iCAP: IIS3513-005v2, FISI223-002v2
    r"|[A-Z]{3}\d[A-Z]\d{4}(?:V\d+)?"  # iCAP units: KPS5R0258v2
    r"|\d{6}L\d"  # HKQF: 110985L5
    r"|[A-Z]{6}\d{3}[A-Z]"  # HKQF, older: LOWHOM101A
)
_ITEM = r"[TOPKSANEGRC]\d{1,2}(?:\.\d{1,2}){0,2}[AB]?"
_CODES = re.compile(
    # Whole codes only: IIS3513 holds no S3513, P1.1.4 no P1.1, IIS3513-005v2 no IIS3513-005.
    rf"(?<![A-Z0-9.\-])(?:(?P<standard>{_STANDARD})(?:/(?P<of>{_ITEM}))?|(?P<item>{_ITEM}))"
    r"(?![A-Z0-9]|[.\-/][A-Z0-9])",
    re.IGNORECASE | re.ASCII,
)
_NUMBER = re.compile(r"\d+")
_OF_STANDARDS = re.compile(r"\s*(?:职能基准|职能单元)$")
_HAN_OR_WORDS = re.compile(r"[\u3400-\u9fff]{4}|\w+\W+\w+")
"""A title that is found inside a question has four characters or two words at least: shorter
ones (`Sales`, `客戶`) are words that any question may use."""


_THREE_HAN = re.compile(r"[\u3400-\u9fff]{3}")


@dataclass(frozen=True, slots=True)
class CodeMention:
    """A code in a question, and what has it."""

    printed: str
    """As the person wrote it, in half-width characters."""
    ids: tuple[str, ...]
    """Chunks of this code, in the order of the documents; empty where no standard has it."""
    names_standard: bool = False
    """Whether it is a standard's own code or begins with one."""

    @classmethod
    def of(cls, id_: str) -> "CodeMention":
        """The one item, as if it had been named by its code."""
        return cls(id_.partition("/")[2], (id_,))


class Lookup:
    """The codes and titles of chunks."""

    def __init__(self, chunks: Iterable[Chunk]) -> None:
        self._by_code: dict[str, list[str]] = {}
        self._by_title: dict[str, list[str]] = {}
        self._standard_of: dict[str, str] = {}
        self._titles_of: dict[str, list[str]] = {}
        for chunk in chunks:
            self._standard_of[chunk.id] = chunk.standard
            if chunk.kind is ItemKind.STANDARD:
                self._add_code(chunk.code, chunk.id)
            else:
                # A shared code is printed S05; the ids that tell its texts apart end in S05a, S05b.
                item = chunk.id.rpartition("/")[2]
                for code in dict.fromkeys((chunk.code, item)):
                    self._add_code(code, chunk.id)
                    self._add_code(f"{chunk.standard}/{code}", chunk.id)
            rendered_title = chunk.rendering.partition("\n")[0]
            for title in dict.fromkeys((_as_title(chunk.title), _as_title(rendered_title))):
                if title:
                    self._by_title.setdefault(title, []).append(chunk.id)
                    self._titles_of.setdefault(chunk.id, []).append(title)
        self._titles_inside = sorted(filter(_HAN_OR_WORDS.search, self._by_title), key=len)
        self._short_titles = [title for title in self._by_title if _THREE_HAN.fullmatch(title)]

    def codes(self, text: str, standards: Collection[str] | None = None) -> list[CodeMention]:
        """Every code in `text`, in order, each once.

        `standards` are codes of standards that bare item codes are looked up in; None is all.
        """
        mentions: dict[str, CodeMention] = {}
        for match in _CODES.finditer(unicodedata.normalize("NFKC", text)):
            key = _as_code(match[0])
            ids: Sequence[str] = self._by_code.get(key, ())
            if standards is not None and match["item"]:
                ids = [id_ for id_ in ids if self._standard_of[id_] in standards]
            mentions.setdefault(key, CodeMention(match[0], tuple(ids), not match["item"]))
        return list(mentions.values())

    def __contains__(self, id_: str) -> bool:
        """Whether there is a chunk of this id."""
        return id_ in self._standard_of

    def titles(self, text: str, among: Sequence[str] | None = None) -> list[str]:
        """Chunks whose whole title is `text` or stands in it, the longest titles first.

        A title that stands only within a longer one that was found is left out.

        `among`: what was found in a text that `text` is a part of, so that nothing else is read.
        """
        asked = _as_title(text)
        if asked in self._by_title:
            return list(self._by_title[asked])
        if among is not None:
            return [id_ for id_ in among if self.title(id_, asked) in asked]
        found: list[str] = []
        for title in reversed(self._titles_inside):
            inside = title in asked and not any(title in longer for longer in found)
            if inside and _stands_alone(title, asked):
                found.append(title)
        return [id_ for title in found for id_ in self._by_title[title]]

    def short_titles(self, text: str) -> list[str]:
        """Chunks whose title of three characters stands in `text`, where only an item can be meant:
        哪個標準要親和力."""
        asked = _as_title(text)
        return [
            id_ for title in self._short_titles if title in asked for id_ in self._by_title[title]
        ]

    def title(self, id_: str, text: str = "") -> str:
        """The folded title that `titles` finds a chunk by, if possible one that stands in folded
        `text`; empty where it has none."""
        titles = self._titles_of.get(id_, [""])
        return next((title for title in titles if title in text), titles[0])

    def __call__(self, text: str) -> list[str]:
        """Chunks that `text` names by code, then those that it names by title, each once."""
        coded = (id_ for mention in self.codes(text) for id_ in mention.ids)
        return list(dict.fromkeys((*coded, *self.titles(text))))

    def _add_code(self, code: str, id_: str) -> None:
        ids = self._by_code.setdefault(_as_code(code), [])
        if id_ not in ids:
            ids.append(id_)


def _as_code(text: str) -> str:
    """In capitals and without leading zeros: K01 is also asked for as k1, and the reverse."""
    head, slash, item = text.upper().rpartition("/")
    if slash or re.fullmatch(_ITEM, item):
        item = _NUMBER.sub(lambda match: str(int(match[0])), item)
    return f"{head}{slash}{item}"


def _as_title(text: str) -> str:
    return _OF_STANDARDS.sub("", fold(text).strip(" \t\n.,:;!?。、「」『』\"'()《》"))


def _stands_alone(title: str, text: str) -> bool:
    """Whether no Latin word goes on at either end of the title."""
    return re.search(rf"(?<![a-z0-9]){re.escape(title)}(?![a-z0-9])", text) is not None
