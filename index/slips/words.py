"""English slips of typing: words that English doesn't have are read as words of the trade.

Which was meant is told by a noisy channel (Kernighan, Church, Gale, COLING 1990): the word that
likely stands between its neighbours, less a price for each letter too many, too few, another, or
out of its turn. What is known of words was learned from the parallel texts and from what people
ask (`index/embedded_model/README.md`).
"""

import gzip
import re
from collections.abc import Callable, Mapping
from functools import cache, cached_property
from math import log
from pathlib import Path
from typing import NamedTuple

_FOLDER = Path(__file__).parents[1] / "embedded_model"
KNOWN = _FOLDER / "words_en.txt.gz"
"""Words that are no slips, one a line."""
FOLLOWED = _FOLDER / "followed_en.tsv.gz"
"""Words of the trade: each with its share of all words, in ten millionths, how often it occurs, and
what follows it how often."""
SHARES = 10_000_000
PRICE = 5.0
"""What each wrong letter costs, as a logarithm."""
LEAST = -22.0
"""What is less likely than this, its price included, is not put in. Of 827 English questions for
development that have no slips none is changed, of 61 slips in others all but a few."""
_FROM_NEIGHBOURS = 20.0
"""A word's own share counts as much as so many of its neighbour's occurrences."""
SHORTEST = 4
"""Of shorter words any has many others beside it."""
_TWO_SLIPS = 5
"""From so many letters on a word may have two slips."""
# A word that is no part of a code, an address or an abbreviation.
_WORD = re.compile(r"(?<![\w.@/'’-])[A-Za-z][a-z]{3,}(?![\w@/'’]|[.-]\w)", re.ASCII)
# A form whose word has no letter to double: farmed, looking, analysed; not runing.
_FORM = re.compile(r"(?:[^aeiou]{2}|[aeiou]{2}[^aeiou])(?:ed|ing)$|[aeiouy]sed$")
_ANY = re.compile(r"[a-z]+(?:'[a-z]+)?")


class Word(NamedTuple):
    """A word of the trade."""

    share: float
    """Of all words, above 0."""
    times: int
    """How often standards, phrasings and questions have it."""
    followed_by: Mapping[str, int]
    """How often each word follows it there."""


class Words:
    """What reads slips in English words as the words that were meant."""

    def __init__(self, known: Path, followed: Path) -> None:
        self._files = known, followed

    def warm(self) -> None:
        """Reads the tables."""
        _ = self._known, self._candidates

    def mended(
        self, text: str, holds: Callable[[str], bool] = lambda word: False
    ) -> tuple[str, tuple[str, ...]]:
        """`text` with likelier words in the place of those that English doesn't have, and these.

        Names, with a capital inside a sentence, and words that a loaded standard `holds` stay.
        """
        put_in: list[str] = []

        def meant(match: re.Match[str]) -> str:
            word = match[0].lower()
            is_name = match[0] != word and text[: match.start()].strip()
            if is_name or self.is_known(word) or holds(word):
                return match[0]
            before = _ANY.findall(text[: match.start()].lower())[-1:]
            after = _ANY.findall(text[match.end() :].lower())[:1]
            likeliest = self._likeliest(word, "".join(before), "".join(after))
            if not likeliest:
                return match[0]
            put_in.append(likeliest)
            return likeliest

        mended = _WORD.sub(meant, text)
        return mended, tuple(put_in)

    def is_known(self, word: str) -> bool:
        """Whether it is a word, or another form of one."""
        forms = {word, word.removesuffix("s"), word.removesuffix("es")}
        if _FORM.search(word):
            forms |= {word.removesuffix("ed"), word.removesuffix("d"), word.removesuffix("ing")}
        return any(form in self._followed or form in self._known for form in forms)

    def _likeliest(self, slip: str, before: str, after: str) -> str:
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        near = process.extract(
            slip,
            self._candidates,
            scorer=OSA.distance,
            score_cutoff=1 if len(slip) < _TWO_SLIPS else 2,
            limit=None,
        )
        chances = [
            (self._chance(word, before, after) - PRICE * slips, word)
            for word, slips, _place in near
            # A first letter is seldom wrong.
            if slips < 2 or word[0] == slip[0]
        ]
        chance, word = max(chances, default=(LEAST, ""))
        return word if chance > LEAST else ""

    def _chance(self, word: str, before: str, after: str) -> float:
        """How likely it stands between these neighbours, as a logarithm."""
        here = self._follows(before, word)
        return log(here) + log(self._follows(word, after) / self._share(after))

    def _follows(self, first: str, second: str) -> float:
        one = self._followed.get(first)
        if one is None:
            return self._share(second)
        together = one.followed_by.get(second, 0) + _FROM_NEIGHBOURS * self._share(second)
        return together / (one.times + _FROM_NEIGHBOURS)

    def _share(self, word: str) -> float:
        known = self._followed.get(word)
        return known.share if known else 1 / SHARES

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(gzip.decompress(self._files[0].read_bytes()).decode().split())

    @cached_property
    def _followed(self) -> Mapping[str, Word]:
        lines = gzip.decompress(self._files[1].read_bytes()).decode().splitlines()
        return dict(_read(line) for line in lines)

    @cached_property
    def _candidates(self) -> list[str]:
        return [word for word in self._followed if len(word) >= SHORTEST]


def _read(line: str) -> tuple[str, Word]:
    word, share, times, followed_by = line.split("\t")
    pairs = (each.rsplit(":", 1) for each in followed_by.split())
    return word, Word(
        max(int(share), 1) / SHARES, int(times), {other: int(seen) for other, seen in pairs}
    )


@cache
def shipped_words() -> Words:
    """By the tables that are shipped, which the first word that is looked at has read."""
    return Words(KNOWN, FOLLOWED)
