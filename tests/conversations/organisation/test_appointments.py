"""How one becomes owner, editor and manager, on the stores in memory and in a file."""

from dataclasses import replace

import pytest

from conversations.appointments import CODE_VALID, Nomination, digest
from conversations.errors import LastOwner, NotAllowed, UnknownPerson
from conversations.roles import OPERATOR, Action, Role
from organisation import ANNA, BO, LIN, OWNER, STRANGER, WANG, Kept, deeds, founded
from quiz_samples import NOON


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
