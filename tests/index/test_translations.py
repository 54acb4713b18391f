import gzip
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import translations
from index.chunk import chunks_of
from index.lexical import LexicalIndex, counted
from index.search import Index, Query
from index.static_embedder import embedded
from index.translations import LONGEST, Alternative, Word, translated
from small_standard import english_standard, small_standard
from standards.model import Indicator, Language, Standard
from standards.renderings import Rendering, Renderings
from word_embedder import WordEmbedder

ZH, EN = Language.ZH_HANT, Language.EN
ONE, ENGLISH = small_standard(), english_standard()
CHUNKS = [*chunks_of(ONE), *chunks_of(ENGLISH)]
LEXICAL = LexicalIndex(counted(CHUNKS))
ALL = np.arange(len(CHUNKS), dtype=np.int32)
EVERY = np.ones(len(CHUNKS), bool)


def word(*ways: tuple[str, float]) -> Word:
    return tuple(Alternative(tuple(tokens.split()), weight) for tokens, weight in ways)


def ways(question: str, language: Language) -> list[list[str]]:
    return [[" ".join(way.tokens) for way in word] for word in translated(question, language)]


def bm25(tokens: str) -> "np.typing.NDArray[np.float32]":
    return LEXICAL.translated_scores([word((tokens, 1.0))])


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    opened = Index.open(tmp_path, [ONE, ENGLISH], embedded)
    yield opened
    opened.close()


def test_an_english_word_is_itself_and_its_translations_the_likeliest_first() -> None:
    (invoice,) = translated("the invoices", EN)
    assert invoice[0] == (("invoic",), 1.0)
    assert invoice[1].tokens == ("发票",)
    weights = [way.weight for way in invoice[1:]]
    assert weights == sorted(weights, reverse=True)
    assert all(0 < weight < 1 for weight in weights)


def test_a_chinese_question_is_cut_into_the_longest_known_words() -> None:
    assert [word[0] for word in ways("庫存的價格如何", ZH)] == ["库存", "价格"]
    assert "inventori" in ways("庫存", ZH)[0]


def test_both_scripts_are_translated_alike() -> None:
    assert translated("退貨與發票", ZH) == translated("退货与发票", ZH)


def test_words_that_only_do_the_asking_are_neither_translated_nor_translations() -> None:
    assert translated("what should I do with it?", EN) == []
    assert translated("請問我應該怎麼辦？", ZH) == []
    assert [word[0] for word in ways("盤點，會，要", ZH)] == ["盘点"]
    assert ways("之、此、其", ZH) == [["之"], ["此"], ["其"]]


def test_codes_and_names_stay_what_they_are_in_both_directions() -> None:
    assert ["t1.1"] in ways("T1.1 是什麼", ZH)
    assert ["t1.1"] in ways("what is T1.1", EN)
    assert ["excel"] in ways("Excel 技能", ZH)


def test_an_unknown_word_is_only_itself() -> None:
    assert ways("xyzzyq", EN) == [["xyzzyq"]]
    assert not LEXICAL.translated_scores(translated("xyzzyq", EN)).any()
    np.testing.assert_array_equal(
        LEXICAL.translated_scores(translated("invoice xyzzyq", EN)),
        LEXICAL.translated_scores(translated("invoice", EN)),
    )


def test_words_of_the_tables_are_no_longer_than_what_is_looked_for() -> None:
    folder = Path(translations.__file__).parent / "embedded_model"
    lines = gzip.decompress((folder / "translations_zh_en.tsv.gz").read_bytes()).decode()
    assert max(len(line.partition("\t")[0]) for line in lines.splitlines()) == LONGEST


def test_the_ways_to_say_a_word_do_not_add_up() -> None:
    once = LEXICAL.translated_scores([word(("退货", 0.8))])
    again = LEXICAL.translated_scores([word(("退货", 0.8), ("退货", 0.8), ("退货", 0.5))])
    assert once.any()
    np.testing.assert_array_equal(once, again)


def test_the_best_way_to_say_a_word_counts_in_each_chunk_and_words_add_up() -> None:
    both = LEXICAL.translated_scores([word(("退货", 0.9), ("发票", 0.4)), word(("库存", 0.5))])
    best = np.maximum(np.float32(0.9) * bm25("退货"), np.float32(0.4) * bm25("发票"))
    np.testing.assert_allclose(both, best + np.float32(0.5) * bm25("库存"), rtol=1e-5)


def test_words_said_one_way_score_and_cover_as_untranslated_ones() -> None:
    tokens = [word((token, 1.0)) for token in ("退", "货", "退货")]
    np.testing.assert_allclose(LEXICAL.translated_scores(tokens), LEXICAL.scores("退貨"), rtol=1e-5)
    np.testing.assert_allclose(
        LEXICAL.translated_coverage(tokens, ALL, EVERY), LEXICAL.coverage("退貨", ALL), rtol=1e-5
    )


def test_a_word_is_covered_by_its_likeliest_translation_and_less_by_another() -> None:
    asked = [word(("发票", 0.8), ("商品", 0.2))]
    covered = LEXICAL.translated_coverage(asked, ALL, EVERY)
    assert covered.max() == pytest.approx(1)
    other = [
        i for i, chunk in enumerate(CHUNKS) if "商品" in chunk.title and "發票" not in chunk.title
    ]
    assert other
    assert np.all((covered[other] > 0) & (covered[other] < 0.5))


def test_a_translation_that_stands_in_none_of_the_others_leaves_the_coverage_alone() -> None:
    chinese = np.array([chunk.language is ZH for chunk in CHUNKS])
    asked = [word(("shelf", 1.0), ("发票", 0.5), ("鲸鱼", 0.9))]
    assert LEXICAL.translated_coverage(asked, ALL, chinese).max() == pytest.approx(1)


def test_a_word_that_nothing_says_lowers_the_coverage() -> None:
    known = LEXICAL.translated_coverage(translated("invoice", EN), ALL, EVERY).max()
    asked = translated("invoice xyzzyq", EN)
    assert LEXICAL.translated_coverage(asked, ALL, EVERY).max() < known - 0.1


@given(st.text(max_size=60), st.sampled_from(Language))
def test_any_text_gives_finite_scores_and_shares(text: str, language: Language) -> None:
    words = translated(text, language)
    scores = LEXICAL.translated_scores(words)
    assert scores.shape == (len(CHUNKS),)
    assert np.isfinite(scores).all()
    assert (scores >= 0).all()
    coverage = LEXICAL.translated_coverage(words, ALL, EVERY)
    assert ((coverage >= 0) & (coverage <= 1 + 1e-6)).all()
    assert ((coverage > 0) == (scores > 0)).all()


def test_only_chunks_of_the_other_language_score_by_translations(index: Index) -> None:
    for text, language in (("退貨 invoice 盤點", ZH), ("missing goods 退貨", EN)):
        plain = LEXICAL.scores(text)
        put = LEXICAL.translated_scores(translated(text, language))
        for hit in index.search(Query(text, language), limit=1_000):
            own = hit.chunk.language is language
            i = CHUNKS.index(hit.chunk)
            assert hit.lexical == pytest.approx(float(plain[i] if own else put[i]))


def test_a_chunk_with_a_rendering_is_asked_in_its_words_not_in_translated_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered = [chunk.id for chunk in chunks_of(ONE) if chunk.code != "T1.1"]
    said = {id_: Rendering("Anything at all") for id_ in rendered}
    monkeypatch.setattr("index.search.renderings_of", lambda code: Renderings(said))
    index = Index.open(tmp_path, [ONE], embedded)
    hits = index.search(Query("returned goods", EN), limit=1_000)
    assert [hit.chunk.code for hit in hits if hit.lexical] == ["T1.1"]
    index.close()


@pytest.mark.parametrize(
    ("question", "item"),
    [
        ("how do I check an invoice for returned goods", "P1.1.1"),
        ("explain the refund to a customer", "P1.1.2"),
        ("warehouse inventory count", "P2.1.1"),
    ],
)
def test_a_chinese_standard_that_nobody_translated_is_found_by_english_words(
    index: Index, question: str, item: str
) -> None:
    chinese = frozenset({ONE.code})
    hits = index.search(Query(question, EN, standards=chinese))
    assert f"{ONE.code}/{item}" in [hit.id for hit in hits[:3]]
    found = next(hit for hit in hits if hit.id.endswith(item))
    assert found.lexical > 0
    assert 0.2 < found.coverage <= 1 + 1e-6


@pytest.mark.parametrize(
    ("question", "item"),
    [("貨架上的商品要定期盤點嗎", "R1.1"), ("商品少了要向經理報告嗎", "R1.2")],
)
def test_an_english_standard_that_nobody_translated_is_found_by_chinese_words(
    index: Index, question: str, item: str
) -> None:
    hits = index.search(Query(question, ZH, standards=frozenset({ENGLISH.code})))
    assert hits[0].id == f"{ENGLISH.code}/{item}"
    assert hits[0].lexical > 0
    assert 0.2 < hits[0].coverage <= 1 + 1e-6


def many_indicators(standard: Standard, texts: list[str]) -> Standard:
    """The standard with as many indicators more."""
    (task,) = standard.tasks
    more = (
        Indicator(f"{standard.code}/R1.{i}", f"R1.{i}", text) for i, text in enumerate(texts, 10)
    )
    return replace(standard, tasks=(replace(task, indicators=(*task.indicators, *more)),))


def test_the_other_languages_best_words_are_compared_however_many_share_the_questions_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("COMPARED", "FEW", "LIKELIEST", "NEAREST", "NEAREST_ACROSS"):
        monkeypatch.setattr(f"index.search.{name}", 2)
    english = many_indicators(ENGLISH, ["Pay each invoice promptly"] * 10)
    index = Index.open(tmp_path, [ONE, english], WordEmbedder)  # which knows one language at a time
    (best,) = index.search(Query("pay the invoice promptly", EN), limit=1)
    assert best.id == f"{ONE.code}/P1.1.1"
    index.close()


TABLES_READ = """
import sys, tempfile
from pathlib import Path
sys.path.insert(0, "tests")
from index.search import Index, Query
from index.static_embedder import embedded
from small_standard import english_standard, small_standard
from standards.model import Language

def read():
    module = sys.modules.get("index.translations")
    return module._table.cache_info().currsize if module else 0

with tempfile.TemporaryDirectory() as folder:
    index = Index.open(Path(folder), [small_standard()], embedded)
    index.search(Query("invoice", Language.ZH_HANT))
    assert read() == 0, "asked in the standard's language"
    index.search(Query("invoice", Language.EN))
    assert read() == 1, "asked in the other one"
    index.update([small_standard(), english_standard()])
    index.search(Query("invoice", Language.EN))
    assert read() == 1, "asked the same way again"
    index.search(Query("發票", Language.ZH_HANT))
    assert read() == 2, "asked of the English standard"
    index.close()
"""


def test_a_table_is_read_when_a_question_first_needs_it() -> None:
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", TABLES_READ], cwd=root, check=True)
