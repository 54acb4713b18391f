"""Fits the numbers of `conversations/decline.py` to the judged questions kept for development.

    PYTHONPATH=.:tests python tests/benchmarks/calibrate_decline.py [--loss 0.04]

Prints the weights, and by cross-validation what they would decline of the questions that reach a
search. Needs scikit-learn, which sentence-transformers brings.
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from math import log

import numpy as np
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
from sklearn.metrics import roc_auc_score  # type: ignore[import-untyped]
from sklearn.model_selection import (  # type: ignore[import-untyped]
    StratifiedKFold,
    cross_val_predict,
)

from conversations import decline, elsewhere
from conversations.answering import matches
from conversations.elsewhere import Strangeness
from conversations.question import ParsedQuestion
from index.search import Hit
from index.tokens import document_tokens
from judged_questions import each_answered
from standards.library import shipped
from standards.questions import known_questions
from standards.renderings import renderings_of


def main() -> None:
    """Fits and prints."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument(
        "--loss", type=float, default=0.04, help="share of answerable questions given up"
    )
    loss = options.parse_args().loss
    seen: list[tuple[float, ...]] = []

    def spy(
        parsed: ParsedQuestion, hits: Sequence[Hit], strange: Strangeness, *, staying: bool = False
    ) -> bool:
        seen.append(decline.signs(parsed, hits, strange))
        return bool(hits)

    write_words()

    vars(matches)["is_answerable"] = spy  # every search is let through and its signs are noted
    rows, answerable = [], []
    for judged in each_answered(seen):
        if seen:
            rows.append(seen[-1])
            answerable.append(judged.answerable)
    signs, wanted = np.array(rows), np.array(answerable)
    model = LogisticRegression(C=10, max_iter=1000)
    odds = np.mean(
        [
            cross_val_predict(
                model,
                signs,
                wanted,
                cv=StratifiedKFold(10, shuffle=True, random_state=seed),
                method="decision_function",
            )
            for seed in range(10)
        ],
        axis=0,
    )
    threshold = np.quantile(odds[wanted], loss)
    model.fit(signs, wanted)
    own = model.decision_function(signs)
    names = (
        "SIMILARITY",
        "COVERAGE",
        "OWN",
        "UNKNOWN_ROLE",
        "UNRECORDED",
        "NEARNESS",
        "WORDS",
        "FAMILIARITY",
    )
    for name, weight in zip(names, model.coef_[0], strict=True):
        print(f"{name} = {weight:.2f}")
    print(f"CONSTANT = {model.intercept_[0]:.2f}")
    print(f"LEAST_ODDS = {np.quantile(own[wanted], loss):.2f}")
    print(f"searched: {len(wanted)}, of them unanswerable: {(~wanted).sum()}")
    print(f"cross-validated AUC {roc_auc_score(wanted, odds):.3f}")
    print(f"declined at {loss:.0%} loss: {(odds[~wanted] < threshold).mean():.2f}")


def write_words() -> None:
    """Counts the words of phrasings and questions that are answered, and of those that aren't.

    A token's weight is the logarithm of its share among the ones over its share among the others
    (naive Bayes, half a count added everywhere).
    """
    items = (item for standard in shipped() for item in renderings_of(standard.code).items.values())
    asked = [
        phrasing
        for item in items
        for phrasings in item.phrasings.values()
        for phrasing in phrasings
    ]
    asked += [question.text for question in known_questions()]
    ours, others = (
        Counter(token for question in questions for token in set(document_tokens(question)))
        for questions in (asked, elsewhere.written())
    )
    tokens = sorted(ours | others)

    def share(counts: Counter[str], token: str) -> float:
        return (counts[token] + 0.5) / (counts.total() + 0.5 * len(tokens))

    weights = {token: log(share(ours, token) / share(others, token)) for token in tokens}
    kept = [
        f"{token}\t{weight:.2f}\n"
        for token, weight in weights.items()
        if abs(weight) > 0.5 and (others[token] > 1 or ours[token] >= 10)
    ]
    (elsewhere.FOLDER / "words.tsv").write_text("".join(kept), encoding="utf-8")
    elsewhere.weights.cache_clear()


if __name__ == "__main__":
    main()
