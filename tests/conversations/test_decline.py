"""How much of what was found is quoted."""

from hypothesis import given
from hypothesis import strategies as st

from conversations.decline import (
    BESIDE_THE_BEST,
    NEAR_THE_BEST,
    QUOTED,
    QUOTED_TOGETHER,
    selected,
)
from index.chunk import chunks_of
from index.search import Hit
from small_standard import small_standard

CHUNK = next(iter(chunks_of(small_standard())))


def hits(*scores: float) -> list[Hit]:
    return [
        Hit(str(rank), score, 1.0, 1.0, 1.0, CHUNK)
        for rank, score in enumerate(sorted(scores, reverse=True))
    ]


def ids(found: list[Hit]) -> list[str]:
    return [hit.id for hit in found]


def test_nothing_found_is_nothing_quoted() -> None:
    assert selected([]) == []


def test_what_comes_near_the_best_is_quoted_with_it() -> None:
    assert ids(selected(hits(3.0, 3 - NEAR_THE_BEST, 3 - NEAR_THE_BEST - 0.01))) == ["0", "1"]


def test_what_stands_in_the_best_ones_activity_need_not_come_as_near() -> None:
    found = hits(
        0.0,
        -NEAR_THE_BEST - 0.1,
        -NEAR_THE_BEST - 0.2,
        -BESIDE_THE_BEST,
        -BESIDE_THE_BEST - 0.01,
    )
    together = {"0", "2", "3", "4"}
    assert ids(selected(found, lambda hit: "T1.1" if hit.id in together else "T2.1")) == [
        "0",
        "2",
        "3",
    ]


def test_items_without_an_activity_do_not_stand_together() -> None:
    assert ids(selected(hits(1.0, -0.7), lambda hit: None)) == ["0"]


@given(
    st.lists(st.floats(-3, 3), min_size=1, max_size=20),
    st.lists(st.sampled_from(("T1.1", "T1.2", None)), min_size=20, max_size=20),
)
def test_the_best_is_always_quoted_and_all_in_their_order(
    scores: list[float], activities: list[str | None]
) -> None:
    found = hits(*scores)
    quoted = selected(found, lambda hit: activities[int(hit.id)])
    assert quoted[0] is found[0]
    assert quoted == [hit for hit in found if hit in quoted]
    assert len(quoted) <= QUOTED_TOGETHER
    elsewhere = [hit for hit in quoted if activities[int(hit.id)] != activities[0]]
    assert len(elsewhere) < QUOTED
