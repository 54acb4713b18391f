"""Questions that no competency standard answers, and how much a question sounds like them.

Tool how-tos, fees and deadlines, pay and leave, advice, other occupations, small things of the
day: a question can share every word with an item and still ask for what no standard says. So the
question is also held against written ones of that kind (`zh-Hant.txt`, `en.txt`, a line each), by
meaning and by the words that tell the two kinds apart (`words.tsv`, which
`tests/benchmarks/calibrate_decline.py` counts). What an editor adds to the text files counts by
meaning at once.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING

from index.tokens import document_tokens

if TYPE_CHECKING:
    from index.embed import Vectors

    Embed = Callable[[Sequence[str]], Vectors]

FOLDER = Path(__file__).parent
NEAREST = 3
"""The cosines of so many of the nearest written questions are averaged: one may be near by
chance (1: AUC .9736, 3: .9749, 10: .9743 with the other signs of `decline.py`)."""


@dataclass(frozen=True, slots=True)
class Strangeness:
    """How much a question sounds like those that no standard answers."""

    nearness: float
    """The mean cosine of the nearest of them."""
    words: float
    """Summed weights of its words over the root of their number; below 0 sounds strange."""
    familiar: float
    """The mean cosine of the nearest questions that are known to be answered, `Known.nearness`."""


class Elsewhere:
    """The written questions, embedded at the first look."""

    def __init__(self, vectors: "Embed", kept_vectors: "Embed | None" = None) -> None:
        """`vectors` embeds questions, one normalized row each; `kept_vectors` does so for those
        that are the same again at the next start."""
        self._vectors = vectors
        self._kept_vectors = kept_vectors or vectors

    def __call__(self, question: str, familiar: float) -> Strangeness:
        """How much `question` sounds like them, beside how `familiar` it is."""
        import numpy as np

        cosines = self._written @ self._vectors([question])[0]
        nearest = np.sort(cosines)[-NEAREST:]
        return Strangeness(float(nearest.mean()), sound_of(question, weights()), familiar)

    @cached_property
    def _written(self) -> "Vectors":
        return self._kept_vectors(written())


def written() -> tuple[str, ...]:
    """The questions that no standard answers."""
    texts = (FOLDER.joinpath(f"{language}.txt") for language in ("zh-Hant", "en"))
    return tuple(line for text in texts for line in text.read_text("utf-8").splitlines() if line)


@cache
def weights() -> Mapping[str, float]:
    """Log-odds that a word stands in a question the standards answer, by token."""
    lines = FOLDER.joinpath("words.tsv").read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines)
    return {token: float(weight) for token, weight in pairs}


def sound_of(question: str, weight_of: Mapping[str, float]) -> float:
    """The weights of the question's words, summed, over the root of their number."""
    tokens = set(document_tokens(question))
    return sum(weight_of.get(token, 0.0) for token in tokens) / sqrt(max(len(tokens), 1))
