"""Two rankings become one: a weighted sum of z-scores.

Not reciprocal ranks: with equal weights a weaker leg spoils a stronger one (on DRCD, recall@1
fell from .917 to .689), and ranks forget by how much one chunk is better than the next
(Bruch et al., arXiv 2210.11934).
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from index.lexical import Scores

SAME_LANGUAGE = 1.0
OTHER_LANGUAGE = 3.0
"""The vectors' weight where a question and a chunk are in one language, and where they aren't:
two languages share few words, so there the vectors know more. Measured as in `Chunk.text`: from
weight ½ to 2, recall@5 of held-out everyday phrasings grows from .09 to .11 (in English, mostly
over Chinese: .07 to .08, at 4 .11), and first places by half a title fall from .94 to .91. Where
words are translated one by one (`index/translations.py`) it hardly matters: any@5 is the same from
weight 1½ to 4."""


class Spread(NamedTuple):
    """How values lie around their mean."""

    mean: float
    deviation: float


class Spreads(NamedTuple):
    """How both legs' values spread over all chunks that can share words with the question, or
    over all that can share only translated ones."""

    lexical: Spread
    similarity: Spread


def fused(
    lexical: Scores,
    similarity: Scores,
    same_language: npt.NDArray[np.bool_],
    shares_words: npt.NDArray[np.bool_],
    sharing: Spreads,
    others: Spreads,
) -> Scores:
    """One score a chunk, higher is better; all shapes (chunks,).

    `shares_words` are the chunks that can have words in common with the question, by language or
    by rendering; the others' are those of its translation. z-scores are taken among all of them
    and among all others apart: a question's own words would otherwise put every chunk of its
    language above all of the other's. The weights of both legs add up to 1, so that scores of
    all chunks compare.

    How values spread over all is told, so that a chunk's score does not depend on which chunks
    it is compared with.
    """
    weight = np.where(same_language, SAME_LANGUAGE, OTHER_LANGUAGE).astype(np.float32)
    scores = np.empty(len(lexical), np.float32)
    for group, spreads in ((shares_words, sharing), (~shares_words, others)):
        words = z_scores(lexical[group], spreads.lexical)
        vectors = z_scores(similarity[group], spreads.similarity)
        scores[group] = (words + weight[group] * vectors) / (1 + weight[group])
    return scores


def spread(values: Scores) -> Spread:
    """Mean and standard deviation; of nothing, zeros."""
    if not len(values):
        return Spread(0.0, 0.0)
    return Spread(float(values.mean(dtype=np.float64)), float(values.std(dtype=np.float64)))


def z_scores(values: Scores, over_all: Spread) -> Scores:
    """Distance from the mean in standard deviations; zeros where all values are the same."""
    mean, deviation = over_all
    if deviation < 1e-6:
        return np.zeros(len(values), np.float32)
    distances: Scores = ((values - mean) / deviation).astype(np.float32)
    return distances
