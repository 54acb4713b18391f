"""Any other model: prompts, names, and one clear sentence where it can't be had."""

import sys
from pathlib import Path

import numpy as np
import pytest

from index.errors import EmbedderUnavailable
from index.sentence_embedder import SentenceEmbedder


def test_without_sentence_transformers_one_sentence_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(EmbedderUnavailable) as caught:
        SentenceEmbedder("some/model")
    assert str(caught.value) == (
        "some/model needs sentence-transformers, which is not installed. "
        "Run `make models` and try again."
    )
    assert caught.value.params == {"model": "some/model"}


def made(folder: Path, seed: int, prompts: dict[str, str] | None = None) -> str:
    """A model of a few English words and random weights; returns its folder."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer, models, pre_tokenizers

    vocabulary = {word: i for i, word in enumerate(["<unk>", "find", "passage", "one", "two"])}
    words = Tokenizer(models.WordLevel(vocabulary, unk_token="<unk>"))
    words.pre_tokenizer = pre_tokenizers.Whitespace()
    table = np.random.default_rng(seed).standard_normal((len(vocabulary), 16), dtype=np.float32)
    module = StaticEmbedding(words, embedding_weights=table)
    model = SentenceTransformer(modules=[module], prompts=prompts, device="cpu")
    model.save(str(folder), create_model_card=False)
    return str(folder)


@pytest.mark.slow
class TestLoaded:
    def test_questions_and_passages_get_the_models_own_prompts(self, tmp_path: Path) -> None:
        plain = SentenceEmbedder(made(tmp_path / "plain", 1))
        prompts = {"query": "find ", "document": "passage "}
        prompted = SentenceEmbedder(made(tmp_path / "prompted", 1, prompts))
        np.testing.assert_allclose(prompted.query("one"), plain.query("find one"), atol=1e-6)
        np.testing.assert_allclose(
            prompted.documents(["one"])[0], plain.query("passage one"), atol=1e-6
        )

    def test_vectors_have_length_1(self, tmp_path: Path) -> None:
        vectors = SentenceEmbedder(made(tmp_path, 1)).documents(["one", "two one"])
        assert vectors.dtype == np.float32
        np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-6)

    def test_a_text_without_words_is_never_nan(self, tmp_path: Path) -> None:
        model = SentenceEmbedder(made(tmp_path, 1))
        assert not model.query("").any()

    def test_no_texts_make_no_vectors(self, tmp_path: Path) -> None:
        assert SentenceEmbedder(made(tmp_path, 1)).documents([]).shape == (0, 16)

    def test_the_name_changes_with_the_weights_alone(self, tmp_path: Path) -> None:
        first = SentenceEmbedder(made(tmp_path, 1)).name
        assert SentenceEmbedder(made(tmp_path, 1)).name == first
        assert SentenceEmbedder(made(tmp_path, 2)).name != first

    def test_a_model_that_is_not_there_is_named_in_one_sentence(self, tmp_path: Path) -> None:
        missing = str(tmp_path / "nothing")
        with pytest.raises(EmbedderUnavailable) as caught:
            SentenceEmbedder(missing)
        assert str(caught.value).startswith(
            f"{missing} can't be loaded as a sentence-transformers model: "
        )
        assert "\n" not in str(caught.value)

    def test_a_folder_that_is_no_model_is_named_in_one_sentence(self, tmp_path: Path) -> None:
        with pytest.raises(EmbedderUnavailable, match="can't be loaded"):
            SentenceEmbedder(str(tmp_path))
