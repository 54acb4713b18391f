"""A second look at the best hits by a model that reads question and passage together."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from index.chunk import Chunk
from index.search import Hit
from standards.model import Language

READ = 10
"""So many of the best hits are read; the rest stay as they are. A cross-encoder takes some 10 ms
a passage on one core."""


class Reranker(Protocol):
    """Says how well passages answer a question."""

    def scores(self, question: str, passages: Sequence[str]) -> Sequence[float]:
        """One score a passage, higher is better; comparable within one call only."""
        ...


def reranked(
    reranker: Reranker, question: str, language: Language, hits: Sequence[Hit]
) -> list[Hit]:
    """The hits with the best of them in the order the reranker gives.

    The scores stay where they are, the best first: what is decided by how far a hit lies behind
    the best one is decided as before.
    """
    first = hits[:READ]
    if len(first) < 2:
        return list(hits)
    given = reranker.scores(question, [passage(hit.chunk, language) for hit in first])
    order = sorted(range(len(first)), key=lambda place: -given[place])
    moved = [
        replace(first[place], score=hit.score) for place, hit in zip(order, first, strict=True)
    ]
    return [*moved, *hits[READ:]]


def passage(chunk: Chunk, language: Language) -> str:
    """A chunk as it is read: where it stands, and its words in the question's language."""
    own = chunk.language == language or not chunk.rendering
    words = (chunk.title, chunk.body) if own else (chunk.rendering,)
    return "\n".join(filter(None, (*words, chunk.context)))
