"""Text becomes vectors, behind one small protocol."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
"""One row a text, each of length 1 (Euclidean)."""


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

    def likeness(self, question: str, passages: Sequence[str]) -> Vectors:
        """How much of the question each passage has words for, the same or akin.

        From 0 to 1, shape (len(passages),).
        """
        ...
