"""Fits the numbers of `conversations/answering/order.py` to judged questions kept for development.

    PYTHONPATH=.:tests python tests/benchmarks/calibrate_order.py

Prints the weights, and by cross-validation what the order they make is worth beside the one in
which the hits come. Needs SciPy, which sentence-transformers brings.
"""

from collections.abc import Sequence
from statistics import fmean
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize  # type: ignore[import-untyped]

from conversations.answering import matches, order
from conversations.answering.order import Signs
from conversations.answering.sources import Sources
from conversations.evaluate import GOOD, JudgedQuestion, ndcg
from index.search import Hit
from judged_questions import each_answered

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


def main() -> None:
    """Fits and prints."""
    found = searched()
    print(f"{len(found)} questions; first, among the first five, nDCG@10")
    as_they_come = [-np.arange(len(each.grades), dtype=np.float64) for each in found]
    print("as they come      {:.3f} {:.3f} {:.3f}".format(*figures(found, as_they_come)))
    names = [*Signs._fields]
    for weights, count in (("BY_ITSELF", len(names) - 1), ("BY_QUESTIONS", len(names))):
        some = [each._replace(signs=each.signs[:, :count]) for each in found]
        spread = np.mean([each.signs.std(axis=0) for each in some], axis=0)
        fit = zip(names, fitted(some, spread), strict=False)
        print(f"{weights}: " + ", ".join(f"{name}={weight:.2f}" for name, weight in fit))
        print(
            "                  {:.3f} {:.3f} {:.3f}, by cross-validation".format(
                *validated(some, spread)
            )
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


def searched() -> list[Found]:
    """Every judged question that comes to be put in order, with what was found."""
    seen: list[tuple[list[str], list[Signs]]] = []

    def spy(sources: Sources, question: str, hits: Sequence[Hit]) -> list[Hit]:
        if hits:
            told = order.with_known(sources, question, hits)
            seen.append(([hit.id for hit in hits], order.signs(sources, question, told)))
        return order.ordered(sources, question, hits)

    vars(matches)["ordered"] = spy
    found = []
    for judged in each_answered(seen):
        # What the others ask for stands in lists, or hangs on what was said before.
        if not seen or judged.history or judged.kind in ("reverse", "comparison", "listing"):
            continue
        # What was found for an answer is put in order last.
        ids, signs = seen[-1]
        grades = np.array([judged.grades.get(id_, 0) for id_ in ids])
        if (grades >= GOOD).any():
            found.append(Found(judged, np.array(signs), grades))
    return found


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


if __name__ == "__main__":
    main()
