"""Fits what the words of a question tell of what it asks for (`conversations/hearing/`).

    PYTHONPATH=.:tests python tests/benchmarks/calibrate_hearing.py

A logistic regression for each part and each form, with the absolute weights kept small, so that
most are 0. Learned from the written ways of asking, and from questions on situations and on what
no standard holds, which ask for no part. Prints, by cross-validation, how often each is told where
it is asked for and how often rightly; writes the weights. Needs scikit-learn, which
sentence-transformers brings.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import sqrt
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
from sklearn.model_selection import GroupKFold, cross_val_predict  # type: ignore[import-untyped]

from conversations import elsewhere, hearing
from conversations.facets import Facet
from conversations.hearing import Form, Wanted, tokens_of
from conversations.parse import HEARD
from hearing_examples import NAMED, examples
from index.chunk import chunks_of
from index.fold import fold
from standards.library import shipped
from standards.questions import all_questions
from standards.renderings import renderings_of

OTHERS = 4
"""Every so-manieth of the questions that ask for no part."""
FOLDS = 5
IN_ITEMS = 3
"""A token that so many items have says something of a subject."""
OFTEN = 2
"""A token that fewer examples have tells nothing."""
STRENGTH = 10.0
"""The inverse of what a weight costs."""


class Example(NamedTuple):
    """A question in one reading, and all that it asks for."""

    tokens: frozenset[str]
    wanted: frozenset[Wanted]


def main() -> None:
    """Fits, prints and writes."""
    examples = read()
    counts: dict[str, int] = defaultdict(int)
    for each in examples:
        for token in each.tokens:
            counts[token] += 1
    column = {t: i for i, t in enumerate(sorted(t for t, n in counts.items() if n >= 2 * OFTEN))}
    signs = matrix(examples, column)
    # The two readings of an example stand side by side: no fold parts them.
    pairs = np.repeat(np.random.default_rng(0).permutation(len(examples) // 2), 2)
    folds = list(GroupKFold(FOLDS).split(signs, groups=pairs))
    table: dict[str, dict[Wanted, float]] = defaultdict(dict)
    print("asked for: times, of them told, told rightly")
    for wanted in [*Facet, *Form]:
        asked = np.array([wanted in each.wanted for each in examples])
        if not asked.any():
            continue
        model = LogisticRegression(C=STRENGTH, penalty="l1", solver="liblinear", random_state=0)
        odds = cross_val_predict(model, signs, asked, cv=folds, method="decision_function")
        told = odds >= HEARD
        print(
            f"{wanted:14} {asked.sum() // 2:4} {told[asked].mean():.2f}"
            f" {asked[told].mean() if told.any() else 0:.2f}"
        )
        model.fit(signs, asked)
        table[""][wanted] = float(model.intercept_[0])
        for token, i in column.items():
            if abs(model.coef_[0, i]) >= 0.05:
                table[token][wanted] = float(model.coef_[0, i])
    lines = [
        "\t".join([token, *(f"{wanted}={weight:.2f}" for wanted, weight in row.items())])
        for token, row in sorted(table.items())
    ]
    (hearing.FOLDER / "weights.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    only_ask = asking(table)
    (hearing.FOLDER / "asking.txt").write_text("\n".join(only_ask) + "\n", encoding="utf-8")
    print(f"{len(table)} tokens, {sum(map(len, table.values()))} weights; {len(only_ask)} only ask")


def asking(table: Mapping[str, Mapping[Wanted, float]]) -> list[str]:
    """The tokens that speak for something, that hardly an item has and that seldom name a place
    or a subject: in "what comes out of the credit check" a credit check doesn't ask."""
    naming: dict[str, int] = defaultdict(int)
    for written in examples():
        for beside in tokens_of(fold(NAMED.sub(" ", written.text))):
            naming[beside.text] -= 1
        for named in NAMED.finditer(written.text):
            for within in tokens_of(fold(named["words"])):
                naming[within.text] += 1
    held: dict[str, int] = defaultdict(int)
    for standard in shipped():
        for chunk in chunks_of(standard, renderings_of(standard.code)):
            said = fold("\n".join((chunk.title, chunk.body, chunk.rendering)))
            for token in {each.text for each in tokens_of(said)}:
                held[token] += 1
    return sorted(
        token
        for token, row in table.items()
        if token
        and max(row.values()) >= hearing.SPEAKS
        and held[token] < IN_ITEMS
        and naming[token] <= 0
    )


def read() -> list[Example]:
    """Two readings of each: with the names as they stand, and without those of standards."""
    found = []
    for written in examples():
        asked: set[Wanted] = {Form(written.form)} if written.form in {*Form} else set()
        asked |= {Facet(facet) for facet in written.facets.split(",") if facet != "-"}
        for reading in (written.said, written.unnamed):
            found.append(example(reading, frozenset(asked)))
    others = [question.text for question in all_questions()][::OTHERS]
    for text in [*others, *elsewhere.written()[:: OTHERS // 2]]:
        found += [example(text, frozenset())] * 2
    return found


def example(text: str, wanted: frozenset[Wanted]) -> Example:
    """A reading of a question."""
    return Example(frozenset(token.text for token in tokens_of(fold(text))), wanted)


def matrix(examples: Sequence[Example], column: dict[str, int]) -> csr_matrix:
    """What each example says, of length 1. Shape: (examples, tokens)."""
    rows, columns, values = [], [], []
    for row, each in enumerate(examples):
        for token in each.tokens & column.keys():
            rows.append(row)
            columns.append(column[token])
            values.append(1 / sqrt(len(each.tokens)))
    shape = (len(examples), len(column))
    data: npt.NDArray[np.float64] = np.array(values)
    return csr_matrix((data, (rows, columns)), shape=shape)


if __name__ == "__main__":
    main()
