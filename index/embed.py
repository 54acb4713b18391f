"""Text becomes vectors, behind one small protocol."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
"""One row a text, each of length 1 (Euclidean)."""
Pieces = npt.NDArray[np.int32]
"""The numbers of the distinct pieces of one text, ascending."""


class Embedder(Protocol):
    """A model that puts texts of one or more languages into one space."""

    @property
    def name(self) -> str:
        """Names the model and its weights: another name means other vectors."""
        ...

    def documents(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, shape (len(texts), dimensions)."""
        ...

    def query(self, text: str) -> Vectors:
        """The vector of a question, shape (dimensions,)."""
        ...


@runtime_checkable
class WordByWord(Protocol):
    """A model that can also compare a question with passages word by word."""

    def read(self, texts: Sequence[str]) -> tuple[Vectors, list[Pieces]]:
        """Vectors of passages, as `documents` gives them, and the pieces of each."""
        ...

    def likeness(self, question: str, passages: Sequence[Pieces]) -> Vectors:
        """How much of the question each passage has words for, the same or akin.

        Of passages, what `read` gave. From 0 to 1, shape (len(passages),).
        """
        ...
