"""Figures on judged questions are computed as their formulas say, ties against us."""

import json
from math import log2

import pytest

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
        {"question": "q"},
    ]
    first, second, third = read_judged(json.dumps(row) for row in rows)
    assert first.relevant == second.relevant == {"X/1"}
    assert first.grades["X/2"] == 1
    assert not third.answerable


@pytest.mark.parametrize("line", ["{", "[]", '{"id": 1}', '{"question": "q", "grades": 3}'])
def test_a_line_that_is_no_judged_question_is_named(line: str) -> None:
    with pytest.raises(MalformedQuestions, match="Line 2"):
        read_judged(['{"question": "q"}', line])
