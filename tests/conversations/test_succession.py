"""Versions of a standard: what holds from one to the next, for answers and assignments."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.assignments import Assignment, Wanted
from conversations.evidence import AnswerRecord, Kind
from conversations.grounds import Grounds
from conversations.language import translator
from conversations.observing import Observation
from conversations.selection import by_need
from conversations.standing import demands, standing
from conversations.succession import Fate, Lineage, fates, gone
from conversations.task_text import fingerprints
from quiz_samples import NOON
from small_standard import small_standard
from standards.model import Indicator, Language, Standard, Task

OLD, NEW = "ABC1234-001v1", "ABC1234-001v3"
V1 = small_standard(OLD)
DAY = timedelta(days=1)
LATER = NOON + 2 * DAY


def recoded(standard: Standard, *tasks: Task) -> Standard:
    return replace(standard, tasks=tasks)


def v3(*order: int) -> Standard:
    """The same words under new codes: its tasks are those of V1 at these places, renumbered."""
    whole = small_standard(NEW)
    tasks = []
    for number, place in enumerate(order, start=1):
        task = whole.tasks[place]
        old, new = task.code, f"T{number}"
        tasks.append(
            replace(
                task,
                id=f"{NEW}/{new}",
                code=new,
                indicators=tuple(
                    replace(
                        each,
                        id=each.id.replace(f"P{old[1:]}", f"P{number}"),
                        code=each.code.replace(f"P{old[1:]}", f"P{number}"),
                    )
                    for each in task.indicators
                ),
                activities=tuple(
                    replace(
                        activity,
                        id=activity.id.replace(old, new),
                        indicators=tuple(
                            replace(each, id=each.id.replace(f"P{old[1:]}", f"P{number}"))
                            for each in activity.indicators
                        ),
                    )
                    for activity in task.activities
                ),
            )
        )
    # K01 and K02 change places, as they do where something is put in between.
    ids = {f"{NEW}/K01": f"{NEW}/K02", f"{NEW}/K02": f"{NEW}/K01"}
    return replace(
        whole,
        tasks=tuple(
            replace(
                task,
                knowledge=tuple(ids[each] for each in task.knowledge),
                activities=tuple(
                    replace(one, knowledge=tuple(ids[each] for each in one.knowledge))
                    for one in task.activities
                ),
            )
            for task in tasks
        ),
        knowledge=tuple(replace(each, id=ids[each.id]) for each in whole.knowledge),
    )


NEW_TASK = Task(
    f"{NEW}/T9",
    "T9",
    "Keep the accounts",
    indicators=(Indicator(f"{NEW}/P9.1", "P9.1", "Books every sale on the day"),),
)


def reworded(task: Task) -> Task:
    return replace(task, title=f"{task.title}與售後服務")


def passed(text: str | None = None) -> tuple[AnswerRecord, ...]:
    """Eight right answers on V1's first task, on two days."""
    known = fingerprints(V1)[f"{OLD}/T1"] if text is None else text
    return tuple(
        AnswerRecord(
            f"s{number}",
            1,
            OLD,
            f"{OLD}/T1",
            (f"{OLD}/P1.1.{1 + number % 2}", f"{OLD}/K01"),
            Kind.SCENARIO,
            correct=True,
            at=NOON + number % 2 * DAY,
            task_text=known,
        )
        for number in range(8)
    )


def stands(new: Standard, records: tuple[AnswerRecord, ...], *past: Standard) -> list[str]:
    lineage = Lineage([new], past)
    tasks = standing(new, Grounds(lineage.records(records)), LATER)
    return [str(each.state) for each in tasks]


def told(old: Standard, new: Standard) -> list[tuple[str, ...]]:
    return [
        (
            each.fate.name,
            each.before.code if each.before else "",
            each.after.code if each.after else "",
        )
        for each in fates(old, new)
    ]


def test_what_became_of_each_task_is_told_by_text_first_and_code_second() -> None:
    new = v3(1, 0)
    assert told(V1, v3(0, 1)) == [("KEPT", "T1", "T1"), ("KEPT", "T2", "T2")]
    assert told(V1, new) == [("MOVED", "T2", "T1"), ("MOVED", "T1", "T2")]
    other = recoded(new, reworded(new.tasks[1]), NEW_TASK)
    # The first one goes by the likeness of its words, although its code was another's.
    assert told(V1, other) == [("CHANGED", "T1", "T2"), ("NEW", "", "T9"), ("VANISHED", "T2", "")]


@given(st.lists(st.integers(0, 1), unique=True), st.booleans(), st.booleans())
def test_every_task_of_either_version_has_one_fate(
    order: list[int], adds: bool, rewords: bool
) -> None:
    new = v3(*order)
    tasks = [reworded(task) for task in new.tasks] if rewords else list(new.tasks)
    new = recoded(new, *tasks, *((NEW_TASK,) if adds else ()))
    found = fates(V1, new)
    assert [each.after.id for each in found if each.after] == [task.id for task in new.tasks]
    before = [each.before.id for each in found if each.before]
    assert sorted(before) == sorted(task.id for task in V1.tasks)
    for each in found:
        assert (each.before is None) == (each.fate is Fate.NEW)
        assert (each.after is None) == (each.fate is Fate.VANISHED)


@pytest.mark.parametrize(("order", "place"), [((0, 1), 0), ((1, 0), 1)])
def test_answers_on_the_old_code_bear_on_the_task_of_the_same_text(
    order: tuple[int, ...], place: int
) -> None:
    found = stands(v3(*order), passed(), V1)
    assert found[place] == "knowledge check passed"
    assert found[1 - place] == "not started"


def test_they_cover_the_same_indicators_and_rest_on_the_same_knowledge() -> None:
    new = v3(1, 0)
    lineage = Lineage([new], [V1])
    records = lineage.records(passed())
    assert {target for each in records for target in each.targets} == {
        f"{NEW}/P2.1.1",
        f"{NEW}/P2.1.2",
        f"{NEW}/K02",
    }
    assert standing(new, Grounds(records), LATER)[1].coverage == 1


def test_where_the_text_is_new_a_pass_has_to_be_refreshed() -> None:
    new = v3(0, 1)
    changed = recoded(new, reworded(new.tasks[0]), new.tasks[1])
    lineage = Lineage([V1, changed])
    found = standing(changed, Grounds(lineage.records(passed())), LATER)[0]
    assert found.state == "refresh due"
    assert found.why.said(translator(Language.EN)).endswith("the standard has changed since")


def test_without_the_old_document_the_log_still_tells_which_text_was_asked() -> None:
    assert stands(v3(0, 1), passed())[0] == "knowledge check passed"
    # With neither, nothing can be said.
    assert stands(v3(0, 1), passed(text=""))[0] == "not started"
    # With the document, answers from before texts were kept count as well.
    assert stands(v3(0, 1), passed(text=""), V1)[0] == "knowledge check passed"


def test_answers_on_a_task_that_went_are_kept_and_said_to_be_of_a_task_that_went() -> None:
    new = recoded(v3(1), NEW_TASK)
    records = Lineage([new], [V1]).records(passed())
    assert gone(records, new) == (f"{OLD}/T1",)
    assert len(records) == 8
    assert {each.standard for each in records} == {NEW}


def test_nothing_changes_where_there_is_no_newer_version() -> None:
    assert Lineage([V1]).records(passed()) == passed()
    assert Lineage([small_standard("ABC9999-001v3"), V1]).records(passed()) == passed()
    # Nor do answers on a newer version say anything on an older one.
    newer = tuple(replace(each, standard=NEW) for each in passed())
    assert Lineage([V1]).records(newer) == newer


def test_what_was_seen_at_work_holds_where_its_words_are_the_same() -> None:
    seen = [
        Observation(f"{OLD}/{item}", "Lin", NOON, NOON + 300 * DAY) for item in ("P1.1.1", "P2.1.1")
    ]
    new = v3(1, 0)
    found = Lineage([new], [V1]).observations(seen)
    assert [each.target for each in found] == [f"{NEW}/P2.1.1", f"{NEW}/P1.1.1"]


def assigned(*tasks: str, critical: tuple[str, ...] = ()) -> Assignment:
    ids = tuple(f"{OLD}/{task}" for task in tasks)
    harm = tuple(f"{OLD}/{task}" for task in critical)
    return Assignment("a", "t", None, OLD, ids, Wanted.PASSED, None, harm, NOON)


def test_an_assignment_follows_its_tasks_to_the_new_version() -> None:
    lineage = Lineage([v3(1, 0)], [V1])
    followed = lineage.followed(assigned("T1", critical=("T1",)))
    assert not followed.needs_a_look
    assert followed.now.standard == NEW
    assert followed.now.tasks == followed.now.critical == (f"{NEW}/T2",)
    assert lineage.followed(assigned()).now.tasks == ()
    assert followed.given == assigned("T1", critical=("T1",))


def test_one_whose_tasks_went_needs_a_look_and_never_turns_into_all_tasks() -> None:
    lineage = Lineage([v3(1)], [V1])
    some = lineage.followed(assigned("T1", "T2"))
    assert some.needs_a_look
    assert some.lost == (f"{OLD}/T1",)
    assert some.now.tasks == (f"{NEW}/T1",)
    none = lineage.followed(assigned("T1"))
    assert none.needs_a_look
    assert none.now.tasks == (f"{OLD}/T1",)
    # The same where a task went and the code stayed.
    assert Lineage([recoded(V1, V1.tasks[1])]).followed(assigned("T1")).needs_a_look
    assert Lineage([]).followed(assigned()).needs_a_look


def test_what_is_assigned_is_asked_first_and_hides_nothing_else() -> None:
    asked = replace(assigned("T2"), due=NOON.date())
    first, second = by_need(demands(V1, Grounds(assigned=(asked,)), NOON), {})
    assert (first.scope.task, first.assigned, first.until) == (f"{OLD}/T2", True, NOON.date())
    assert (second.scope.task, second.assigned) == (f"{OLD}/T1", False)
    # Once it is passed, no question brings it nearer.
    done = Grounds(passed(), assigned=(replace(assigned("T1"), wanted=Wanted.VERIFIED),))
    assert not any(each.assigned for each in demands(V1, done, LATER))
