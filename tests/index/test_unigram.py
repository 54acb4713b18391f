"""Our reading of a Unigram tokenizer gives the library's own numbers."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

from index.chunk import chunks_of
from index.static_embedder import EMBEDDED
from index.unigram import Unigram, unigram_at
from small_standard import english_standard, small_standard

FILE = EMBEDDED / "tokenizer.json"


@pytest.fixture(scope="module")
def library() -> Tokenizer:
    return Tokenizer.from_file(str(FILE))


@pytest.fixture(scope="module")
def ours() -> Unigram:
    found = unigram_at(FILE)
    assert found
    return found


def numbers(tokenizer: Tokenizer, text: str) -> list[int]:
    found: list[int] = tokenizer.encode(text, add_special_tokens=False).ids
    return found


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
LIKELY_TEXTS = st.text(
    st.one_of(
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
        st.sampled_from("客人退貨付款平台的了0123456789 abcdeinorstuABCＡﬁ①⼈é́ßЖ가か゛。，-'\n"),
    ),
    max_size=60,
)


@given(text=st.one_of(TEXTS, LIKELY_TEXTS))
def test_any_text_has_the_pieces_that_the_library_finds(
    ours: Unigram, library: Tokenizer, text: str
) -> None:
    assert ours(text) == numbers(library, text)


def test_passages_have_the_pieces_that_the_library_finds(ours: Unigram, library: Tokenizer) -> None:
    chunks = (*chunks_of(small_standard()), *chunks_of(english_standard()))
    texts = [chunk.text for chunk in chunks]
    assert list(ours.each(texts)) == [numbers(library, text) for text in texts]


def saved(tmp_path: Path, tokenizer: Tokenizer, **changed: Any) -> Path:
    file = tmp_path / "tokenizer.json"
    tokenizer.save(str(file))
    said = json.loads(file.read_text("utf-8"))
    said["model"].update(changed)
    file.write_text(json.dumps(said), "utf-8")
    return file


PIECES = st.dictionaries(st.text("abc", min_size=1, max_size=4), st.integers(-9, 0), max_size=12)


def small(pieces: dict[str, float]) -> Tokenizer:
    """Of a few pieces, among which many texts can be cut in several ways, some equally likely."""
    tokenizer = Tokenizer(models.Unigram([("<unk>", 0.0), *pieces.items()], 0, False))
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(" "), "removed")
    return tokenizer


@given(pieces=PIECES, texts=st.lists(st.text("abcd ", max_size=12), max_size=5))
def test_equally_likely_pieces_are_chosen_as_the_library_does(
    tmp_path_factory: pytest.TempPathFactory, pieces: dict[str, float], texts: list[str]
) -> None:
    tokenizer = small({piece: float(score) for piece, score in pieces.items()})
    ours = unigram_at(saved(tmp_path_factory.mktemp("small"), tokenizer))
    assert ours
    for text in texts:
        assert ours(text) == numbers(tokenizer, text)


def test_another_kind_of_tokenizer_is_left_to_the_library(tmp_path: Path) -> None:
    plain = small({"a": -1.0})
    assert unigram_at(saved(tmp_path, plain))
    assert unigram_at(saved(tmp_path, plain, byte_fallback=True)) is None
    assert unigram_at(saved(tmp_path, plain, unk_id=1)) is None
    words = Tokenizer(models.WordLevel({"<unk>": 0}, unk_token="<unk>"))
    words.normalizer, words.pre_tokenizer = plain.normalizer, plain.pre_tokenizer
    assert unigram_at(saved(tmp_path, words)) is None
    special = small({"a": -1.0})
    special.add_special_tokens(["<s>"])
    assert unigram_at(saved(tmp_path, special)) is None
    cut = small({"a": -1.0})
    cut.enable_truncation(3)
    assert unigram_at(saved(tmp_path, cut)) is None
    framed = small({"a": -1.0})
    framed.post_processor = processors.TemplateProcessing("a $0", special_tokens=[("a", 1)])
    assert unigram_at(saved(tmp_path, framed)) is None
    for bare in ("normalizer", "pre_tokenizer"):
        whole = small({"a": -1.0})
        setattr(whole, bare, None)
        assert unigram_at(saved(tmp_path, whole)) is None
