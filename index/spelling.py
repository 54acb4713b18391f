"""Slips of typing are read as the words of the index that sound or look like them.

`index/slips` has mended what any text of the trade can have; this is for names of standards, for
the words that only a standard somebody added has, and for what seemed too unlikely a slip there. A
Chinese slip is nearly always another character of the same sound (翠取 for 萃取), an English one a
letter too many, too few or another. Only pairs of characters and words that neither the index nor
the language knows are touched, and a Chinese pair is only put in where it is a word.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Protocol

from index.fold import fold
from index.sounds import sounds
from index.tokens import document_tokens
from index.translations import is_word

_FEWEST = 3
"""So many passages hold a word that is put in."""
_SHORTEST_WORD = 5
_SHORTEST_NAME = 5
_PARTICLES = fold("嗎呢吧啊呀喔嘛")
"""A pair that ends in one ends in no word: 「日文嗎」 has no slip."""
_BINDING = frozenset(fold("的了是個這那哪些幾我你他您們不沒要會就都一"))
"""A pair with one of them goes across two words: 「那份的」, 「寫產出」 have no slip there."""
_ALIKE = 0.8
"""An English word is one of a standard's name from this share of common letters on (Ratcliff and
Obershelp)."""
_LONG = 8
"""A word of so many letters may have two slips, a shorter one has one."""

_ALMOST_ONE = 0.9
"""From here on a word that exists is read as one of a standard's name: trade manger."""


class Vocabulary(Protocol):
    """The folded tokens of all passages."""

    def __contains__(self, token: str, /) -> bool:
        """Whether any passage holds it."""
        ...

    def beginning_with(self, letter: str) -> Iterator[tuple[str, int]]:
        """Those that begin with an ASCII letter, each with how many passages hold it."""
        ...

    def pairs(self, least: int) -> Iterator[tuple[str, int]]:
        """Those of two characters, not both ASCII, that at least so many passages hold, each with
        how many do."""
        ...


class Spelling:
    """The words that a question is expected to use."""

    def __init__(self, vocabulary: Vocabulary, names: Iterable[str] = ()) -> None:
        """`names` are texts, titles of standards say, whose English words are meant before any
        other."""
        names = tuple(names)
        self._vocabulary = vocabulary
        self._names = {
            word
            for name in names
            for word in re.findall(r"[a-z]+", fold(name))
            if len(word) >= _SHORTEST_NAME
        }
        self._words_by_letter: dict[str, dict[str, int]] = {}
        self._by_sound: dict[tuple[str, str], tuple[int, str]] = {}
        sound_of = sounds()
        named = {token for name in names for token in document_tokens(name) if len(token) == 2}
        for word, passages in vocabulary.pairs(_FEWEST):
            first, second = sound_of.get(word[0]), sound_of.get(word[1])
            if first and second and (word in named or is_word(word)):
                known = self._by_sound.get((first, second), (0, ""))
                self._by_sound[first, second] = max(known, (passages, word))

    def holds(self, word: str) -> bool:
        """Whether passages have this English word, or this Chinese word of two letters.

        Letters that only stand beside each other there, 服物 in 客服物流, are no word.
        """
        folded = fold(word)
        if not folded.isascii():
            return folded in self._vocabulary and is_word(folded)
        return all(stem in self._vocabulary for stem in document_tokens(folded))

    def mended(self, text: str, keep: Collection[str] = frozenset()) -> tuple[str, tuple[str, ...]]:
        """`text`, folded, with what looks like slips replaced, and the words put in.

        `keep` are words known to be right though no passage holds them.
        """
        letters = list(fold(text))
        put_in = self._mend_chinese(letters)
        words = []
        for word in "".join(letters).split(" "):
            mended = word if word.rstrip("?!.,") in keep else self._mended_word(word)
            words.append(mended)
            if mended != word:
                put_in.append(mended)
        return " ".join(words), tuple(put_in)

    def _mend_chinese(self, letters: list[str]) -> list[str]:
        put_in = []
        sound_of = sounds()
        for i in range(len(letters) - 1):
            pair = letters[i] + letters[i + 1]
            if letters[i + 1] in _PARTICLES or _BINDING & {*pair} or self._is_pair(pair):
                continue
            before = letters[i - 1] + letters[i] if i else ""
            after = letters[i + 1] + letters[i + 2] if i + 2 < len(letters) else ""
            sound = sound_of.get(letters[i]), sound_of.get(letters[i + 1])
            _passages, like = self._by_sound.get(sound, (0, ""))  # type: ignore[arg-type]  # a pair with None is no key
            # A pair across two words that are both known is no slip: 「卡沒」 in 刷卡沒過.
            kept = sum(one == other for one, other in zip(pair, like, strict=False))
            if like and kept == 1 and not (self._is_pair(before) and self._is_pair(after)):
                letters[i : i + 2] = like
                put_in.append(like)
        return put_in

    def _is_pair(self, pair: str) -> bool:
        return not pair.isascii() and (is_word(pair) or pair in self._vocabulary)

    def _mended_word(self, word: str) -> str:
        if not (word.isascii() and word.isalpha()) or len(word) < _SHORTEST_WORD:
            return word
        # The index holds stems.
        stems = document_tokens(word)
        near = self._words_beginning_with(word[0])
        if word in self._names or near.keys() >= set(stems):
            return word
        known = all(map(is_word, stems))
        named = _closest(word, self._names, _ALMOST_ONE if known else _ALIKE)
        if named or known:
            return named or word
        return _likeliest((word, *stems), near) or word

    def _words_beginning_with(self, letter: str) -> dict[str, int]:
        if letter not in self._words_by_letter:
            self._words_by_letter[letter] = {
                word: passages
                for word, passages in self._vocabulary.beginning_with(letter)
                if word.isascii() and word.isalpha() and len(word) >= _SHORTEST_WORD
            }
        return self._words_by_letter[letter]


def _likeliest(forms: Sequence[str], words: Mapping[str, int]) -> str:
    """The word that the fewest slips make one of these forms, of equals one as long, and then the
    most frequent; empty where too many would have to be made.

    A slip is a letter too many, too few or another, or two that changed places.
    """
    from rapidfuzz.distance import OSA

    allowed = 1 if len(forms[0]) < _LONG else 2
    near = (
        (
            OSA.distance(form, word, score_cutoff=allowed),
            abs(len(form) - len(word)),
            -passages,
            word,
        )
        for word, passages in words.items()
        if passages >= _FEWEST
        for form in forms
    )
    slips, _longer, _passages, word = min(near, default=(allowed + 1, 0, 0, ""))
    return word if slips <= allowed else ""


def _closest(word: str, words: Iterable[str], least: float) -> str:
    """The word most like it; empty where none is alike enough."""
    scored = [
        (SequenceMatcher(None, word, other).ratio(), other)
        for other in words
        if abs(len(other) - len(word)) <= 3
    ]
    ratio, best = max(scored, default=(0.0, ""))
    return best if ratio >= least else ""
