"""The log of deeds, and who looked at whom."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from conversations.audit import Entry, declined
from conversations.organisation.rights import Rights
from conversations.roles import Action, Role
from conversations.teams import Membership

LOOKED_AGAIN = timedelta(minutes=15)
"""Whoever turns the pages of somebody's card looks at it once."""
LOOKS_SHOWN = timedelta(days=90)
"""For how long a learner can read who looked."""


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody looked at a learner's card, or exported their team; `at` is in UTC."""

    at: datetime
    who: str
    """As in the log."""
    name: str
    """What they are called in the team, or else elsewhere; may be empty."""
    team: str
    """The team's name."""
    exported: bool
    """The whole team's states, into a file."""


@dataclass(frozen=True, slots=True)
class LogNames:
    """What is called how in some lines of the log."""

    people: Mapping[str, str]
    """By key; without those who are called nothing."""
    teams: Mapping[str, str]
    """By id."""


class Log(Rights):
    """What holds for every deed stands at `Organisation`."""

    async def record(
        self,
        who: str,
        action: Action,
        team: str | None = None,
        whom: str | None = None,
        detail: str = "",
    ) -> None:
        """Asks if it is allowed, and logs it: for what is done elsewhere, as an export is."""
        await self.require(who, action, team)
        await self._audit.add(self._entry(who, action, team, whom, detail))

    async def log(self, who: str, limit: int = 100, skip: int = 0) -> tuple[Entry, ...]:
        """The newest lines, newest first."""
        await self.require(who, Action.READ_LOG)
        return await self._audit.entries(limit, skip)

    async def names_in_log(self, who: str, entries: Sequence[Entry]) -> LogNames:
        """What the people and teams of those lines are called, where they are called anything."""
        await self.require(who, Action.READ_LOG)
        keys = {key for each in entries for key in (each.who, each.whom) if key}
        names = {key: name for key in sorted(keys) if (name := await self._name_of(key))}
        teams = {team.id: team.name for team in await self._teams.all()}
        return LogNames(names, teams)

    async def _name_of(self, person: str) -> str:
        """What they were called last, in whichever team."""
        times = [(each.joined_at, each.name) for each in await self._teams.times_of(person)]
        roles = await self._appointments.called(person)
        lines = await self._audit.about(person, Action.APPOINT_MANAGER)
        refused = [(line.at, declined(line) or "") for line in lines]
        return max((each for each in (*times, *roles, *refused) if each[1]), default=(None, ""))[1]

    async def look_at(self, who: str, team: str, person: str) -> Membership:
        """Opens a learner's card, which the learner can read of; raises UnknownPerson."""
        await self.require(who, Action.SEE_LEARNER, team)
        learner = await self._learner(team, person)
        entry = self._entry(who, Action.SEE_LEARNER, team, person)
        looks = await self._audit.about(person, Action.SEE_LEARNER)
        if not any(
            (look.who, look.team) == (who, team) and entry.at - look.at < LOOKED_AGAIN
            for look in looks
        ):
            await self._audit.add(entry)
        return learner

    async def lookers_at(self, person: str) -> tuple[Look, ...]:
        """Who looked at the person's own card of late, or at an export with them in it."""
        times = [each for each in await self._teams.times_of(person) if each.role is Role.LEARNER]
        lines = [
            *await self._audit.about(person, Action.SEE_LEARNER),
            *await self._audit.about(person, Action.EXPORT_TEAM),
        ]
        for team in sorted({each.team for each in times}):
            lines += [
                line
                for line in await self._audit.of_team(team, Action.EXPORT_TEAM)
                if any(each.team == team and _within(each, line.at) for each in times)
            ]
        since = self._now() - LOOKS_SHOWN
        shown = [each for each in lines if each.at >= since and each.who != person]
        names = await self._names_of_lookers(shown)
        teams = {team.id: team.name for team in await self._teams.all()}
        looks = [
            Look(
                each.at,
                each.who,
                names[each.who, each.team],
                teams.get(each.team or "", ""),
                each.action is Action.EXPORT_TEAM,
            )
            for each in shown
        ]
        return tuple(sorted(looks, key=lambda each: each.at, reverse=True))

    async def _names_of_lookers(self, lines: Iterable[Entry]) -> dict[tuple[str, str | None], str]:
        """What whoever looked is called in each team, or else elsewhere; most look often."""
        lookers = {(each.who, each.team) for each in lines}
        teams = {team for _who, team in lookers if team}
        inside = {team: await self._names(team) for team in teams}
        return {
            (who, team): inside.get(team or "", {}).get(who) or await self._name_of(who)
            for who, team in lookers
        }


def _within(time: Membership, at: datetime) -> bool:
    return time.joined_at <= at and (time.left_at is None or at <= time.left_at)
