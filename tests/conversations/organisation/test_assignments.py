"""What is assigned, on the stores in memory and in a file."""

from collections.abc import Awaitable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from conversations.assignments import Pace, Terms, Wanted, progress
from conversations.errors import NotAllowed, UnknownPerson, UnusableAssignment
from conversations.grounds import Grounding, Grounds
from conversations.readiness import CRITICAL, DEFAULT, State
from conversations.roles import Role
from conversations.standing import standing
from conversations.store import MemoryQuizStore
from organisation import ANNA, BO, LIN, OWNER, STRANGER, WANG, Kept, founded, in_memory
from quiz_samples import NOON
from small_standard import small_standard


async def test_an_assignment_concerns_the_team_or_one_learner_of_it(kept: Kept) -> None:
    export, _shop = await founded(kept)
    organisation = kept.organisation
    standard = small_standard()
    t1 = standard.tasks[0].id
    everybody = await organisation.assign(LIN, export.id, standard, Terms(due=date(2026, 3, 1)))
    hers = await organisation.assign(
        LIN,
        export.id,
        standard,
        Terms((t1,), Wanted.VERIFIED, date(2026, 2, 1), (t1,)),
        person=ANNA,
    )
    assert await organisation.assignments_of(ANNA) == (hers, everybody)
    assert await organisation.assignments_of(BO) == (everybody,)
    assert await organisation.assignments_of(LIN) == ()
    assert await organisation.assignments_in(LIN, export.id) == (hers, everybody)
    people = [STRANGER, BO, ANNA, *(f"telegram:{number}" for number in range(1000, 2000))]
    concerned = await kept.assignments.of_many(people)
    assert list(concerned) == people
    assert {person: each for person, each in concerned.items() if each} == {
        BO: (everybody,),
        ANNA: (hers, everybody),
    }
    assert (hers.wanted, hers.tasks, hers.critical) == (Wanted.VERIFIED, (t1,), (t1,))
    await organisation.add_member(OWNER, export.id, STRANGER, Role.STAFF)
    assert await organisation.assignments_of(STRANGER) == ()
    await organisation.remove_member(LIN, export.id, ANNA)
    assert await organisation.assignments_of(ANNA) == ()


async def test_what_is_assigned_as_critical_is_judged_so_for_whom_it_concerns(kept: Kept) -> None:
    export, _shop = await founded(kept)
    organisation = kept.organisation
    standard = small_standard()
    t1 = standard.tasks[0].id
    made = await organisation.assign(LIN, export.id, standard, Terms(critical=(t1,)), person=ANNA)
    grounding = Grounding(MemoryQuizStore(), assignments=kept.assignments)
    assert (await grounding.of(ANNA)).policies.criterion(t1) == CRITICAL
    assert (await grounding.of(BO)).policies.criterion(t1) == DEFAULT
    both = await grounding.of_many([ANNA, BO])
    assert [both[each].policies.criterion(t1) for each in (ANNA, BO)] == [CRITICAL, DEFAULT]
    await organisation.withdraw_assignment(LIN, made)
    assert (await grounding.of(ANNA)).policies.criterion(t1) == DEFAULT


async def test_an_assignment_is_changed_and_withdrawn_as_it_stands(kept: Kept) -> None:
    export, _shop = await founded(kept)
    organisation = kept.organisation
    standard = small_standard()
    first = await organisation.assign(LIN, export.id, standard, Terms(due=date(2026, 3, 1)))
    later = await organisation.change_assignment(LIN, first, standard, Terms(due=date(2026, 4, 1)))
    assert await organisation.assignments_of(ANNA) == (later,)
    for act in (
        organisation.change_assignment(LIN, first, standard),
        organisation.withdraw_assignment(LIN, first),
        organisation.change_assignment(
            LIN, later, replace(standard, source=standard.source), Terms(due=date(2025, 1, 1))
        ),
    ):
        with pytest.raises(UnusableAssignment):
            await act
    with pytest.raises(NotAllowed):
        await organisation.withdraw_assignment(WANG, later)
    await organisation.withdraw_assignment(LIN, later)
    assert await organisation.assignments_of(ANNA) == ()
    gone = await kept.assignments.get(first.id)
    assert gone is not None
    assert gone.withdrawn_at == NOON
    with pytest.raises(UnusableAssignment):
        await organisation.change_assignment(LIN, gone, standard)


async def test_what_cannot_be_assigned_is_refused(kept: Kept) -> None:
    export, _shop = await founded(kept)
    organisation, standard = kept.organisation, small_standard()
    t1 = standard.tasks[0].id
    refused: list[Awaitable[object]] = [
        organisation.assign(LIN, export.id, standard, Terms(("ABC1234-001v1/T9",))),
        organisation.assign(LIN, export.id, standard, Terms(critical=("T9",))),
        organisation.assign(LIN, export.id, standard, Terms(due=date(2025, 12, 31))),
        organisation.assign(LIN, export.id, replace(standard, tasks=())),
    ]
    if len(standard.tasks) > 1:
        other = standard.tasks[1].id
        refused.append(
            organisation.assign(LIN, export.id, standard, Terms((t1,), critical=(other,)))
        )
    for act in refused:
        with pytest.raises(UnusableAssignment):
            await act
    for person in (STRANGER, LIN, WANG):
        with pytest.raises(UnknownPerson):
            await organisation.assign(LIN, export.id, standard, person=person)
    assert await organisation.assignments_in(LIN, export.id) == ()


async def test_how_far_it_is_follows_from_states_and_the_date() -> None:
    standard = small_standard()
    kept = in_memory()
    export, _shop = await founded(kept)
    due = date(2026, 3, 1)
    made = await kept.organisation.assign(LIN, export.id, standard, Terms(due=due))
    tasks = standing(standard, Grounds(), NOON)
    for today, pace in (
        (due - timedelta(15), Pace.OPEN),
        (due - timedelta(14), Pace.DUE),
        (due, Pace.DUE),
        (due + timedelta(1), Pace.OVERDUE),
    ):
        found = progress(made, tasks, today)
        assert (found.done, found.missing) == ((), tuple(task.task for task in tasks))
        assert found.pace is pace
    assert progress(replace(made, due=None), tasks, due).pace is Pace.OPEN
    for state, enough in (
        (State.PASSED, True),
        (State.VERIFIED, True),
        (State.REFRESH_DUE, False),
        (State.UNSURE, False),
    ):
        reached = [replace(task, state=state) for task in tasks]
        found = progress(made, reached, due + timedelta(9))
        assert (found.pace is Pace.DONE) is enough
        seen = progress(replace(made, wanted=Wanted.VERIFIED), reached, due)
        assert (seen.pace is Pace.DONE) is (state is State.VERIFIED)
