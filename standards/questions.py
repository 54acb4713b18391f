"""Questions that people put to the shipped standards, each with the items that answer it.

They stand beside the documents, a line each, and are ours, not the publishers': written from the
items' texts, a person and a situation first. The embedded model learned from those that were there
when it was trained, and what answers one of them likely answers a question like it. A standard that
someone adds has none.

Some, with a `~` at the end of their line, were judged narrowly: by the items that they were written
for, not by all that answer them. The model learned from these, too, but what they lack would be
taken for no answer, so that they don't vote. (With them votes gave the same order, and a right item
among the first five for .965 of 1,200 questions of writers left out, without them for .971.)
"""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

_FILE = Path(__file__).parent / "data" / "questions.tsv"
_NARROWLY = "\t~"


class KnownQuestion(NamedTuple):
    """A question, and how well items answer it."""

    text: str
    grades: Mapping[str, int]
    """By item id: 3 answers it exactly, 2 clearly helps."""


def known_questions() -> tuple[KnownQuestion, ...]:
    """Those that were judged over all standards, in the file's order; read anew each time, since
    whoever asks keeps less of them than their texts."""
    return tuple(_known(line) for line in _lines() if not line.endswith(_NARROWLY))


def all_questions() -> tuple[KnownQuestion, ...]:
    """Those that were judged narrowly as well, in the file's order."""
    return tuple(_known(line.removesuffix(_NARROWLY)) for line in _lines())


def _lines() -> list[str]:
    return _FILE.read_text(encoding="utf-8").splitlines()


def _known(line: str) -> KnownQuestion:
    question, grades = line.split("\t")
    # A grade is one digit behind its sign: P1.1.2=3.
    return KnownQuestion(question, {each[:-2]: int(each[-1]) for each in grades.split()})
