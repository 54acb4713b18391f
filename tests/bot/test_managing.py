"""Teams, their people and invites, and people with a role: as those see them who may."""

from dataclasses import replace

import pytest

from bot.callbacks import (
    Action,
    ArchiveTeam,
    ChoosePerson,
    DecideNomination,
    DismissManager,
    DraftInvite,
    HandOver,
    HandOverTo,
    Home,
    LeaveTeam,
    ListStandards,
    MakeInvite,
    MakeManager,
    NameAs,
    NewTeam,
    RemoveFellow,
    RenameTeam,
    RevokeInvite,
    ShowAssignments,
    ShowChecks,
    ShowCrew,
    ShowFellow,
    ShowInvite,
    ShowInvites,
    ShowLog,
    ShowManagers,
    ShowMore,
    ShowPeople,
    ShowStanding,
    ShowSummary,
    ShowTeam,
    ShowTeams,
    TakeBack,
    encode,
)
from bot.engine import Commanded, Engine, Event, Pressed, Said
from bot.links import TEAM, secret_of
from bot.message import PrivateChat, Reply
from bot.views import teams as view
from bot_twins import World, buttons, seen
from conversations.language import translator
from conversations.notices import NoticeKind
from conversations.roles import OPERATOR, Role
from conversations.teams import Team, seat_of
from organisation import ANNA, BO, LIN, OWNER, WANG, founded
from standards.model import Language

STRANGER = "telegram:99"
ANNAS, BOS, LINS = map(seat_of, (ANNA, BO, LIN))


@pytest.fixture
async def team(world: World) -> Team:
    export, _shop = await founded(world.kept)
    return export


@pytest.fixture
def engine(world: World) -> Engine:
    return world.engine()


async def does(engine: Engine, who: str, event: Event) -> Reply:
    told = replace(event, locale="en", bot="our_bot", graphic=True)
    return await engine.handle(who, told)


async def presses(engine: Engine, who: str, action: Action) -> Reply:
    return await does(engine, who, Pressed(data=encode(action)))


async def commands(engine: Engine, who: str, name: str) -> Reply:
    return await does(engine, who, Commanded(name=name))


async def writes(engine: Engine, who: str, words: str) -> Reply:
    return await does(engine, who, Said(text=words))


def actions(reply: Reply) -> list[object]:
    return [button.action for button in buttons(reply)]


async def told(world: World, who: str) -> list[NoticeKind]:
    return [notice.kind for notice in await world.notices.take_all(who)]


# Teams


async def test_the_manager_of_one_team_is_led_to_it(engine: Engine, team: Team) -> None:
    reply = await commands(engine, LIN, "team")
    assert not reply.edit
    assert team.name in seen(reply)
    assert "2 people" in seen(reply)
    assert actions(reply) == [
        ShowSummary(team.id),
        ShowAssignments(team.id),
        ShowCrew(team.id),
        ShowInvites(team.id),
        RenameTeam(team.id),
        HandOver(team.id),
        ArchiveTeam(team.id),
        ShowTeams(),
        Home(),
    ]


async def test_an_owner_gets_the_list_archived_ones_marked(
    engine: Engine, world: World, team: Team
) -> None:
    old = await world.organisation.create_team(OWNER, "Old")
    await world.organisation.archive_team(OWNER, old.id)
    reply = await commands(engine, OWNER, "team")
    assert "Old · archived" in seen(reply)
    assert ShowTeam(team.id) in actions(reply)
    assert NewTeam() in actions(reply)


async def test_a_learner_sees_who_manages_and_may_leave_after_one_question(
    engine: Engine, world: World, team: Team
) -> None:
    await world.organisation.add_member(OWNER, team.id, LIN, Role.STAFF, "林主管")
    shown = await commands(engine, ANNA, "team")
    assert "Managed by: 林主管" in seen(shown)
    assert "never single answers" in seen(shown)
    asked = await presses(engine, ANNA, LeaveTeam(team.id))
    assert actions(asked) == [LeaveTeam(team.id, True), ShowTeam(team.id)]
    assert await world.kept.teams.of(ANNA) != ()
    left = await presses(engine, ANNA, LeaveTeam(team.id, True))
    assert "not in 外貿部 any more" in seen(left)
    assert left.changed == (ANNA,)
    assert await world.kept.teams.of(ANNA) == ()
    assert "You are in no team" in seen(await commands(engine, ANNA, "team"))


async def test_a_team_is_made_by_writing_its_name(engine: Engine, world: World, team: Team) -> None:
    asked = await presses(engine, OWNER, NewTeam())
    assert "Write its name" in seen(asked)
    taken = await writes(engine, OWNER, team.name)
    assert "There is a team 外貿部 already." in seen(taken)
    made = await writes(engine, OWNER, "Depot")
    assert "There is a team Depot now." in seen(made)
    assert [each.name for each in await world.organisation.teams(OWNER)] == [
        "Depot",
        "Web shop",
        team.name,
    ]


async def test_a_team_is_renamed_by_writing_its_name_unless_left(
    engine: Engine, world: World, team: Team
) -> None:
    await presses(engine, LIN, RenameTeam(team.id))
    await presses(engine, LIN, ShowTeam(team.id))
    await writes(engine, LIN, "danger")
    await presses(engine, LIN, RenameTeam(team.id))
    assert "called 外銷部 now" in seen(await writes(engine, LIN, "外銷部"))
    assert (await world.organisation.team(LIN, team.id)).name == "外銷部"
    assert len(world.assistant.questions) == 1


async def test_archiving_says_what_ends_and_asks_once(
    engine: Engine, world: World, team: Team
) -> None:
    asked = await presses(engine, LIN, ArchiveTeam(team.id))
    assert "invites and assignments end" in seen(asked)
    done = await presses(engine, LIN, ArchiveTeam(team.id, True))
    assert "Archived on" in seen(done)
    assert actions(done) == [ShowSummary(team.id), ShowCrew(team.id), ShowTeams(), Home()]
    assert set(done.changed) == {LIN, ANNA, BO}
    crew = await presses(engine, LIN, ShowFellow(team.id, ANNAS))
    assert actions(crew) == [ShowCrew(team.id), Home()]


# Its people


async def test_people_are_listed_managers_first_by_seats_that_name_nobody(
    engine: Engine, team: Team
) -> None:
    reply = await presses(engine, LIN, ShowCrew(team.id))
    assert "someone …2 · manager" in seen(reply)
    assert "Anna · learner" in seen(reply)
    fellows = [each for each in actions(reply) if isinstance(each, ShowFellow)]
    assert fellows == [ShowFellow(team.id, seat) for seat in (LINS, ANNAS, BOS)]


async def test_many_people_are_paged(engine: Engine, world: World, team: Team) -> None:
    for number in range(200):
        await world.organisation.add_member(
            OWNER, team.id, f"telegram:{1000 + number}", Role.LEARNER, f"N{number:03}"
        )
    reply = await presses(engine, LIN, ShowCrew(team.id, 3))
    assert ShowCrew(team.id, 4) in actions(reply)
    assert ShowCrew(team.id, 2) in actions(reply)
    assert len(buttons(reply)) <= 16


async def test_removing_asks_once_and_the_person_is_told(
    engine: Engine, world: World, team: Team
) -> None:
    asked = await presses(engine, LIN, RemoveFellow(team.id, ANNAS))
    assert "Remove Anna from 外貿部?" in seen(asked)
    assert len(await world.organisation.members(LIN, team.id)) == 2
    assert "Anna is not in" in seen(await presses(engine, LIN, RemoveFellow(team.id, ANNAS, True)))
    assert len(await world.organisation.members(LIN, team.id)) == 1
    assert await told(world, ANNA) == [NoticeKind.REMOVED]
    again = await presses(engine, LIN, RemoveFellow(team.id, ANNAS, True))
    assert "older screen" in seen(again)
    assert await told(world, ANNA) == []


async def test_a_manager_nominates_and_owner_nominee_and_nominator_are_told(
    engine: Engine, world: World, team: Team
) -> None:
    asked = await presses(engine, LIN, MakeManager(team.id, ANNAS))
    assert "once an owner confirms" in seen(asked)
    done = await presses(engine, LIN, MakeManager(team.id, ANNAS, True))
    assert "asked to confirm Anna" in seen(done)
    await presses(engine, LIN, MakeManager(team.id, ANNAS, True))
    assert await told(world, OWNER) == [NoticeKind.TO_CONFIRM]
    assert await told(world, ANNA) == [NoticeKind.NOMINATED]
    shown = await commands(engine, OWNER, "people")
    assert "Anna for 外貿部" in seen(shown)
    confirm = DecideNomination(team.id, ANNAS, True)
    assert confirm in actions(shown)
    decided = await presses(engine, OWNER, confirm)
    assert "Anna is the manager of 外貿部 now." in seen(decided)
    assert decided.changed == (ANNA,)
    assert await told(world, ANNA) == [NoticeKind.APPOINTED]
    assert await told(world, LIN) == [NoticeKind.NOMINEE_APPOINTED]
    assert "decided already" in seen(await presses(engine, OWNER, confirm))
    assert await told(world, ANNA) == []


async def test_a_nomination_that_is_declined_is_told_to_both(
    engine: Engine, world: World, team: Team
) -> None:
    await presses(engine, LIN, MakeManager(team.id, ANNAS, True))
    await world.notices.take_all(ANNA)
    await presses(engine, OWNER, DecideNomination(team.id, ANNAS, False))
    assert await told(world, ANNA) == [NoticeKind.DECLINED]
    assert await told(world, LIN) == [NoticeKind.NOMINEE_DECLINED]
    assert await world.organisation.managers(OWNER, team.id) == (LIN,)


async def test_an_owner_appoints_at_once_and_takes_it_back(
    engine: Engine, world: World, team: Team
) -> None:
    assert "holds at once" in seen(await presses(engine, OWNER, MakeManager(team.id, ANNAS)))
    done = await presses(engine, OWNER, MakeManager(team.id, ANNAS, True))
    assert done.changed == (ANNA,)
    assert await told(world, ANNA) == [NoticeKind.APPOINTED]
    assert DismissManager(team.id, ANNAS) in actions(done)
    gone = await presses(engine, OWNER, DismissManager(team.id, ANNAS, True))
    assert "Anna is not the manager" in seen(gone)
    assert await told(world, ANNA) == [NoticeKind.DISMISSED]


@pytest.mark.parametrize(
    ("who", "says", "managers"),
    [(LIN, "An owner has to confirm it", (LIN,)), (OWNER, "only manager from then on", (BO,))],
)
async def test_handing_over_says_whether_it_waits(
    engine: Engine, world: World, team: Team, who: str, says: str, managers: tuple[str, ...]
) -> None:
    choice = await presses(engine, who, HandOver(team.id))
    assert HandOverTo(team.id, BOS) in actions(choice)
    assert says in seen(await presses(engine, who, HandOverTo(team.id, BOS)))
    await presses(engine, who, HandOverTo(team.id, BOS, True))
    assert await world.organisation.managers(OWNER, team.id) == managers
    if who == LIN:
        decided = await presses(engine, OWNER, DecideNomination(team.id, BOS, True))
        assert set(decided.changed) == {BO, LIN}
        assert await world.organisation.managers(OWNER, team.id) == (BO,)
    else:
        assert await told(world, LIN) == [NoticeKind.DISMISSED]


# Invites


async def test_an_invite_is_made_of_choices_that_are_said_above(engine: Engine, team: Team) -> None:
    reply = await presses(engine, LIN, DraftInvite(team.id, Role.STAFF, 7, 20))
    assert "as staff" in seen(reply)
    assert "Valid for 7 days." in seen(reply)
    assert "For 20 people." in seen(reply)
    ticked = [button.label for button in buttons(reply) if button.label.startswith("✓")]
    assert ticked == ["✓ staff", "✓ 7 days", "✓ 20 uses"]
    assert MakeInvite(team.id, Role.STAFF, 7, 20) in actions(reply)


async def test_the_link_is_shown_once_with_its_picture(
    engine: Engine, world: World, team: Team
) -> None:
    made = await presses(engine, LIN, MakeInvite(team.id, Role.LEARNER, 14, 5))
    assert made.link is not None
    assert made.link.link.startswith("https://t.me/our_bot?start=join-")
    assert made.link.link in seen(made)
    secret = secret_of(made.link.link.rpartition("start=")[2])
    assert secret is not None
    assert made.edit
    listed = await presses(engine, LIN, ShowInvites(team.id))
    assert "5 uses left" in seen(listed)
    assert secret not in seen(listed)
    assert (await world.organisation.look_at_invite(STRANGER, secret)).team is not None


async def test_where_there_are_no_links_the_command_is_shown(engine: Engine, team: Team) -> None:
    action = MakeInvite(team.id, Role.LEARNER, 14, 5)
    reply = await engine.handle(LIN, Pressed(data=encode(action), locale="en"))
    assert "/start join-" in seen(reply)
    assert reply.link is None


async def test_an_invite_is_revoked_after_one_question(
    engine: Engine, world: World, team: Team
) -> None:
    made = await world.organisation.invite(LIN, team.id)
    id = made.invite.id
    assert RevokeInvite(team.id, id) in actions(await presses(engine, LIN, ShowInvite(team.id, id)))
    asked = await presses(engine, LIN, RevokeInvite(team.id, id))
    assert "lets nobody in any more" in seen(asked)
    (held,) = await world.kept.invites.all()
    assert held.revoked_at is None
    await presses(engine, LIN, RevokeInvite(team.id, id, True))
    (held,) = await world.kept.invites.all()
    assert held.revoked_at is not None
    assert "revoked" in seen(await presses(engine, LIN, ShowInvites(team.id)))


# Roles


async def test_an_owner_is_named_from_a_team_and_told(
    engine: Engine, world: World, team: Team
) -> None:
    assert ChoosePerson(Role.OWNER) in actions(await commands(engine, OWNER, "people"))
    teams = await presses(engine, OWNER, ChoosePerson(Role.OWNER))
    assert ChoosePerson(Role.OWNER, team.id) in actions(teams)
    crew = await presses(engine, OWNER, ChoosePerson(Role.OWNER, team.id))
    assert NameAs(Role.OWNER, team.id, ANNAS) in actions(crew)
    asked = await presses(engine, OWNER, NameAs(Role.OWNER, team.id, ANNAS))
    assert "Make Anna an owner?" in seen(asked)
    done = await presses(engine, OWNER, NameAs(Role.OWNER, team.id, ANNAS, True))
    assert "Anna is owner now." in seen(done)
    assert done.changed == (ANNA,)
    assert Role.OWNER in (await world.organisation.actor(ANNA)).roles
    assert await told(world, ANNA) == [NoticeKind.NAMED]


async def test_the_last_owner_stays_and_is_told_so(
    engine: Engine, world: World, team: Team
) -> None:
    offered = TakeBack(Role.OWNER, seat_of(OWNER))
    assert offered not in actions(await commands(engine, OWNER, "people"))
    asked = await presses(engine, OWNER, offered)
    assert "It is your own" in seen(asked)
    said = await presses(engine, OWNER, TakeBack(Role.OWNER, seat_of(OWNER), True))
    assert "Somebody must stay owner" in seen(said)
    assert Role.OWNER in (await world.organisation.actor(OWNER)).roles
    await world.organisation.name_owner(OPERATOR, ANNA)
    assert offered in actions(await commands(engine, OWNER, "people"))


async def test_an_editor_is_named_and_taken_back(engine: Engine, world: World, team: Team) -> None:
    await presses(engine, OWNER, NameAs(Role.EDITOR, team.id, BOS, True))
    shown = await presses(engine, OWNER, ShowPeople())
    assert TakeBack(Role.EDITOR, BOS) in actions(shown)
    done = await presses(engine, OWNER, TakeBack(Role.EDITOR, BOS, True))
    assert "小波 is not editor any more." in seen(done)
    assert (await world.organisation.actor(BO)).roles == frozenset()


async def test_managers_are_listed_by_team(engine: Engine, team: Team) -> None:
    reply = await presses(engine, OWNER, ShowManagers())
    assert "外貿部" in seen(reply)
    assert ShowFellow(team.id, LINS) in actions(reply)


# Who is offered what


@pytest.mark.parametrize(
    ("who", "serving"),
    [
        (STRANGER, ()),
        (ANNA, ("team",)),
        (LIN, ("team",)),
        (WANG, ("team",)),
        (OWNER, ("team", "people", "log", "add")),
    ],
)
async def test_commands_and_buttons_are_offered_to_whom_they_serve(
    engine: Engine, team: Team, who: str, serving: tuple[str, ...]
) -> None:
    assert await engine.commands_of(who) == serving
    leads = who in (LIN, WANG, OWNER)
    first = ShowTeams() if leads else ShowStanding() if who == ANNA else ListStandards()
    for reply in (await commands(engine, who, "start"), await presses(engine, who, Home())):
        assert actions(reply) == [first, ShowChecks(), ShowMore()]
        assert "/privacy" in seen(reply)
        assert "/language" in seen(reply)
    offered = actions(await presses(engine, who, ShowMore()))
    assert (ShowTeams() in offered, ShowPeople() in offered, ShowLog() in offered) == tuple(
        name in serving for name in ("team", "people", "log")
    )
    assert {ListStandards(), ShowChecks(), ShowStanding(), Home()} <= set(offered)
    helped = seen(await commands(engine, who, "help"))
    assert ("/team" in helped, "/people" in helped) == ("team" in serving, "people" in serving)


@pytest.mark.parametrize("name", ["team", "people"])
async def test_in_a_group_the_private_chat_is_linked(engine: Engine, team: Team, name: str) -> None:
    event = Commanded(name=name, private=False, locale="en")
    (button,) = buttons(await engine.handle(OWNER, event))
    assert button.action == PrivateChat(TEAM)
    opened = await does(engine, OWNER, Commanded(name="start", argument=TEAM))
    assert ShowTeam(team.id) in actions(opened)
    greeted = await engine.handle(OWNER, Commanded(name="start", private=False, locale="en"))
    assert ShowTeams() not in actions(greeted)


async def test_every_screen_of_this_part_leads_home_or_to_a_screen_that_does(
    engine: Engine, world: World, team: Team
) -> None:
    made = await world.organisation.invite(LIN, team.id)
    await presses(engine, LIN, MakeManager(team.id, ANNAS, True))
    for action in (
        ShowTeams(),
        ShowTeam(team.id),
        NewTeam(),
        RenameTeam(team.id),
        HandOver(team.id),
        ShowCrew(team.id),
        ShowFellow(team.id, BOS),
        ShowInvites(team.id),
        ShowInvite(team.id, made.invite.id),
        DraftInvite(team.id, Role.LEARNER, 14, 1),
        ShowPeople(),
        ShowManagers(),
        ChoosePerson(Role.EDITOR),
        ChoosePerson(Role.EDITOR, team.id),
    ):
        reply = await presses(engine, OWNER, action)
        assert Home() in actions(reply), action
        assert reply.edit


def test_somebody_without_a_name_is_no_more_than_the_end_of_their_key() -> None:
    say = translator(Language.EN)
    assert view.short("telegram:123456789", say) == "someone …6789"
    assert view.short("terminal:mei", say) == "mei"
