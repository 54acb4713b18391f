"""Teams, who is in them, and since when and until when."""

import unicodedata
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from hashlib import blake2b
from itertools import count
from typing import Protocol

from conversations.audit import Entry, MemoryAuditStore
from conversations.errors import UnusableName
from conversations.language import N_
from conversations.roles import Role
from conversations.row import Row

LONGEST_NAME = 60
"""Letters in the name of a team or of a member."""
SEAT_LETTERS = 8


@dataclass(frozen=True, slots=True)
class Team:
    """A team; times are in UTC."""

    id: str
    name: str
    made_at: datetime
    archived_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Membership:
    """Somebody's time in a team; times are in UTC."""

    team: str
    """The team's id."""
    person: str
    """The person's key."""
    role: Role
    """STAFF or LEARNER."""
    name: str
    """What the team calls them; may be empty."""
    joined_at: datetime
    left_at: datetime | None = None


def named(name: str) -> str:
    """A name as it is kept: one line without blanks around it.

    Raises UnusableName for one that is empty, too long, or holds what cannot be shown.
    """
    kept = " ".join(name.split())
    if not kept:
        raise UnusableName(N_("A name needs at least one letter."))
    if len(kept) > LONGEST_NAME:
        raise UnusableName(
            N_("A name has at most {most} letters; this one has {letters}."),
            most=str(LONGEST_NAME),
            letters=str(len(kept)),
        )
    if any(unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Cn") for letter in kept):
        raise UnusableName(N_("A name can't hold letters that nobody sees."))
    return kept


def named_if_any(name: str) -> str:
    """The same, and empty for one that is empty."""
    return named(name) if name.strip() else ""


def folded(name: str) -> str:
    """The same for all names that people would take for one another."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def seat_of(person: str) -> str:
    """What a button names somebody by: nothing that says who they are outside their team."""
    return urlsafe_b64encode(blake2b(person.encode()).digest())[:SEAT_LETTERS].decode()


def seated(seat: str, persons: Iterable[str]) -> str | None:
    """The key of the one among `persons` who has that seat; None where nobody has."""
    found = {person for person in persons if seat_of(person) == seat}
    return found.pop() if len(found) == 1 else None


class TeamStore(Protocol):
    """Keeps teams; each step writes its line of the log, or neither is kept."""

    async def create(self, team: Team, entry: Entry) -> bool:
        """Keeps a new team; False while another that is not archived has its name."""

    async def rename(self, team: str, name: str, entry: Entry) -> bool:
        """Gives the team that name; False while another that is not archived has it."""

    async def archive(self, team: str, at: datetime, entry: Entry) -> bool:
        """Archives the team; False where it is already. Its members and their dates are kept."""

    async def get(self, team: str) -> Team | None:
        """The team of that id."""

    async def all(self) -> tuple[Team, ...]:
        """Every team, by name; archived ones last."""

    async def join(self, membership: Membership, entry: Entry) -> bool:
        """Begins a time in a team; False where the person is in it with that role already.

        Another role there, held until now, ends at the same moment.
        """

    async def leave(self, team: str, person: str, at: datetime, entry: Entry) -> bool:
        """Ends the person's time in the team; False where they are not in it."""

    async def members(self, team: str) -> tuple[Membership, ...]:
        """Who is in the team now, by name and key."""

    async def history(self, team: str) -> tuple[Membership, ...]:
        """Every time anybody had in the team, by when it began."""

    async def of(self, person: str) -> tuple[Membership, ...]:
        """Where the person is now; archived teams don't count."""

    async def times_of(self, person: str) -> tuple[Membership, ...]:
        """Every time the person had in any team, archived ones too, by when it began."""

    async def forget(self, before: datetime) -> int:
        """Deletes the times in teams that ended before that moment; gives how many."""


class MemoryTeamStore:
    """A TeamStore that forgets everything at the end of the process."""

    def __init__(self, audit: MemoryAuditStore) -> None:
        self._audit = audit
        self._teams: dict[str, Team] = {}
        self._times: dict[int, Membership] = {}
        self._numbers = count(1)

    async def create(self, team: Team, entry: Entry) -> bool:
        """Keeps a new team."""
        if self._taken(team.name, team.id):
            return False
        self._teams[team.id] = team
        self._audit.write(entry)
        return True

    async def rename(self, team: str, name: str, entry: Entry) -> bool:
        """Gives the team that name."""
        if self._taken(name, team):
            return False
        self._teams[team] = replace(self._teams[team], name=name)
        self._audit.write(entry)
        return True

    def _taken(self, name: str, but: str) -> bool:
        return any(
            folded(each.name) == folded(name) and each.archived_at is None and each.id != but
            for each in self._teams.values()
        )

    async def archive(self, team: str, at: datetime, entry: Entry) -> bool:
        """Archives the team."""
        if self._teams[team].archived_at is not None:
            return False
        self._teams[team] = replace(self._teams[team], archived_at=at)
        self._audit.write(entry)
        return True

    async def get(self, team: str) -> Team | None:
        """The team of that id."""
        return self._teams.get(team)

    async def all(self) -> tuple[Team, ...]:
        """Every team."""
        return in_order(self._teams.values())

    async def join(self, membership: Membership, entry: Entry) -> bool:
        """Begins a time in a team."""
        for number, kept in self._times.items():
            if (kept.team, kept.person) != (membership.team, membership.person) or kept.left_at:
                continue
            if kept.role is membership.role:
                return False
            self._times[number] = replace(kept, left_at=membership.joined_at)
        self._times[next(self._numbers)] = membership
        self._audit.write(entry)
        return True

    async def leave(self, team: str, person: str, at: datetime, entry: Entry) -> bool:
        """Ends the person's time in the team."""
        for number, kept in self._times.items():
            if (kept.team, kept.person) == (team, person) and kept.left_at is None:
                self._times[number] = replace(kept, left_at=at)
                self._audit.write(entry)
                return True
        return False

    async def members(self, team: str) -> tuple[Membership, ...]:
        """Who is in the team now."""
        times = self._times.values()
        now = [each for each in times if each.team == team and each.left_at is None]
        return tuple(sorted(now, key=lambda each: (each.name, each.person)))

    async def history(self, team: str) -> tuple[Membership, ...]:
        """Every time anybody had in the team."""
        ever = [each for each in self._times.values() if each.team == team]
        return tuple(sorted(ever, key=lambda each: each.joined_at))

    async def of(self, person: str) -> tuple[Membership, ...]:
        """Where the person is now."""
        now = [each for each in await self.times_of(person) if each.left_at is None]
        open_ = [each for each in now if self._teams[each.team].archived_at is None]
        return tuple(sorted(open_, key=lambda each: (each.joined_at, each.team)))

    async def times_of(self, person: str) -> tuple[Membership, ...]:
        """Every time the person had."""
        ever = [each for each in self._times.values() if each.person == person]
        return tuple(sorted(ever, key=lambda each: each.joined_at))

    def knows(self, team: str, person: str) -> bool:
        """Whether any time of the person in the team is kept."""
        return (team, person) in {(each.team, each.person) for each in self._times.values()}

    def name_of(self, person: str) -> str:
        """What the person is called where they came last under a name; empty if nowhere."""
        named = [each for each in self._times.values() if each.person == person and each.name]
        return max(named, key=lambda each: each.joined_at).name if named else ""

    async def forget(self, before: datetime) -> int:
        """Deletes old times in teams."""
        return self._drop(lambda each: each.left_at is not None and each.left_at < before)

    def _drop(self, which: Callable[[Membership], bool]) -> int:
        gone = [number for number, each in self._times.items() if which(each)]
        for number in gone:
            del self._times[number]
        return len(gone)

    def held(self) -> Iterator[tuple[str, str, Row]]:
        """Every time anybody had in a team, numbered from 1."""
        for number, each in self._times.items():
            moments = {
                "joined_at": each.joined_at.isoformat(),
                "left_at": each.left_at and each.left_at.isoformat(),
            }
            row = {"id": number, **asdict(each), "role": each.role.value, **moments}
            yield each.person, "memberships", row

    def let_go(self, key: str) -> None:
        """Forgets that the person was in any team."""
        self._drop(lambda each: each.person == key)


def in_order(teams: Iterable[Team]) -> tuple[Team, ...]:
    """By name, archived ones last."""
    return tuple(sorted(teams, key=lambda each: (each.archived_at is not None, each.name, each.id)))
