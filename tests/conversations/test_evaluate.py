"""Figures on judged questions are computed as their formulas say, ties against us."""

import json
from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.answer import Answer, Group, Quote, RankedHit
from conversations.errors import MalformedQuestions
from conversations.evaluate import (
    JudgedQuestion,
    Outcome,
    figures,
    interval,
    ndcg,
    read_judged,
    reciprocal_rank,
    relevances,
)
from conversations.letters import well_formed
from conversations.question_file import question_rows
from standards.model import ItemKind, Language


def answer(hits: dict[str, float], cited: tuple[str, ...], answerable: bool = True) -> Answer:
    quotes = tuple(Quote(item, item, ItemKind.INDICATOR, item) for item in cited)
    return Answer(
        "q",
        Language.EN,
        answerable,
        "",
        (Group("X", "X", None, quotes),),
        hits=tuple(RankedHit(item, score) for item, score in hits.items()),
    )


def judged(relevant: dict[str, int], answerable: bool = True) -> JudgedQuestion:
    return JudgedQuestion("1", "q", answerable, relevant)


def test_a_relevant_hit_stands_behind_others_of_the_same_score() -> None:
    hits = [RankedHit("good", 1.0), RankedHit("bad", 1.0), RankedHit("worse", 0.5)]
    assert relevances(hits, {"good": 3}) == [0, 3, 0]


def test_reciprocal_rank_counts_from_the_first_relevant_hit() -> None:
    assert reciprocal_rank([0, 1, 2, 3]) == 1 / 3
    assert reciprocal_rank([0, 1]) == 0


def test_ndcg_is_the_gain_over_the_ideal_gain() -> None:
    gained = (2**2 - 1) / log2(2 + 1)
    ideal = (2**3 - 1) / log2(1 + 1) + (2**2 - 1) / log2(2 + 1)
    assert ndcg([0, 2], {"a": 3, "b": 2}) == pytest.approx(gained / ideal)
    assert ndcg([3, 2], {"a": 3, "b": 2}) == pytest.approx(1)


def test_figures_measure_hits_citations_and_what_was_declined() -> None:
    outcomes = [
        Outcome(judged({"a": 3, "b": 2}), answer({"x": 2, "a": 1}, ("a", "x"))),
        Outcome(judged({"c": 2}), answer({}, (), answerable=False)),
        Outcome(judged({}, answerable=False), answer({}, (), answerable=False)),
        Outcome(judged({}, answerable=False), answer({"x": 1}, ("x",))),
    ]
    found = figures(outcomes)
    assert (found.any_at_5, found.first, found.mrr) == (0.5, 0, 0.25)
    assert (found.citation_precision, found.citation_recall, found.citation_f1) == (
        0.25,
        0.25,
        0.25,
    )
    assert (found.declined_unanswerable, found.declined_answerable) == (0.5, 0.5)


def test_nothing_is_measured_on_nothing() -> None:
    assert figures([]).any_at_5 is None


def test_an_interval_holds_the_mean_and_is_the_same_every_time() -> None:
    values = [0.0, 1.0] * 50
    low, high = interval(values, 500)
    assert low < 0.5 < high
    assert (low, high) == interval(values, 500)


def test_judged_questions_are_read_with_or_without_grades() -> None:
    rows = [
        {"id": "a", "question": "q", "relevant": ["X/1"], "grades": {"X/1": 3, "X/2": 1}},
        {"question": "q", "relevant": {"X/1": 2}},
        {"question": "q", "answerable": False},
    ]
    first, second, third = read_judged(json.dumps(row) for row in rows)
    assert first.relevant == second.relevant == {"X/1"}
    assert first.grades["X/2"] == 1
    assert not third.answerable


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "[" * 100_000,
        '{"id": 1}',
        '{"question": "q"}',
        '{"question": "q", "grades": 3}',
        '{"question": "q", "relevant": 5}',
        '{"question": "q", "relevant": "X/1"}',
        '{"question": "q", "relevant": {"X/1": "best"}}',
        '{"question": "q", "relevant": {"X/1": 4000}}',
        '{"question": "q", "answerable": "no"}',
    ],
)
def test_a_line_that_is_no_judged_question_is_named_in_our_own_words(line: str) -> None:
    with pytest.raises(MalformedQuestions, match="Line 2") as refused:
        read_judged(['{"question": "q", "relevant": []}', line])
    assert not any(word in str(refused.value) for word in ("'int'", "object is not", "char"))


@pytest.mark.parametrize(
    ("history", "questions"),
    [
        (None, ()),
        ([], ()),
        (["a", "b"], ("a", "b")),
        ([{"question": "a"}, {"question": "b", "answer": "x"}], ("a", "b")),
        (
            [
                {"role": "system", "content": "s"},
                {"role": "user", "content": "a"},
                {"role": "assistant", "content": "x"},
            ],
            ("a",),
        ),
        (["\ud800a"], ("\ufffda",)),
    ],
)
def test_a_history_is_what_the_user_asked(history: object, questions: tuple[str, ...]) -> None:
    line = json.dumps({"question": "q", "relevant": [], "history": history})
    assert [row["history"] for _number, row in question_rows([line])] == [questions]
    assert read_judged([line])[0].history == questions


@pytest.mark.parametrize(
    "history",
    [
        "a",
        5,
        {"question": "a"},
        [5],
        [None],
        [{}],
        [{"role": "user"}],
        [{"role": "user", "content": 1}],
    ],
)
def test_a_history_of_anything_else_is_refused_by_its_line(history: object) -> None:
    line = json.dumps({"question": "q", "relevant": [], "history": history})
    with pytest.raises(MalformedQuestions, match="Line 2: “history”"):
        list(question_rows(["", line]))
    with pytest.raises(MalformedQuestions, match="Line 2: “history”"):
        read_judged(["", line])


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_well_formed_text_can_be_written_and_whole_text_stays(text: str) -> None:
    mended = well_formed(text)
    mended.encode("utf-8")
    assert well_formed(mended) == mended
    if text.isprintable() or text.isascii():
        assert mended == text


def test_undecodable_bytes_are_read_as_the_utf_8_they_are() -> None:
    given_in_c_locale = "技能 \N{GRINNING FACE}".encode().decode("ascii", "surrogateescape")
    assert well_formed(given_in_c_locale) == "技能 \N{GRINNING FACE}"
    assert well_formed("P1.1.4 \udcff") == "P1.1.4 \ufffd"
