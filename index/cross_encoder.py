"""Any cross-encoder of sentence-transformers as a `Reranker`, loaded late."""

from collections.abc import Sequence

from index.errors import EmbedderUnavailable
from standards.sentences import N_


class CrossEncoderReranker:
    """`model` is a folder, or a name that sentence-transformers finds or downloads.

    Raises `EmbedderUnavailable` where sentence-transformers is not installed or the model can't be
    used.
    """

    def __init__(self, model: str) -> None:
        try:
            import torch
            from sentence_transformers import CrossEncoder
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
            self._model = CrossEncoder(model, num_labels=1)
        # Loading runs code of many libraries, each with errors of its own.
        except Exception as error:
            reason = (str(error).strip() or type(error).__name__).splitlines()[0]
            raise EmbedderUnavailable(
                N_("{model} can't be loaded as a cross-encoder: {reason}"),
                model=model,
                reason=reason,
            ) from error

    def scores(self, question: str, passages: Sequence[str]) -> Sequence[float]:
        """One score a passage."""
        pairs = [(question, passage) for passage in passages]
        given = self._model.predict(pairs, show_progress_bar=False, convert_to_numpy=True)
        return [float(score) for score in given]
