"""Texts become lexical tokens: Chinese characters and bigrams, English stems, codes."""

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
from threading import local
from typing import Protocol

from index.fold import fold

_HAN = r"\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_PIECES = re.compile(rf"(?P<han>[{_HAN}]+)|[^\W_{_HAN}]+(?:[.\-'’&][^\W_{_HAN}]+)*")
_PARTS = re.compile(r"[^.\-'’&]+")
_CODE = re.compile(r"[a-z]+\d+[a-z]?(?:\.\d+)*")
_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")

_ASKING = re.compile(
    # How one asks, not what one asks about: in a question these words would be looked for as if
    # they were its subject, and a standard that happens to say 如何 would win. 的, 了 and the
    # pronouns go too, because bigrams across them (戶的, 的使) are never found and would make
    # every question look badly covered. 目的 and 了解 are words, so they stay.
    "怎么办|怎么做|怎么样|怎么|怎样|要会|要懂|要做|为什么|为何|什么|甚么|如何|哪些|哪个|哪种|哪里|哪一|多少|几个|几项|请问"
    "|是否|是不是|有没有|可不可以|可以|应该|能不能|想要|如果|的话|时候|我们|你们|他们|这个|那个|这些|那些"
    "|[我你您她它吗呢吧啊呀嘛]|(?<!其)他|(?<!目)(?<!标)的|了(?!解)|是"
)
_ASKING_ALONE = """
    a about am an and any are as at be been being but by can could did do does doing done for from
    get give had has have having he her him his how i if in into is it its let like may me might
    must my need of on one or our ours out please shall she should so some somebody someone tell
    than that the their them then there these they this those to up us want was we were what when
    where which while who whom whose why will with would you your yours
    会 要 有 在 与 和 或 及 把 被 跟 就 那 这 时 该 能 想 请 做 办 怎
"""
_ASKING_WORDS = frozenset(_ASKING_ALONE.split())
"""Tokens dropped from questions. The Chinese ones mean something in words (会议, 重要, 有效), so
only the lone character goes and their bigrams stay."""


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # Snowball's own name


class _Own(local):
    """Snowball's stemmer holds the word it is at: each thread has one of its own."""

    @cached_property
    def stemmer(self) -> _Stemmer:
        import snowballstemmer  # type: ignore[import-untyped]  # late: only searching needs it

        stemmer: _Stemmer = snowballstemmer.stemmer("english")
        return stemmer


_own = _Own()


@lru_cache(maxsize=16_384)  # a stem takes 30 µs and words come back again and again
def _stem(word: str) -> str:
    return _own.stemmer.stemWord(word)


def document_tokens(text: str) -> list[str]:
    """Every token of a passage, with repetitions, in order."""
    return list(_tokens(fold(text)))


def question_tokens(text: str) -> list[str]:
    """The distinct tokens of a question, without the words that only do the asking."""
    words = without_asking(text)
    return list(dict.fromkeys(token for token in _tokens(words) if token not in _ASKING_WORDS))


def without_asking(text: str) -> str:
    """A question, folded, with a blank for what in Chinese only does the asking."""
    return _ASKING.sub(" ", fold(text))


def _tokens(folded: str) -> Iterator[str]:
    for match in _PIECES.finditer(folded):
        piece = match[0]
        if match["han"]:
            yield from piece
            yield from (piece[i : i + 2] for i in range(len(piece) - 1))
        elif piece in _ASKING_WORDS:
            yield piece
        elif piece.isalpha():
            yield _stem(piece)
        elif _CODE.fullmatch(piece):
            yield from _code_tokens(piece)
        else:
            yield from _joined_tokens(piece)


def _code_tokens(piece: str) -> Iterator[str]:
    """A code without leading zeros (who asks for K03 means K3 where that is printed, and the
    reverse), and what it stands under: P1.1.4, P1.1, P1."""
    code = _ZEROS.sub("", piece)
    yield code
    while "." in code:
        code = code.rpartition(".")[0]
        yield code


def _joined_tokens(piece: str) -> Iterator[str]:
    """`e-commerce` (also written ecommerce), `customer's`, `3.5`, `IIS3513-005v2`: the whole
    and its parts."""
    parts = _PARTS.findall(piece)
    if "-" in piece and all(part.isalpha() for part in parts):
        yield _stem("".join(parts))
    elif not ("'" in piece or "’" in piece):
        yield piece
    if len(parts) > 1:
        yield from (_stem(part) if part.isalpha() else part for part in parts if len(part) > 1)
