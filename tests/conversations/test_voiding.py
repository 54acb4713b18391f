"""Which versions of an item a void takes out."""

from hypothesis import given
from hypothesis import strategies as st

from conversations.voiding import Void, VoidedItems
from quiz_samples import NOON


def void(item: str = "s1", version: int | None = None, reason: str = "two keys") -> Void:
    return Void(item, version, reason, NOON)


def test_a_void_without_a_version_is_about_all_of_them() -> None:
    voided = VoidedItems([void()])
    assert ("s1", 1) in voided
    assert ("s1", 7) in voided
    assert ("s2", 1) not in voided


def test_a_void_of_one_version_leaves_the_others() -> None:
    voided = VoidedItems([void(version=2)])
    assert ("s1", 2) in voided
    assert ("s1", 1) not in voided


def test_the_reason_is_that_of_the_version_itself_where_it_has_one() -> None:
    voided = VoidedItems([void(reason="both"), void(version=2, reason="wrong key")])
    both, one = voided.of(("s1", 1)), voided.of(("s1", 2))
    assert both is not None
    assert one is not None
    assert (both.reason, one.reason) == ("both", "wrong key")
    assert voided.of(("s2", 1)) is None


def test_what_no_known_version_falls_under_is_left_over() -> None:
    gone, old = void("s9"), void("s1", 1)
    voided = VoidedItems([gone, old, void("s2")])
    assert voided.beside([("s1", 2), ("s2", 1)]) == (old, gone)


def test_anything_else_is_not_void() -> None:
    assert "s1" not in VoidedItems([void()])


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.none() | st.integers(1, 3))),
    st.tuples(st.sampled_from("abc"), st.integers(1, 3)),
)
def test_a_version_is_void_exactly_when_a_reason_is_given_for_it(
    voids: list[tuple[str, int | None]], asked: tuple[str, int]
) -> None:
    voided = VoidedItems(void(item, version) for item, version in voids)
    assert (asked in voided) is (voided.of(asked) is not None)
    assert (asked in voided) is any(
        item == asked[0] and version in (None, asked[1]) for item, version in voids
    )
