"""Fits what a sign of a hit weighs to judged questions: a softmax over what was found, against the
grades (ListNet, Cao et al., ICML 2007). Needs SciPy, which sentence-transformers brings."""

from collections.abc import Sequence
from statistics import fmean
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize  # type: ignore[import-untyped]

from conversations.evaluate import GOOD, JudgedQuestion, ndcg

RIDGE = 3.0
"""Pulls the weights of signs, each measured in its own spread, towards 0."""
FOLDS, SEEDS = 5, 3


class Found(NamedTuple):
    """The hits of one question, best first."""

    judged: JudgedQuestion
    signs: npt.NDArray[np.float64]
    """Shape: (hits, signs)."""
    grades: npt.NDArray[np.int64]
    """Shape: (hits,)."""


def fitted(found: Sequence[Found], spread: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The weights under which a softmax comes nearest to the share of each hit's gain."""
    rows = [each.signs / spread for each in found]
    wanted = [(2.0**each.grades - 1) / (2.0**each.grades - 1).sum() for each in found]

    def loss(weights: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        total, slope = RIDGE * float(weights @ weights), 2 * RIDGE * weights
        for signs, share in zip(rows, wanted, strict=True):
            scores = signs @ weights
            scores -= scores.max()
            likely = np.exp(scores)
            likely /= likely.sum()
            total -= float(share @ np.log(likely + 1e-12))
            slope = slope + (likely - share) @ signs
        return total, slope

    weights: npt.NDArray[np.float64] = minimize(loss, np.zeros(len(spread)), jac=True).x / spread
    return weights


def figures(
    found: Sequence[Found], scores: Sequence[npt.NDArray[np.float64]]
) -> tuple[float, float, float]:
    """The shares of questions with a relevant item first and among the first five, and nDCG@10."""
    ranked = [
        each.grades[np.argsort(-score, kind="stable")].tolist()
        for each, score in zip(found, scores, strict=True)
    ]
    return (
        fmean(row[0] >= GOOD for row in ranked),
        fmean(max(row[:5]) >= GOOD for row in ranked),
        fmean(ndcg(row, each.judged.grades) for row, each in zip(ranked, found, strict=True)),
    )


def validated(found: Sequence[Found], spread: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The figures of questions that the weights were not fitted on."""
    rows = []
    for seed in range(SEEDS):
        scores: list[npt.NDArray[np.float64]] = [np.empty(0)] * len(found)
        for fold in np.array_split(np.random.default_rng(seed).permutation(len(found)), FOLDS):
            inside = set(fold.tolist())
            weights = fitted([each for i, each in enumerate(found) if i not in inside], spread)
            for i in inside:
                scores[i] = found[i].signs @ weights
        rows.append(figures(found, scores))
    means: npt.NDArray[np.float64] = np.mean(rows, axis=0)
    return means


def spread_of(found: Sequence[Found]) -> npt.NDArray[np.float64]:
    """How far each sign of one question's hits lies apart, on average."""
    mean: npt.NDArray[np.float64] = np.mean([each.signs.std(axis=0) for each in found], axis=0)
    return mean
