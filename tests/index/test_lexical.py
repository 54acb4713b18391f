import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import bm25s  # type: ignore[import-untyped]
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.chunk import Chunk, chunks_of
from index.lexical import K1, B, LexicalIndex, Words, combined, counted, weighted_texts
from index.tokens import document_tokens, question_tokens
from small_standard import english_standard, small_standard

CHUNKS = [*chunks_of(small_standard()), *chunks_of(english_standard())]
QUESTIONS = ["客人退貨怎麼辦", "庫存盤點", "count the goods", "T1.1 K1", "薪水多少", "怎麼辦"]
ALL = np.arange(len(CHUNKS), dtype=np.int32)


def index_of(chunks: Sequence[Chunk]) -> LexicalIndex:
    return LexicalIndex(counted(chunks))


def bag(chunk: Chunk) -> Counter[str]:
    found: Counter[str] = Counter()
    for text, boost in weighted_texts(chunk):
        for token in document_tokens(text):
            found[token] += boost
    return found


def best(index: LexicalIndex, question: str) -> Chunk:
    return CHUNKS[int(index.scores(question).argmax())]


def bm25(chunks: list[Chunk], question: str) -> list[float]:
    """BM25 with Lucene's IDF, straight from its formula (Kamphuis et al., ECIR 2020, table 1)."""
    bags = [bag(chunk) for chunk in chunks]
    mean = sum(bag.total() for bag in bags) / len(bags)

    def idf(token: str) -> float:
        holding = sum(token in bag for bag in bags)
        return math.log(1 + (len(bags) - holding + 0.5) / (holding + 0.5))

    return [
        sum(
            idf(token) * bag[token] / (bag[token] + K1 * (1 - B + B * bag.total() / mean))
            for token in question_tokens(question)
        )
        for bag in bags
    ]


@pytest.mark.parametrize("question", QUESTIONS)
def test_scores_are_bm25(question: str) -> None:
    scores = index_of(CHUNKS).scores(question)
    assert scores.tolist() == pytest.approx(bm25(CHUNKS, question), rel=1e-4, abs=1e-6)


@pytest.mark.parametrize("question", QUESTIONS)
def test_scores_are_those_of_bm25s(question: str) -> None:
    corpus = [list(bag(chunk).elements()) for chunk in CHUNKS]
    theirs = bm25s.BM25(k1=K1, b=B, method="lucene")
    theirs.index(corpus, create_empty_token=False, show_progress=False)
    tokens = [token for token in question_tokens(question) if token in theirs.vocab_dict]
    expected = theirs.get_scores(tokens) if tokens else np.zeros(len(CHUNKS))
    np.testing.assert_allclose(index_of(CHUNKS).scores(question), expected, rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("question", QUESTIONS)
def test_coverage_is_a_share(question: str) -> None:
    coverage = index_of(CHUNKS).coverage(question, ALL)
    assert np.all((coverage >= 0) & (coverage <= 1 + 1e-6))


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_chunk_covers_something_exactly_where_it_scores(question: str) -> None:
    index = index_of(CHUNKS)
    assert ((index.coverage(question, ALL) > 0) == (index.scores(question) > 0)).all()


def test_coverage_is_of_the_chunks_asked_about_in_their_order() -> None:
    index = index_of(CHUNKS)
    some = ALL[::-3].copy()
    expected = index.coverage("客人退貨", ALL)[some]
    np.testing.assert_array_equal(index.coverage("客人退貨", some), expected)


def test_a_chunk_that_holds_the_whole_question_covers_it() -> None:
    index = index_of(CHUNKS)
    found = best(index, "退貨紀錄表")
    assert found.title == "退貨紀錄表"
    where = np.array([CHUNKS.index(found)], np.int32)
    assert index.coverage("退貨紀錄表", where).tolist() == pytest.approx([1])


def test_a_word_that_stands_nowhere_lowers_the_coverage() -> None:
    index = index_of(CHUNKS)
    lowered = index.coverage("退貨 xylophone", ALL).max()
    assert lowered < index.coverage("退貨", ALL).max() - 0.1


def test_what_no_standard_mentions_is_not_covered() -> None:
    index = index_of(CHUNKS)
    assert not index.scores("xylophone").any()
    assert not index.coverage("xylophone", ALL).any()


def test_simplified_and_mainland_words_find_the_same() -> None:
    index = index_of(CHUNKS)
    np.testing.assert_array_equal(index.scores("退货记录"), index.scores("退貨紀錄"))


def test_an_everyday_phrasing_is_found() -> None:
    index = index_of([replace(CHUNKS[0], phrasings="客人來吵架"), *CHUNKS[1:]])
    assert best(index, "吵架") is CHUNKS[0]


def test_a_title_counts_for_more_than_where_it_stands() -> None:
    assert best(index_of(CHUNKS), "處理退貨與換貨").code == "T1.1"


def test_an_index_of_nothing_finds_nothing() -> None:
    index = index_of([])
    assert index.scores("退貨").shape == (0,)
    assert index.coverage("退貨", np.empty(0, np.int32)).shape == (0,)


def test_a_token_that_stands_more_often_than_can_be_counted_counts_as_often_as_can_be() -> None:
    words = counted([replace(CHUNKS[0], body="退 " * 40_000)])
    assert words.counts.max() == 65_535


def assert_same(words: Words, others: Words) -> None:
    for name, one, other in zip(Words._fields, words, others, strict=True):
        np.testing.assert_array_equal(one, other, name)


@given(st.permutations(range(len(CHUNKS))), st.integers(0, len(CHUNKS)), st.data())
def test_words_put_together_are_those_counted_at_once(
    order: list[int], cut: int, data: st.DataObject
) -> None:
    out = data.draw(st.sets(st.sampled_from(order)))
    wanted = [i for i in range(len(CHUNKS)) if i not in out]
    place = {number: at for at, number in enumerate(wanted)}
    parts = [
        (
            counted(CHUNKS[i] for i in part),
            np.array([place.get(i, -1) for i in part], np.int32),
        )
        for part in (order[:cut], order[cut:])
    ]
    assert_same(combined(parts, len(wanted)), counted(CHUNKS[i] for i in wanted))


def test_the_vocabulary_is_known_by_word_by_letter_and_by_pair() -> None:
    index, counts = index_of(CHUNKS), counted(CHUNKS)
    tokens = [token.decode() for token in counts.tokens()]
    words = dict(zip(tokens, np.diff(counts.starts).tolist(), strict=True))
    assert all(word in index for word in words)
    assert not any(word in index for word in ("", "库存库存", "zzzz", "\ud800", "\U0010ffff"))
    for letter in "aez":
        assert list(index.beginning_with(letter)) == [
            (word, holding) for word, holding in words.items() if word[0] == letter
        ]
    for least in (1, 3):
        assert list(index.pairs(least)) == [
            (word, holding)
            for word, holding in words.items()
            if len(word) == 2 and not word.isascii() and holding >= least
        ]


def test_an_index_of_nothing_has_no_vocabulary() -> None:
    nothing = index_of([])
    assert "库存" not in nothing
    assert not [*nothing.beginning_with("a"), *nothing.pairs(1)]
