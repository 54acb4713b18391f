"""Where a team stands, read from what is kept."""

from datetime import UTC, datetime, timedelta

from bot_twins import World, standard_of, standards
from conversations.assignments import Wanted
from conversations.readiness import State
from conversations.roles import Role
from conversations.standing import standing
from conversations.team_standing import TeamReading, TeamStanding, named_members
from conversations.team_summary import Assignment
from conversations.teams import Membership
from organisation import ANNA, BO, LIN, OWNER
from team_at_work import CODE, TASK, answered, assigned, at_work

OTHER = "KPS1420-001v2"


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
    await world.organisation.assign(OWNER, team.id, standard_of(CODE), tasks=[TASK])
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


def test_a_learner_without_a_name_goes_by_the_end_of_their_key() -> None:
    since = datetime(2026, 1, 1, tzinfo=UTC)
    inside = [
        Membership("t", key, Role.LEARNER, name, since)
        for key, name in (("telegram:123456789", ""), ("telegram:1", "Bo"), ("telegram:22", "Bo"))
    ]
    assert [each.name for each in named_members(inside)] == ["…6789", "Bo (1)", "Bo (22)"]
