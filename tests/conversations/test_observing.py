"""Of several observations the last one decides."""

from datetime import datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from conversations.observing import Observation, newest
from quiz_samples import NOON

DAY = timedelta(days=1)


def seen(at: datetime = NOON, *, target: str = "A/P1", performed: bool = True) -> Observation:
    return Observation(target, "Ms Lin", at, at + 30 * DAY, performed)


def test_an_observation_holds_from_when_it_was_made_until_its_last_moment() -> None:
    one = seen()
    assert not one.holds(NOON - DAY)
    assert one.holds(NOON)
    assert one.holds(NOON + 30 * DAY)
    assert not one.holds(NOON + 31 * DAY)


def test_what_was_tried_and_not_yet_mastered_never_holds() -> None:
    assert not seen(performed=False).holds(NOON)


def test_a_later_not_yet_ends_what_was_seen_before_and_the_other_way_round() -> None:
    done, not_yet = seen(), seen(NOON + DAY, performed=False)
    assert newest([done, not_yet], NOON + DAY) == (not_yet,)
    assert newest([done, not_yet], NOON) == (done,)
    again = seen(NOON + 2 * DAY)
    assert newest([again, done, not_yet], NOON + 2 * DAY) == (again,)


def test_each_target_has_its_own() -> None:
    one, other = seen(), seen(NOON + DAY, target="A/O1", performed=False)
    assert newest([one, other], NOON + DAY) == (other, one)


observations = st.lists(
    st.builds(
        lambda hours, target, performed: seen(
            NOON + timedelta(hours=hours), target=target, performed=performed
        ),
        st.integers(0, 5),
        st.sampled_from(("A/P1", "A/P2")),
        st.booleans(),
    )
)


@given(observations, st.integers(0, 2**32))
def test_the_order_of_insertion_is_of_no_matter(kept: list[Observation], seed: int) -> None:
    shuffled = Random(seed).sample(kept, len(kept))
    assert newest(shuffled, NOON + DAY) == newest(kept, NOON + DAY)
