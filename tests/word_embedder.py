"""A model for tests: words and characters hashed into 64 dimensions, counting what it embeds."""

from collections.abc import Sequence
from zlib import crc32

import numpy as np

from index.embed import Vectors
from index.tokens import document_tokens


class WordEmbedder:
    """Two texts with words in common are near to each other."""

    def __init__(self, name: str = "words", dimensions: int = 64) -> None:
        self._name = name
        self._dimensions = dimensions
        self.embedded: list[str] = []
        """Every passage, in order."""

    @property
    def name(self) -> str:
        return self._name

    def documents(self, texts: Sequence[str]) -> Vectors:
        self.embedded.extend(texts)
        return np.stack([self.query(text) for text in texts])

    def query(self, text: str) -> Vectors:
        vector = np.zeros(self._dimensions, np.float32)
        vector[0] = 0.01  # so that a text without words has a direction too
        for token in document_tokens(text):
            number = crc32(f"{self._name} {token}".encode())
            vector[number % self._dimensions] += 1 if number & 1 << 20 else -1
        return vector / np.linalg.norm(vector)
