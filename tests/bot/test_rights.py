"""Whoever may not do something with teams, invites or roles: their button changes nothing."""

import asyncio
import random
import shutil
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from bot import callbacks
from bot.callbacks import (
    ArchiveTeam,
    ChoosePerson,
    DecideNomination,
    DismissManager,
    DraftInvite,
    HandOver,
    HandOverTo,
    LeaveTeam,
    MakeInvite,
    MakeManager,
    NameAs,
    NewTeam,
    RemoveFellow,
    RenameTeam,
    RevokeInvite,
    ShowCrew,
    ShowFellow,
    ShowInvites,
    ShowManagers,
    ShowPeople,
    ShowTeam,
    TakeBack,
    encode,
)
from bot.engine import Commanded, Engine, Pressed, Said
from bot_twins import World, seen
from conversations.database import open_database
from conversations.invites import NewInvite
from conversations.roles import OPERATOR, RULES, Action, Role, allowed
from conversations.teams import Team, seat_of
from organisation import ANNA, BO, LIN, OWNER, WANG, founded, on

STRANGER, STAFF, EDITOR, SECOND = (f"telegram:{number}" for number in (91, 92, 93, 94))
PEOPLE = {
    "a stranger": STRANGER,
    "staff": STAFF,
    "a learner": ANNA,
    "its manager": LIN,
    "another team's manager": WANG,
    "an editor": EDITOR,
    "an owner": OWNER,
}


@dataclass
class House:
    """An organisation on a file, with something of everything."""

    world: World
    engine: Engine
    path: Path
    team: Team
    other: Team
    made: NewInvite

    def kept(self) -> dict[str, list[tuple[object, ...]]]:
        """Everything that is kept of what these actions change, the log included."""
        tables = ("teams", "memberships", "grants", "nominations", "invites", "deeds", "notices")
        with closing(sqlite3.connect(self.path)) as connection:
            return {
                table: connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3").fetchall()
                for table in tables
            }

    async def press(self, who: str, *actions: callbacks.Action) -> str:
        """What the last of the buttons shows."""
        for action in actions:
            event = Pressed(data=encode(action), locale="en", called="X", bot="our_bot")
            reply = await self.engine.handle(who, event)
        return seen(reply)


Kind = Callable[[House], callbacks.Action]
Deed = Callable[[House, str], Awaitable[str]]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Team, Team, NewInvite]:
    """The organisation's file, which each test copies."""

    async def build() -> tuple[Team, Team, NewInvite]:
        database = await open_database(path)
        export, shop = await founded(on(database))
        organisation = World(kept=on(database)).organisation
        await organisation.name_owner(OPERATOR, SECOND)
        await organisation.name_editor(OWNER, EDITOR)
        await organisation.add_member(OWNER, export.id, STAFF, Role.STAFF, "Sam")
        await organisation.nominate_manager(LIN, export.id, BO)
        made = await organisation.invite(LIN, export.id)
        await database.close()
        return export, shop, made

    path = tmp_path_factory.mktemp("organisation") / "bot.db"
    return path, *asyncio.run(build())


@pytest.fixture
async def house(built: tuple[Path, Team, Team, NewInvite], tmp_path: Path) -> AsyncIterator[House]:
    template, team, other, made = built
    path = tmp_path / "bot.db"
    shutil.copy(template, path)
    database = await open_database(path)
    world = World(kept=on(database), awaited=database.awaited, notices=database.notices)
    yield House(world, world.engine(), path, team, other, made)
    await database.close()


def _pressing(
    *kinds: Callable[[House], callbacks.Action],
) -> Callable[[House, str], Awaitable[str]]:
    async def act(house: House, who: str) -> str:
        return await house.press(who, *(kind(house) for kind in kinds))

    return act


def _writing(kind: Kind, words: str) -> Deed:
    async def act(house: House, who: str) -> str:
        await house.press(who, kind(house))
        return seen(await house.engine.handle(who, Said(text=words, locale="en")))

    return act


ANNAS, LINS, BOS, EDITORS, SECONDS = map(seat_of, (ANNA, LIN, BO, EDITOR, SECOND))
DEEDS: dict[Action, Deed] = {
    Action.CREATE_TEAM: _writing(lambda house: NewTeam(), "Third"),
    Action.RENAME_TEAM: _writing(lambda house: RenameTeam(house.team.id), "Renamed"),
    Action.ARCHIVE_TEAM: _pressing(lambda house: ArchiveTeam(house.team.id, True)),
    Action.LEAVE_TEAM: _pressing(lambda house: LeaveTeam(house.team.id, True)),
    Action.HAND_OVER_TEAM: _pressing(lambda house: HandOverTo(house.team.id, ANNAS, True)),
    Action.REMOVE_MEMBER: _pressing(lambda house: RemoveFellow(house.team.id, ANNAS, True)),
    Action.NOMINATE_MANAGER: _pressing(lambda house: MakeManager(house.team.id, ANNAS, True)),
    Action.DISMISS_MANAGER: _pressing(lambda house: DismissManager(house.team.id, LINS, True)),
    Action.APPOINT_MANAGER: _pressing(lambda house: DecideNomination(house.team.id, BOS, True)),
    Action.INVITE: _pressing(lambda house: MakeInvite(house.team.id, Role.LEARNER, 14, 1)),
    Action.REVOKE_INVITE: _pressing(
        lambda house: RevokeInvite(house.team.id, house.made.invite.id, True)
    ),
    Action.NAME_OWNER: _pressing(lambda house: NameAs(Role.OWNER, house.team.id, ANNAS, True)),
    Action.NAME_EDITOR: _pressing(lambda house: NameAs(Role.EDITOR, house.team.id, ANNAS, True)),
    Action.DISMISS_OWNER: _pressing(lambda house: TakeBack(Role.OWNER, SECONDS, True)),
    Action.DISMISS_EDITOR: _pressing(lambda house: TakeBack(Role.EDITOR, EDITORS, True)),
}
"""What changes something, by the right that it needs."""


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("action", DEEDS)
async def test_a_button_does_what_the_rules_allow_and_nothing_else(
    house: House, who: str, action: Action
) -> None:
    person = PEOPLE[who]
    actor = await house.world.organisation.actor(person)
    before = house.kept()
    shown = await DEEDS[action](house, person)
    if allowed(actor, action, house.team.id):
        assert house.kept() != before
        assert "may not" not in shown
    else:
        assert house.kept() == before


LOOKS: dict[Action, list[Kind]] = {
    Action.SEE_TEAM: [
        lambda house: ShowCrew(house.team.id),
        lambda house: ShowFellow(house.team.id, ANNAS),
    ],
    Action.INVITE: [
        lambda house: ShowInvites(house.team.id),
        lambda house: DraftInvite(house.team.id, Role.LEARNER, 14, 1),
        lambda house: MakeInvite(house.team.id, Role.LEARNER, 14, 1),
        lambda house: RevokeInvite(house.team.id, house.made.invite.id),
    ],
    Action.REMOVE_MEMBER: [lambda house: RemoveFellow(house.team.id, ANNAS)],
    Action.NOMINATE_MANAGER: [lambda house: MakeManager(house.team.id, ANNAS)],
    Action.DISMISS_MANAGER: [lambda house: DismissManager(house.team.id, LINS)],
    Action.HAND_OVER_TEAM: [lambda house: HandOver(house.team.id)],
    Action.RENAME_TEAM: [lambda house: RenameTeam(house.team.id)],
    Action.ARCHIVE_TEAM: [lambda house: ArchiveTeam(house.team.id)],
    Action.LEAVE_TEAM: [lambda house: LeaveTeam(house.team.id)],
    Action.SEE_PEOPLE: [lambda house: ShowPeople(), lambda house: ShowManagers()],
    Action.NAME_OWNER: [lambda house: ChoosePerson(Role.OWNER, house.team.id)],
    Action.NAME_EDITOR: [lambda house: NameAs(Role.EDITOR, house.team.id, ANNAS)],
    Action.DISMISS_OWNER: [lambda house: TakeBack(Role.OWNER, SECONDS)],
}
"""What shows something, by the right that it needs."""


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("action", LOOKS)
async def test_a_screen_shows_itself_to_whom_the_rules_allow_and_to_nobody_else(
    house: House, who: str, action: Action
) -> None:
    person = PEOPLE[who]
    actor = await house.world.organisation.actor(person)
    for look in LOOKS[action]:
        shown = await house.press(person, look(house))
        refused = shown.startswith("You may not do that")
        assert refused != allowed(actor, action, house.team.id), shown


def test_every_right_of_this_part_is_tried() -> None:
    elsewhere = {
        Action.ASK,
        Action.TAKE_CHECKS,
        Action.LEAD_ROUND,
        Action.COMMENT,
        Action.LEAD_ROUND,
        Action.SEE_LEARNER,
        Action.EXPORT_TEAM,
        Action.REMIND,
        Action.OBSERVE,
        Action.WITHDRAW_OBSERVATION,
        Action.ASSIGN,
        Action.CHANGE_ASSIGNMENT,
        Action.WITHDRAW_ASSIGNMENT,
        Action.ADD_MEMBER,
        Action.SET_PASS_MARK,
        Action.EDIT_ITEMS,
        Action.EDIT_STANDARDS,
        Action.READ_LOG,
    }
    assert set(RULES) - elsewhere == set(DEEDS) | set(LOOKS)


KINDS = [
    kind
    for union in (
        callbacks.JoinAction,
        callbacks.TeamAction,
        callbacks.InviteAction,
        callbacks.PeopleAction,
        callbacks.AwaitingAction,
    )
    for kind in get_args(union) or (union,)
]


async def test_a_stranger_who_presses_anything_changes_and_learns_nothing(house: House) -> None:
    chance = random.Random(20260106)
    strings = [
        *(house.team.id, house.other.id, house.made.invite.id, "0" * 12, "OPERATOR"),
        *map(seat_of, (ANNA, BO, LIN, WANG, OWNER, SECOND, EDITOR, STRANGER, STAFF)),
    ]
    before = house.kept()
    secrets = (house.team.name, house.other.name, "Anna", "小波", "Sam", house.made.invite.id)
    for number in range(800):
        kind = KINDS[number % len(KINDS)]
        types = get_type_hints(kind)
        values: dict[object, Callable[[], object]] = {
            str: lambda: chance.choice(strings),
            int: lambda: chance.choice((0, 1, 7, 14, 9999)),
            bool: lambda: chance.random() < 0.7,
            Role: lambda: chance.choice(list(Role)),
        }
        action: callbacks.Action = kind(*(values[types[name]]() for name in types))
        event = Pressed(data=encode(action), locale="en", called="X", bot="our_bot")
        reply = await house.engine.handle(STRANGER, event)
        assert reply.messages
        assert not any(secret in seen(reply) for secret in secrets), action
        if chance.random() < 0.2:
            await house.engine.handle(STRANGER, Said(text="Mine", locale="en"))
    for name in ("team", "people"):
        shown = seen(await house.engine.handle(STRANGER, Commanded(name=name, locale="en")))
        assert not any(secret in shown for secret in secrets)
    assert house.kept() == before


async def test_a_right_that_was_lost_meanwhile_is_said_in_a_sentence(house: House) -> None:
    await house.press(LIN, RenameTeam(house.team.id))
    await house.world.organisation.dismiss_manager(OWNER, house.team.id, LIN)
    before = house.kept()
    said = await house.engine.handle(LIN, Said(text="Mine", locale="en"))
    assert "may not do that" in seen(said)
    assert "may not do that" in await house.press(LIN, ArchiveTeam(house.team.id, True))
    assert house.kept() == before


async def test_a_team_that_was_archived_meanwhile_is_said_to_be(house: House) -> None:
    await house.world.organisation.archive_team(OWNER, house.team.id)
    before = house.kept()
    for action in (
        RenameTeam(house.team.id),
        MakeInvite(house.team.id, Role.LEARNER, 14, 1),
        MakeManager(house.team.id, ANNAS, True),
        HandOverTo(house.team.id, ANNAS, True),
        ArchiveTeam(house.team.id, True),
    ):
        assert "is archived" in await house.press(LIN, action)
    assert "Archived on" in await house.press(LIN, ShowTeam(house.team.id))
    assert house.kept() == before
