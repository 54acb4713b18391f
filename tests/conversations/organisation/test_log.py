"""The log of deeds, who looked, and what is forgotten."""

from datetime import timedelta

import pytest

from conversations.audit import LOG_KEPT
from conversations.errors import NotAllowed, UnknownPerson
from conversations.retention import Kept as Kept_
from conversations.retention import forget
from conversations.roles import OPERATOR, Action
from organisation import ANNA, BO, LIN, OWNER, STRANGER, WANG, Kept, founded
from quiz_samples import NOON
from small_standard import small_standard


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
