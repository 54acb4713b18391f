"""Where vectors are kept, behind one small protocol, with its twin in memory."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

import numpy as np

from index.embed import Vectors


class Neighbour(NamedTuple):
    """A stored vector near to one asked for."""

    id: str
    similarity: float
    """Cosine, from -1 to 1."""


class VectorStore(Protocol):
    """Vectors by chunk id, each with the digest of the chunk it was made from."""

    def digests(self) -> Mapping[str, str]:
        """Every stored id and its chunk's digest."""
        ...

    def put(self, ids: Sequence[str], digests: Sequence[str], vectors: Vectors) -> None:
        """Adds vectors, or replaces those of the same ids. Shape (len(ids), dimensions)."""
        ...

    def remove(self, ids: Sequence[str]) -> None:
        """Forgets these ids; unknown ones are passed over."""
        ...

    def nearest(self, vector: Vectors, limit: int) -> list[Neighbour]:
        """The `limit` nearest by cosine, best first. Shape of `vector`: (dimensions,)."""
        ...

    def close(self) -> None:
        """Lets go of files; nothing else may be called afterwards."""
        ...


class MemoryStore:
    """The twin in memory, exact and without files."""

    def __init__(self) -> None:
        self._stored: dict[str, tuple[str, Vectors]] = {}

    def digests(self) -> Mapping[str, str]:
        return {id_: digest for id_, (digest, _) in self._stored.items()}

    def put(self, ids: Sequence[str], digests: Sequence[str], vectors: Vectors) -> None:
        for id_, digest, vector in zip(ids, digests, vectors, strict=True):
            self._stored[id_] = (digest, vector.copy())

    def remove(self, ids: Sequence[str]) -> None:
        for id_ in ids:
            self._stored.pop(id_, None)

    def nearest(self, vector: Vectors, limit: int) -> list[Neighbour]:
        ids = list(self._stored)
        if not ids or limit < 1:
            return []
        vectors = np.stack([self._stored[id_][1] for id_ in ids])
        lengths = np.linalg.norm(vectors, axis=1) * np.linalg.norm(vector)
        similarities = vectors @ vector / np.maximum(lengths, np.finfo(np.float32).tiny)
        order = np.argsort(-similarities, kind="stable")[:limit]
        return [Neighbour(ids[i], float(similarities[i])) for i in order]

    def close(self) -> None:
        self._stored = {}
