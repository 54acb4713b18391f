from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from conversations.evidence import APART, FRESH_AFTER, AnswerRecord, Kind
from conversations.grounds import Grounds
from conversations.language import translator
from conversations.observing import Observation
from conversations.policies import Critical, CutScore, Policies
from conversations.readiness import CRITICAL, TaskReadiness
from conversations.selection import KEPT_BACK, by_need, due_dates
from conversations.standing import (
    Standing,
    answered_standards,
    demands,
    due_again,
    next_check,
    standing,
    standings,
)
from conversations.task_text import fingerprints
from conversations.voiding import Void, VoidedItems
from quiz_samples import NOON
from small_standard import english_standard, small_standard
from standards.model import Language, Standard

SMALL = small_standard()
DAY = timedelta(days=1)


def answered(
    number: int, at: datetime, *, correct: bool = True, task: str = f"{SMALL.code}/T1"
) -> AnswerRecord:
    standard = task.partition("/")[0]
    targets = (f"{SMALL.code}/P1.1.{1 + number % 2}",)
    return AnswerRecord(
        f"s{number}", 1, standard, task, targets, Kind.SCENARIO, correct=correct, at=at
    )


def on_two_days(count: int = 8) -> list[AnswerRecord]:
    return [answered(number, NOON + number % 2 * DAY) for number in range(count)]


def first_task(records: list[AnswerRecord], now: datetime) -> TaskReadiness:
    return standing(SMALL, Grounds(tuple(records)), now)[0]


def test_every_task_of_the_standard_has_a_state_in_the_documents_order() -> None:
    tasks = standing(SMALL, Grounds(tuple(on_two_days())), NOON + DAY)
    assert [(task.task, task.state) for task in tasks] == [
        (f"{SMALL.code}/T1", "knowledge check passed"),
        (f"{SMALL.code}/T2", "not started"),
    ]


def test_a_team_stands_where_each_of_them_does_now_and_before() -> None:
    shared = replace(answered(9, NOON), targets=(f"{SMALL.code}/K01",))
    other = answered(8, NOON, task=f"{english_standard().code}/R1")
    learners = [
        Grounds(tuple(on_two_days()), voided=VoidedItems([Void("s3", None, "", NOON)])),
        Grounds(),
        Grounds(
            (shared, other, *on_two_days(5)),
            observations=(Observation(f"{SMALL.code}/O1.1.1", "Lin", NOON, NOON + DAY),),
            policies=Policies([Critical(f"{SMALL.code}/T1", "", NOON)]),
        ),
    ]
    others = [NOON - DAY, NOON + 100 * DAY, NOON]
    assert standings(SMALL, learners, NOON + DAY, others) == tuple(
        Standing(
            standing(SMALL, grounds, NOON + DAY),
            tuple(tuple(task.state for task in standing(SMALL, grounds, at)) for at in others),
        )
        for grounds in learners
    )
    assert standings(SMALL, (), NOON, others) == ()
    (bearing_on_both,) = (each.answers for each in standing(SMALL, learners[2], NOON)[1:])
    assert bearing_on_both == 1


def test_the_standard_answered_last_comes_first() -> None:
    other = english_standard().code
    records = [
        answered(1, NOON),
        answered(2, NOON + DAY, task=f"{other}/R1"),
        answered(3, NOON),
    ]
    assert answered_standards(records) == (other, SMALL.code)
    assert answered_standards([]) == ()


@dataclass(frozen=True, slots=True)
class Item:
    id: str
    task: str = f"{SMALL.code}/T1"
    targets: tuple[str, ...] = ()
    kind: str = Kind.SCENARIO
    version: int = 1
    choices: frozenset[str] = frozenset()


def bank(count: int) -> list[Item]:
    """The items that `answered` names, and more where there are more."""
    return [Item(f"s{number}") for number in range(count)]


def in_minutes(count: int, start: datetime = NOON) -> list[AnswerRecord]:
    return [answered(number, start + number * timedelta(minutes=1)) for number in range(count)]


def next_of(records: list[AnswerRecord], items: list[Item], now: datetime) -> datetime | None:
    return next_check([first_task(records, now)], Grounds(tuple(records)), items, now)


def test_while_answers_are_lacking_further_ones_tell_something_at_once() -> None:
    records = in_minutes(3)
    assert next_of(records, bank(9), NOON + timedelta(hours=1)) == NOON + timedelta(hours=1)


def test_once_nothing_but_a_session_is_lacking_the_next_begins_20_hours_after_this_one() -> None:
    assert next_of(in_minutes(6), bank(9), NOON + timedelta(hours=1)) == NOON + APART
    # From then on it tells something at once.
    assert next_of(in_minutes(6), bank(9), NOON + 2 * DAY) == NOON + 2 * DAY


def test_with_all_items_used_up_nothing_is_new_before_the_first_counts_again() -> None:
    records = in_minutes(3)
    assert next_of(records, bank(3), NOON + DAY) == NOON + FRESH_AFTER
    practised = [replace(record, practice=True) for record in in_minutes(3)]
    assert next_of(practised, bank(3), NOON + 8 * DAY) == NOON + FRESH_AFTER
    # A new wording is a new item.
    reworded = [*bank(2), replace(bank(3)[2], version=2)]
    assert next_of(records, reworded, NOON + 8 * DAY) == NOON + 8 * DAY


def test_an_item_that_counts_but_was_asked_within_a_week_has_to_wait() -> None:
    records = [answered(1, NOON), answered(1, NOON + 89 * DAY)]
    now = NOON + 91 * DAY
    assert next_of(records, [Item("s1")], now) == NOON + 96 * DAY


def test_a_passed_task_is_worth_it_once_an_item_is_due_and_a_week_has_gone() -> None:
    records = on_two_days()
    now = NOON + DAY
    assert next_of(records, bank(9), now) == NOON + 7 * DAY
    assert next_of(records, bank(8), now) == NOON + FRESH_AFTER


def test_of_several_tasks_the_first_that_tells_something_says_when() -> None:
    grounds = Grounds(tuple(on_two_days()))
    tasks = standing(SMALL, grounds, NOON + DAY)
    other = Item("t1", f"{SMALL.code}/T2")
    assert next_check(tasks, grounds, [*bank(9), other], NOON + DAY) == NOON + DAY
    assert next_check(tasks, grounds, bank(9), NOON + DAY) == NOON + 7 * DAY


def test_without_an_answer_or_an_item_there_is_no_next_check() -> None:
    grounds = Grounds((answered(1, NOON),))
    tasks = standing(SMALL, grounds, NOON)
    assert next_check(tasks[1:], grounds, [Item("t1", f"{SMALL.code}/T2")], NOON) is None
    assert next_check(tasks, grounds, [], NOON) is None


# What bears on a state beside the answers.

T1, T2 = (task.id for task in SMALL.tasks)
PASSED = Grounds(tuple(on_two_days()))
LATER = NOON + 2 * DAY


def state(grounds: Grounds, standard: Standard = SMALL) -> str:
    return standing(standard, grounds, LATER)[0].state


def test_a_voided_item_counts_for_nobody_and_counts_again_once_restored() -> None:
    voided = replace(PASSED, voided=VoidedItems([Void("s3", None, "two keys", LATER)]))
    found = standing(SMALL, voided, LATER)[0]
    assert (found.answers, found.correct) == (7, 7)
    assert standing(SMALL, PASSED, LATER)[0].answers == 8
    three = VoidedItems(Void(f"s{number}", 1, "two keys", LATER) for number in range(3))
    assert state(replace(PASSED, voided=three)) == "not enough evidence"


def test_the_next_check_waits_while_what_is_left_is_kept_for_another_day() -> None:
    records = in_minutes(4)
    now = records[-1].at
    assert next_of(records, bank(4 + KEPT_BACK), now) == NOON + APART
    assert next_of(records, bank(5 + KEPT_BACK), now) == now


def test_what_is_void_puts_no_next_check_off() -> None:
    records = [*on_two_days(), answered(99, NOON)]
    voided = VoidedItems([Void("s99", 1, "no", LATER)])
    grounds, items = Grounds(tuple(records), voided=voided), [*bank(8), Item("s99")]
    tasks = standing(SMALL, grounds, LATER)[:1]
    # Nor is it something to ask.
    assert next_check(tasks, grounds, items, LATER) == NOON + FRESH_AFTER


def test_a_passed_check_that_a_supervisor_saw_at_work_is_verified() -> None:
    done = Observation(f"{SMALL.code}/P1.1.1", "Ms Lin", NOON, NOON + 30 * DAY)
    assert state(replace(PASSED, observations=(done,))) == "verified"
    not_yet = replace(done, at=NOON + DAY, performed=False)
    assert state(replace(PASSED, observations=(done, not_yet))) == "knowledge check passed"
    found = standing(SMALL, replace(PASSED, observations=(done, not_yet)), LATER)
    assert found[0].observations == (not_yet,)
    assert found[1].observations == ()


def test_a_critical_task_takes_more_right_answers() -> None:
    critical = replace(PASSED, policies=Policies([Critical(T1, "", NOON)]))
    assert state(critical) == "unsure"
    ten = replace(critical, records=tuple(on_two_days(11)))
    assert state(ten) == "knowledge check passed"
    assert standing(SMALL, ten, LATER)[0].criterion == CRITICAL


def test_the_cut_of_experts_is_the_cut_of_that_task_alone() -> None:
    high = Policies([CutScore(T1, (0.9, 0.9, 0.96), "Ms Lin", NOON)])
    assert state(replace(PASSED, policies=high)) == "unsure"
    elsewhere = Policies([CutScore(T2, (0.9, 0.9, 0.96), "Ms Lin", NOON)])
    assert state(replace(PASSED, policies=elsewhere)) == "knowledge check passed"


def test_a_critical_task_is_asked_about_first() -> None:
    grounds = Grounds(policies=Policies([Critical(T2, "", NOON)]))
    assert by_need(demands(SMALL, grounds, NOON), {})[0].scope.task == T2
    assert by_need(demands(SMALL, Grounds(), NOON), {})[0].scope.task == T1


def test_when_the_standard_changed_a_pass_has_to_be_refreshed_and_then_holds_again() -> None:
    texts = fingerprints(SMALL)
    records = tuple(replace(record, task_text=texts[T1]) for record in on_two_days())
    assert state(Grounds(records)) == "knowledge check passed"
    first, second = SMALL.tasks
    changed = replace(SMALL, tasks=(replace(first, title="接待、銷售與售後"), second))
    found = standing(changed, Grounds(records), LATER)[0]
    assert found.state == "refresh due"
    assert found.why.said(translator(Language.EN)).endswith("the standard has changed since")
    new = replace(answered(50, LATER), task_text=fingerprints(changed)[T1])
    assert state(Grounds((*records, new)), changed) == "knowledge check passed"


def due_of(records: list[AnswerRecord], items: list[Item], now: datetime) -> datetime | None:
    return due_again([first_task(records, now)], Grounds(tuple(records)), items, now)


def test_a_wrong_answer_is_due_again_sooner_than_a_right_one() -> None:
    def due(correct: bool) -> datetime:
        records = [answered(1, NOON, correct=correct)]
        at = due_of(records, bank(9), NOON)
        assert at == due_dates(records)["s1"]
        return at

    assert NOON + APART < due(correct=False) < due(correct=True)


def test_what_is_overdue_waits_for_the_next_session() -> None:
    records = [answered(1, NOON), answered(2, NOON + 30 * DAY)]
    assert due_of(records, bank(9), NOON + 30 * DAY) == NOON + 30 * DAY + APART


def test_of_a_passed_task_nothing_is_due_before_it_may_be_asked_again() -> None:
    assert due_of(on_two_days(), bank(9), NOON + DAY) == NOON + 7 * DAY


def test_nothing_is_due_again_before_something_counts() -> None:
    records = on_two_days()
    assert due_of(records, bank(8), NOON + DAY) == NOON + FRESH_AFTER
    assert due_of(records[:3], bank(3), NOON + 2 * DAY) == NOON + FRESH_AFTER
    assert due_of(records, [], NOON + DAY) is None


def test_nothing_is_due_again_of_what_was_never_answered() -> None:
    assert due_again(standing(SMALL, Grounds(), NOON), Grounds(), bank(9), NOON) is None
    gone = Grounds((answered(1, NOON, task="GONE/T1"),))
    assert due_again(standing(SMALL, gone, NOON), gone, bank(9), NOON) is None


def test_a_void_item_is_never_due_again() -> None:
    records = [answered(1, NOON)]
    voided = VoidedItems([Void("s1", 1, "two keys", NOON)])
    tasks = [first_task(records, NOON)]
    assert due_again(tasks, Grounds(tuple(records)), bank(9), NOON) is not None
    assert due_again(tasks, Grounds(tuple(records), voided=voided), bank(9), NOON) is None
