"""The pieces of short texts, by a Unigram model of `tokenizers`, in a fifth of its memory.

The library keeps the pieces in a trie of hash maps, where 72,000 of them take 90 MB and 0.13 s to
load; here they are a dictionary. Only the choice of pieces is ours (Kudo, ACL 2018, section 3.2):
texts are normalized and cut into words by the library, as the file says.
"""

import gc
import json
from array import array
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from math import inf
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

_UNKNOWN_COSTS = 10.0
"""A character that is no piece scores so much below the worst piece, as in the library."""
_WORDS_REMEMBERED = 16_384
_PLAIN = {"type": "Unigram", "byte_fallback": False}
_WITHOUT = ("added_tokens", "post_processor", "truncation")


class Unigram:
    """A tokenizer that gives the numbers that the library would; made by `unigram_at`."""

    def __init__(self, said: dict[str, Any], vocabulary: list[tuple[str, float]]) -> None:
        """`said` is the file without its model; the first piece stands for what is unknown."""
        nothing = {**_PLAIN, "unk_id": 0, "vocab": vocabulary[:1]}
        cutting = Tokenizer.from_str(json.dumps({**said, "model": nothing}))
        self._normalizer, self._words = cutting.normalizer, cutting.pre_tokenizer
        self._scores = array("d", [score for _, score in vocabulary])
        self._unknown = min(self._scores) - _UNKNOWN_COSTS
        self._pieces = {piece: number for number, (piece, _) in enumerate(vocabulary)}
        self._longest = {piece[0]: len(piece) for piece in sorted(self._pieces, key=len)}

    def __call__(self, text: str) -> list[int]:
        """The numbers of the text's pieces, in order; 0 for a stretch without any."""
        return [number for word in self._words_of(text) for number in self._of_word(word)]

    def each(self, texts: Iterable[str]) -> Iterator[list[int]]:
        """Of passages: what stands in one comes back in its neighbours, and is remembered."""
        of_word = lru_cache(_WORDS_REMEMBERED)(self._of_word)
        for text in texts:
            yield [number for word in self._words_of(text) for number in of_word(word)]

    def _words_of(self, text: str) -> Iterator[str]:
        words = self._words.pre_tokenize_str(self._normalizer.normalize_str(text))
        return (word for word, _ in words)

    def _of_word(self, word: str) -> list[int]:
        """The likeliest pieces. Of equally likely ones those found first, as in the library."""
        length = len(word)
        scores, pieces, starts = [0.0] + [-inf] * length, [0] * (length + 1), [0] * (length + 1)
        for start in range(length):
            before = scores[start]
            alone = False
            furthest = min(length, start + self._longest.get(word[start], 0))
            for end in range(start + 1, furthest + 1):
                piece = self._pieces.get(word[start:end])
                if piece is not None:
                    alone = alone or end == start + 1
                    score = before + self._scores[piece]
                    if score > scores[end]:
                        scores[end], pieces[end], starts[end] = score, piece, start
            if not alone and before + self._unknown > scores[start + 1]:
                after = start + 1
                scores[after], pieces[after], starts[after] = before + self._unknown, 0, start
        chosen: list[int] = []
        end = length
        while end:
            if pieces[end] or not chosen or chosen[-1]:
                chosen.append(pieces[end])
            end = starts[end]
        return chosen[::-1]


def unigram_at(file: Path) -> Unigram | None:
    """The tokenizer in a file of the library's; None where it is of a kind that `Unigram` isn't."""
    with _nothing_collected():
        return _unigram(json.loads(file.read_text(encoding="utf-8")))


def _unigram(said: dict[str, Any]) -> Unigram | None:
    model = said.pop("model")
    plain = all(model.get(name) == value for name, value in _PLAIN.items())
    whole = said["normalizer"] and said["pre_tokenizer"]
    if not (plain and whole and model["unk_id"] == 0) or any(said[name] for name in _WITHOUT):
        return None
    return Unigram(said, model["vocab"])


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """A row of JSON for each piece sets the garbage collector off again and again: 30 ms of 85."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
