"""Questions are put into the words of the other language, by tables learned from parallel text.

So a standard that nobody has translated shares words with questions in either language.
`index/embedded_model/README.md` tells how the tables were learned and what a line of them says.
"""

import gzip
import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from index.tokens import question_tokens, without_asking
from standards.model import Language

_FOLDER = Path(__file__).parent / "embedded_model"
_TABLES = {
    Language.EN: "translations_en_zh.tsv.gz",
    Language.ZH_HANT: "translations_zh_en.tsv.gz",
}
LONGEST = 4
"""Ideographs of the longest Chinese words in the tables: pieces of the embedded model."""
_CHINESE = re.compile(r"[\u3400-\u9fff]+")


class Alternative(NamedTuple):
    """One way to say a word."""

    tokens: tuple[str, ...]
    """As the index holds them; a Chinese word of several characters is its pairs alone. With the
    single characters too no more is found, and in 100,000 chunks their postings are long."""
    weight: float
    """How likely the word is said so, above 0 and at most 1.

    The root of the table's score. Of the score, its root, its share of the best one, and 1 for
    all, the root ranked best for Chinese questions over English; in reverse, measured on only 25
    questions, all find about as many among the first five.
    """


Word = tuple[Alternative, ...]
"""A word of a question: itself, as names and codes are printed in any language, and its
translations, the likeliest first."""


def translated(question: str, language: Language) -> list[Word]:
    """The distinct words of a question in `language`, without those that only do the asking.

    The first call for a language reads its table, in 20 ms.
    """
    table = _table(language)
    return [_word(word, table.get(word, "")) for word in _words(question, language, table)]


def is_word(word: str) -> bool:
    """Whether the parallel text knows this folded Chinese word or English stem: it is no slip."""
    return word in _table(Language.EN if word.isascii() else Language.ZH_HANT)


@cache
def _table(language: Language) -> Mapping[str, str]:
    """Words to their translations, which stay unread: a question needs a handful of 30,000."""
    packed = (_FOLDER / _TABLES[language]).read_bytes()
    lines = gzip.decompress(packed).decode().splitlines()
    return dict(line.split("\t", 1) for line in lines)


def _words(question: str, language: Language, table: Mapping[str, str]) -> Iterator[str]:
    tokens = question_tokens(question)
    if language is Language.EN:
        yield from tokens
        return
    runs = _CHINESE.findall(without_asking(question))
    cut = dict.fromkeys(word for run in runs for word in _cut(run, table))
    yield from (word for word in cut if question_tokens(word))
    yield from (token for token in tokens if not _CHINESE.match(token))


def _cut(run: str, table: Mapping[str, str]) -> Iterator[str]:
    """The longest known word at each place; a character that begins none, by itself."""
    start = 0
    while start < len(run):
        lengths = range(min(LONGEST, len(run) - start), 1, -1)
        length = next((n for n in lengths if run[start : start + n] in table), 1)
        yield run[start : start + length]
        start += length


@lru_cache(maxsize=4_096)
def _word(word: str, translations: str) -> Word:
    ways = [Alternative(_tokens(word), 1.0)]
    for translation in translations.split():
        text, _colon, score = translation.rpartition(":")
        tokens = _tokens(text)
        if tokens:  # 的 is a word of the table too, and "the" is not worth looking for
            ways.append(Alternative(tokens, float(score) ** 0.5))
    return tuple(ways)


def _tokens(word: str) -> tuple[str, ...]:
    if not _CHINESE.match(word):
        # A stem already, or what a code falls into; stemmed once more it could become another.
        return (word,) if question_tokens(word) else ()
    tokens = question_tokens(word)
    return tuple(token for token in tokens if len(token) > 1) or tuple(tokens)
