"""A StaticEmbedding folder of sentence-transformers, read without sentence-transformers or torch.

Such a model is a table: a text's vector is the mean of its pieces' rows, brought to length 1. The
table is kept as it lies on disk (int8 with one factor a row, as `StaticEmbedding.load` accepts
it, or floats) and only the rows that a text needs are widened.
"""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from index.embed import Vectors

EMBEDDED = Path(__file__).parent / "embedded_model"
"""The folder of the model that is shipped."""

_BATCH = 2048


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
        self._tokenizer = Tokenizer.from_file(str(inside / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._name = f"{folder.name}-{_short_hash(weights)}"

    @property
    def name(self) -> str:
        """The folder's name and the first digits of the weights' SHA-256."""
        return self._name

    @property
    def dimensions(self) -> int:
        """How long a vector is."""
        return int(self._table.shape[1])

    def documents(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, shape (len(texts), dimensions)."""
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for first in range(0, len(texts), _BATCH):
            encodings = self._tokenizer.encode_batch_fast(
                list(texts[first : first + _BATCH]), add_special_tokens=False
            )
            for row, encoding in enumerate(encodings, start=first):
                vectors[row] = self._mean(encoding.ids)
        return vectors

    def query(self, text: str) -> Vectors:
        """The vector of a question, shape (dimensions,)."""
        return self._mean(self._tokenizer.encode(text, add_special_tokens=False).ids)

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


def _short_hash(weights: Path) -> str:
    with weights.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:8]
