"""What was found is put in order by what stands around it and by the words it has."""

from dataclasses import replace
from itertools import pairwise
from math import exp, log
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.answering.order import (
    BY_ITSELF,
    BY_QUESTIONS,
    UNTOLD,
    Signs,
    log_likelihoods,
    ordered,
    signs,
    with_known,
)
from conversations.answering.sources import Sources
from index.search import Hit, Query
from standards.model import Language

QUESTION = "客人刷卡沒過怎麼辦"


@pytest.fixture(scope="module")
def found(sources: Sources) -> list[Hit]:
    return sources.search(Query(QUESTION, Language.ZH_HANT), 50)


def alike(sources: Sources, *ids: str) -> list[Hit]:
    """Hits that differ in nothing but where they stand."""
    chunk = sources.index.chunk(ids[0])
    return [
        Hit(id_, 1.0, 1.0, 0.5, 0.5, replace(chunk, id=id_, code=id_.partition("/")[2]))
        for id_ in ids
    ]


def test_of_two_that_fit_alike_the_one_whose_neighbours_fit_comes_first(sources: Sources) -> None:
    alone, *together = alike(
        sources,
        "KPS1420-001v2/P1.1.1",
        "IIS3513-005v2/P1.4.1",
        "IIS3513-005v2/P1.4.3",
        "IIS3513-005v2/P1.4.4",
    )
    together[1:] = [replace(hit, score=3.0) for hit in together[1:]]
    placed = [hit.id for hit in ordered(sources, QUESTION, [alone, *together])]
    assert placed.index(together[0].id) < placed.index(alone.id)


def test_an_indicator_comes_before_the_task_whose_title_fits_as_well(sources: Sources) -> None:
    task = sources.index.chunk("IIS3513-005v2/T1")
    hits = alike(sources, "IIS3513-005v2/T1", "IIS3513-005v2/P1.1.1")
    hits[1] = replace(hits[1], chunk=replace(hits[1].chunk, kind=sources.atlas[hits[1].id].kind))
    assert task.kind is hits[0].chunk.kind
    assert next(hit.id for hit in ordered(sources, QUESTION, hits)) == "IIS3513-005v2/P1.1.1"


def test_an_item_that_has_words_akin_to_the_questions_gains(
    sources: Sources, found: list[Hit]
) -> None:
    told = with_known(sources, QUESTION, found)
    likeness = [seen.likeness for seen in signs(sources, QUESTION, told)]
    assert max(likeness) > min(likeness) > 0
    best = found[likeness.index(max(likeness))]
    assert best.id.startswith("IIS3513-005v2/P1.4")


def test_what_answers_known_questions_like_it_comes_first(
    sources: Sources, found: list[Hit]
) -> None:
    known = {hit.id: hit.known for hit in with_known(sources, QUESTION, found)}
    first = ordered(sources, QUESTION, found)[0]
    assert first.id == "IIS3513-005v2/P1.4.3"
    assert first.known == known[first.id] > 2 * sum(known.values()) / len(known)


signs_of_hits = st.lists(
    st.builds(Signs, *(st.floats(-3, 3) for _ in Signs._fields)), min_size=1, max_size=8
)


def weighed(weights: Signs, seen: Signs) -> float:
    return sum(weight * sign for weight, sign in zip(weights, seen, strict=True))


@given(seen=signs_of_hits)
def test_where_every_item_is_known_or_none_the_weights_decide_alone(seen: list[Signs]) -> None:
    untold = [False] * len(seen)
    by_questions = [weighed(BY_QUESTIONS, each) for each in seen]
    assert log_likelihoods(seen, [True] * len(seen), untold) == pytest.approx(by_questions)
    by_itself = [weighed(BY_ITSELF, each) for each in seen]
    assert log_likelihoods(seen, [False] * len(seen), untold) == pytest.approx(by_itself)


@given(seen=signs_of_hits, known=st.lists(st.booleans(), min_size=8, max_size=8))
def test_beside_known_items_an_added_standards_are_as_likely_as_they_say_themselves(
    seen: list[Signs], known: list[bool]
) -> None:
    known = [True, False, *known][: len(seen)]
    if all(known):
        return
    likely = [exp(odds) for odds in log_likelihoods(seen, known, [False] * len(seen))]
    assert sum(likely) == pytest.approx(1)
    alone = [exp(weighed(BY_ITSELF, each)) for each in seen]
    for share, own, is_known in zip(likely, alone, known, strict=True):
        assert is_known or share == pytest.approx(own / sum(alone))
    by_questions = [
        weighed(BY_QUESTIONS, each) for each, kept in zip(seen, known, strict=True) if kept
    ]
    of_known = [share for share, kept in zip(likely, known, strict=True) if kept]
    for one, other in pairwise(range(len(of_known))):
        gap = by_questions[one] - by_questions[other]
        assert log(of_known[one] / of_known[other]) == pytest.approx(gap, abs=1e-6)


def test_an_item_without_everyday_phrasings_gains() -> None:
    alike = [Signs(0, 0, 0, 0, 0, 0, 0, 0, 0)] * 2
    told, untold = log_likelihoods(alike, [False, False], [False, True])
    assert untold > told
    assert untold - told == pytest.approx(UNTOLD)


def test_nothing_found_is_put_in_no_order(sources: Sources) -> None:
    assert ordered(sources, QUESTION, []) == []


@settings(deadline=None, max_examples=30)
@given(chance=st.randoms(use_true_random=False), count=st.integers(0, 50))
def test_nothing_is_lost_or_added_and_the_order_does_not_hang_on_how_they_came(
    chance: Random, count: int, sources: Sources, found: list[Hit]
) -> None:
    some = found[:count]
    placed = ordered(sources, QUESTION, some)
    assert sorted(hit.id for hit in placed) == sorted(hit.id for hit in some)
    assert [hit.score for hit in placed] == sorted((hit.score for hit in placed), reverse=True)
    shuffled = list(some)
    chance.shuffle(shuffled)
    again = ordered(sources, QUESTION, shuffled)
    assert {hit.id: round(hit.score, 4) for hit in again} == {
        hit.id: round(hit.score, 4) for hit in placed
    }
