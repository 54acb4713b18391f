"""What answers questions that somebody judged tells what answers one like them."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.known import ASKED, OFTEN, Known
from index.embed import Vectors
from standards.questions import KnownQuestion

QUESTIONS = (
    KnownQuestion("returns", {"S/P1": 3, "S/P2": 2}),
    KnownQuestion("refunds", {"S/P1": 3}),
    KnownQuestion("stock", {"S/P3": 3}),
)
ANGLES = {"returns": 0.0, "refunds": 0.3, "stock": 1.5}


def vectors(questions: Sequence[str]) -> Vectors:
    angles = [ANGLES.get(question, 0.1) for question in questions]
    return np.array([(np.cos(angle), np.sin(angle)) for angle in angles], np.float32)


@pytest.fixture
def known() -> Known:
    return Known(lambda: QUESTIONS, vectors)


def test_what_answers_the_nearest_questions_has_the_largest_share(known: Known) -> None:
    first, second, third = known.shares("returned goods", ["S/P1", "S/P2", "S/P3"])
    assert first > second > third > 0
    assert first > 0.9


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_question_is_nearer_to_what_it_is_like(count: int) -> None:
    known = Known(lambda: QUESTIONS[:count], vectors)
    assert known.nearness("returned goods") > known.nearness("stock")


def test_only_questions_that_some_items_answer_are_near_to_what_is_asked_of_them(
    known: Known,
) -> None:
    of_all, of_stock = known.nearness("returns"), known.nearness("returns", ["S/P3"])
    assert of_stock == pytest.approx(np.cos(ANGLES["stock"]), abs=1e-6)
    assert of_all > of_stock
    assert known.nearness("returns", ["S/unknown"]) == 0.0


def test_nothing_is_near_where_no_question_is_known() -> None:
    assert Known(lambda: (), vectors).nearness("returns") == 0.0


def test_only_questions_that_what_was_found_answers_have_a_say(known: Known) -> None:
    assert known.shares("returned goods", ["S/P3"]) == pytest.approx([1.0])


def test_an_item_that_no_question_is_about_is_not_known_and_has_no_share(known: Known) -> None:
    first, unknown, third = known.shares("returned goods", ["S/P1", "NEW/P1", "S/P3"])
    assert first > third > unknown == 0
    assert [known.knows(id_) for id_ in ("S/P1", "NEW/P1", "S/P3")] == [True, False, True]


def test_where_nothing_is_known_no_item_stands_out(known: Known) -> None:
    assert known.shares("returned goods", ["NEW/P1", "NEW/P2"]) == [0.0, 0.0]
    assert known.shares("returned goods", []) == []


def test_how_many_items_answer_is_told_by_questions_like_it(known: Known) -> None:
    # One of the three is answered by two.
    assert 1 < known.how_many("stock") < known.how_many("returned goods") < 2


def test_with_no_known_question_nothing_is_known_of_how_many_answer() -> None:
    assert Known(tuple, vectors).how_many("stock") == 0


def test_what_was_asked_before_says_nothing_of_what_is_asked_now(known: Known) -> None:
    ids = ["S/P1", "S/P3"]
    goods, stock = known.shares("returned goods", ids), known.shares("stock", ids)
    assert goods != stock
    assert known.shares("returned goods", ids) == goods


def test_how_often_an_item_answers_where_another_does(known: Known) -> None:
    assert known.together("S/P1", "S/P2") == (1 + OFTEN) / (2 + ASKED)
    assert known.together("S/P1", "S/P3") == OFTEN / (2 + ASKED)
    assert known.together("S/P1", "NEW/P1") == OFTEN / (2 + ASKED)
    assert known.together("NEW/P1", "S/P1") == OFTEN / ASKED


@given(st.lists(st.sampled_from(["S/P1", "S/P2", "S/P3", "NEW/P1", "NEW/P2"]), unique=True))
def test_shares_do_not_hang_on_the_order_of_what_was_found(ids: list[str]) -> None:
    known = Known(lambda: QUESTIONS, vectors)
    shares = dict(zip(ids, known.shares("stock", ids), strict=True))
    turned = dict(zip(ids[::-1], known.shares("stock", ids[::-1]), strict=True))
    assert shares == pytest.approx(turned)
    assert all(0 <= share <= 1 for share in shares.values())


def test_questions_are_read_and_embedded_at_the_first_look_and_once() -> None:
    looks: list[int] = []

    def kept(questions: Sequence[str]) -> Vectors:
        looks.append(len(questions))
        return vectors(questions)

    known = Known(lambda: QUESTIONS, vectors, kept)
    assert not looks
    assert known.shares("stock", ["S/P1"]) == known.shares("stock", ["S/P1"])
    assert looks == [len(QUESTIONS)]


def test_once_warm_nothing_is_left_to_be_read() -> None:
    looks: list[int] = []

    def read() -> Sequence[KnownQuestion]:
        looks.append(1)
        return QUESTIONS

    known = Known(read, vectors)
    known.warm()
    assert looks == [1]
    known.shares("stock", ["S/P1"])
    assert looks == [1]
