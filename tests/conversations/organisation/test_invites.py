"""Joining by an invite, on the stores in memory and in a file."""

import asyncio
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from bot.links import MOST_LETTERS, join_of, secret_of
from conversations.errors import NotAllowed, UnusableInvite
from conversations.invites import Outcome
from conversations.roles import Action, Role
from organisation import ANNA, LIN, OWNER, STRANGER, WANG, Kept, deeds, founded, in_file, on


def content(folder: Path) -> bytes:
    """Every byte of the files."""
    return b"".join(file.read_bytes() for file in sorted(folder.iterdir()))


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
            cwd=Path(__file__).parents[3],
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
