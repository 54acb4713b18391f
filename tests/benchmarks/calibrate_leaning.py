"""Fits the numbers of `conversations/answering/leaning.py` to judged conversations kept for
development.

    PYTHONPATH=.:tests python tests/benchmarks/calibrate_leaning.py

Run it after `calibrate_order.py`. Prints the weights, and by cross-validation what the order they
make is worth beside the one by words alone. Needs SciPy, which sentence-transformers brings.
"""

from collections.abc import Sequence

import numpy as np

from conversations.answering import leaning, matches
from conversations.answering.leaning import Signs, brevity, signs
from conversations.answering.sources import Sources
from conversations.evaluate import GOOD
from conversations.question import ParsedQuestion
from index.search import Hit
from judged_questions import each_answered
from ranked_hits import Found, figures, fitted, spread_of, validated


def main() -> None:
    """Fits and prints."""
    found = searched()
    print(f"{len(found)} questions; first, among the first five, nDCG@10")
    print(
        "by words alone    {:.3f} {:.3f} {:.3f}".format(
            *figures(found, [each.signs[:, 0] for each in found])
        )
    )
    spread = spread_of(found)
    weights = fitted(found, spread)
    half = len(Signs._fields)
    for name, some in (("AT_LENGTH", weights[:half]), ("IN_SHORT", weights[half:])):
        print(f"{name} = Signs({', '.join(f'{weight:.2f}' for weight in some)})")
    print(
        "                  {:.3f} {:.3f} {:.3f}, by cross-validation".format(
            *validated(found, spread)
        )
    )


def searched() -> list[Found]:
    """Every judged question of a conversation that was searched for, with what was found: the signs
    of each hit, and once more as much as the question is brief."""
    seen: list[tuple[list[str], np.ndarray[tuple[int, int], np.dtype[np.float64]]]] = []

    def spy(sources: Sources, parsed: ParsedQuestion, hits: Sequence[Hit]) -> list[Hit]:
        if parsed.near and len(hits) > 1:
            told = np.array(signs(sources, parsed, hits))
            seen.append(([hit.id for hit in hits], np.hstack([told, told * brevity(parsed)])))
        return leaning.leaning(sources, parsed, hits)

    vars(matches)["leaning"] = spy
    found = []
    for judged in each_answered(seen):
        if not seen or not judged.history:
            continue
        ids, told = seen[-1]
        grades = np.array([judged.grades.get(id_, 0) for id_ in ids])
        if (grades >= GOOD).any():
            found.append(Found(judged, told, grades))
    return found


if __name__ == "__main__":
    main()
