"""A StaticEmbedding folder of sentence-transformers, read without sentence-transformers or torch.

Such a model is a table: a text's vector is the mean of its pieces' rows, brought to length 1. The
table is kept as it lies on disk (int8 with one factor a row, as `StaticEmbedding.load` accepts
it, or floats) and only the rows that a text needs are widened.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from index.embed import Pieces, Vectors
from index.unigram import unigram_at

EMBEDDED = Path(__file__).parent / "embedded_model"
"""The folder of the model that is shipped."""

_BATCH = 2048
_MANY = 1_000
"""For so many passages it is worth while to load the library's tokenizer, which reads them twice as
fast as ours, once 0.2 s and 90 MB have been spent on it."""


class StaticEmbedder:
    """The model in `folder`. A text without a known piece has the vector of zeros."""

    def __init__(self, folder: Path) -> None:
        inside = folder / _static_module(folder)
        weights = inside / "model.safetensors"
        tensors = load_file(weights)
        if "embedding.weight" in tensors:
            self._table: npt.NDArray[np.generic] = tensors["embedding.weight"]
            self._factors: Vectors | None = None
        else:
            self._table = tensors["embeddings"]
            self._factors = tensors["weights"].astype(np.float32)
        self._tokenizer = inside / "tokenizer.json"
        self._ours = unigram_at(self._tokenizer)
        self._ids = self._ours or _ids_by(_library(self._tokenizer))
        self._name = f"{folder.name}-{_short_hash(weights, self._tokenizer)}"

    @property
    def name(self) -> str:
        """The folder's name and the first digits of the SHA-256 of weights and tokenizer."""
        return self._name

    @property
    def dimensions(self) -> int:
        """How long a vector is."""
        return int(self._table.shape[1])

    def documents(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, shape (len(texts), dimensions)."""
        return self.read(texts)[0]

    def read(self, texts: Sequence[str]) -> tuple[Vectors, list[Pieces]]:
        """Vectors of passages, shape (len(texts), dimensions), and the pieces of each."""
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        pieces = []
        for row, ids in enumerate(self._ids_of_each(texts)):
            vectors[row] = self._mean(ids)
            pieces.append(_distinct(ids))
        return vectors, pieces

    def query(self, text: str) -> Vectors:
        """The vector of a question, shape (dimensions,)."""
        return self._mean(self._ids(text))

    def likeness(self, question: str, passages: Sequence[Pieces]) -> Vectors:
        """How much of the question each passage has pieces for, the same or akin.

        The mean, over the question's pieces, of the highest cosine with a piece of the passage
        (late interaction, Khattab, Zaharia, SIGIR 2020, without context); a piece counts by the
        length of its row, which training made short where it tells little. From 0 to 1, shape
        (len(passages),).
        """
        asked = _distinct(self._ids(question))
        likeness = np.zeros(len(passages), np.float32)
        filled = [place for place, pieces in enumerate(passages) if len(pieces)]
        if not len(asked) or not filled:
            return likeness
        rows, weights = self._directions(asked)
        ours, where = np.unique(np.concatenate([passages[i] for i in filled]), return_inverse=True)
        cosines = np.maximum(rows @ self._directions(ours)[0].T, 0)[:, where]
        starts = np.cumsum([0, *(len(passages[i]) for i in filled[:-1])])
        likeness[filled] = weights @ np.maximum.reduceat(cosines, starts, axis=1) / weights.sum()
        return likeness

    def _ids_of_each(self, texts: Sequence[str]) -> Iterator[list[int]]:
        if len(texts) < _MANY:
            yield from self._ours.each(texts) if self._ours else map(self._ids, texts)
            return
        tokenizer = _library(self._tokenizer)
        for first in range(0, len(texts), _BATCH):
            part = list(texts[first : first + _BATCH])
            for encoding in tokenizer.encode_batch_fast(part, add_special_tokens=False):
                yield encoding.ids

    def _directions(self, pieces: Pieces) -> tuple[Vectors, Vectors]:
        """Their rows brought to length 1, and what the lengths were; never 0."""
        rows = self._table[pieces].astype(np.float32)
        lengths = np.sqrt(np.einsum("ij,ij->i", rows, rows)) + np.float32(1e-9)
        weights = lengths if self._factors is None else lengths * self._factors[pieces]
        return rows / lengths[:, None], weights

    def _mean(self, ids: list[int]) -> Vectors:
        # The length of a mean and that of a sum point the same way: no division is needed.
        rows = self._table[ids].astype(np.float32)
        total: Vectors = rows.sum(axis=0) if self._factors is None else self._factors[ids] @ rows
        length = np.float32(np.sqrt(total @ total))
        return total / length if length > 0 else total


def embedded() -> StaticEmbedder:
    """The model that is shipped."""
    return StaticEmbedder(EMBEDDED)


def _static_module(folder: Path) -> str:
    """Where in the folder the table lies, by the folder's own list of modules."""
    modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
    for module in modules:
        if module["type"].endswith(".StaticEmbedding"):
            return str(module["path"])
    raise ValueError(f"{folder} holds no StaticEmbedding")


def _short_hash(*files: Path) -> str:
    digest = hashlib.sha256()
    for file in files:
        with file.open("rb") as opened:
            hashlib.file_digest(opened, lambda: digest)
    return digest.hexdigest()[:8]


def _library(file: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(file))
    tokenizer.no_padding()
    return tokenizer


def _ids_by(tokenizer: Tokenizer) -> Callable[[str], list[int]]:
    def ids(text: str) -> list[int]:
        found: list[int] = tokenizer.encode(text, add_special_tokens=False).ids
        return found

    return ids


def _distinct(ids: list[int]) -> Pieces:
    return np.array(sorted({*ids}), np.int32)
