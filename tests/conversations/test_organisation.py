"""What people do with teams, invites and assignments, on the stores in memory and in a file."""

import asyncio
import sqlite3
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.links import MOST_LETTERS, join_of, secret_of
from conversations.appointments import CODE_VALID, Nomination, digest
from conversations.assignments import Pace, Wanted, progress
from conversations.audit import LOG_KEPT
from conversations.database import open_database
from conversations.errors import (
    ConversationError,
    LastOwner,
    NotAllowed,
    UnknownPerson,
    UnknownTeam,
    UnusableAssignment,
    UnusableInvite,
    UnusableName,
    UnusableWords,
)
from conversations.grounds import Grounding, Grounds
from conversations.invites import Outcome
from conversations.observing import newest
from conversations.organisation import Organisation
from conversations.readiness import CRITICAL, DEFAULT, State
from conversations.retention import Kept as Kept_
from conversations.retention import forget
from conversations.roles import OPERATOR, Action, Role
from conversations.standing import standing
from conversations.store import MemoryQuizStore
from conversations.teams import LONGEST_NAME
from organisation import ANNA, BO, LIN, OWNER, WANG, Kept, founded, in_file, in_memory, on
from quiz_samples import NOON
from small_standard import small_standard

STRANGER = "telegram:99"


@pytest.fixture(params=["memory", "sqlite"])
async def kept(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Kept]:
    if request.param == "memory":
        yield in_memory()
        return
    database, stores = await in_file(tmp_path / "bot.db")
    yield stores
    await database.close()


def content(folder: Path) -> bytes:
    """Every byte of the files."""
    return b"".join(file.read_bytes() for file in sorted(folder.iterdir()))


async def deeds(kept: Kept) -> list[tuple[str, Action, str | None]]:
    """The log, oldest first: who, what, whom."""
    lines = reversed(await kept.audit.entries(1000))
    return [(each.who, each.action, each.whom) for each in lines]


# The first owner


async def test_a_code_makes_the_first_owner_once(kept: Kept) -> None:
    organisation = kept.organisation
    offered = await organisation.offer_ownership()
    assert offered is not None
    assert offered.code not in repr(offered)
    assert not await organisation.claim_ownership(STRANGER, offered.code + "x")
    assert not await organisation.claim_ownership(STRANGER, digest(offered.code))
    assert await organisation.claim_ownership(OWNER, offered.code)
    assert not await organisation.claim_ownership(STRANGER, offered.code)
    assert [(each.person, each.role) for each in await organisation.people(OWNER)] == [
        (OWNER, Role.OWNER)
    ]
    assert await deeds(kept) == [(OWNER, Action.NAME_OWNER, OWNER)]


async def test_a_code_is_offered_once_until_it_is_over(kept: Kept) -> None:
    organisation = kept.organisation
    first = await organisation.offer_ownership()
    assert first is not None
    assert await organisation.offer_ownership() is None
    kept.clock.time += CODE_VALID
    assert not await organisation.claim_ownership(OWNER, first.code)
    second = await organisation.offer_ownership()
    assert second is not None
    assert not await organisation.claim_ownership(OWNER, first.code)
    assert await organisation.claim_ownership(OWNER, second.code)


async def test_where_there_is_an_owner_no_code_is_offered_and_none_works(kept: Kept) -> None:
    organisation = kept.organisation
    offered = await organisation.offer_ownership()
    assert offered is not None
    assert await organisation.name_owner(OPERATOR, OWNER)
    assert not await organisation.claim_ownership(STRANGER, offered.code)
    kept.clock.pass_(days=2)
    assert await organisation.offer_ownership() is None


async def test_somebody_stays_owner(kept: Kept) -> None:
    organisation = kept.organisation
    await organisation.name_owner(OPERATOR, OWNER)
    assert not await organisation.name_owner(OPERATOR, OWNER)
    with pytest.raises(LastOwner):
        await organisation.dismiss_owner(OPERATOR, OWNER)
    with pytest.raises(UnknownPerson):
        await organisation.dismiss_owner(OPERATOR, LIN)
    await organisation.name_owner(OWNER, LIN)
    await organisation.dismiss_owner(LIN, OWNER)
    assert (await organisation.actor(OWNER)).roles == frozenset()


async def test_an_editor_edits_until_that_is_taken_back(kept: Kept) -> None:
    organisation = kept.organisation
    assert await organisation.name_editor(OPERATOR, LIN)
    assert await organisation.may(LIN, Action.EDIT_ITEMS)
    assert not await organisation.may(LIN, Action.READ_LOG)
    await organisation.dismiss_editor(OPERATOR, LIN)
    assert not await organisation.may(LIN, Action.EDIT_ITEMS)
    with pytest.raises(UnknownPerson):
        await organisation.dismiss_editor(OPERATOR, LIN)


# Managers


async def test_a_nominee_is_manager_once_an_owner_confirms_it(kept: Kept) -> None:
    export, _shop = await founded(kept)
    organisation = kept.organisation
    assert await organisation.nominate_manager(LIN, export.id, BO, "小波")
    assert not await organisation.nominate_manager(LIN, export.id, BO)
    (waiting,) = await organisation.nominations(OWNER)
    assert (waiting.person, waiting.team, waiting.name) == (BO, export.id, "小波")
    assert not await organisation.may(BO, Action.SEE_TEAM, export.id)
    for who in (LIN, BO, WANG):
        with pytest.raises(NotAllowed):
            await organisation.confirm(who, waiting)
    assert not await organisation.confirm(OWNER, replace(waiting, person=STRANGER))
    assert not await organisation.confirm(OWNER, replace(waiting, replaces=LIN))
    assert await organisation.confirm(OWNER, waiting)
    assert not await organisation.confirm(OWNER, waiting)
    assert await organisation.managers(BO, export.id) == (LIN, BO)
    assert await organisation.nominations(OWNER) == ()


async def test_managers_keep_the_name_under_which_they_came(kept: Kept) -> None:
    export, _shop = await founded(kept)
    organisation = kept.organisation
    made = await organisation.invite(LIN, export.id, Role.MANAGER)
    await organisation.open_invite(STRANGER, made.secret, "Kim")
    assert not any(each.nominated for each in await organisation.crew(LIN, export.id))
    (waiting,) = await organisation.nominations(OWNER)
    assert await organisation.nominator_of(OWNER, waiting) == LIN
    await organisation.confirm(OWNER, waiting)
    await organisation.appoint_manager(OWNER, export.id, BO)
    crew = await organisation.crew(LIN, export.id)
    assert [(each.name, each.manages, each.role) for each in crew] == [
        ("", True, None),
        ("Kim", True, None),
        ("小波", True, Role.LEARNER),
        ("Anna", False, Role.LEARNER),
    ]
    (place,) = await organisation.places_of(ANNA)
    assert (place.team, place.role, place.member) == (export, Role.LEARNER, True)
    assert place.managers == ("Kim", "小波")
    (managed,) = await organisation.places_of(BO)
    assert (managed.role, managed.member) == (Role.MANAGER, True)
    await organisation.archive_team(OWNER, export.id)
    assert await organisation.places_of(ANNA) == ()


async def test_who_is_manager_no_more_is_still_called_by_name_in_what_they_did(kept: Kept) -> None:
    export, _shop = await founded(kept)
    organisation = kept.organisation
    made = await organisation.invite(OWNER, export.id, Role.MANAGER)
    await organisation.open_invite(STRANGER, made.secret, "Kim")
    (waiting,) = await organisation.nominations(OWNER)
    await organisation.confirm(OWNER, waiting)
    await organisation.look_at(STRANGER, export.id, ANNA)
    seen, _new = await organisation.observe(STRANGER, export.id, ANNA, "A/P1", performed=True)
    await organisation.dismiss_manager(OWNER, export.id, STRANGER)
    assert STRANGER not in {each.person for each in await organisation.crew(OWNER, export.id)}
    assert STRANGER not in {each.person for each in await organisation.people(OWNER)}
    (look,) = await organisation.lookers_at(ANNA)
    assert look.name == "Kim"
    lines = await organisation.log(OWNER)
    assert (await organisation.names_in_log(OWNER, lines)).people[STRANGER] == "Kim"
    kept_now = await organisation.observation(ANNA, seen.id)
    assert kept_now is not None
    assert kept_now.observer == "Kim"
    # And may be made one once more.
    await organisation.appoint_manager(OWNER, export.id, STRANGER)
    assert STRANGER in {each.person for each in await organisation.crew(OWNER, export.id)}


async def test_what_was_recorded_is_withdrawn_with_a_reason_and_counts_no_more(kept: Kept) -> None:
    export, shop = await founded(kept)
    organisation = kept.organisation
    before, _new = await organisation.observe(LIN, export.id, ANNA, "A/P1", performed=False)
    seen, _new = await organisation.observe(LIN, export.id, ANNA, "A/P1", performed=True)
    withdraw = organisation.withdraw_observation
    with pytest.raises(NotAllowed):
        await withdraw(WANG, export.id, ANNA, seen.id, "mine?")
    with pytest.raises(UnknownPerson):
        await withdraw(WANG, shop.id, ANNA, seen.id, "mine?")
    with pytest.raises(UnusableWords):
        await withdraw(LIN, export.id, ANNA, seen.id, "  ")
    gone = await withdraw(LIN, export.id, ANNA, seen.id, " it was Bo ")
    assert gone is not None
    assert gone.withdrawn_why == "it was Bo"
    assert await withdraw(LIN, export.id, ANNA, seen.id, "again") is None
    (line, *_others) = await organisation.log(OWNER)
    assert (line.action, line.whom) == (Action.WITHDRAW_OBSERVATION, ANNA)
    kept_now = await organisation.observation(ANNA, seen.id)
    assert kept_now is not None
    assert not kept_now.holds(gone.at)
    # What was recorded before holds again, and the same can be recorded anew at once.
    now = gone.withdrawn_at
    assert now is not None
    every = await kept.observations.of(ANNA)
    assert [each.id for each in newest(every, now)] == [before.id]
    anew, is_new = await organisation.observe(LIN, export.id, ANNA, "A/P1", performed=True)
    assert is_new
    assert anew.id != seen.id


@pytest.mark.parametrize("hands_over", [False, True])
async def test_who_nominated_somebody_can_be_told(kept: Kept, hands_over: bool) -> None:
    export, _shop = await founded(kept)
    organisation = kept.organisation
    if hands_over:
        await organisation.hand_over(LIN, export.id, BO)
    else:
        await organisation.nominate_manager(LIN, export.id, BO)
    (waiting,) = await organisation.nominations(OWNER)
    assert await organisation.nominator_of(OWNER, waiting) == LIN
    assert (await organisation.crew(LIN, export.id))[-1].nominated
    with pytest.raises(NotAllowed):
        await organisation.nominator_of(LIN, waiting)


async def test_a_nomination_that_is_declined_makes_nobody_manager(kept: Kept) -> None:
    export, _shop = await founded(kept)
    organisation = kept.organisation
    await organisation.nominate_manager(LIN, export.id, BO)
    (waiting,) = await organisation.nominations(OWNER)
    assert await organisation.decline(OWNER, waiting)
    assert not await organisation.decline(OWNER, waiting)
    assert not await organisation.confirm(OWNER, waiting)
    assert await organisation.managers(OWNER, export.id) == (LIN,)


async def test_who_is_declined_is_called_by_name_in_the_log_also_where_they_are_in_no_team(
    kept: Kept,
) -> None:
    export, _shop = await founded(kept)
    organisation = kept.organisation
    made = await organisation.invite(LIN, export.id, Role.MANAGER)
    await organisation.open_invite("telegram:990011", made.secret, "Mei")
    (waiting,) = await organisation.nominations(OWNER)
    await organisation.decline(OWNER, waiting)
    lines = await organisation.log(OWNER)
    assert (await organisation.names_in_log(OWNER, lines)).people["telegram:990011"] == "Mei"


async def test_a_manager_hands_over_once_an_owner_confirms_it(kept: Kept) -> None:
    export, _shop = await founded(kept)
    organisation = kept.organisation
    assert not await organisation.hand_over(LIN, export.id, BO)
    assert await organisation.managers(LIN, export.id) == (LIN,)
    (waiting,) = await organisation.nominations(OWNER)
    assert waiting == Nomination(BO, export.id, NOON, replaces=LIN, name="小波")
    await organisation.confirm(OWNER, waiting)
    assert await organisation.managers(OWNER, export.id) == (BO,)
    assert not await organisation.may(LIN, Action.SEE_TEAM, export.id)


async def test_among_managers_of_a_team_handing_over_needs_no_confirmation(kept: Kept) -> None:
    export, _shop = await founded(kept)
    organisation = kept.organisation
    await organisation.appoint_manager(OWNER, export.id, WANG)
    assert await organisation.hand_over(LIN, export.id, LIN)
    assert await organisation.hand_over(LIN, export.id, WANG)
    assert await organisation.managers(OWNER, export.id) == (WANG,)


async def test_an_owner_hands_over_at_once_and_from_all(kept: Kept) -> None:
    export, shop = await founded(kept)
    organisation = kept.organisation
    await organisation.nominate_manager(LIN, export.id, WANG)
    assert await organisation.hand_over(OWNER, export.id, WANG)
    assert await organisation.managers(OWNER, export.id) == (WANG,)
    assert await organisation.nominations(OWNER) == ()
    assert await organisation.managers(OWNER, shop.id) == (WANG,)
    before = await deeds(kept)
    assert await organisation.hand_over(OWNER, export.id, WANG)
    assert await deeds(kept) == before
    await organisation.dismiss_manager(OWNER, export.id, WANG)
    assert await organisation.managers(OWNER, export.id) == ()
    with pytest.raises(UnknownPerson):
        await organisation.dismiss_manager(OWNER, export.id, WANG)


# Teams


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


async def test_a_learner_reads_who_looked_at_their_card(kept: Kept) -> None:
    export, _shop = await founded(kept)
    organisation = kept.organisation
    assert (await organisation.look_at(LIN, export.id, ANNA)).name == "Anna"
    with pytest.raises(NotAllowed):
        await organisation.look_at(WANG, export.id, ANNA)
    with pytest.raises(UnknownPerson):
        await organisation.look_at(LIN, export.id, STRANGER)
    assert [(each.who, each.at) for each in await organisation.lookers_at(ANNA)] == [(LIN, NOON)]
    assert await organisation.lookers_at(BO) == ()


# Invites


async def test_an_invite_lets_in_whoever_opens_it_as_often_as_it_says(kept: Kept) -> None:
    export, _shop = await founded(kept)
    organisation = kept.organisation
    made = await organisation.invite(LIN, export.id, uses=2)
    people = [f"telegram:{number}" for number in range(50, 53)]
    outcomes = [await organisation.open_invite(each, made.secret, " Mei ") for each in people]
    assert [each.outcome for each in outcomes] == [
        Outcome.JOINED,
        Outcome.JOINED,
        Outcome.USED_UP,
    ]
    assert outcomes[0].team == export
    (mine,) = await organisation.memberships_of(people[0])
    assert (mine.team, mine.role, mine.name) == (export.id, Role.LEARNER, "Mei")
    assert (people[0], Action.ADD_MEMBER, people[0]) in await deeds(kept)


async def test_the_same_person_uses_an_invite_once(kept: Kept) -> None:
    export, _shop = await founded(kept)
    organisation = kept.organisation
    made = await organisation.invite(LIN, export.id, uses=2)
    for outcome in (Outcome.JOINED, Outcome.ALREADY_IN, Outcome.ALREADY_IN):
        assert (await organisation.open_invite(STRANGER, made.secret)).outcome is outcome
    assert (await organisation.open_invite(ANNA, made.secret)).outcome is Outcome.ALREADY_IN
    (left,) = await organisation.invites(LIN, export.id)
    assert left.uses_left == 1


async def test_who_was_removed_does_not_come_back_by_the_same_invite(kept: Kept) -> None:
    export, _shop = await founded(kept)
    organisation = kept.organisation
    made = await organisation.invite(LIN, export.id, uses=9)
    await organisation.open_invite(STRANGER, made.secret)
    await organisation.remove_member(LIN, export.id, STRANGER)
    assert (await organisation.open_invite(STRANGER, made.secret)).outcome is Outcome.USED_UP
    other = await organisation.invite(LIN, export.id)
    assert (await organisation.open_invite(STRANGER, other.secret)).outcome is Outcome.JOINED


async def test_an_invite_that_is_over_revoked_or_unknown_says_so(kept: Kept) -> None:
    export, _shop = await founded(kept)
    organisation = kept.organisation
    made = await organisation.invite(LIN, export.id, days=3)
    for guess in ("", made.invite.id, made.invite.digest, made.secret[:-1]):
        opened = await organisation.open_invite(STRANGER, guess)
        assert (opened.outcome, opened.team) == (Outcome.UNKNOWN, None)
    kept.clock.time = made.invite.expires_at - timedelta(seconds=1)
    look = await organisation.look_at_invite(STRANGER, made.secret)
    assert (look.outcome, look.team, look.role) == (Outcome.JOINED, export, Role.LEARNER)
    assert await organisation.memberships_of(STRANGER) == ()
    kept.clock.pass_(seconds=1)
    assert (await organisation.open_invite(STRANGER, made.secret)).outcome is Outcome.EXPIRED
    assert (await organisation.open_invite(ANNA, made.secret)).outcome is Outcome.ALREADY_IN
    fresh = await organisation.invite(LIN, export.id)
    assert await organisation.revoke_invite(LIN, fresh.invite.id)
    assert not await organisation.revoke_invite(LIN, fresh.invite.id)
    assert (await organisation.open_invite(STRANGER, fresh.secret)).outcome is Outcome.REVOKED
    with pytest.raises(NotAllowed):
        await organisation.revoke_invite(WANG, made.invite.id)
    with pytest.raises(UnusableInvite):
        await organisation.revoke_invite(LIN, "")


async def test_whoever_is_invited_as_manager_waits_for_an_owner(kept: Kept) -> None:
    export, _shop = await founded(kept)
    organisation = kept.organisation
    for who in (LIN, OWNER):
        made = await organisation.invite(who, export.id, Role.MANAGER)
        person = f"telegram:7{who[-1]}"
        for outcome in (Outcome.NOMINATED, Outcome.ALREADY_IN):
            opened = await organisation.open_invite(person, made.secret, "Ms Hsu")
            assert opened.outcome is outcome
        assert not await organisation.may(person, Action.SEE_TEAM, export.id)
        assert await organisation.memberships_of(person) == ()
    assert [each.name for each in await organisation.nominations(OWNER)] == ["Ms Hsu"] * 2


async def test_staff_become_learners_by_an_invite_and_learners_never_staff(kept: Kept) -> None:
    export, _shop = await founded(kept)
    organisation = kept.organisation
    staff = await organisation.invite(LIN, export.id, Role.STAFF, uses=5)
    learner = await organisation.invite(LIN, export.id, Role.LEARNER, uses=5)
    assert (await organisation.open_invite(ANNA, staff.secret)).outcome is Outcome.ALREADY_IN
    assert (await organisation.open_invite(STRANGER, staff.secret)).outcome is Outcome.JOINED
    assert (await organisation.open_invite(STRANGER, learner.secret)).outcome is Outcome.JOINED
    assert (await organisation.memberships_of(STRANGER))[0].role is Role.LEARNER


@pytest.mark.parametrize(
    ("role", "days", "uses"),
    [
        (Role.OWNER, 1, 1),
        (Role.EDITOR, 1, 1),
        (Role.LEARNER, 0, 1),
        (Role.LEARNER, 366, 1),
        (Role.LEARNER, 1, 0),
        (Role.LEARNER, 1, 1001),
    ],
)
async def test_terms_that_cannot_be_are_refused(
    kept: Kept, role: Role, days: int, uses: int
) -> None:
    export, _shop = await founded(kept)
    with pytest.raises(UnusableInvite):
        await kept.organisation.invite(OWNER, export.id, role, days=days, uses=uses)
    assert await kept.invites.all() == ()


async def test_a_secret_is_kept_nowhere_and_fits_a_link(tmp_path: Path) -> None:
    database, kept = await in_file(tmp_path / "bot.db")
    export, _shop = await founded(kept)
    made = await kept.organisation.invite(LIN, export.id)
    offered = await on(database).organisation.offer_ownership()
    assert offered is None
    assert made.secret not in repr(made)
    assert len(join_of(made.secret)) <= MOST_LETTERS
    assert secret_of(join_of(made.secret)) == made.secret
    assert secret_of("quiz-" + made.secret) is None
    # Of 64 letters, 6 bits each.
    assert len(made.secret) * 6 >= 128
    assert (await kept.organisation.invite(LIN, export.id)).secret != made.secret
    await kept.organisation.open_invite(STRANGER, made.secret)
    await database.close()
    written = content(tmp_path)
    assert made.secret.encode() not in written
    assert made.invite.digest.encode() in written


async def test_two_processes_with_one_use_left_let_one_person_in(tmp_path: Path) -> None:
    one, kept = await in_file(tmp_path / "bot.db")
    other, twin = await in_file(tmp_path / "bot.db")
    export, _shop = await founded(kept)
    for _ in range(5):
        made = await kept.organisation.invite(LIN, export.id)
        opened = await asyncio.gather(
            *(
                side.organisation.open_invite(f"telegram:{made.invite.id}{number}", made.secret)
                for number, side in enumerate((kept, twin) * 4)
            )
        )
        outcomes = sorted(each.outcome for each in opened)
        assert outcomes == [Outcome.JOINED] + [Outcome.USED_UP] * 7
    made = await kept.organisation.invite(LIN, export.id, uses=5)
    opened = await asyncio.gather(
        *(side.organisation.open_invite(STRANGER, made.secret) for side in (kept, twin) * 4)
    )
    assert sorted(each.outcome for each in opened) == [Outcome.ALREADY_IN] * 7 + [Outcome.JOINED]
    left = await twin.invites.get(made.invite.id)
    assert left is not None
    assert left.uses_left == 4
    await one.close()
    await other.close()


OPENER = """
import asyncio, sys
from datetime import UTC, datetime
from pathlib import Path
from conversations.database import open_database
async def main():
    database = await open_database(Path(sys.argv[1]))
    organisation = database.organisation(lambda: datetime(2026, 1, 2, 12, tzinfo=UTC))
    print("ready", flush=True)
    sys.stdin.readline()
    print((await organisation.open_invite(sys.argv[2], sys.argv[3])).outcome.value)
    await database.close()
asyncio.run(main())
"""


@pytest.mark.slow
async def test_four_processes_of_their_own_let_one_person_in(tmp_path: Path) -> None:
    database, kept = await in_file(tmp_path / "bot.db")
    export, _shop = await founded(kept)
    made = await kept.organisation.invite(LIN, export.id)
    await database.close()
    pipe = asyncio.subprocess.PIPE
    openers = [
        await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", OPENER, str(tmp_path / "bot.db"), f"telegram:8{number}"),
            made.secret,
            cwd=Path(__file__).parents[2],
            stdin=pipe,
            stdout=pipe,
        )
        for number in range(4)
    ]
    for opener in openers:
        assert opener.stdout is not None
        assert await opener.stdout.readline() == b"ready\n"
    told = await asyncio.gather(*(opener.communicate(b"go\n") for opener in openers))
    said = sorted(out.decode().strip() for out, _ in told)
    assert said == ["joined", "used up", "used up", "used up"]


# Assignments


async def test_an_assignment_concerns_the_team_or_one_learner_of_it(kept: Kept) -> None:
    export, _shop = await founded(kept)
    organisation = kept.organisation
    standard = small_standard()
    t1 = standard.tasks[0].id
    everybody = await organisation.assign(LIN, export.id, standard, due=date(2026, 3, 1))
    hers = await organisation.assign(
        LIN,
        export.id,
        standard,
        tasks=[t1],
        wanted=Wanted.VERIFIED,
        due=date(2026, 2, 1),
        critical=[t1],
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
    made = await organisation.assign(LIN, export.id, standard, critical=[t1], person=ANNA)
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
    first = await organisation.assign(LIN, export.id, standard, due=date(2026, 3, 1))
    later = await organisation.change_assignment(LIN, first, standard, due=date(2026, 4, 1))
    assert await organisation.assignments_of(ANNA) == (later,)
    for act in (
        organisation.change_assignment(LIN, first, standard),
        organisation.withdraw_assignment(LIN, first),
        organisation.change_assignment(
            LIN, later, replace(standard, source=standard.source), due=date(2025, 1, 1)
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
        organisation.assign(LIN, export.id, standard, tasks=["ABC1234-001v1/T9"]),
        organisation.assign(LIN, export.id, standard, critical=["T9"]),
        organisation.assign(LIN, export.id, standard, due=date(2025, 12, 31)),
        organisation.assign(LIN, export.id, replace(standard, tasks=())),
    ]
    if len(standard.tasks) > 1:
        other = standard.tasks[1].id
        refused.append(organisation.assign(LIN, export.id, standard, tasks=[t1], critical=[other]))
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
    made = await kept.organisation.assign(LIN, export.id, standard, due=due)
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


# What nobody else may do

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


# The log, and what is forgotten


async def test_every_deed_stands_in_the_log_newest_first(kept: Kept) -> None:
    export, _shop = await founded(kept)
    organisation = kept.organisation
    kept.clock.pass_(minutes=5)
    await organisation.record(LIN, Action.EXPORT_TEAM, export.id, detail="xlsx")
    await organisation.remove_member(LIN, export.id, BO)
    newest, export_line, *_older = await organisation.log(OWNER)
    assert (newest.who, newest.action, newest.whom, newest.team, newest.at) == (
        LIN,
        Action.REMOVE_MEMBER,
        BO,
        export.id,
        kept.clock(),
    )
    assert (export_line.action, export_line.detail) == (Action.EXPORT_TEAM, "xlsx")
    assert await organisation.log(OWNER, limit=1, skip=1) == (export_line,)
    assert (await organisation.log(OWNER))[-1].who == OPERATOR


async def test_what_ended_is_forgotten_when_it_is_too_old(kept: Kept) -> None:
    export, _shop = await founded(kept)
    organisation = kept.organisation
    await organisation.invite(LIN, export.id, days=1)
    await organisation.remove_member(LIN, export.id, BO)
    for_learners = await organisation.assign(LIN, export.id, small_standard(), person=ANNA)
    await organisation.withdraw_assignment(LIN, for_learners)
    stores: tuple[Kept_, ...] = (
        (kept.teams, timedelta(30)),
        (kept.invites, timedelta(30)),
        (kept.assignments, timedelta(30)),
        (kept.audit, LOG_KEPT),
    )
    kept.clock.pass_(days=30)
    await forget(stores, kept.clock())
    assert len(await organisation.history(LIN, export.id)) == 2
    assert await kept.assignments.get(for_learners.id) is not None
    kept.clock.pass_(days=2)
    await forget(stores, kept.clock())
    assert [each.person for each in await organisation.history(LIN, export.id)] == [ANNA]
    assert await organisation.invites(LIN, export.id) == ()
    assert await kept.assignments.get(for_learners.id) is None
    assert await organisation.log(OWNER) != ()
    kept.clock.time = NOON + LOG_KEPT + timedelta(1)
    await forget(stores, kept.clock())
    assert await organisation.log(OWNER) == ()


async def test_what_one_was_assigned_goes_with_the_last_trace_of_having_been_in_the_team(
    kept: Kept,
) -> None:
    export, _shop = await founded(kept)
    organisation = kept.organisation
    to_bo = await organisation.assign(LIN, export.id, small_standard(), person=BO)
    to_all = await organisation.assign(LIN, export.id, small_standard())
    await organisation.remove_member(LIN, export.id, BO)
    stores: tuple[Kept_, ...] = (
        (kept.teams, timedelta(30)),
        (kept.assignments, timedelta(30)),
    )
    kept.clock.pass_(days=29)
    await forget(stores, kept.clock())
    assert await kept.assignments.get(to_bo.id) == to_bo
    kept.clock.pass_(days=2)
    await forget(stores, kept.clock())
    assert await kept.assignments.get(to_bo.id) is None
    assert await kept.assignments.get(to_all.id) == to_all


async def test_a_learner_reads_who_looked_and_who_exported_while_they_were_there(
    kept: Kept,
) -> None:
    export, _shop = await founded(kept)
    organisation = kept.organisation
    await organisation.record(LIN, Action.EXPORT_TEAM, export.id)
    await organisation.look_at(LIN, export.id, BO)
    kept.clock.pass_(hours=1)
    await organisation.look_at(OWNER, export.id, ANNA)
    await organisation.remove_member(LIN, export.id, BO)
    kept.clock.pass_(hours=1)
    await organisation.record(OWNER, Action.EXPORT_TEAM, export.id)
    anna = await organisation.lookers_at(ANNA)
    assert [(each.who, each.exported) for each in anna] == [
        (OWNER, True),
        (OWNER, False),
        (LIN, True),
    ]
    assert {each.team for each in anna} == {export.name}
    bo = await organisation.lookers_at(BO)
    assert {(each.who, each.exported, each.at) for each in bo} == {
        (LIN, True, NOON),
        (LIN, False, NOON),
    }
    kept.clock.pass_(days=90)
    assert [each.exported for each in await organisation.lookers_at(ANNA)] == [True]
    kept.clock.pass_(days=1)
    assert await organisation.lookers_at(ANNA) == ()


async def test_whoever_looks_is_called_as_in_the_team(kept: Kept) -> None:
    export, shop = await founded(kept)
    organisation = kept.organisation
    await organisation.add_member(OPERATOR, shop.id, LIN, name="阿林")
    await organisation.look_at(LIN, export.id, ANNA)
    (look,) = await organisation.lookers_at(ANNA)
    assert look.name == "阿林"


async def test_who_alone_holds_what_is_known_before_they_go(kept: Kept) -> None:
    export, _shop = await founded(kept)
    organisation = kept.organisation
    lin = await organisation.leaving_alone(LIN)
    assert (lin.owner, [team.id for team in lin.teams]) == (False, [export.id])
    assert (await organisation.leaving_alone(OWNER)).owner
    await organisation.name_owner(OPERATOR, ANNA)
    assert not (await organisation.leaving_alone(OWNER)).owner
    await organisation.appoint_manager(OWNER, export.id, ANNA)
    assert (await organisation.leaving_alone(LIN)).teams == ()


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
