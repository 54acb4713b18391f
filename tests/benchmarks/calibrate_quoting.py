"""Fits how much of what was found is quoted to judged questions.

    PYTHONPATH=.:tests python tests/benchmarks/calibrate_quoting.py

Run it after `calibrate_order.py` and `calibrate_leaning.py`. Prints the weights of
`conversations/answering/quoting.py`, but for `exact`, and by cross-validation the F1 of what is
quoted for several bars. Needs scikit-learn, which sentence-transformers brings.
"""

from collections.abc import Sequence
from math import log
from statistics import fmean
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

from conversations.answering import comparison, matches, quoting
from conversations.answering.quoting import ActivityOf, Asked, Together, Weights
from index.search import Hit
from judged_questions import each_answered

FOLDS, SEEDS = 5, 3
BARS = (0.3, 0.35, 0.4, 0.45, 0.5)
FITTED = {
    "IN_GENERAL": ("gap alike same_standard same_activity known together says how_many"),
    "GOING_ON": ("gap alike same_standard same_activity known together says how_many"),
    "OF_A_SIDE": ("gap alike same_activity known together best coverage says how_many"),
}
"""The signs that each is fitted on."""


class Side(NamedTuple):
    """What was found for a question, or for one of two things that it sets side by side."""

    signs: npt.NDArray[np.float64]
    """Shape: (hits, signs)."""
    answers: npt.NDArray[np.bool_]
    """Which of them answer it. Shape: (hits,)."""


class Found(NamedTuple):
    """What was found for one question."""

    sides: tuple[Side, ...]
    relevant: int
    """How many items answer it, found or not."""


def main() -> None:
    """Fits and prints."""
    for name, found in searched().items():
        signs = [Weights._fields.index(sign) for sign in FITTED[name].split()]
        model = fitted(found, signs)
        print(f"{name}, {len(found)} questions")
        for sign, weight in zip(FITTED[name].split(), model.coef_[0], strict=True):
            print(f"    {sign} = {weight:.2f}")
        print(f"    constant = {model.intercept_[0]:.2f}")
        for bar in BARS:
            least = log(bar / (1 - bar))
            print(f"    least = {least:.2f}: F1 {validated(found, signs, bar):.3f}")


def searched() -> dict[str, list[Found]]:
    """Every judged question for which something was chosen to be quoted."""
    seen: list[tuple[Weights, Sequence[Hit], list[tuple[float, ...]]]] = []
    select = quoting.selected

    def spy(
        asked: Asked,
        hits: Sequence[Hit],
        activity_of: ActivityOf,
        together: Together,
        weights: Weights = quoting.IN_GENERAL,
    ) -> list[Hit]:
        best = hits[: quoting.QUOTED]
        seen.append((weights, best, quoting.signs_beside(asked, best, activity_of, together)))
        return select(asked, hits, activity_of, together, weights)

    vars(quoting)["selected"] = spy
    vars(matches)["is_answerable"] = lambda _parsed, hits, _strange, **_staying: bool(hits)
    # Each by itself, though two of them might be the same numbers.
    kinds = {name: Weights(*vars(quoting)[name]) for name in FITTED}
    vars(matches)["IN_GENERAL"], vars(matches)["GOING_ON"] = kinds["IN_GENERAL"], kinds["GOING_ON"]
    vars(comparison)["OF_A_SIDE"] = kinds["OF_A_SIDE"]
    found: dict[str, list[Found]] = {name: [] for name in FITTED}
    for judged in each_answered(seen):
        for name, own in kinds.items():
            sides = tuple(
                Side(np.array(signs), np.array([hit.id in judged.relevant for hit in hits]))
                for weights, hits, signs in seen
                if weights is own
            )
            if judged.answerable and len(sides) == (2 if name == "OF_A_SIDE" else 1):
                found[name].append(Found(sides, len(judged.relevant)))
    return found


def fitted(found: Sequence[Found], signs: Sequence[int]) -> LogisticRegression:
    """The log-odds that a hit answers."""
    sides = [side for each in found for side in each.sides]
    return LogisticRegression(C=10, max_iter=3000).fit(
        np.concatenate([side.signs[:, signs] for side in sides]),
        np.concatenate([side.answers for side in sides]),
    )


def validated(found: Sequence[Found], signs: Sequence[int], bar: float) -> float:
    """The F1 of questions that the weights were not fitted on."""
    rows = []
    for seed in range(SEEDS):
        for fold in np.array_split(np.random.default_rng(seed).permutation(len(found)), FOLDS):
            inside = set(fold.tolist())
            model = fitted([each for i, each in enumerate(found) if i not in inside], signs)
            rows += [f1(found[i], model, signs, bar) for i in inside]
    return fmean(rows)


def f1(found: Found, model: LogisticRegression, signs: Sequence[int], bar: float) -> float:
    """F1 of the best hit of each side and those that likely answer beside it."""
    right = quoted = 0
    for side in found.sides:
        chosen = model.predict_proba(side.signs[:, signs])[:, 1] >= bar
        chosen[0] = True
        right += int((chosen & side.answers).sum())
        quoted += int(chosen.sum())
    return 2 * right / (quoted + found.relevant)


if __name__ == "__main__":
    main()
