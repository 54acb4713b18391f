"""Any model of sentence-transformers as an `Embedder`, loaded late."""

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from index.embed import Vectors
from index.errors import EmbedderUnavailable
from standards.sentences import N_

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


class SentenceEmbedder:
    """`model` is a folder, or a name that sentence-transformers finds or downloads.

    Questions and passages get the model's own prompts where it has them. Raises
    `EmbedderUnavailable` where sentence-transformers is not installed or the model can't be used.
    """

    def __init__(self, model: str) -> None:
        try:
            import torch
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise EmbedderUnavailable(
                N_(
                    "{model} needs sentence-transformers, which is not installed. "
                    "Run `make models` and try again."
                ),
                model=model,
            ) from error
        # On shared processors a second thread makes a small model many times slower.
        torch.set_num_threads(1)
        try:
            self._model = SentenceTransformer(model)
            self._name = f"{model}-{_short_hash(self._model)}"
        # Loading runs code of many libraries, each with errors of its own.
        except Exception as error:
            reason = (str(error).strip() or type(error).__name__).splitlines()[0]
            raise EmbedderUnavailable(
                N_("{model} can't be loaded as a sentence-transformers model: {reason}"),
                model=model,
                reason=reason,
            ) from error

    @property
    def name(self) -> str:
        """The model's name and the first digits of its weights' SHA-256."""
        return self._name

    def documents(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, shape (len(texts), dimensions)."""
        if not texts:
            dimensions = self._model.get_embedding_dimension() or 0
            return np.zeros((0, dimensions), dtype=np.float32)
        return _unit(self._model.encode_document(list(texts), show_progress_bar=False))

    def query(self, text: str) -> Vectors:
        """The vector of a question, shape (dimensions,)."""
        return _unit(self._model.encode_query(text, show_progress_bar=False))


def _unit(vectors: np.ndarray) -> Vectors:
    """Rows of length 1; a row of zeros, the vector of a text without a known piece, stays."""
    rows = vectors.astype(np.float32)
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True).astype(np.float32)
    unit: Vectors = rows / np.maximum(lengths, np.finfo(np.float32).tiny)
    return unit


def _short_hash(model: "SentenceTransformer") -> str:
    digest = hashlib.sha256()
    for key, weights in sorted(model.state_dict().items()):
        digest.update(key.encode())
        digest.update(weights.detach().cpu().float().numpy().tobytes())
    return digest.hexdigest()[:8]
