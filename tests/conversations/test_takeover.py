"""Nobody comes to power but through an owner, whatever people do in whatever order."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.errors import ConversationError
from conversations.organisation import Organisation
from conversations.roles import Role
from organisation import ANNA, BO, LIN, OWNER, WANG, Kept, founded, in_memory

PEOPLE = (LIN, WANG, ANNA, BO, "telegram:99", "")
ROLES = (Role.STAFF, Role.LEARNER, Role.MANAGER, Role.OWNER)

Move = Callable[[Organisation, str, str, str, Role], Awaitable[object]]


async def confirm(org: Organisation, who: str, team: str, other: str, role: Role) -> None:
    for waiting in await org.nominations(OWNER):
        await org.confirm(who, waiting)


async def come_by_invite(org: Organisation, who: str, team: str, other: str, role: Role) -> None:
    made = await org.invite(who, team, role, uses=3)
    for person in (other, who):
        await org.open_invite(person, made.secret)


MOVES: dict[str, Move] = {
    "confirm": confirm,
    "come by invite": come_by_invite,
    "nominate": lambda org, who, team, other, role: org.nominate_manager(who, team, other),
    "hand over": lambda org, who, team, other, role: org.hand_over(who, team, other),
    "appoint": lambda org, who, team, other, role: org.appoint_manager(who, team, other),
    "dismiss": lambda org, who, team, other, role: org.dismiss_manager(who, team, other),
    "name owner": lambda org, who, team, other, role: org.name_owner(who, other),
    "name editor": lambda org, who, team, other, role: org.name_editor(who, other),
    "dismiss owner": lambda org, who, team, other, role: org.dismiss_owner(who, OWNER),
    "add": lambda org, who, team, other, role: org.add_member(who, team, other, role),
    "remove": lambda org, who, team, other, role: org.remove_member(who, team, other),
    "leave": lambda org, who, team, other, role: org.leave_team(who, team),
    "archive": lambda org, who, team, other, role: org.archive_team(who, team),
    "claim": lambda org, who, team, other, role: org.claim_ownership(who, team),
}
moves = st.lists(
    st.tuples(
        st.sampled_from(sorted(MOVES)),
        st.sampled_from(PEOPLE),
        st.sampled_from((0, 1)),
        st.sampled_from(PEOPLE),
        st.sampled_from(ROLES),
    ),
    max_size=20,
)


async def played(steps: list[tuple[str, str, int, str, Role]]) -> tuple[Kept, set[str]]:
    """The stores after the steps, and what was held before them."""
    kept = in_memory()
    numbers = count()
    kept.secret = lambda: f"secret {next(numbers)}"
    teams = await founded(kept)
    before = {f"{each.person} {each.role} {each.team}" for each in await kept.appointments.all()}
    for name, who, team, other, role in steps:
        with contextlib.suppress(ConversationError):
            await MOVES[name](kept.organisation, who, teams[team].id, other, role)
    return kept, before


@given(moves)
@settings(max_examples=150, deadline=None)
def test_without_an_owners_word_nobody_becomes_manager_editor_or_owner(
    steps: list[tuple[str, str, int, str, Role]],
) -> None:
    async def play() -> None:
        kept, before = await played(steps)
        after = await kept.appointments.all()
        assert {f"{each.person} {each.role} {each.team}" for each in after} <= before
        assert any(each.role is Role.OWNER for each in after)

    asyncio.run(play())


@given(moves)
@settings(max_examples=150, deadline=None)
def test_a_team_loses_and_gains_people_only_by_its_own_manager_or_their_own_step(
    steps: list[tuple[str, str, int, str, Role]],
) -> None:
    """Whatever WANG does, who manages another team, LIN's team stays as it was."""

    async def play() -> None:
        mine = [(name, WANG, 0, other, role) for name, _who, _team, other, role in steps]
        kept, _before = await played(mine)
        export = next(team for team in await kept.teams.all() if team.name == "外貿部")
        members = await kept.teams.members(export.id)
        assert [each.person for each in members] == [ANNA, BO]
        assert export.archived_at is None
        assert await kept.appointments.nominations() == ()

    asyncio.run(play())
