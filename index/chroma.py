"""Vectors kept in Chroma, embedded in this process. The only module that knows Chroma.

Opening a Chroma folder writes to it, even just to read (`chroma.sqlite3`, and `data_level0.bin`
and `length.bin` while vectors still stand in Chroma's log): two processes must never open the
same one. `index.folder` therefore gives every process a copy of its own.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from chromadb.api.client import Client
from chromadb.config import Settings
from chromadb.errors import ChromaError

from index.embed import Vectors
from index.errors import DamagedIndex
from index.store import Neighbour
from standards.sentences import N_

BATCH = 5_461
"""Chroma takes no more at once: SQLite's variables in one statement."""
_COLLECTION = "chunks"


class ChromaStore:
    """The store in a folder that no other process opens at the same time.

    Every method raises DamagedIndex when Chroma fails at what it finds in the folder.
    """

    def __init__(self, folder: Path) -> None:
        settings = Settings(
            _env_file=None,  # type: ignore[call-arg]  # not the `.env` of wherever we run
            is_persistent=True,
            persist_directory=str(folder),
            anonymized_telemetry=False,
        )
        with _chromas_failures():
            self._client = Client(settings=settings)
            self._chunks = self._client.get_or_create_collection(
                _COLLECTION,
                # None: the default one would download a model. And l2 is the default distance.
                embedding_function=None,
                configuration={"hnsw": {"space": "cosine"}},
            )

    def digests(self) -> Mapping[str, str]:
        digests: dict[str, str] = {}
        # In parts, since of some 30,000 at once Chroma says "too many SQL variables".
        for start in itertools.count(0, BATCH):
            with _chromas_failures():
                found = self._chunks.get(include=["metadatas"], limit=BATCH, offset=start)
            rows = zip(found["ids"], found["metadatas"] or (), strict=True)
            digests.update((id_, str(metadata["digest"])) for id_, metadata in rows)
            if len(found["ids"]) < BATCH:
                break
        return digests

    def put(self, ids: Sequence[str], digests: Sequence[str], vectors: Vectors) -> None:
        for start in range(0, len(ids), BATCH):
            part = slice(start, start + BATCH)
            with _chromas_failures():
                self._chunks.upsert(
                    ids=list(ids[part]),
                    embeddings=np.ascontiguousarray(vectors[part], np.float32),
                    metadatas=[{"digest": digest} for digest in digests[part]],
                )

    def remove(self, ids: Sequence[str]) -> None:
        for start in range(0, len(ids), BATCH):
            with _chromas_failures():
                self._chunks.delete(ids=list(ids[start : start + BATCH]))

    def nearest(self, vector: Vectors, limit: int) -> list[Neighbour]:
        if limit < 1:
            return []
        with _chromas_failures():
            found = self._chunks.query(
                query_embeddings=vector[np.newaxis],
                n_results=limit,
                include=["distances"],
            )
        distances = (found["distances"] or [[]])[0]
        return [
            Neighbour(id_, 1.0 - float(distance))
            for id_, distance in zip(found["ids"][0], distances, strict=True)
        ]

    def close(self) -> None:
        self._client.close()


@contextmanager
def _chromas_failures() -> Iterator[None]:
    try:
        yield
    except ChromaError as error:
        raise DamagedIndex(N_("Chroma failed: {reason}."), reason=str(error)) from error
