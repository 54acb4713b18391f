"""What is asked next, and when something is due again."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer_log import DAY, HOUR, INDICATORS, NOON, SCOPE, answered, log
from conversations.evidence import APART, FRESH_AFTER, AnswerRecord, Kind
from conversations.readiness import FEWEST_ITEMS, TaskReadiness, TaskScope, assess
from conversations.selection import (
    CHECK,
    KEPT_BACK,
    Demand,
    by_need,
    count_from,
    due_dates,
    todays_check,
)
from conversations.voiding import Void, VoidedItems


@dataclass(frozen=True, slots=True)
class Item:
    id: str
    task: str = SCOPE.task
    targets: tuple[str, ...] = ()
    kind: str = Kind.SCENARIO
    version: int = 1
    choices: frozenset[str] = frozenset()


SECOND = TaskScope(
    "A/T2",
    indicators=frozenset({"A/P2.1.1", "A/P2.1.2"}),
    seen=frozenset({"A/P2.1.1", "A/P2.1.2"}),
    own=frozenset({"A/T2", "A/P2.1.1", "A/P2.1.2"}),
    all=frozenset({"A/T2", "A/P2.1.1", "A/P2.1.2"}),
)
THIRD = replace(SECOND, task="A/T3")
FIRST_BANK = tuple(
    Item(f"s{number}", targets=(INDICATORS[number % len(INDICATORS)],)) for number in range(10)
)
SECOND_BANK = tuple(
    Item(f"t{number}", "A/T2", (f"A/P2.1.{number % 2 + 1}",)) for number in range(10)
)
BANK = FIRST_BANK + SECOND_BANK
LATER = NOON + 10 * DAY


def standing(scope: TaskScope, probability: float = 0.25, coverage: float = 0.0) -> TaskReadiness:
    return replace(assess(scope, [], NOON), probability=probability, coverage=coverage)


def demand(scope: TaskScope = SCOPE, *, criticality: float = 1.0, **figures: float) -> Demand:
    return Demand(scope, standing(scope, **figures), criticality)


def check(
    bank: tuple[Item, ...] = BANK,
    records: tuple[AnswerRecord, ...] | list[AnswerRecord] = (),
    demands: tuple[Demand, ...] = (demand(), demand(SECOND)),
    seed: int = 1,
    practice: bool = False,
) -> tuple[Item, ...]:
    return todays_check(bank, demands, records, LATER, Random(seed), practice=practice)


def test_what_is_void_is_never_asked_not_even_in_practice() -> None:
    voided = VoidedItems([Void("s1", None, "two keys", NOON), Void("t1", 2, "no key", NOON)])
    for practice in (False, True):
        asked = todays_check(
            BANK,
            (demand(), demand(SECOND)),
            [],
            LATER,
            Random(1),
            count=len(BANK),
            practice=practice,
            voided=voided,
        )
        assert {item.id for item in BANK} - {item.id for item in asked} == {"s1"}


# Which task.


@pytest.mark.parametrize("probability", [0.05, 0.4, 0.6, 0.95])
def test_the_task_most_in_doubt_comes_first(probability: float) -> None:
    unsure, sure = demand(probability=0.5), demand(SECOND, probability=probability)
    assert by_need([sure, unsure], {}) == [unsure, sure]


def test_a_critical_task_comes_before_one_a_little_more_in_doubt() -> None:
    critical, other = demand(probability=0.7, criticality=2), demand(SECOND, probability=0.5)
    assert by_need([other, critical], {}) == [critical, other]


def test_of_equally_doubtful_tasks_the_less_covered_comes_first_then_the_one_due_first() -> None:
    bare = demand(coverage=0.2)
    soon, late = demand(SECOND, coverage=0.6), demand(THIRD, coverage=0.6)
    due = {"A/T1": NOON + 9 * DAY, "A/T2": NOON, "A/T3": NOON + DAY}
    assert by_need([late, soon, bare], due) == [bare, soon, late]
    assert by_need([late, soon], {"A/T2": NOON}) == [soon, late]


def test_a_days_ageing_does_not_decide_which_task_comes_first() -> None:
    bare, covered = demand(probability=0.3), demand(SECOND, probability=0.301, coverage=0.5)
    assert by_need([covered, bare], {}) == [bare, covered]


# When.


def test_a_wrong_answer_is_due_sooner_than_a_right_one() -> None:
    due = due_dates([answered(1), answered(2, correct=False)])
    assert NOON < due["s2"] < due["s1"] < NOON + 7 * DAY


def test_an_item_known_again_and_again_is_due_later_each_time_but_never_after_180_days() -> None:
    records: list[AnswerRecord] = []
    waits: list[timedelta] = []
    at = NOON
    for _turn in range(8):
        records.append(answered(1, at=at))
        due = due_dates(records)["s1"]
        waits.append(due - at)
        at = due
    assert waits == sorted(waits)
    assert waits[0] < waits[-1] == 180 * DAY


def test_practice_puts_the_date_off_too() -> None:
    practised = answered(1, at=NOON + 2 * DAY, practice=True)
    assert due_dates([answered(1), practised])["s1"] > due_dates([answered(1)])["s1"]


# Which items.


def test_a_check_is_six_items_three_of_each_of_the_two_neediest_tasks() -> None:
    picked = check()
    assert [item.task for item in picked] == ["A/T1"] * 3 + ["A/T2"] * 3
    assert len({item.id for item in picked}) == 6


def test_a_single_task_fills_the_check_alone() -> None:
    assert [item.task for item in check(FIRST_BANK)] == ["A/T1"] * 6


def test_a_bank_that_holds_too_little_gives_a_shorter_check() -> None:
    assert len(check(FIRST_BANK[:2])) == 2
    assert check(()) == ()


def test_uncovered_indicators_are_asked_about_first_each_once() -> None:
    records = log([True, True], start=NOON)
    picked = check(FIRST_BANK, records)
    assert {item.targets[0] for item in picked[:3]} == set(INDICATORS[2:])


def test_an_indicator_that_the_check_asks_about_already_is_no_longer_uncovered() -> None:
    # The item on the second indicator was practised once, long ago; its indicator goes first.
    bank = (Item("a", targets=INDICATORS[:1]), Item("b", targets=INDICATORS[:1]), FIRST_BANK[1])
    records = [answered(1, at=LATER - FRESH_AFTER, practice=True)]
    assert [item.id for item in check(bank, records)][1] == "s1"


def test_a_check_varies_what_it_rests_on_once_all_is_covered() -> None:
    bank = tuple(Item(name, targets=(target,)) for name, target in zip("abc", "xxy", strict=True))
    for seed in range(20):
        assert {item.targets for item in check(bank, seed=seed)[:2]} == {("x",), ("y",)}


def test_practice_covers_no_indicator() -> None:
    records = [answered(0, practice=True)]
    assert INDICATORS[0] in {item.targets[0] for item in check(FIRST_BANK, records)[:5]}


def test_the_items_shown_least_often_come_first_once_all_is_covered() -> None:
    records = [*log([True] * 5), *log([True] * 5, start=NOON + 2 * DAY)]
    assert {item.id for item in check(FIRST_BANK, records)[:5]} == {f"s{n}" for n in range(5, 10)}


@pytest.mark.parametrize(
    ("ago", "asked"), [(7 * DAY - HOUR, False), (7 * DAY, True), (8 * DAY, True)]
)
def test_an_item_is_not_asked_again_within_seven_days(ago: timedelta, asked: bool) -> None:
    records = [answered(0, at=LATER - 30 * DAY), answered(0, at=LATER - ago)]
    assert bool(check(FIRST_BANK[:1], records)) is asked
    assert check(FIRST_BANK[:1], records, practice=True) == FIRST_BANK[:1]


@pytest.mark.parametrize("practice", [False, True])
def test_what_counts_now_is_asked_before_what_was_seen_whatever_task_is_in_doubt(
    practice: bool,
) -> None:
    records = [answered(n, at=NOON + n * HOUR, practice=practice) for n in range(10)]
    fresh_ones = SECOND_BANK[:4]
    for seed in range(10):
        picked = check(
            FIRST_BANK + fresh_ones,
            records,
            (demand(probability=0.5), demand(SECOND, probability=0.9)),
            seed,
        )
        assert set(picked[:4]) == set(fresh_ones)
        assert {item.task for item in picked[4:]} == {"A/T1"}


@pytest.mark.parametrize(("ago", "first"), [(90 * DAY - HOUR, "s1"), (90 * DAY, "s0")])
def test_after_90_days_an_item_is_no_longer_put_behind_others(ago: timedelta, first: str) -> None:
    both = (Item("s0", targets=INDICATORS[:1]), Item("s1", targets=("x",)))
    records = [answered(0, at=LATER - ago, practice=True)]
    assert {check(both, records, seed=seed)[0].id for seed in range(10)} == {first}


def test_practice_asks_recall_and_what_was_answered_before_what_a_check_would_count() -> None:
    recall = tuple(Item(f"r{number}", kind=Kind.RECALL) for number in range(5))
    records = [answered(n) for n in range(2)]
    picked = check(FIRST_BANK + recall, records, (demand(),), practice=True)
    assert {item.id for item in picked[:5]} >= {"s0", "s1"}
    assert [item.kind for item in picked[:5]].count(Kind.RECALL) == 3
    assert picked[5].id not in {"s0", "s1"}
    # With as much behind the learner as there is to practise, nothing is used up.
    known = [answered(n) for n in range(6)]
    assert {item.id for item in check(FIRST_BANK, known, (demand(),), practice=True)} == {
        f"s{n}" for n in range(6)
    }


def test_an_item_counts_once_it_is_fresh_again_and_may_be_asked_again() -> None:
    records = [
        answered(0, at=NOON),
        answered(1, at=NOON, practice=True),
        answered(1, at=NOON + 86 * DAY),
    ]
    now = NOON + 89 * DAY
    assert count_from(FIRST_BANK[:3], records, now, voided={("s2", 2)}) == {
        ("s0", 1): NOON + FRESH_AFTER,
        ("s1", 1): NOON + 93 * DAY,
        ("s2", 1): now,
    }
    assert count_from(FIRST_BANK[:1], records, now, voided={("s0", 1)}) == {}


def test_recall_is_at_most_half_of_a_check() -> None:
    recall = tuple(
        Item(f"r{number}", targets=(INDICATORS[number % 5],), kind=Kind.RECALL)
        for number in range(20)
    )
    assert [item.kind for item in check(recall)] == [Kind.RECALL] * 3
    kinds = Counter(item.kind for item in check(recall + FIRST_BANK[:4]))
    assert kinds[Kind.RECALL] <= 3


def test_of_items_otherwise_equal_recall_comes_last_and_the_one_due_first_goes_first() -> None:
    target = (INDICATORS[0],)
    scenario, recall = Item("b", targets=target), Item("a", targets=target, kind=Kind.RECALL)
    assert {check((recall, scenario), seed=seed)[0] for seed in range(20)} == {scenario}
    records = [
        answered(0, correct=True, targets=target),
        answered(1, correct=False, targets=target),
    ]
    known, missed = Item("s0", targets=target), Item("s1", targets=target)
    assert check((known, missed), records) == (missed, known)


@pytest.mark.parametrize("voided", [set(), {("s0", 1)}])
def test_a_voided_answer_leaves_its_indicator_uncovered(voided: set[tuple[str, int]]) -> None:
    first, second = FIRST_BANK[5:7]
    records = [answered(0), answered(1, practice=True)]
    picked = [
        todays_check(
            (first, second), [demand()], records, LATER, Random(seed), count=1, voided=voided
        )[0]
        for seed in range(20)
    ]
    assert set(picked) == ({first, second} if voided else {second})


@given(st.integers(0, 1000), st.permutations(BANK), st.permutations(log([True, False] * 4)))
def test_the_same_chance_gives_the_same_check_in_whatever_order_things_come(
    seed: int, bank: list[Item], records: list[AnswerRecord]
) -> None:
    assert check(tuple(bank), records, seed=seed) == check(BANK, log([True, False] * 4), seed=seed)


def test_another_chance_gives_another_check() -> None:
    assert len({check(seed=seed) for seed in range(20)}) > 10


def test_items_with_the_same_options_are_not_asked_in_one_check() -> None:
    family = frozenset({"the first", "the second", "the third"})
    alike = tuple(
        Item(f"f{number}", targets=(INDICATORS[number],), choices=family) for number in range(3)
    )
    other = tuple(Item(f"o{number}", targets=(INDICATORS[0],)) for number in range(2))
    for seed in range(20):
        asked = todays_check(
            alike + other, (demand(),), (), LATER, Random(seed), count=3, per_task=3
        )
        assert len({item.id for item in asked} & {item.id for item in alike}) == 1


def test_items_with_the_same_options_are_asked_where_there_are_no_others() -> None:
    family = frozenset({"the first", "the second", "the third"})
    alike = tuple(Item(f"f{number}", choices=family) for number in range(3))
    asked = todays_check(alike, (demand(),), (), LATER, Random(1), count=3, per_task=3)
    assert len(asked) == 3


# What is kept for a second session.


def a_day_of_checks(
    bank: tuple[Item, ...], rights: list[bool], gaps: list[int]
) -> list[AnswerRecord]:
    """Every check that is to be had of a task within a session, `gaps` minutes apart."""
    records: list[AnswerRecord] = []
    now, turn = NOON, 0
    while now < NOON + APART:
        readiness = assess(SCOPE, records, now)
        asked = todays_check(bank, (Demand(SCOPE, readiness),), records, now, Random(turn))
        assert not (asked and readiness.next_session)
        for item in asked:
            records.append(
                answered(
                    int(item.id[1:]),
                    at=now,
                    correct=rights[turn % len(rights)],
                    targets=item.targets,
                )
            )
            turn += 1
        now += timedelta(minutes=gaps[turn % len(gaps)])
    return records


@given(
    st.integers(12, 18),
    st.integers(1, len(INDICATORS)),
    st.lists(st.booleans(), min_size=1, max_size=9),
    st.lists(st.integers(45, 900), min_size=1, max_size=5),
)
def test_however_eager_somebody_is_the_first_day_leaves_items_for_the_second(
    size: int, covered: int, rights: list[bool], gaps: list[int]
) -> None:
    # Fewer than three of the five indicators are too few, however many items there are.
    bank = tuple(Item(f"s{n}", targets=(INDICATORS[n % covered],)) for n in range(size))
    records = a_day_of_checks(bank, rights, gaps)
    assert len(records) >= FEWEST_ITEMS
    assert size - len(records) >= KEPT_BACK
    later = NOON + APART
    readiness = assess(SCOPE, records, later)
    asked = todays_check(bank, (Demand(SCOPE, readiness),), records, later, Random(1))
    assert asked
    assert not {item.id for item in asked} & {record.item for record in records}


def test_what_one_task_keeps_back_the_others_fill_up() -> None:
    records = [answered(n, at=NOON + n * timedelta(minutes=1)) for n in range(FEWEST_ITEMS)]
    now = NOON + HOUR
    demands = (Demand(SCOPE, assess(SCOPE, records, now)), demand(SECOND))
    asked = todays_check(BANK, demands, records, now, Random(1))
    assert {item.task for item in asked} == {"A/T2"}
    assert len(asked) == CHECK


def test_practice_is_not_kept_back() -> None:
    records = [answered(n) for n in range(FEWEST_ITEMS)]
    demands = (Demand(SCOPE, assess(SCOPE, records, NOON + HOUR)),)
    asked = todays_check(FIRST_BANK, demands, records, NOON + HOUR, Random(1), practice=True)
    assert len(asked) == CHECK
