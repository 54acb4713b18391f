"""What part of a standard a question asks for, by all of its words.

People ask for outputs without the word: 「看完得交啥」, "and the paper trail?". Patterns
(`facets.py`, `ways_of_asking.py`) hold what is always meant so; where they find no part, or only
the place that it is asked of, over eight thousand written questions decide (`examples.tsv`).
Each word, pair of words and run of up to three characters has a weight for what is asked for
(`weights.tsv`, which `tests/benchmarks/calibrate_hearing.py` fits). Its log-odds are a constant and
the weights of the question's tokens, over the root of their number.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from math import sqrt
from pathlib import Path

from conversations.facets import Facet

FOLDER = Path(__file__).parent
SPEAKS = 3.0
"""From this weight on a token says what is asked for; if hardly an item has it (`asking.txt`), it
says nothing else, as 市場 and customer do."""
LONGEST_RUN = 3
"""Of Chinese characters: 交什麼."""
_RUN = re.compile(r"[㐀-鿿]+|[a-z]+(?:'[a-z]+)?")
_CONSTANT = ""


class Form(StrEnum):
    """What is wanted of it."""

    COMPARE = "compare"
    """Two against each other."""
    SHARED = "shared"
    """What two have in common."""
    MORE = "more"
    """Which is higher, or has most."""
    LACK = "lack"
    """What somebody of one job is missing for another."""
    REVERSE = "reverse"
    """Which job or task needs something."""
    WHICH = "which"
    """Which standard is about something."""
    AGAIN = "again"
    """The last answer once more; heard only so that it is taken for none of the others."""


Wanted = Facet | Form
_WANTED: Mapping[str, Wanted] = {each.value: each for each in (*Facet, *Form)}


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a pair of words or a run of characters, and where it stands."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Heard:
    """How likely a question asks for each part and in each form."""

    odds: Mapping[Wanted, float]
    """Log-odds."""
    tokens: tuple[Token, ...]

    def facets(self, least: float) -> tuple[Facet, ...]:
        """The parts whose log-odds are no less, in the order of the text."""
        found = [each for each in Facet if self.odds.get(each, least - 1) >= least]
        return tuple(sorted(found, key=self._first))

    def form(self, least: float) -> Form | None:
        """The likeliest form, if its log-odds are no less."""
        best = max(Form, key=self.odds.__getitem__)
        return best if self.odds[best] >= least else None

    def spans(self, wanted: Sequence[Wanted]) -> list[tuple[int, int]]:
        """Where the words stand that ask for any of these, and say nothing of a subject."""
        return [
            (token.start, token.end)
            for token in self.tokens
            if token.text in asking()
            and any(weights()[token.text].get(each, 0.0) >= SPEAKS for each in wanted)
        ]

    def _first(self, facet: Facet) -> int:
        return min((start for start, _end in self.spans([facet])), default=0)


def heard(folded: str) -> Heard:
    """What a folded question sounds like, names of standards taken out."""
    tokens = tuple(tokens_of(folded))
    said = {token.text for token in tokens}
    scale = 1 / sqrt(max(len(said), 1))
    odds = dict(weights()[_CONSTANT])
    for text in said:
        for wanted, weight in weights().get(text, {}).items():
            odds[wanted] += weight * scale
    return Heard(odds, tokens)


def tokens_of(folded: str) -> Iterator[Token]:
    """Words and pairs of words, runs of up to `LONGEST_RUN` characters."""
    before: Token | None = None
    for match in _RUN.finditer(folded):
        word = match[0]
        if word[0].isascii():
            token = Token(word, match.start(), match.end())
            yield token
            if before and not folded[before.end : token.start].strip(" ,"):
                yield Token(f"{before.text} {word}", before.start, token.end)
            before = token
            continue
        before = None
        for start in range(len(word)):
            for end in range(start + 1, min(start + LONGEST_RUN, len(word)) + 1):
                yield Token(word[start:end], match.start() + start, match.start() + end)


@cache
def weights() -> Mapping[str, Mapping[Wanted, float]]:
    """The weight of each token for what it speaks for or against; the constants under ""."""
    lines = FOLDER.joinpath("weights.tsv").read_text("utf-8").splitlines()
    return dict(map(_weighed, lines))


@cache
def asking() -> frozenset[str]:
    """The tokens that only ask."""
    return frozenset(FOLDER.joinpath("asking.txt").read_text("utf-8").splitlines())


def _weighed(line: str) -> tuple[str, Mapping[Wanted, float]]:
    token, *pairs = line.split("\t")
    named = (pair.split("=") for pair in pairs)
    return token, {_WANTED[name]: float(weight) for name, weight in named}
