"""Invites: a secret that lets its holder into a team, for a while and so many times."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from conversations.appointments import MemoryAppointmentStore, Nomination
from conversations.audit import Entry, MemoryAuditStore
from conversations.errors import UnusableInvite
from conversations.language import N_
from conversations.roles import Action, Role
from conversations.row import Row
from conversations.teams import Membership, MemoryTeamStore, Team

ROLES = (Role.LEARNER, Role.STAFF, Role.MANAGER)
"""What somebody can be invited as; a manager is nominated only, and an owner confirms it."""
DAYS = 14
"""How long an invite is valid unless its maker says otherwise."""
MOST_DAYS = 365
MOST_USES = 1000
ID_LETTERS = 12
"""Of an invite's id, the first of its digest."""


class Outcome(StrEnum):
    """What came of opening an invite; each is its own message id."""

    JOINED = N_("joined")
    NOMINATED = N_("waits for an owner")
    ALREADY_IN = N_("already in")
    EXPIRED = N_("expired")
    USED_UP = N_("used up")
    REVOKED = N_("revoked")
    UNKNOWN = N_("unknown")


@dataclass(frozen=True, slots=True)
class Invite:
    """The terms of an invite; times are in UTC."""

    digest: str = field(repr=False)
    """Of its secret, which is kept nowhere."""
    team: str
    role: Role
    made_at: datetime
    expires_at: datetime
    uses_left: int
    revoked_at: datetime | None = None
    by: str | None = None
    """The key of who made it; None for the operator and for somebody who was erased since."""

    @property
    def id(self) -> str:
        """By which it is named in lists and revoked; of no use for joining."""
        return self.digest[:ID_LETTERS]

    def is_open(self, now: datetime) -> bool:
        """Whether it lets anybody in, while its team goes on."""
        return self.revoked_at is None and self.expires_at > now and self.uses_left > 0


@dataclass(frozen=True, slots=True)
class NewInvite:
    """An invite that was just made, with its secret in the clear; shown once and kept nowhere."""

    secret: str = field(repr=False)
    invite: Invite


@dataclass(frozen=True, slots=True)
class Opened:
    """What came of opening an invite, and whose team it is; no team for an unknown one."""

    outcome: Outcome
    team: Team | None = None
    role: Role | None = None


def terms(role: Role, days: int, uses: int) -> timedelta:
    """How long an invite of these terms is valid. Raises UnusableInvite where they can't be."""
    if role not in ROLES:
        raise UnusableInvite(
            N_("Nobody can be invited as that; an owner names editors and owners.")
        )
    if not 1 <= days <= MOST_DAYS:
        raise UnusableInvite(
            N_("An invite is valid for 1 to {most} days, not {days}."),
            most=str(MOST_DAYS),
            days=str(days),
        )
    if not 1 <= uses <= MOST_USES:
        raise UnusableInvite(
            N_("An invite has 1 to {most} uses, not {uses}."), most=str(MOST_USES), uses=str(uses)
        )
    return timedelta(days=days)


@dataclass(frozen=True, slots=True)
class Holder:
    """What the person who opens an invite is to its team until then."""

    role: Role | None
    """Their membership; None where they are not in the team."""
    manages: bool
    """They are its manager, or nominated for it."""
    used: bool
    """They used this invite before."""


def outcome_of(invite: Invite, team: Team, holder: Holder, now: datetime) -> Outcome:
    """What opening it comes to: JOINED and NOMINATED alone change anything.

    Whoever is in already keeps a use for another. A learner who opens an invite for staff stays a
    learner. Whoever left or was removed does not come back by an invite they used before.
    """
    if holder.manages:
        return Outcome.ALREADY_IN
    if holder.role is invite.role or (holder.role is not None and invite.role is Role.STAFF):
        return Outcome.ALREADY_IN
    if invite.revoked_at is not None or team.archived_at is not None:
        return Outcome.REVOKED
    if invite.expires_at <= now:
        return Outcome.EXPIRED
    if invite.uses_left < 1 or holder.used:
        return Outcome.USED_UP
    return Outcome.NOMINATED if invite.role is Role.MANAGER else Outcome.JOINED


def entry_of(invite: Invite, person: str, outcome: Outcome, at: datetime) -> Entry:
    """The line of the log for somebody who came by an invite."""
    action = Action.NOMINATE_MANAGER if outcome is Outcome.NOMINATED else Action.ADD_MEMBER
    return Entry(at, person, action, person, invite.team, f"invite {invite.id}: {invite.role}")


def invite_in(detail: str) -> str:
    """The id of the invite in the words of such a line; empty where there is none."""
    found = re.match(r"invite (\w+)", detail)
    return found[1] if found else ""


class InviteStore(Protocol):
    """Keeps invites; each step writes its line of the log, or neither is kept."""

    async def add(self, invite: Invite, entry: Entry) -> None:
        """Keeps a new invite."""

    async def look(self, digest: str, person: str, now: datetime) -> Opened:
        """What opening it would come to; changes nothing."""

    async def open(self, digest: str, person: str, name: str, now: datetime) -> Opened:
        """Lets the person in if its terms allow it.

        However many processes open it at once, it is used no oftener than it may be, and once by
        one person.
        """

    async def revoke(self, id: str, at: datetime, entry: Entry) -> bool:
        """Ends the invite of that id; False where there is none or it was revoked before."""

    async def get(self, id: str) -> Invite | None:
        """The invite of that id."""

    async def all(self) -> tuple[Invite, ...]:
        """Every invite, newest first, those that are over included."""

    async def forget(self, before: datetime) -> int:
        """Deletes the invites that expired before that moment; gives how many they were."""


class MemoryInviteStore:
    """An InviteStore that forgets everything at the end of the process."""

    def __init__(
        self, teams: MemoryTeamStore, appointments: MemoryAppointmentStore, audit: MemoryAuditStore
    ) -> None:
        self._teams = teams
        self._appointments = appointments
        self._audit = audit
        self._invites: dict[str, Invite] = {}
        self._used: dict[tuple[str, str], datetime] = {}

    async def add(self, invite: Invite, entry: Entry) -> None:
        """Keeps a new invite."""
        self._invites[invite.digest] = invite
        self._audit.write(entry)

    async def look(self, digest: str, person: str, now: datetime) -> Opened:
        """What opening it would come to."""
        invite = self._invites.get(digest)
        team = await self._teams.get(invite.team) if invite else None
        if invite is None or team is None:
            return Opened(Outcome.UNKNOWN)
        holder = await self._holder(invite, person)
        return Opened(outcome_of(invite, team, holder, now), team, invite.role)

    async def _holder(self, invite: Invite, person: str) -> Holder:
        inside = {each.person: each.role for each in await self._teams.members(invite.team)}
        nominated = {
            each.person
            for each in await self._appointments.nominations()
            if each.team == invite.team
        }
        return Holder(
            inside.get(person),
            person in nominated or person in await self._appointments.managers(invite.team),
            (invite.digest, person) in self._used,
        )

    async def open(self, digest: str, person: str, name: str, now: datetime) -> Opened:
        """Lets the person in if its terms allow it."""
        opened = await self.look(digest, person, now)
        if opened.outcome not in (Outcome.JOINED, Outcome.NOMINATED):
            return opened
        invite = self._invites[digest]
        self._invites[digest] = replace(invite, uses_left=invite.uses_left - 1)
        self._used[digest, person] = now
        entry = entry_of(invite, person, opened.outcome, now)
        if opened.outcome is Outcome.JOINED:
            await self._teams.join(Membership(invite.team, person, invite.role, name, now), entry)
        else:
            await self._appointments.nominate(
                Nomination(person, invite.team, now, name=name), entry
            )
        return opened

    async def revoke(self, id: str, at: datetime, entry: Entry) -> bool:
        """Ends the invite."""
        invite = await self.get(id)
        if invite is None or invite.revoked_at is not None:
            return False
        self._invites[invite.digest] = replace(invite, revoked_at=at)
        self._audit.write(entry)
        return True

    async def get(self, id: str) -> Invite | None:
        """The invite of that id."""
        return next((each for each in self._invites.values() if each.id == id), None)

    async def all(self) -> tuple[Invite, ...]:
        """Every invite."""
        oldest_first = sorted(self._invites.values(), key=lambda each: (each.made_at, each.digest))
        return tuple(reversed(oldest_first))

    async def forget(self, before: datetime) -> int:
        """Deletes old invites."""
        gone = [each.digest for each in self._invites.values() if each.expires_at < before]
        for digest in gone:
            del self._invites[digest]
        self._used = {use: at for use, at in self._used.items() if use[0] in self._invites}
        return len(gone)

    def held(self) -> Iterator[tuple[str, str, Row]]:
        """Every use of an invite under who used it, and every invite under who made it."""
        for (digest, person), at in sorted(self._used.items()):
            row = {"invite": digest, "person": person, "at": at.isoformat()}
            yield person, "invite_uses", row
        for digest, invite in sorted(self._invites.items()):
            if invite.by is not None:
                terms_of_it = {
                    "digest": digest,
                    "team": invite.team,
                    "role": invite.role.value,
                    "made_at": invite.made_at.isoformat(),
                    "expires_at": invite.expires_at.isoformat(),
                    "uses_left": invite.uses_left,
                    "revoked_at": invite.revoked_at and invite.revoked_at.isoformat(),
                }
                yield invite.by, "invites.made_by", terms_of_it

    def let_go(self, key: str) -> None:
        """Forgets which invites the person used, and which they made."""
        self._used = {use: at for use, at in self._used.items() if use[1] != key}
        self._invites = {
            digest: replace(invite, by=None) if invite.by == key else invite
            for digest, invite in self._invites.items()
        }
