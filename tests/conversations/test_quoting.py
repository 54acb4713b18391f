"""How much of what was found is quoted."""

from dataclasses import replace
from math import log

from hypothesis import given
from hypothesis import strategies as st

from conversations.answering.quoting import (
    AS_GOOD,
    GOING_ON,
    IN_GENERAL,
    OF_A_SIDE,
    QUOTED,
    ActivityOf,
    Asked,
    Together,
    Weights,
    selected,
)
from index.chunk import chunks_of
from index.search import Hit
from small_standard import small_standard

CHUNK = next(iter(chunks_of(small_standard())))
SELDOM = 0.1
ASKED = Asked(says=2.0, how_many=2.5)
ENOUGH = (
    IN_GENERAL.least
    - (IN_GENERAL.constant + IN_GENERAL.says * ASKED.says + IN_GENERAL.how_many * ASKED.how_many)
    - (IN_GENERAL.same_standard + IN_GENERAL.together * log(SELDOM))
) / IN_GENERAL.alike + 0.001
"""The cosine from which on an item of the best one's standard, as good as that, is quoted, where
nothing is known of either."""


def hits(*scored: tuple[float, float]) -> list[Hit]:
    """Hits of one standard with these scores and cosines, best first."""
    return [
        Hit(str(rank), score, 1.0, cosine, 1.0, CHUNK)
        for rank, (score, cosine) in enumerate(sorted(scored, key=lambda each: -each[0]))
    ]


def ids(found: list[Hit]) -> list[str]:
    return [hit.id for hit in found]


def quoted(
    found: list[Hit],
    activity_of: ActivityOf = lambda hit: None,
    together: Together = lambda first, other: SELDOM,
    asked: Asked = ASKED,
    weights: Weights = IN_GENERAL,
) -> list[Hit]:
    return selected(asked, found, activity_of, together, weights)


def test_nothing_found_is_nothing_quoted() -> None:
    assert quoted([]) == []


def test_what_is_likely_enough_to_answer_is_quoted_beside_the_best() -> None:
    near = 3 - AS_GOOD - 0.1
    enough = ENOUGH + IN_GENERAL.gap * (3 - near) / IN_GENERAL.alike
    assert ids(quoted(hits((3.0, enough), (near, enough), (near, enough - 0.01)))) == ["0", "1"]


def test_what_scores_less_has_to_be_more_alike() -> None:
    assert ids(quoted(hits((3.0, ENOUGH), (2.0, ENOUGH)))) == ["0"]
    assert ids(quoted(hits((3.0, ENOUGH), (2.0, ENOUGH + IN_GENERAL.gap / IN_GENERAL.alike)))) == [
        "0",
        "1",
    ]


def test_what_scores_nearly_as_well_is_quoted_however_little_it_is_alike() -> None:
    assert ids(quoted(hits((3.0, 0.1), (3 - AS_GOOD, 0.1), (2.9 - AS_GOOD, 0.1)))) == ["0", "1"]


def test_what_stands_in_the_best_ones_activity_need_not_come_as_near() -> None:
    found = hits((3.0, ENOUGH), (2.4, ENOUGH), (2.4, ENOUGH))
    together = {"0", "2"}
    assert ids(quoted(found, lambda hit: "T1.1" if hit.id in together else "T2.1")) == ["0", "2"]


def test_items_without_an_activity_do_not_stand_together() -> None:
    assert ids(quoted(hits((3.0, ENOUGH), (2.4, ENOUGH)))) == ["0"]


def test_what_another_standard_says_has_to_be_more_alike() -> None:
    enough = ENOUGH + IN_GENERAL.gap * (3.0 - 2.4) / IN_GENERAL.alike
    best, other = hits((3.0, enough), (2.4, enough))
    assert ids(quoted([best, other])) == ["0", "1"]
    other = replace(other, chunk=replace(CHUNK, standard="ANOTHER"))
    assert ids(quoted([best, other])) == ["0"]
    assert ids(
        quoted([best, replace(other, vector=enough + IN_GENERAL.same_standard / IN_GENERAL.alike)])
    ) == [
        "0",
        "1",
    ]


def test_what_answers_questions_like_it_need_not_come_as_near() -> None:
    near = 3 - AS_GOOD - 0.1
    enough = ENOUGH + IN_GENERAL.gap * (3 - near) / IN_GENERAL.alike
    best, known, other = hits((3.0, enough), (near, enough - 0.1), (near, enough - 0.1))
    known = replace(known, known=0.1 * IN_GENERAL.alike / IN_GENERAL.known + 0.001)
    assert ids(quoted([best, known, other])) == ["0", "1"]


def test_what_often_answers_where_the_best_does_need_not_come_as_near() -> None:
    near = 3 - AS_GOOD - 0.1
    enough = ENOUGH + IN_GENERAL.gap * (3 - near) / IN_GENERAL.alike
    best, often, seldom = hits((3.0, enough), (near, enough - 0.1), (near, enough - 0.1))

    def together(first: Hit, other: Hit) -> float:
        assert first is best
        return (
            SELDOM * 2.8 ** (0.1 * IN_GENERAL.alike / IN_GENERAL.together)
            if other is often
            else SELDOM
        )

    assert ids(quoted([best, often, seldom], together=together)) == ["0", "1"]


def test_of_what_says_little_more_is_quoted() -> None:
    near = 3 - AS_GOOD - 0.1
    found = hits((3.0, ENOUGH), (near, ENOUGH))
    assert ids(quoted(found)) == ["0"]
    assert ids(quoted(found, asked=ASKED._replace(says=0.5))) == ["0", "1"]


def test_what_stands_alone_and_is_exact_quotes_less() -> None:
    found = hits((3.0, ENOUGH), (3.0 - AS_GOOD - 0.01, ENOUGH + IN_GENERAL.gap / IN_GENERAL.alike))
    assert ids(quoted(found)) == ["0", "1"]
    assert ids(quoted(found, asked=ASKED._replace(exact=1.0))) == ["0"]


def test_where_more_answers_questions_like_it_more_is_quoted() -> None:
    near = 3 - AS_GOOD - 0.1
    found = hits((3.0, ENOUGH), (near, ENOUGH))
    assert ids(quoted(found, asked=ASKED._replace(how_many=4.0))) == ["0", "1"]


def test_of_one_side_what_holds_the_subject_is_quoted_before_what_does_not() -> None:
    best, holding, other = hits((3.0, 0.5), (2.0, 0.4), (2.0, 0.4))
    found = [best, holding, replace(other, coverage=0.0)]
    assert ids(quoted(found, weights=OF_A_SIDE)) == ["0", "1"]


@given(
    st.lists(st.tuples(st.floats(-3, 3), st.floats(0, 1)), min_size=1, max_size=20),
    st.lists(st.sampled_from(("T1.1", "T1.2", None)), min_size=20, max_size=20),
    st.sampled_from((IN_GENERAL, GOING_ON, OF_A_SIDE)),
)
def test_the_best_is_always_quoted_and_all_in_their_order(
    scored: list[tuple[float, float]], activities: list[str | None], weights: Weights
) -> None:
    found = hits(*scored)
    chosen = quoted(found, lambda hit: activities[int(hit.id)], weights=weights)
    assert chosen[0] is found[0]
    assert chosen == [hit for hit in found if hit in chosen]
    assert len(chosen) <= QUOTED
