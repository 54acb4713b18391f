"""Fits whether a question tells of a task or activity in words of its own, to written questions.

    PYTHONPATH=.:tests python tests/benchmarks/calibrate_places.py

Of the written ways of asking, those that ask for a list and mark a place by words, not by a code or
a number, tell of one; each is put as if its standard were named, too. Those that name a standard
and no place tell of none. Prints the weights of `conversations/answering/told.py`, and by
cross-validation how many places are told, how many of them rightly, and how often one is told
where none is meant. Needs scikit-learn, which sentence-transformers brings.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
from sklearn.model_selection import cross_val_predict  # type: ignore[import-untyped]

from conversations.answering.query import query_of
from conversations.answering.told import Signs, likeliest
from conversations.ask import Assistant
from conversations.facets import OF_A_PLACE
from hearing_examples import NAMED, examples
from judged_questions import answering

LISTS = {"list", "count"}
NUMBERED = re.compile(r"[A-Z]\d|第|\b(?:task|duty|activity) (?:\d|one|two|three|four|five)\b", re.I)
FOLDS = 5


class Seen(NamedTuple):
    """The signs of a question."""

    signs: Signs
    told: bool
    """Whether it tells of a place."""
    rightly: bool
    """Whether that is in the likeliest task."""


def main() -> None:
    """Fits and prints."""
    seen = list(read())
    signs = np.array([each.signs for each in seen])
    tells = np.array([each.told for each in seen])
    rightly = np.array([each.rightly for each in seen])
    model = LogisticRegression(C=10.0, class_weight="balanced")
    odds = cross_val_predict(model, signs, tells, cv=FOLDS, method="decision_function")
    model.fit(signs, tells)
    print(f"WEIGHTS = Signs({', '.join(f'{weight:.2f}' for weight in model.coef_[0])})")
    print(f"NONE_TOLD = {model.intercept_[0]:.2f}")
    print(f"{tells.sum()} that tell of a place, {(~tells).sum()} that tell of none")
    for least in (0.0, 1.0, 2.0):
        taken = odds >= least
        print(
            f"from {least}: told {taken[tells].mean():.3f}, of them rightly "
            f"{rightly[tells & taken].mean():.3f}, where none is meant {taken[~tells].mean():.3f}"
        )


def read() -> Iterator[Seen]:
    """Every example that asks for a list of what a place or a standard has."""
    with answering() as assistant:
        for written in examples():
            names = list(NAMED.finditer(written.text))
            if written.form not in LISTS or not {*written.facets.split(",")} <= {*OF_A_PLACE}:
                continue
            if len(names) != 1 or NUMBERED.search(names[0]["words"]):
                continue
            if names[0]["place"] or names[0]["standard"]:
                seen = looked_at(assistant, written.said, names[0]["place"])
                if seen:
                    yield seen


def looked_at(assistant: Assistant, question: str, place: str | None) -> Seen | None:
    """The signs of a question that tells of this place, or of none."""
    parsed = assistant.explain(question)
    if place:
        parsed = replace(parsed, standards=(place.partition("/")[0],))
    if len(parsed.standards) != 1 or parsed.places or parsed.codes:
        return None
    sources = assistant.sources
    found = likeliest(sources, parsed, query_of(parsed))
    if found is None:
        return None
    rightly = place is not None and sources.atlas[found.place].tasks == sources.atlas[place].tasks
    return Seen(found.signs, place is not None, rightly)


if __name__ == "__main__":
    main()
