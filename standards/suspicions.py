"""What looks wrong in the words of a standard by a general rule; nothing is changed."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from standards.graph import items
from standards.model import Finding, FindingKind, Language, Standard
from standards.sentences import Why

_HAN = "\u3400-\u9fff"
_LATIN_WORD = re.compile(rf"(?:(?<=[{_HAN}])|(?<=[{_HAN}] ))[a-z]{{2,}}(?= ?[{_HAN}])")
_LOOK_ALIKE = re.compile("[\u2e80-\u2fd5\uf900-\ufaff]")
"""Radicals and compatibility forms: fonts draw them like the characters that were meant."""
_STRAY_SPACE = re.compile(rf"(?<=[{_HAN}]) (?=[{_HAN}])")
_COMMA_BRACKET = re.compile("[，、；。][(（]")
_AROUND = 4


def suspicions(standard: Standard) -> Iterator[Finding]:
    """The findings of every rule on every text of a Chinese `standard`."""
    if standard.language is not Language.ZH_HANT:
        return
    for where, text in _texts(standard):
        yield from _simplified(where, text)
        yield from _look_alikes(where, text)
        if stray := _STRAY_SPACE.search(text):
            yield _kept(
                FindingKind.SUSPECTED_SLIP, where, _around(text, *stray.span()), Why.STRAY_SPACE
            )
        for match in _LATIN_WORD.finditer(text):
            around = _around(text, *match.span())
            yield _kept(FindingKind.SUSPECTED_SLIP, where, around, Why.LATIN_WORD, word=match[0])
        for match in _COMMA_BRACKET.finditer(text):
            around = _around(text, *match.span())
            yield _kept(FindingKind.SUSPECTED_SLIP, where, around, Why.COMMA_BEFORE_BRACKET)


@lru_cache(16_384)  # the same few thousand come again and again
def is_simplified(character: str) -> bool:
    """Whether `character` is written so in Simplified Chinese only: in GB 2312, not in Big5."""
    return _encodes(character, "gb2312") and not _encodes(character, "cp950")


def _simplified(where: str, text: str) -> Iterator[Finding]:
    for index, character in enumerate(text):
        if character > "\u3400" and is_simplified(character):
            around = _around(text, index, index + 1)
            yield _kept(
                FindingKind.SIMPLIFIED_CHARACTER,
                where,
                around,
                Why.SIMPLIFIED,
                character=character,
            )


def _look_alikes(where: str, text: str) -> Iterator[Finding]:
    """One finding for each character of a text that only looks like another."""
    for character in dict.fromkeys(_LOOK_ALIKE.findall(text)):
        if (meant := unicodedata.normalize("NFKC", character)) != character:
            at = text.index(character)
            yield _kept(
                FindingKind.SUSPECTED_SLIP,
                where,
                _around(text, at, at + 1),
                Why.LOOK_ALIKE,
                character=character,
                meant=meant,
            )


def _texts(standard: Standard) -> Iterator[tuple[str, str]]:
    yield standard.id, "\n".join((standard.title, *standard.fields.values()))
    for item in items(standard):
        if item.id != standard.id:
            yield item.id, item.whole


def _around(text: str, start: int, end: int) -> str:
    return text[max(0, start - _AROUND) : end + _AROUND].strip()


def _kept(kind: FindingKind, where: str, printed: str, why: Why, **params: str) -> Finding:
    return Finding(kind, where, printed, printed, why, params)


def _encodes(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
