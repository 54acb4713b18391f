"""The shipped model: two ways of reading it, two scripts, two languages."""

import gzip
import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.numpy import save_file
from tokenizers import Tokenizer, models, pre_tokenizers

from index.embed import Embedder
from index.static_embedder import EMBEDDED, StaticEmbedder, embedded

TRANSLATIONS = [
    ("退貨與退款的處理程序", "procedure for handling returns and refunds"),
    ("監督外包廠商是否履行合約", "monitor whether outsourcing vendors fulfil the contract"),
    ("計算國際運費", "calculate international shipping costs"),
    ("定期備份交易數據", "back up transaction data regularly"),
    ("保護個人資料", "protect personal data"),
    ("分析競爭對手的市場績效", "analyse the market performance of competitors"),
    ("設定線上銷售預算", "set a budget for online sales"),
    ("回覆消費者問題", "answer questions from consumers"),
    ("追蹤貨物寄送進度", "track the delivery of goods"),
    ("規劃社群媒體活動", "plan social media activities"),
]

SCRIPTS = [
    ("維護商品庫存數的正確性", "维护商品库存数的正确性"),
    (
        "擬定發文頻次並定期發文，以提高消費者黏著度。",
        "拟定发文频次并定期发文，以提高消费者黏着度。",
    ),
    (
        "頭髮、發展、皇后、以後、裡面、里長、臺灣、颱風",
        "头发、发展、皇后、以后、里面、里长、台湾、台风",
    ),
    ("作為未來更新 FAQ 的參考", "作为未来更新 FAQ 的参考"),
]

ODD = [
    "",
    " ",
    "。",
    "!?",
    "🙂",
    "\x00",
    "\ud7ff",
    "ﬁnal",
    "ＦＡＱ",
    "KRM4224-001v1/P1.1.3",
    "a" * 5000,
]
MIXED = ["FAQ 的參考", "用 Excel 做 pivot table", "EDI 電子數據交換", "INCOTERMS 國際商業條款"]


@pytest.fixture(scope="module")
def model() -> StaticEmbedder:
    return embedded()


@pytest.fixture(scope="module")
def everyday() -> list[str]:
    """A few hundred texts: pairs of the lists above side by side, both languages, odd ones."""
    texts = [text for pair in (*TRANSLATIONS, *SCRIPTS) for text in pair]
    joined = [f"{one} {other}" for one, other in pairwise(texts)]
    cut = [text[: len(text) // part] for text in texts for part in range(1, 9)]
    return [*texts, *joined, *cut, *MIXED, *ODD]


@pytest.fixture(scope="module")
def reference() -> Embedder:
    """The same folder through sentence-transformers; importing it takes seconds."""
    from index.sentence_embedder import SentenceEmbedder

    return SentenceEmbedder(str(EMBEDDED))


def cosine(model: Embedder, one: str, other: str) -> float:
    return float(model.query(one) @ model.query(other))


class TestShipped:
    def test_simplified_and_traditional_text_have_the_same_vector(
        self, model: StaticEmbedder
    ) -> None:
        for traditional, simplified in SCRIPTS:
            assert cosine(model, traditional, simplified) > 0.99, traditional

    def test_a_translation_is_nearer_than_any_other_sentence(self, model: StaticEmbedder) -> None:
        chinese = model.documents([one for one, _ in TRANSLATIONS])
        english = model.documents([other for _, other in TRANSLATIONS])
        likeness = chinese @ english.T
        assert likeness.argmax(axis=1).tolist() == list(range(len(TRANSLATIONS)))
        assert likeness.argmax(axis=0).tolist() == list(range(len(TRANSLATIONS)))

    def test_width_and_case_make_no_difference(self, model: StaticEmbedder) -> None:
        assert cosine(model, "ＦＡＱ", "faq") > 0.999

    def test_vectors_have_length_1_or_0_and_are_never_nan(
        self, model: StaticEmbedder, everyday: list[str]
    ) -> None:
        lengths = np.linalg.norm(model.documents(everyday), axis=1)
        assert np.all((np.abs(lengths - 1) < 1e-5) | (lengths == 0))

    @pytest.mark.parametrize("text", ["", "  ", "。！", "🙂"])
    def test_a_text_without_a_known_piece_has_the_vector_of_zeros(
        self, model: StaticEmbedder, text: str
    ) -> None:
        assert not model.query(text).any()
        assert not model.documents([text]).any()

    def test_a_text_has_one_vector_as_question_and_as_passage(
        self, model: StaticEmbedder, everyday: list[str]
    ) -> None:
        apart = np.stack([model.query(text) for text in everyday])
        np.testing.assert_allclose(model.documents(everyday), apart, atol=1e-6)

    def test_reading_it_again_gives_the_same_name_and_vectors(
        self, model: StaticEmbedder, everyday: list[str]
    ) -> None:
        again = embedded()
        assert again.name == model.name
        assert model.name.startswith("embedded_model-")
        np.testing.assert_array_equal(again.documents(everyday), model.documents(everyday))

    def test_many_passages_read_at_once_have_the_vectors_and_pieces_of_each_alone(
        self, model: StaticEmbedder
    ) -> None:
        texts = [f"{text} {number}" for number in range(70) for text in (*ODD, *MIXED)]
        vectors, pieces = model.read(texts)
        for text, vector, held in zip(texts, vectors, pieces, strict=True):
            (alone,), (held_alone,) = model.read([text])
            np.testing.assert_array_equal(vector, alone)
            np.testing.assert_array_equal(held, held_alone)

    def test_no_texts_make_no_vectors(self, model: StaticEmbedder) -> None:
        assert model.documents([]).shape == (0, model.dimensions)

    def test_more_texts_than_a_batch_keep_their_order(self, model: StaticEmbedder) -> None:
        texts = [f"第 {number} 項" for number in range(3000)]
        np.testing.assert_allclose(
            model.documents(texts)[2999], model.query("第 2999 項"), atol=1e-6
        )

    def test_the_folder_stays_small(self) -> None:
        files = (path for path in EMBEDDED.rglob("*") if "__pycache__" not in path.parts)
        assert sum(path.stat().st_size for path in files if path.is_file()) < 32 * 2**20

    def test_reading_it_imports_neither_torch_nor_sentence_transformers(self) -> None:
        program = (
            "import sys; from index.static_embedder import embedded; embedded().query('a');"
            "print([m for m in ('torch', 'sentence_transformers', 'transformers')"
            " if m in sys.modules])"
        )
        done = subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            check=True,
            cwd=EMBEDDED.parents[1],
        )
        assert done.stdout.strip() == "[]"


class TestTranslations:
    """The tables of words that lie beside the model."""

    @staticmethod
    def rows(name: str) -> dict[str, list[tuple[str, float]]]:
        lines = gzip.decompress((EMBEDDED / name).read_bytes()).decode().splitlines()
        return {
            word: [
                (cell.rpartition(":")[0], float(cell.rpartition(":")[2])) for cell in row.split()
            ]
            for word, row in (line.split("\t") for line in lines)
        }

    @pytest.mark.parametrize("name", ["translations_en_zh.tsv.gz", "translations_zh_en.tsv.gz"])
    def test_each_word_has_a_few_translations_best_first(self, name: str) -> None:
        table = self.rows(name)
        assert len(table) > 20_000
        for word, row in table.items():
            scores = [score for _, score in row]
            assert 1 <= len(row) <= 5, word
            assert scores == sorted(scores, reverse=True), word
            assert all(0 < score <= 1 and other for other, score in row), word

    def test_words_of_the_trade_are_translated(self) -> None:
        chinese = self.rows("translations_en_zh.tsv.gz")
        assert chinese["refund"][0][0] == "退款"
        assert "外包" in dict(chinese["outsourc"])
        assert self.rows("translations_zh_en.tsv.gz")["品牌"][0][0] == "brand"


@pytest.mark.slow
class TestAgainstSentenceTransformers:
    """The folder is sentence-transformers' own, and both readers agree."""

    def test_both_readers_give_the_same_vectors(
        self, model: StaticEmbedder, reference: Embedder, everyday: list[str]
    ) -> None:
        np.testing.assert_allclose(
            model.documents(everyday), reference.documents(everyday), atol=1e-4
        )

    @settings(max_examples=200, deadline=None)
    @given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
    def test_both_readers_agree_on_any_text(
        self, model: StaticEmbedder, reference: Embedder, text: str
    ) -> None:
        np.testing.assert_allclose(model.query(text), reference.query(text), atol=1e-4)


TWO_WORDS = {"<unk>": 0, "one": 1, "two": 2}


def folder_of(
    tmp_path: Path,
    tensors: dict[str, np.ndarray],
    inside: str = "",
    vocabulary: dict[str, int] = TWO_WORDS,
) -> Path:
    """A model of a few words, as sentence-transformers lays it out."""
    words = Tokenizer(models.WordLevel(vocabulary, unk_token="<unk>"))
    words.pre_tokenizer = pre_tokenizers.Whitespace()
    (tmp_path / inside).mkdir(exist_ok=True)
    words.save(str(tmp_path / inside / "tokenizer.json"))
    save_file(tensors, tmp_path / inside / "model.safetensors")
    module = {
        "idx": 0,
        "name": "0",
        "path": inside,
        "type": "sentence_transformers.models.StaticEmbedding",
    }
    (tmp_path / "modules.json").write_text(json.dumps([module]), encoding="utf-8")
    return tmp_path


class TestAnyFolder:
    def test_a_table_of_floats_is_read_as_it_is(self, tmp_path: Path) -> None:
        table = np.array([[0, 0], [3, 4], [0, 2]], dtype=np.float32)
        model = StaticEmbedder(folder_of(tmp_path, {"embedding.weight": table}))
        np.testing.assert_allclose(model.query("one"), [0.6, 0.8])
        # The mean of (3, 4) and (0, 2) is (1.5, 3).
        np.testing.assert_allclose(model.query("one two"), np.array([1.5, 3]) / 11.25**0.5)

    def test_a_table_of_bytes_counts_with_its_rows_factors(self, tmp_path: Path) -> None:
        table = np.array([[0, 0], [100, 0], [0, 100]], dtype=np.int8)
        factors = np.array([1, 0.03, 0.04], dtype=np.float32)
        folder = folder_of(tmp_path, {"embeddings": table, "weights": factors}, "0_StaticEmbedding")
        np.testing.assert_allclose(StaticEmbedder(folder).query("one two"), [0.6, 0.8], rtol=1e-6)

    def test_likeness_is_the_best_match_of_each_piece_by_its_weight(self, tmp_path: Path) -> None:
        table = np.array([[0, 0], [3, 4], [0, 2]], dtype=np.float32)
        model = StaticEmbedder(folder_of(tmp_path, {"embedding.weight": table}))
        _vectors, passages = model.read(["two one", "two", "", "one one"])
        alike = model.likeness("one two", passages)
        # The cosine of (3, 4) and (0, 2) is 0.8; the rows' lengths are 5 and 2.
        np.testing.assert_allclose(alike, [1, (5 * 0.8 + 2) / 7, 0, (5 + 2 * 0.8) / 7], rtol=1e-6)

    def test_nothing_asked_is_like_nothing(self, tmp_path: Path) -> None:
        table = np.array([[0, 0], [3, 4], [0, 2]], dtype=np.float32)
        model = StaticEmbedder(folder_of(tmp_path, {"embedding.weight": table}))
        assert model.likeness("", model.read(["one"])[1]).tolist() == [0]
        assert model.likeness("one", []).tolist() == []

    def test_other_weights_or_another_tokenizer_make_another_name(self, tmp_path: Path) -> None:
        names: set[str] = set()
        for number, words in ((1, TWO_WORDS), (2, TWO_WORDS), (2, {**TWO_WORDS, "three": 3})):
            (folder := tmp_path / str(len(names)) / "model").mkdir(parents=True)
            table = np.full((3, 2), number, dtype=np.float32)
            folder_of(folder, {"embedding.weight": table}, "", words)
            names.add(StaticEmbedder(folder).name)
        assert len(names) == 3

    def test_a_folder_of_another_kind_of_model_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "modules.json").write_text('[{"path": "", "type": "x.Transformer"}]')
        with pytest.raises(ValueError, match="holds no StaticEmbedding"):
            StaticEmbedder(tmp_path)
