"""Questions that people put to the shipped standards, each with the items that answer it.

They stand beside the documents, a line each, and are ours, not the publishers': written from the
items' texts, a person and a situation first. The embedded model learned from them, and what
answers one of them likely answers a question like it. A standard that someone adds has none.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

_FILE = Path(__file__).parent / "data" / "questions.tsv"


class KnownQuestion(NamedTuple):
    """A question, and how well items answer it."""

    text: str
    grades: Mapping[str, int]
    """By item id: 3 answers it exactly, 2 clearly helps."""


@cache
def known_questions() -> tuple[KnownQuestion, ...]:
    """All of them, in the file's order."""
    return tuple(map(_known, _FILE.read_text(encoding="utf-8").splitlines()))


def _known(line: str) -> KnownQuestion:
    question, grades = line.split("\t")
    # A grade is one digit behind its sign: P1.1.2=3.
    return KnownQuestion(question, {each[:-2]: int(each[-1]) for each in grades.split()})
