"""Fits the numbers of `conversations/answering/order.py` to judged questions kept for development.

    PYTHONPATH=.:tests python tests/benchmarks/calibrate_order.py

Prints the weights, and by cross-validation what the order they make is worth beside the one in
which the hits come. Needs SciPy, which sentence-transformers brings.
"""

from collections.abc import Sequence

import numpy as np

from conversations.answering import matches, order
from conversations.answering.order import Signs
from conversations.answering.sources import Sources
from conversations.evaluate import GOOD
from index.search import Hit
from judged_questions import each_answered
from ranked_hits import Found, figures, fitted, spread_of, validated


def main() -> None:
    """Fits and prints."""
    found = searched()
    print(f"{len(found)} questions; first, among the first five, nDCG@10")
    as_they_come = [-np.arange(len(each.grades), dtype=np.float64) for each in found]
    print("as they come      {:.3f} {:.3f} {:.3f}".format(*figures(found, as_they_come)))
    names = [*Signs._fields]
    for weights, count in (("BY_ITSELF", len(names) - 1), ("BY_QUESTIONS", len(names))):
        some = [each._replace(signs=each.signs[:, :count]) for each in found]
        spread = spread_of(some)
        fit = zip(names, fitted(some, spread), strict=False)
        print(f"{weights}: " + ", ".join(f"{name}={weight:.2f}" for name, weight in fit))
        print(
            "                  {:.3f} {:.3f} {:.3f}, by cross-validation".format(
                *validated(some, spread)
            )
        )


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


if __name__ == "__main__":
    main()
