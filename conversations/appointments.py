"""Who was made manager, editor or owner, who is nominated, and the first owner's code."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import count
from typing import Protocol

from conversations.audit import Entry, MemoryAuditStore
from conversations.language import N_
from conversations.roles import Role
from conversations.row import Row

CODE_VALID = timedelta(days=1)
"""How long the first owner's code may be used."""
LAST_OWNER = N_("Somebody must stay owner; name another one first.")
"""Why the last owner's role is not taken, nor all that is kept about them erased."""


def digest(secret: str) -> str:
    """What is kept of a code or an invite: enough to know it again, not enough to use it.

    Secrets are random and of at least 128 bits, so that a plain hash can't be reversed by trying.
    """
    return sha256(secret.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Grant:
    """A role that somebody was given; `at` is in UTC."""

    person: str
    role: Role
    """MANAGER, EDITOR or OWNER."""
    team: str | None
    """Whose manager; None for the other roles."""
    at: datetime
    name: str = ""
    """What they are called; may be empty."""


@dataclass(frozen=True, slots=True)
class Nomination:
    """Somebody shall become manager of a team, once an owner confirms it."""

    person: str
    team: str
    at: datetime
    replaces: str | None = None
    """The manager who hands the team over, and stops being its manager then."""
    name: str = ""
    """What they are called; may be empty."""


@dataclass(frozen=True, slots=True)
class OwnerCode:
    """A code for the first owner, in the clear; shown once and kept nowhere."""

    code: str = field(repr=False)
    until: datetime


class AppointmentStore(Protocol):
    """Keeps who has which role; each step writes its line of the log, or neither is kept."""

    async def of(self, person: str) -> tuple[Grant, ...]:
        """What the person was made."""

    async def all(self) -> tuple[Grant, ...]:
        """Every grant, owners first, then editors, then managers, each by key."""

    async def called(self, person: str) -> tuple[tuple[datetime, str], ...]:
        """What the person was called in each role, since when; of roles that ended, too."""

    async def of_team(self, team: str) -> tuple[Grant, ...]:
        """The grants of the team's managers, by key."""

    async def managers(self, team: str) -> tuple[str, ...]:
        """The keys of the team's managers, in alphabetical order."""

    async def grant(self, grant: Grant, entry: Entry, *, replaces: tuple[str, ...] = ()) -> bool:
        """Gives a role, and takes the same one from those whom it `replaces`.

        A nomination of the person for it is settled. False where they have it already; those
        replaced lose it all the same.
        """

    async def withdraw(self, person: str, role: Role, team: str | None, entry: Entry) -> bool:
        """Takes a role back; False where the person doesn't have it, or is the last owner."""

    async def nominate(self, nomination: Nomination, entry: Entry) -> bool:
        """Keeps a nomination; False where the person is manager of the team or nominated for it."""

    async def nominations(self) -> tuple[Nomination, ...]:
        """Those that wait for an owner, oldest first."""

    async def confirm(self, nomination: Nomination, entry: Entry) -> bool:
        """Makes the nominee manager; False, and nothing done, where it doesn't wait any more."""

    async def decline(self, nomination: Nomination, entry: Entry) -> bool:
        """Drops a nomination; False where it doesn't wait any more."""

    async def offer(self, code: str, now: datetime, until: datetime) -> bool:
        """Keeps the digest of a code that makes the first owner, until it is used or over.

        False, and nothing kept, while there is an owner or another code may still be used.
        """

    async def claim(self, code: str, grant: Grant, entry: Entry) -> bool:
        """Uses up the code of that digest and makes the person owner.

        False, and nothing done, where it is not the code, is over, or there is an owner already.
        """

    async def forget(self, before: datetime) -> int:
        """Deletes what people were called in roles that ended before that moment; gives how many.

        Of a role that ends, no more than that is kept: the log goes on naming who did things in it.
        """


_ORDER = (Role.OWNER, Role.EDITOR, Role.MANAGER)


def rank(grant: Grant) -> tuple[int, str, str]:
    """By which grants are sorted."""
    return _ORDER.index(grant.role), grant.person, grant.team or ""


class MemoryAppointmentStore:
    """An AppointmentStore that forgets everything at the end of the process."""

    def __init__(self, audit: MemoryAuditStore) -> None:
        self._audit = audit
        self._grants: dict[int, Grant] = {}
        self._ended: dict[int, tuple[Grant, datetime]] = {}
        self._numbers = count(1)
        self._nominations: list[Nomination] = []
        self._code: tuple[str, datetime] | None = None

    async def of(self, person: str) -> tuple[Grant, ...]:
        """What the person was made."""
        return tuple(each for each in await self.all() if each.person == person)

    async def all(self) -> tuple[Grant, ...]:
        """Every grant."""
        return tuple(sorted(self._grants.values(), key=rank))

    def name_of(self, person: str) -> str:
        """What the person is called as a manager; empty if nothing."""
        return max(self._called(person), default=(None, ""))[1]

    async def called(self, person: str) -> tuple[tuple[datetime, str], ...]:
        """What the person was called in each role."""
        return self._called(person)

    def _called(self, person: str) -> tuple[tuple[datetime, str], ...]:
        every = [*self._grants.values(), *(grant for grant, _ended in self._ended.values())]
        return tuple((each.at, each.name) for each in every if each.person == person and each.name)

    async def forget(self, before: datetime) -> int:
        """Forgets the names in roles that ended before that moment."""
        kept = {number: each for number, each in self._ended.items() if each[1] >= before}
        gone = len(self._ended) - len(kept)
        self._ended = kept
        return gone

    async def of_team(self, team: str) -> tuple[Grant, ...]:
        """The grants of the team's managers."""
        return tuple(each for each in await self.all() if each.team == team)

    async def managers(self, team: str) -> tuple[str, ...]:
        """The team's managers."""
        return tuple(each.person for each in await self.of_team(team))

    async def grant(self, grant: Grant, entry: Entry, *, replaces: tuple[str, ...] = ()) -> bool:
        """Gives a role."""
        before = dict(self._grants)
        given = self._give(grant, replaces, entry.at)
        if self._grants != before:
            self._audit.write(entry)
        return given

    def _give(self, grant: Grant, replaces: tuple[str, ...], at: datetime) -> bool:
        gone = {person for person in replaces if person != grant.person}
        self._end(lambda kept: _post(kept) == _post(grant) and kept.person in gone, at)
        self._settle(lambda kept: (kept.person, kept.team) == (grant.person, grant.team))
        held = {(kept.person, _post(kept)) for kept in self._grants.values()}
        if (grant.person, _post(grant)) in held:
            return False
        self._grants[next(self._numbers)] = grant
        return True

    def _end(self, which: Callable[[Grant], bool], at: datetime) -> None:
        ending = {number: each for number, each in self._grants.items() if which(each)}
        self._ended |= {number: (each, at) for number, each in ending.items() if each.name}
        self._drop(which)

    def _drop(self, which: Callable[[Grant], bool]) -> None:
        self._grants = {number: each for number, each in self._grants.items() if not which(each)}

    def _settle(self, which: Callable[[Nomination], bool]) -> None:
        self._nominations = [each for each in self._nominations if not which(each)]

    async def withdraw(self, person: str, role: Role, team: str | None, entry: Entry) -> bool:
        """Takes a role back."""
        held = [each for each in self._grants.values() if _post(each) == (role, team)]
        if person not in {each.person for each in held}:
            return False
        if role is Role.OWNER and len(held) == 1:
            return False
        self._end(lambda kept: kept.person == person and _post(kept) == (role, team), entry.at)
        self._audit.write(entry)
        return True

    async def nominate(self, nomination: Nomination, entry: Entry) -> bool:
        """Keeps a nomination."""
        if nomination.person in await self.managers(nomination.team) or any(
            (each.person, each.team) == (nomination.person, nomination.team)
            for each in self._nominations
        ):
            return False
        self._nominations.append(nomination)
        self._audit.write(entry)
        return True

    async def nominations(self) -> tuple[Nomination, ...]:
        """Those that wait."""
        return tuple(self._nominations)

    async def confirm(self, nomination: Nomination, entry: Entry) -> bool:
        """Makes the nominee manager."""
        if nomination not in self._nominations:
            return False
        replaced = (nomination.replaces,) if nomination.replaces else ()
        grant = Grant(nomination.person, Role.MANAGER, nomination.team, entry.at, nomination.name)
        self._give(grant, replaced, entry.at)
        self._audit.write(entry)
        return True

    async def decline(self, nomination: Nomination, entry: Entry) -> bool:
        """Drops a nomination."""
        if nomination not in self._nominations:
            return False
        self._nominations.remove(nomination)
        self._audit.write(entry)
        return True

    async def offer(self, code: str, now: datetime, until: datetime) -> bool:
        """Keeps a code's digest."""
        if self._owned() or (self._code and self._code[1] > now):
            return False
        self._code = code, until
        return True

    async def claim(self, code: str, grant: Grant, entry: Entry) -> bool:
        """Uses up the code."""
        if self._owned() or self._code is None or self._code[0] != code:
            return False
        if self._code[1] <= grant.at:
            return False
        self._code = None
        self._grants[next(self._numbers)] = grant
        self._audit.write(entry)
        return True

    def _owned(self) -> bool:
        return any(each.role is Role.OWNER for each in self._grants.values())

    def held(self) -> Iterator[tuple[str, str, Row]]:
        """Every role, numbered from 1, and every nomination; the latter also where it is named."""
        ended = {number: at.isoformat() for number, (_grant, at) in self._ended.items()}
        every = self._grants | {number: grant for number, (grant, _at) in self._ended.items()}
        for number, grant in sorted(every.items()):
            row = {"id": number, **asdict(grant), "role": grant.role.value}
            moments = {"at": grant.at.isoformat(), "ended_at": ended.get(number)}
            yield grant.person, "grants", {**row, **moments}
        for each in sorted(self._nominations, key=lambda each: (each.person, each.team)):
            row = {**asdict(each), "at": each.at.isoformat()}
            yield each.person, "nominations", row
            if each.replaces is not None:
                yield (
                    each.replaces,
                    "nominations.replaces",
                    {"team": each.team, "at": each.at.isoformat()},
                )

    def let_go(self, key: str) -> None:
        """Forgets what the person was made or shall be made, and that they hand anything over."""
        self._drop(lambda each: each.person == key)
        self._ended = {
            number: each for number, each in self._ended.items() if each[0].person != key
        }
        self._nominations = [
            replace(each, replaces=None) if each.replaces == key else each
            for each in self._nominations
            if each.person != key
        ]


def _post(grant: Grant) -> tuple[Role, str | None]:
    return grant.role, grant.team
