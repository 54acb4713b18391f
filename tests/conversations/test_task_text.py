"""When a standard changed between two answers."""

from dataclasses import replace
from datetime import timedelta

from conversations.evidence import AnswerRecord, Kind
from conversations.task_text import changed_at, fingerprints
from quiz_samples import NOON
from small_standard import small_standard
from standards.model import Standard

SMALL = small_standard()
T1, T2 = (task.id for task in SMALL.tasks)
DAY = timedelta(days=1)


def answered(task_text: str, days: int = 0, task: str = T1) -> AnswerRecord:
    return AnswerRecord(
        "s1",
        1,
        SMALL.code,
        task,
        (),
        Kind.SCENARIO,
        correct=True,
        at=NOON + days * DAY,
        task_text=task_text,
    )


def with_knowledge(text: str) -> Standard:
    """SMALL with other words for K02, which only T2 calls for."""
    first, second = SMALL.knowledge
    return replace(SMALL, knowledge=(first, replace(second, text=text)))


def test_a_text_has_the_same_fingerprint_each_time() -> None:
    assert fingerprints(small_standard()) == fingerprints(SMALL)
    assert len(set(fingerprints(SMALL).values())) == 2


def test_an_indicator_of_other_words_changes_the_fingerprint_of_its_task_alone() -> None:
    first, second = SMALL.tasks
    (indicator,) = second.indicators
    changed = replace(second, indicators=(replace(indicator, text="每月盤點倉庫"),))
    found = fingerprints(replace(SMALL, tasks=(first, changed)))
    assert found[T1] == fingerprints(SMALL)[T1]
    assert found[T2] != fingerprints(SMALL)[T2]


def test_knowledge_of_other_words_changes_the_tasks_that_call_for_it() -> None:
    found = fingerprints(with_knowledge("先進先出法"))
    assert found[T1] == fingerprints(SMALL)[T1]
    assert found[T2] != fingerprints(SMALL)[T2]


def test_a_change_lies_right_after_the_last_answer_on_another_text() -> None:
    records = [answered("old"), answered("old", 3), answered("now", 9), answered("other", 9, T2)]
    found = changed_at(T1, "now", records)
    assert found is not None
    assert NOON + 3 * DAY < found < NOON + 3 * DAY + timedelta(seconds=1)


def test_where_the_text_is_the_same_or_was_not_kept_there_is_no_change() -> None:
    assert changed_at(T1, "now", [answered("now"), answered("")]) is None
    assert changed_at(T1, "now", []) is None
