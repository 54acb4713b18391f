"""Pairs of texts that mean the same or belong together, read from gzipped tables."""

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# Brackets of a dictionary's grammar notes, and the marks between its senses.
_NOTE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_SENSES = re.compile(r"\s*[;/]\s*")
_POINTERS = re.compile(r"^(variant|old variant|see|surname|abbr\.|CL:|used in|erhua)\b")

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Source:
    """One table: which languages its columns are in and how often training draws from it."""

    name: str
    weight: float
    left: str
    """`en` or `zh`."""
    right: str
    neighbours: float = 0.0
    """How often a line is paired with the line after it in one language, as a share of `weight`."""


def languages(name: str) -> tuple[str, str]:
    """The languages of the two columns, from the file's name.

    `zhzh_…`, `enen_…` and `enzh_…` say both; a plain name is a table of translations, English
    first.
    """
    head = name.split("_", 1)[0]
    if len(head) == 4 and {head[:2], head[2:]} <= {"en", "zh"}:
        return head[:2], head[2:]
    return "en", "zh"


def pairs(folder: Path, name: str) -> Iterator[Pair]:
    """The lines of FOLDER/NAME.tsv.gz in order, those of two columns that are not empty."""
    with gzip.open(folder / f"{name}.tsv.gz", mode="rt", encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if len(cells) == 2 and cells[0].strip() and cells[1].strip():
                yield cells[0].strip(), cells[1].strip()


def texts(folder: Path, name: str, language: str) -> set[str]:
    """The distinct ones of one language in FOLDER/NAME.tsv.gz."""
    sides = languages(name)
    return {
        text
        for pair in pairs(folder, name)
        for side, text in zip(sides, pair, strict=True)
        if side == language
    }


def senses(gloss: str, limit: int = 3) -> list[str]:
    """A dictionary's gloss as separate short meanings, without notes and pointers.

    A whole gloss is a list of unlike senses; one vector for all of them would mean none.
    """
    found = []
    for part in _SENSES.split(_NOTE.sub(" ", gloss)):
        meaning = " ".join(part.split())
        if meaning and not _POINTERS.match(meaning):
            found.append(meaning)
    return found[:limit]


def glossed(lines: Iterator[Pair]) -> Iterator[Pair]:
    """One pair a sense of a dictionary's entries."""
    for gloss, word in lines:
        for meaning in senses(gloss):
            yield meaning, word
