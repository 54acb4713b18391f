from datetime import datetime, timedelta

from conversations.evidence import APART, AnswerRecord, Kind
from conversations.readiness import TaskReadiness
from conversations.selection import due_dates
from conversations.standing import answered_standards, due_again, next_check, standing
from quiz_samples import NOON
from small_standard import english_standard, small_standard

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
    return standing(SMALL, records, now)[0]


def test_every_task_of_the_standard_has_a_state_in_the_documents_order() -> None:
    tasks = standing(SMALL, on_two_days(), NOON + DAY)
    assert [(task.task, task.state) for task in tasks] == [
        (f"{SMALL.code}/T1", "knowledge check passed"),
        (f"{SMALL.code}/T2", "not started"),
    ]


def test_the_standard_answered_last_comes_first() -> None:
    other = english_standard().code
    records = [
        answered(1, NOON),
        answered(2, NOON + DAY, task=f"{other}/R1"),
        answered(3, NOON),
    ]
    assert answered_standards(records) == (other, SMALL.code)
    assert answered_standards([]) == ()


def test_another_check_is_worth_it_when_it_is_a_session_of_its_own() -> None:
    records = [answered(1, NOON), answered(2, NOON + timedelta(minutes=2))]
    task = first_task(records, NOON + DAY)
    assert next_check([task], records) == NOON + timedelta(minutes=2) + APART


def test_a_passed_task_is_worth_it_once_an_item_is_due_and_a_week_has_gone() -> None:
    records = on_two_days()
    task = first_task(records, NOON + DAY)
    again = next_check([task], records)
    assert again == NOON + 7 * DAY
    unsettled = standing(SMALL, records, NOON + DAY)
    assert next_check(unsettled, records) == NOON + DAY + APART


def test_without_an_answer_there_is_no_next_check() -> None:
    records = [answered(1, NOON)]
    assert next_check(standing(SMALL, [], NOON)[1:], records) is None


def test_a_wrong_answer_is_due_again_sooner_than_a_right_one() -> None:
    def due(correct: bool) -> datetime:
        records = [answered(1, NOON, correct=correct)]
        at = due_again([first_task(records, NOON)], records)
        assert at == due_dates(records)["s1"]
        return at

    assert NOON + APART < due(correct=False) < due(correct=True)


def test_what_is_overdue_waits_for_the_next_session() -> None:
    records = [answered(1, NOON), answered(2, NOON + 30 * DAY)]
    tasks = [first_task(records, NOON + 30 * DAY)]
    assert due_again(tasks, records) == NOON + 30 * DAY + APART


def test_of_a_passed_task_nothing_is_due_before_it_may_be_asked_again() -> None:
    records = on_two_days()
    assert due_again([first_task(records, NOON + DAY)], records) == NOON + 7 * DAY


def test_nothing_is_due_again_of_what_was_never_answered() -> None:
    assert due_again(standing(SMALL, [], NOON), []) is None
    gone = [answered(1, NOON, task="GONE/T1")]
    assert due_again(standing(SMALL, gone, NOON), gone) is None
