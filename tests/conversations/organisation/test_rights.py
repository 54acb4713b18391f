"""What nobody else may do."""

from collections.abc import Awaitable, Callable

import pytest

from conversations.appointments import Nomination
from conversations.errors import ConversationError, NotAllowed, UnknownTeam
from conversations.organisation import Organisation
from conversations.roles import Action
from organisation import ANNA, BO, LIN, OWNER, STRANGER, WANG, Kept, founded, in_memory
from quiz_samples import NOON
from small_standard import small_standard

Act = Callable[[Organisation, str, str], Awaitable[object]]


ACTS: dict[str, Act] = {
    "create a team": lambda org, who, team: org.create_team(who, "Mine"),
    "rename": lambda org, who, team: org.rename_team(who, team, "Mine"),
    "archive": lambda org, who, team: org.archive_team(who, team),
    "members": lambda org, who, team: org.members(who, team),
    "managers": lambda org, who, team: org.managers(who, team),
    "history": lambda org, who, team: org.history(who, team),
    "look at": lambda org, who, team: org.look_at(who, team, ANNA),
    "add": lambda org, who, team: org.add_member(who, team, who),
    "remove": lambda org, who, team: org.remove_member(who, team, ANNA),
    "hand over": lambda org, who, team: org.hand_over(who, team, who),
    "nominate": lambda org, who, team: org.nominate_manager(who, team, who),
    "appoint": lambda org, who, team: org.appoint_manager(who, team, who),
    "dismiss": lambda org, who, team: org.dismiss_manager(who, team, LIN),
    "confirm": lambda org, who, team: org.confirm(who, Nomination(BO, team, NOON)),
    "decline": lambda org, who, team: org.decline(who, Nomination(BO, team, NOON)),
    "invite": lambda org, who, team: org.invite(who, team),
    "invites": lambda org, who, team: org.invites(who, team),
    "assign": lambda org, who, team: org.assign(who, team, small_standard()),
    "assignments": lambda org, who, team: org.assignments_in(who, team),
    "export": lambda org, who, team: org.record(who, Action.EXPORT_TEAM, team),
    "observe": lambda org, who, team: org.record(who, Action.OBSERVE, team, ANNA),
    "log": lambda org, who, team: org.log(who),
    "people": lambda org, who, team: org.people(who),
    "nominations": lambda org, who, team: org.nominations(who),
    "name owner": lambda org, who, team: org.name_owner(who, who),
    "name editor": lambda org, who, team: org.name_editor(who, who),
    "dismiss owner": lambda org, who, team: org.dismiss_owner(who, OWNER),
    "dismiss editor": lambda org, who, team: org.dismiss_editor(who, "telegram:6"),
}


EDITOR = "telegram:6"


MANAGERS_MAY = {"create a team"}
"""What a manager may do without being this team's."""


async def state(kept: Kept) -> object:
    """Everything that is kept."""
    teams = await kept.teams.all()
    return (
        teams,
        [await kept.teams.history(team.id) for team in teams],
        [await kept.assignments.of_team(team.id) for team in teams],
        await kept.appointments.all(),
        await kept.appointments.nominations(),
        await kept.invites.all(),
        await kept.audit.entries(1000),
    )


@pytest.mark.parametrize("act", ACTS)
async def test_who_may_not_is_refused_and_nothing_changes(act: str) -> None:
    kept = in_memory()
    export, _shop = await founded(kept)
    await kept.organisation.name_editor(OWNER, EDITOR)
    await kept.organisation.nominate_manager(LIN, export.id, BO)
    before = await state(kept)
    for who in (STRANGER, ANNA, BO, EDITOR, WANG, ""):
        if who == WANG and act in MANAGERS_MAY:
            continue
        with pytest.raises(NotAllowed):
            await ACTS[act](kept.organisation, who, export.id)
        with pytest.raises(NotAllowed):
            await ACTS[act](kept.organisation, who, "no such team")
    assert await state(kept) == before


async def test_an_owner_is_told_that_there_is_no_such_team(kept: Kept) -> None:
    await founded(kept)
    for act in ("rename", "archive", "members", "add", "remove", "invite", "assign", "look at"):
        with pytest.raises(UnknownTeam):
            await ACTS[act](kept.organisation, OWNER, "nowhere")


async def test_errors_are_sentences(kept: Kept) -> None:
    export, _shop = await founded(kept)
    for act in (
        kept.organisation.rename_team(STRANGER, export.id, "x"),
        kept.organisation.create_team(OWNER, ""),
        kept.organisation.remove_member(OWNER, export.id, STRANGER),
    ):
        with pytest.raises(ConversationError) as refused:
            await act
        assert str(refused.value).endswith(".")
        assert "\n" not in str(refused.value)
