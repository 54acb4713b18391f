"""Teams and who is in them, on the stores in memory and in a file."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from conversations.database import open_database
from conversations.errors import UnknownPerson, UnknownTeam, UnusableInvite, UnusableName
from conversations.invites import Outcome
from conversations.roles import OPERATOR, Action, Role
from conversations.teams import LONGEST_NAME
from organisation import ANNA, BO, LIN, OWNER, STRANGER, WANG, Kept, deeds, founded, in_file, on
from quiz_samples import NOON
from small_standard import small_standard


async def test_a_manager_makes_a_team_and_is_its_manager(kept: Kept) -> None:
    await founded(kept)
    organisation = kept.organisation
    depot = await organisation.create_team(LIN, "  The \n depot ")
    assert depot.name == "The depot"
    assert await organisation.managers(LIN, depot.id) == (LIN,)
    assert not await organisation.may(WANG, Action.SEE_TEAM, depot.id)
    assert await deeds(kept) == [
        *(await deeds(kept))[:-2],
        (LIN, Action.CREATE_TEAM, None),
        (LIN, Action.APPOINT_MANAGER, LIN),
    ]


@pytest.mark.parametrize("name", ["", " \n ", "x" * (LONGEST_NAME + 1), "a\u202eb", "a\x00b"])
async def test_a_name_that_cannot_be_one_is_refused(kept: Kept, name: str) -> None:
    export, _shop = await founded(kept)
    for act in (
        kept.organisation.create_team(OWNER, name),
        kept.organisation.rename_team(LIN, export.id, name),
    ):
        with pytest.raises(UnusableName):
            await act
    assert await kept.teams.get(export.id) == export


async def test_two_teams_that_go_on_have_no_name_in_common(kept: Kept) -> None:
    export, shop = await founded(kept)
    organisation = kept.organisation
    for name in ("web shop", "ＷＥＢ　ＳＨＯＰ"):
        with pytest.raises(UnusableName):
            await organisation.create_team(OWNER, name)
        with pytest.raises(UnusableName):
            await organisation.rename_team(LIN, export.id, name)
        assert await organisation.team_named(name) == shop
    assert (await organisation.rename_team(WANG, shop.id, "WEB SHOP")).name == "WEB SHOP"
    await organisation.archive_team(WANG, shop.id)
    again = await organisation.create_team(OWNER, "Web shop")
    assert await organisation.team_named("Web shop") == again
    assert [team.id for team in await organisation.teams(OWNER)] == [again.id, export.id, shop.id]
    with pytest.raises(UnknownTeam):
        await organisation.team_named("nowhere")


async def test_an_archived_team_can_be_looked_at_and_changed_no_more(kept: Kept) -> None:
    export, _shop = await founded(kept)
    organisation = kept.organisation
    made = await organisation.invite(LIN, export.id)
    await organisation.assign(LIN, export.id, small_standard())
    await organisation.archive_team(LIN, export.id)
    for act in (
        organisation.archive_team(LIN, export.id),
        organisation.rename_team(LIN, export.id, "Other"),
        organisation.invite(LIN, export.id),
        organisation.add_member(OWNER, export.id, STRANGER),
        organisation.hand_over(OWNER, export.id, WANG),
        organisation.assign(LIN, export.id, small_standard()),
        organisation.appoint_manager(OWNER, export.id, WANG),
    ):
        with pytest.raises(UnknownTeam):
            await act
    assert [each.person for each in await organisation.members(LIN, export.id)] == [ANNA, BO]
    assert (await organisation.open_invite(STRANGER, made.secret)).outcome is Outcome.REVOKED
    assert await organisation.memberships_of(ANNA) == ()
    assert await organisation.assignments_of(ANNA) == ()


async def test_who_was_in_a_team_and_when_is_kept(kept: Kept) -> None:
    export, shop = await founded(kept)
    organisation = kept.organisation
    assert await organisation.add_member(OWNER, shop.id, ANNA, Role.STAFF)
    assert not await organisation.add_member(OWNER, shop.id, ANNA, Role.STAFF)
    assert {each.team for each in await organisation.memberships_of(ANNA)} == {export.id, shop.id}
    kept.clock.pass_(days=1)
    await organisation.remove_member(LIN, export.id, ANNA)
    await organisation.leave_team(BO, export.id)
    with pytest.raises(UnknownPerson):
        await organisation.remove_member(LIN, export.id, ANNA)
    kept.clock.pass_(days=1)
    await organisation.add_member(OWNER, export.id, ANNA, Role.LEARNER, "Anna C.")
    assert await organisation.members(LIN, export.id) == (
        (await organisation.history(LIN, export.id))[-1],
    )
    assert [
        (each.person, each.joined_at, each.left_at)
        for each in await organisation.history(LIN, export.id)
    ] == [
        (ANNA, NOON, NOON + timedelta(1)),
        (BO, NOON, NOON + timedelta(1)),
        (ANNA, NOON + timedelta(2), None),
    ]


async def test_another_role_in_a_team_begins_where_the_one_before_ends(kept: Kept) -> None:
    export, _shop = await founded(kept)
    organisation = kept.organisation
    kept.clock.pass_(hours=1)
    assert await organisation.add_member(OWNER, export.id, ANNA, Role.STAFF, "Anna")
    times = [each for each in await organisation.history(LIN, export.id) if each.person == ANNA]
    assert [(each.role, each.left_at) for each in times] == [
        (Role.LEARNER, kept.clock()),
        (Role.STAFF, None),
    ]
    with pytest.raises(UnknownPerson):
        await organisation.look_at(LIN, export.id, ANNA)
    with pytest.raises(UnusableInvite):
        await organisation.add_member(OWNER, export.id, ANNA, Role.MANAGER)


async def test_with_a_person_goes_all_that_is_about_them(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    database, kept = await in_file(path)
    export, _shop = await founded(kept)
    organisation = kept.organisation
    made = await organisation.invite(LIN, export.id, uses=3)
    await organisation.open_invite(STRANGER, made.secret, "Stranger")
    await organisation.assign(LIN, export.id, small_standard(), person=STRANGER)
    await organisation.look_at(LIN, export.id, STRANGER)
    await organisation.hand_over(LIN, export.id, STRANGER)
    await database.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("DELETE FROM people WHERE key = ?", (STRANGER,))
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        dump = "\n".join(connection.iterdump())
        assert STRANGER not in dump
        assert "'Stranger'" not in dump
        connection.execute("DELETE FROM people WHERE key = ?", (LIN,))
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    database = await open_database(path)
    left = on(database).organisation
    # What they did to the team is still to be read, without them.
    assert {each.who for each in await left.log(OWNER)} == {OPERATOR, OWNER, ""}
    assert await left.managers(OWNER, export.id) == ()
    (kept_on,) = await left.invites(OWNER, export.id)
    assert kept_on.by is None
    await database.close()
