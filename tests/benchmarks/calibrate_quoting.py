"""Fits how much of what was found is quoted to judged questions.

    PYTHONPATH=.:tests python tests/benchmarks/calibrate_quoting.py

Run it after `calibrate_order.py`. Prints the weights of `conversations/answering/quoting.py`,
and by cross-validation the F1 of what is quoted. Needs scikit-learn, which sentence-transformers
brings.
"""

from collections.abc import Sequence
from math import log
from statistics import fmean
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

from conversations.answering import matches, quoting
from conversations.answering.quoting import ActivityOf, Asked, Together
from index.search import Hit
from judged_questions import each_answered

NAMES = (
    "GAP",
    "ALIKE",
    "SAME_STANDARD",
    "SAME_ACTIVITY",
    "KNOWN",
    "TOGETHER",
    "SAYS",
    "HOW_MANY",
    "EXACT",
)
FOLDS, SEEDS = 5, 3
LIKELY = 0.4


class Found(NamedTuple):
    """What was found for one question, best first."""

    signs: npt.NDArray[np.float64]
    """Shape: (hits, signs)."""
    answers: npt.NDArray[np.bool_]
    """Which of them answer it. Shape: (hits,)."""
    relevant: int
    """How many items answer it, found or not."""


def main() -> None:
    """Fits and prints."""
    found = searched()
    model = fitted(found)
    for name, weight in zip(NAMES, model.coef_[0], strict=True):
        print(f"{name} = {weight:.2f}")
    print(f"ALONE = {model.intercept_[0]:.2f}")
    print(f"LEAST_TO_QUOTE = {log(LIKELY / (1 - LIKELY)):.2f}")
    rows = []
    for seed in range(SEEDS):
        for fold in np.array_split(np.random.default_rng(seed).permutation(len(found)), FOLDS):
            inside = set(fold.tolist())
            model = fitted([each for i, each in enumerate(found) if i not in inside])
            rows += [f1(found[i], model.predict_proba(found[i].signs)[:, 1]) for i in inside]
    print(f"{len(found)} questions, F1 {fmean(rows):.3f} by cross-validation")


def searched() -> list[Found]:
    """Every judged question for which something was chosen to be quoted."""
    seen: list[tuple[Sequence[Hit], list[tuple[float, ...]]]] = []

    select = quoting.selected

    def spy(
        asked: Asked, hits: Sequence[Hit], activity_of: ActivityOf, together: Together
    ) -> list[Hit]:
        best = hits[: quoting.QUOTED]
        seen.append((best, quoting.signs_beside(asked, best, activity_of, together)))
        return select(asked, hits, activity_of, together)

    vars(quoting)["selected"] = spy
    vars(matches)["is_answerable"] = lambda _parsed, hits, _strange, **_staying: bool(hits)
    found = []
    for judged in each_answered(seen):
        # Of several standards something is quoted for each.
        if len(seen) == 1 and judged.answerable:
            hits, signs = seen[0]
            answers = np.array([hit.id in judged.relevant for hit in hits])
            found.append(Found(np.array(signs), answers, len(judged.relevant)))
    return found


def fitted(found: Sequence[Found]) -> LogisticRegression:
    """The log-odds that a hit answers."""
    signs = np.concatenate([each.signs for each in found])
    return LogisticRegression(C=10, max_iter=1000).fit(
        signs, np.concatenate([each.answers for each in found])
    )


def f1(found: Found, likely: npt.NDArray[np.float64]) -> float:
    """F1 of the best hit and those that likely answer beside it."""
    chosen = likely >= LIKELY
    chosen[0] = True
    return 2 * float((chosen & found.answers).sum()) / (int(chosen.sum()) + found.relevant)


if __name__ == "__main__":
    main()
