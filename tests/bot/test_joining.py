"""Links: to being the first owner, and into a team."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.callbacks import (
    Action,
    ClaimOwnership,
    Home,
    JoinAs,
    NeverMind,
    NewTeam,
    NotNow,
    ShowPeople,
    ShowStanding,
    ShowTeam,
    ShowTeams,
    StartCheck,
    Understood,
    Wish,
    encode,
)
from bot.engine import Commanded, Engine, Event, Pressed, Said
from bot.links import join_of, own_of
from bot.message import Reply
from bot_twins import World, buttons, seen
from conversations.invites import NewInvite
from conversations.notices import NoticeKind
from conversations.privacy import NOTICE
from conversations.roles import Role
from conversations.teams import Team
from organisation import ANNA, BO, LIN, OWNER, founded
from standards.model import Language

NEW = "telegram:77"


async def does(engine: Engine, event: Event, who: str = NEW) -> Reply:
    told = replace(event, locale="en", called="Mei", bot="our_bot", graphic=True)
    return await engine.handle(who, told)


async def opens(engine: Engine, start: str, who: str = NEW) -> Reply:
    return await does(engine, Commanded(name="start", argument=start), who)


async def presses(engine: Engine, action: Action, who: str = NEW) -> Reply:
    return await does(engine, Pressed(data=encode(action)), who)


async def writes(engine: Engine, words: str, who: str = NEW) -> Reply:
    return await does(engine, Said(text=words), who)


def actions(reply: Reply) -> list[object]:
    return [button.action for button in buttons(reply)]


async def invited(
    world: World, role: Role = Role.LEARNER, *, uses: int = 3
) -> tuple[Team, NewInvite]:
    export, _shop = await founded(world.kept)
    return export, await world.organisation.invite(LIN, export.id, role, uses=uses)


async def uses_left(world: World) -> int:
    (invite,) = await world.kept.invites.all()
    return invite.uses_left


# The first owner


async def test_the_first_owner_is_said_what_that_means_and_presses_once(world: World) -> None:
    engine = world.engine()
    offered = await world.organisation.offer_ownership()
    assert offered is not None
    asked = await opens(engine, own_of(offered.code))
    assert "confirm every manager" in seen(asked)
    assert actions(asked) == [ClaimOwnership(), NeverMind()]
    assert await world.kept.appointments.all() == ()
    done = await presses(engine, ClaimOwnership())
    assert "You are the owner now." in seen(done)
    assert done.changed == (NEW,)
    assert Role.OWNER in (await world.organisation.actor(NEW)).roles
    again = await opens(engine, own_of(offered.code))
    assert "owner already" in seen(again)
    assert NewTeam() in actions(again)
    await world.organisation.create_team(NEW, "Export")
    again = await opens(engine, own_of(offered.code))
    assert "First make a team" not in seen(again)
    assert actions(again) == [ShowTeams(), ShowPeople(), Home()]


async def test_an_owner_is_called_as_their_face_tells_and_spoken_to_as_when_they_came(
    world: World,
) -> None:
    offered = await world.organisation.offer_ownership()
    assert offered is not None
    engine = world.engine()
    await opens(engine, own_of(offered.code))
    await presses(engine, ClaimOwnership())
    (owner,) = await world.organisation.people(NEW)
    assert owner.name == "Mei"
    assert (await world.people.get(NEW)).language is Language.EN


async def test_whoever_joins_is_told_later_in_the_language_in_which_they_joined(
    world: World,
) -> None:
    _team, made = await invited(world)
    engine = world.engine()
    await opens(engine, join_of(made.secret))
    assert (await world.people.get(NEW)).language is None
    await presses(engine, JoinAs())
    assert (await world.people.get(NEW)).language is Language.EN
    await world.people.set_language(BO, Language.ZH_HANT)
    await opens(engine, join_of(made.secret), BO)
    await does(engine, Pressed(data=encode(JoinAs())), BO)
    assert (await world.people.get(BO)).language is Language.ZH_HANT


async def test_a_code_that_is_none_makes_nobody_owner(world: World) -> None:
    engine = world.engine()
    await opens(engine, own_of("no-such-code"))
    assert "makes nobody owner" in seen(await presses(engine, ClaimOwnership()))
    assert await world.kept.appointments.all() == ()


async def test_the_button_alone_makes_nobody_owner(world: World) -> None:
    engine = world.engine()
    offered = await world.organisation.offer_ownership()
    assert offered is not None
    assert "Open the link once more" in seen(await presses(engine, ClaimOwnership()))
    await opens(engine, own_of(offered.code))
    await presses(engine, NeverMind())
    assert "Open the link once more" in seen(await presses(engine, ClaimOwnership()))
    assert await world.kept.appointments.all() == ()


# Into a team


async def test_the_notice_comes_before_the_team_and_the_name(newcomers: World) -> None:
    team, made = await invited(newcomers)
    engine = newcomers.engine()
    told = await opens(engine, join_of(made.secret))
    assert "Before you join" in seen(told)
    assert actions(told) == [Understood(NOTICE, Wish.JOIN, ""), NotNow()]
    asked = await presses(engine, Understood(NOTICE, Wish.JOIN, ""))
    assert f"You are invited to {team.name}" in seen(asked)
    assert "as a learner" in seen(asked)
    assert actions(asked) == [JoinAs(), NeverMind()]
    assert await newcomers.kept.teams.of(NEW) == ()
    done = await presses(engine, JoinAs())
    assert "there you are called Mei" in seen(done)
    assert actions(done)[:2] == [StartCheck(), ShowStanding()]
    (inside,) = await newcomers.kept.teams.of(NEW)
    assert (inside.team, inside.role, inside.name) == (team.id, Role.LEARNER, "Mei")


async def test_the_notice_is_in_the_persons_language(newcomers: World) -> None:
    _team, made = await invited(newcomers)
    engine = newcomers.engine()
    await newcomers.people.set_language(NEW, Language.ZH_HANT)
    told = await opens(engine, join_of(made.secret))
    assert "加入之前" in seen(told)


async def test_without_the_notice_nobody_is_in_however_they_try(newcomers: World) -> None:
    _team, made = await invited(newcomers)
    engine = newcomers.engine()
    await opens(engine, join_of(made.secret))
    await presses(engine, JoinAs())
    await opens(engine, join_of(made.secret))
    await writes(engine, "Mei")
    await presses(engine, Understood(NOTICE + 1, Wish.JOIN, ""))
    assert await newcomers.kept.teams.of(NEW) == ()
    assert await uses_left(newcomers) == 3


async def test_a_question_in_between_does_not_cost_the_invite(newcomers: World) -> None:
    _team, made = await invited(newcomers)
    engine = newcomers.engine()
    await opens(engine, join_of(made.secret))
    await writes(engine, "danger")
    assert len(newcomers.assistant.questions) == 1
    asked = await presses(engine, Understood(NOTICE, Wish.JOIN, ""))
    assert "You are invited" in seen(asked)


async def test_not_now_joins_nobody_and_says_that_the_link_stays_good(newcomers: World) -> None:
    _team, made = await invited(newcomers)
    engine = newcomers.engine()
    await opens(engine, join_of(made.secret))
    assert "The link stays good" in seen(await presses(engine, NotNow()))
    await presses(engine, JoinAs())
    assert await newcomers.kept.teams.of(NEW) == ()


async def test_a_name_may_be_typed_and_a_bad_one_is_asked_again(world: World) -> None:
    _team, made = await invited(world)
    engine = world.engine()
    await opens(engine, join_of(made.secret))
    assert "at most 60 letters" in seen(await writes(engine, "x" * 61))
    assert "there you are called 小梅" in seen(await writes(engine, " 小梅 "))
    (inside,) = await world.kept.teams.of(NEW)
    assert inside.name == "小梅"
    assert world.assistant.questions == []


async def test_no_button_offers_a_name_that_cannot_be_one(world: World) -> None:
    _team, made = await invited(world)
    event = Commanded(name="start", argument=join_of(made.secret), locale="en", called="\u200b")
    reply = await world.engine().handle(NEW, event)
    assert actions(reply) == [NeverMind()]


async def test_after_a_while_or_something_else_the_link_is_opened_again(world: World) -> None:
    _team, made = await invited(world)
    engine = world.engine()
    await opens(engine, join_of(made.secret))
    await presses(engine, Home())
    assert "Open the link once more" in seen(await presses(engine, JoinAs()))
    await opens(engine, join_of(made.secret))
    world.time += timedelta(minutes=16)
    assert "Open the link once more" in seen(await presses(engine, JoinAs()))
    assert await world.kept.teams.of(NEW) == ()


async def test_the_secret_is_in_no_button(newcomers: World) -> None:
    _team, made = await invited(newcomers)
    engine = newcomers.engine()
    replies = [
        await opens(engine, join_of(made.secret)),
        await presses(engine, Understood(NOTICE, Wish.JOIN, "")),
        await presses(engine, JoinAs()),
    ]
    data = [
        encode(button.action)
        for reply in replies
        for button in buttons(reply)
        if isinstance(button.action, Action)
    ]
    assert data
    assert not any(made.secret in each for each in data)


async def test_opening_an_invite_twice_uses_it_once(world: World) -> None:
    _team, made = await invited(world)
    engine = world.engine()
    for _opening in range(2):
        await opens(engine, join_of(made.secret))
        await presses(engine, JoinAs())
        await presses(engine, JoinAs())
    assert await uses_left(world) == 2
    assert "already" in seen(await opens(engine, join_of(made.secret)))


async def test_every_way_in_which_an_invite_can_be_over_is_said_with_a_way_on(
    world: World,
) -> None:
    team, made = await invited(world, uses=1)
    engine, organisation = world.engine(), world.organisation
    reply = await opens(engine, join_of("nothing"))
    assert "I don't know this invite" in seen(reply)
    assert Home() in actions(reply)
    assert "already" in seen(await opens(engine, join_of(made.secret), ANNA))
    await organisation.open_invite("telegram:78", made.secret, "Kim")
    assert "as often as it may be" in seen(await opens(engine, join_of(made.secret)))
    other = await organisation.invite(LIN, team.id)
    await organisation.revoke_invite(LIN, other.invite.id)
    assert "taken back" in seen(await opens(engine, join_of(other.secret)))
    third = await organisation.invite(LIN, team.id, days=1)
    world.time += timedelta(days=2)
    assert "has expired" in seen(await opens(engine, join_of(third.secret)))


async def test_an_invite_that_runs_out_while_the_name_is_asked_for_says_so(world: World) -> None:
    _team, made = await invited(world, uses=1)
    engine = world.engine()
    await opens(engine, join_of(made.secret))
    await world.organisation.open_invite("telegram:78", made.secret, "Kim")
    assert "as often as it may be" in seen(await writes(engine, "Mei"))
    assert await world.kept.teams.of(NEW) == ()


async def test_whoever_is_invited_as_manager_waits_and_the_owners_are_told(world: World) -> None:
    team, made = await invited(world, Role.MANAGER)
    engine = world.engine()
    assert "once an owner of this assistant has confirmed" in seen(
        await opens(engine, join_of(made.secret))
    )
    assert "asked to confirm you, Mei" in seen(await presses(engine, JoinAs()))
    (waiting,) = await world.organisation.nominations(OWNER)
    assert (waiting.person, waiting.team, waiting.name) == (NEW, team.id, "Mei")
    (notice,) = await world.notices.take_all(OWNER)
    assert (notice.kind, notice.params["name"]) == (NoticeKind.TO_CONFIRM, "Mei")


async def test_staff_are_told_that_nothing_is_assigned_to_them(world: World) -> None:
    _team, made = await invited(world, Role.STAFF)
    engine = world.engine()
    await opens(engine, join_of(made.secret))
    done = await presses(engine, JoinAs())
    assert "nothing is assigned to you" in seen(done)
    assert StartCheck() not in actions(done)


@pytest.mark.parametrize("start", [join_of("secret"), own_of("code")])
async def test_in_a_group_a_link_leads_to_the_private_chat(world: World, start: str) -> None:
    event = Commanded(name="start", argument=start, private=False, locale="en")
    assert "private chat" in seen(await world.engine().handle(NEW, event))
    assert await world.awaited.take(NEW, world.time) is None


async def test_the_team_is_open_to_whoever_joined(world: World) -> None:
    team, made = await invited(world)
    engine = world.engine()
    await opens(engine, join_of(made.secret))
    await presses(engine, JoinAs())
    shown = await presses(engine, ShowTeam(team.id))
    assert team.name in seen(shown)
    assert "as learner" in seen(shown)
