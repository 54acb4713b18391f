"""What managers recorded of their learners, on the stores in memory and in a file."""

import pytest

from conversations.errors import NotAllowed, UnknownPerson, UnusableWords
from conversations.observing import newest
from conversations.roles import Action, Role
from organisation import ANNA, LIN, OWNER, STRANGER, WANG, Kept, founded


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
