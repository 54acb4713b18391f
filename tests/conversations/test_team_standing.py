"""Where a team stands, read from what is kept."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot_twins import World, standard_of, standards
from conversations.assignments import Terms, Wanted
from conversations.errors import NotAllowed
from conversations.policies import Critical
from conversations.readiness import State
from conversations.roles import Role
from conversations.standing import standing
from conversations.team_standing import TeamReading, TeamStanding, named_members
from conversations.team_summary import Assignment
from conversations.teams import Membership
from conversations.voiding import Void
from organisation import ANNA, BO, LIN, OWNER
from standards.model import Standard
from team_at_work import CODE, INDICATOR, TASK, answered, assigned, at_work

OTHER = "KPS1420-001v2"
START = datetime(2026, 1, 1, tzinfo=UTC)


async def read(world: World, team: str, code: str = "") -> TeamStanding:
    reading = TeamReading(world.organisation, world.grounding)
    return await reading.standing(LIN, team, standards(), code, world.time)


async def test_the_states_are_those_that_each_learner_sees() -> None:
    world = World()
    team = await at_work(world)
    await answered(world, BO, f"{CODE}/T1", right=0.5)
    stands = await read(world, team.id)
    assert stands.summary is not None
    for row in stands.summary.rows:
        grounds = await world.grounding.of(row.member.key)
        mine = standing(standard_of(CODE), grounds, world.time)
        assert [cell.state for cell in row.cells] == [task.state for task in mine]


async def test_staff_and_who_left_are_no_part_of_it() -> None:
    world = World()
    team = await at_work(world)
    await world.organisation.add_member(OWNER, team.id, "telegram:50", Role.STAFF, "Sam")
    await world.organisation.remove_member(LIN, team.id, BO)
    stands = await read(world, team.id)
    assert stands.summary is not None
    assert [row.member.name for row in stands.summary.rows] == ["Anna"]


async def test_what_is_assigned_goes_before_what_was_only_answered() -> None:
    world = World()
    team = await at_work(world)
    await answered(world, BO, f"{OTHER}/T1")
    assert [each.code for each in (await read(world, team.id)).standards] == [CODE, OTHER]


async def test_of_two_alike_the_more_urgent_assignment_counts_and_only_whom_it_is_for() -> None:
    world = World()
    team = await at_work(world)
    sooner = world.time.date() + timedelta(days=3)
    await assigned(world, team, sooner, ANNA)
    await world.organisation.assign(OWNER, team.id, standard_of(CODE), Terms((TASK,)))
    stands = await read(world, team.id)
    assert stands.summary is not None
    anna, bo = stands.summary.rows
    mine = [each for each in anna.assignments if each.task == TASK]
    assert mine == [
        Assignment(TASK, sooner, State.VERIFIED),
        Assignment(TASK, None, State(Wanted.PASSED.value)),
    ]
    assert sooner not in [each.due for each in bo.assignments]


async def test_a_withdrawn_assignment_asks_nothing_any_more() -> None:
    world = World()
    team = await at_work(world)
    (only,) = await world.organisation.assignments_in(LIN, team.id)
    await world.organisation.withdraw_assignment(LIN, only)
    stands = await read(world, team.id)
    assert stands.summary is not None
    assert all(row.assignments == () for row in stands.summary.rows)


CHANGES: dict[str, Callable[[World, str], Awaitable[object]]] = {
    "an answer": lambda world, team: answered(world, BO, f"{CODE}/T1"),
    "answers that go": lambda world, team: world.quizzes.forget(START + timedelta(hours=12)),
    "a void item": lambda world, team: _voided(world),
    "a critical task": lambda world, team: world.policies.set(Critical(f"{CODE}/T1", "", START)),
    "an observation": lambda world, team: world.organisation.observe(
        LIN, team, ANNA, INDICATOR, performed=True
    ),
    "a comment": lambda world, team: _commented(world, team),
    "an assignment": lambda world, team: world.organisation.assign(
        LIN, team, standard_of(CODE), person=ANNA
    ),
    "somebody who leaves": lambda world, team: world.organisation.leave_team(BO, team),
    "somebody who comes": lambda world, team: world.organisation.add_member(
        OWNER, team, "telegram:50", Role.LEARNER, "Sam"
    ),
    "another name": lambda world, team: world.organisation.rename_team(LIN, team, "Exports"),
}


async def _voided(world: World) -> None:
    (record, *_others) = await world.quizzes.answers_of(ANNA)
    await world.voids.add(Void(record.item, None, "two right answers", START))


async def _commented(world: World, team: str) -> None:
    seen, _new = await world.organisation.observe(LIN, team, ANNA, INDICATOR, performed=True)
    await world.organisation.comment(ANNA, seen.id, "Thanks")


@pytest.mark.parametrize("change", CHANGES)
async def test_what_is_remembered_is_used_only_while_nothing_has_changed(change: str) -> None:
    world = World()
    team = await at_work(world)
    reading, now = TeamReading(world.organisation, world.grounding), world.time + timedelta(9)

    async def stands() -> TeamStanding:
        return await reading.standing(LIN, team.id, standards(), CODE, now)

    first = await stands()
    assert await stands() is first
    await CHANGES[change](world, team.id)
    anew = await stands()
    assert anew is not first
    fresh = TeamReading(world.organisation, world.grounding)
    assert anew == await fresh.standing(LIN, team.id, standards(), CODE, now)
    assert await stands() is anew


async def test_what_is_remembered_lasts_a_minute_and_no_other_day_and_can_be_let_go() -> None:
    world = World()
    team = await at_work(world)
    reading = TeamReading(world.organisation, world.grounding)

    async def stands(now: datetime, *held: Standard) -> TeamStanding:
        return await reading.standing(LIN, team.id, held or standards(), CODE, now)

    first = await stands(world.time)
    assert await stands(world.time + timedelta(seconds=59)) is first
    assert await stands(world.time + timedelta(seconds=60)) is not first
    midnight = datetime(2026, 3, 1, tzinfo=UTC)
    late = await stands(midnight - timedelta(seconds=1))
    assert await stands(midnight) is not late
    elsewhere = midnight.astimezone(timezone(timedelta(hours=8)))
    here = await stands(midnight)
    assert await stands(elsewhere) is not here
    # Another text of the standard is another standard.
    kept = await stands(midnight)
    changed = replace(standard_of(CODE), title="Another")
    others = [each for each in standards() if each.code != CODE]
    assert await stands(midnight, changed, *others) is not kept
    again = await stands(midnight)
    reading.let_go(midnight + timedelta(seconds=59))
    assert await stands(midnight) is again
    reading.let_go()
    assert await stands(midnight) is not again


async def test_who_may_not_see_the_team_is_shown_nothing_that_is_remembered() -> None:
    world = World()
    team = await at_work(world)
    reading = TeamReading(world.organisation, world.grounding)
    await reading.standing(LIN, team.id, standards(), CODE, world.time)
    with pytest.raises(NotAllowed):
        await reading.standing(ANNA, team.id, standards(), CODE, world.time)


def test_a_learner_without_a_name_goes_by_the_end_of_their_key() -> None:
    since = datetime(2026, 1, 1, tzinfo=UTC)
    inside = [
        Membership("t", key, Role.LEARNER, name, since)
        for key, name in (("telegram:123456789", ""), ("telegram:1", "Bo"), ("telegram:22", "Bo"))
    ]
    assert [each.name for each in named_members(inside)] == ["…6789", "Bo (1)", "Bo (22)"]
