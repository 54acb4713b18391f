"""Which answers count, and how much."""

from datetime import datetime, timedelta, timezone
from math import fsum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer_log import DAY, HOUR, NOON, answered
from conversations.evidence import (
    FRESH_AFTER,
    AnswerRecord,
    Kind,
    evidence,
    fresh,
    opens_session,
    recall_share,
    used_up,
)

records = st.builds(
    lambda number, version, correct, hours, kind, practice: answered(
        number,
        version=version,
        correct=correct,
        at=NOON + hours * HOUR,
        kind=kind,
        practice=practice,
    ),
    st.integers(0, 5),
    st.integers(1, 2),
    st.booleans(),
    st.integers(0, 24 * 400),
    st.sampled_from(Kind),
    st.booleans(),
)
LATER = NOON + 400 * DAY


def test_a_time_that_is_not_in_utc_is_refused() -> None:
    taipei = timezone(timedelta(hours=8))
    for at in (datetime(2026, 1, 1), datetime(2026, 1, 1, tzinfo=taipei)):  # noqa: DTZ001
        with pytest.raises(ValueError, match="UTC"):
            answered(at=at)


def test_only_the_first_exposure_to_an_items_version_counts() -> None:
    wrong = answered(1, correct=False)
    again = answered(1, at=NOON + DAY)
    reworded = answered(1, version=2, at=NOON + 2 * DAY)
    assert fresh([wrong, again, reworded], LATER) == (wrong, reworded)


@pytest.mark.parametrize(("days", "counts"), [(89, False), (90, True)])
def test_an_item_counts_again_after_ninety_days(days: int, counts: bool) -> None:
    again = answered(1, at=NOON + days * DAY)
    assert (again in fresh([answered(1), again], LATER)) is counts


def test_practising_in_between_does_not_put_off_when_an_item_counts_again() -> None:
    first, later = answered(1), answered(1, at=NOON + 91 * DAY)
    between = [answered(1, at=NOON + days * DAY, practice=days % 2 == 0) for days in range(8, 89)]
    assert fresh([first, *between, later], LATER) == (first, later)


def test_a_first_exposure_in_practice_is_used_up_without_counting() -> None:
    practised = answered(1, practice=True)
    assert fresh([practised, answered(1, at=NOON + DAY)], LATER) == ()
    later = answered(1, at=NOON + 90 * DAY)
    assert fresh([practised, later], LATER) == (later,)


def test_answers_after_the_moment_asked_about_are_not_seen() -> None:
    assert fresh([answered(1, at=NOON + DAY)], NOON) == ()


def test_a_voided_version_is_left_out_and_only_it() -> None:
    first, second = answered(1), answered(1, version=2, at=NOON + DAY)
    assert fresh([first, second], LATER, voided={("s1", 1)}) == (second,)


@pytest.mark.parametrize(("days", "weight"), [(0, 1.0), (45, 0.5**0.5), (90, 0.5), (180, 0.25)])
def test_an_answer_loses_half_its_weight_in_ninety_days(days: int, weight: float) -> None:
    (only,) = evidence([answered()], NOON + days * DAY)
    assert only.weight == pytest.approx(weight)


def test_recall_weighs_half_while_there_is_enough_of_the_rest() -> None:
    log = [answered(1), answered(2, kind=Kind.KNOWLEDGE), answered(3, kind=Kind.RECALL)]
    assert [each.weight for each in evidence(log, NOON)] == [1, 1, 0.5]


def test_recall_is_scaled_down_to_half_of_the_evidence() -> None:
    log = [answered(0), *(answered(number, kind=Kind.RECALL) for number in range(1, 9))]
    assert [each.weight for each in evidence(log, NOON)] == [1, *[1 / 8] * 8]


def test_recall_alone_weighs_nothing() -> None:
    log = [answered(number, kind=Kind.RECALL) for number in range(9)]
    assert {each.weight for each in evidence(log, NOON)} == {0}


@pytest.mark.parametrize(("hours", "opens"), [(19, False), (20, True), (21, True)])
def test_a_session_opens_twenty_hours_after_the_one_before(hours: int, opens: bool) -> None:
    assert opens_session(None, NOON)
    assert opens_session(NOON, NOON + hours * HOUR) is opens


@given(st.lists(records, max_size=30), st.randoms())
def test_the_order_of_the_log_is_of_no_matter(log: list[AnswerRecord], chance: object) -> None:
    shuffled = sorted(log, key=lambda _record: chance.random())  # type: ignore[attr-defined]  # a Random
    assert evidence(shuffled, LATER) == evidence(log, LATER)


@given(st.lists(records, max_size=30))
def test_recall_is_at_most_half_of_the_evidence(log: list[AnswerRecord]) -> None:
    weighed = evidence(log, LATER)
    recall = fsum(each.weight for each in weighed if each.record.kind is Kind.RECALL)
    assert recall <= fsum(each.weight for each in weighed) / 2 + 1e-9
    assert all(0 <= each.weight <= 1 for each in weighed)


@given(st.lists(records, max_size=30))
def test_no_version_counts_twice_within_ninety_days(log: list[AnswerRecord]) -> None:
    counted = fresh(log, LATER)
    for earlier in counted:
        for later in counted:
            if earlier is not later and earlier.exposed == later.exposed:
                assert abs(later.at - earlier.at) >= 90 * DAY


@given(st.lists(records, max_size=30), st.integers(0, 400))
def test_what_counts_does_not_change_with_what_comes_later(
    log: list[AnswerRecord], days: int
) -> None:
    now = NOON + days * DAY
    assert fresh(log, now) == tuple(each for each in fresh(log, LATER) if each.at <= now)


# What answers of one kind can weigh together: nothing, or at the least one a century old, which is
# 400 half-lives. Below 1e-308 floats lose digits, and no share of them is exact.
weighed_together = st.just(0.0) | st.floats(1e-122, 1e6)


@given(weighed_together, weighed_together, st.floats(1e-6, 1))
def test_the_share_of_recall_is_the_same_at_any_age(
    others: float, recall: float, scale: float
) -> None:
    assert recall_share(others * scale, recall * scale) == pytest.approx(
        recall_share(others, recall)
    )


def test_an_item_is_used_up_for_90_days_from_a_fresh_exposure_practised_or_not() -> None:
    records = [
        answered(1, at=NOON),
        answered(1, at=NOON + 30 * DAY),
        answered(2, at=NOON + DAY, practice=True),
        answered(3, at=NOON - FRESH_AFTER),
        answered(3, at=NOON),
        answered(4, at=NOON),
    ]
    now = NOON + 31 * DAY
    assert used_up(records, now, voided={("s4", 1)}) == {
        ("s1", 1): NOON + FRESH_AFTER,
        ("s2", 1): NOON + DAY + FRESH_AFTER,
        ("s3", 1): NOON + FRESH_AFTER,
    }
    assert set(used_up(records, NOON + FRESH_AFTER)) == {("s2", 1)}


@given(st.lists(records, max_size=30), st.integers(0, 400))
def test_an_answer_counts_just_where_its_item_is_not_used_up(
    log: list[AnswerRecord], days: int
) -> None:
    at = NOON + days * DAY
    before = [record for record in log if record.at < at]
    for number in range(3):
        new = answered(number, at=at)
        assert (new in fresh([*before, new], at)) is (new.exposed not in used_up(before, at))
