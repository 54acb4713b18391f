"""Where a team stands, read from what is kept: on which standards, and each learner's part in it.

What was computed is remembered for a minute, for whoever turns the pages of a large team. It is
used only if nothing that it rests on has changed, which is looked up each time; so nothing shown is
older than its own "as of" says.
"""

import asyncio
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import attrgetter, is_

from conversations.assignments import Assignment as Assigned
from conversations.grounds import Basis, Grounding, Grounds, basis
from conversations.organisation import Organisation
from conversations.people import called
from conversations.readiness import State, TaskReadiness
from conversations.roles import Action, Role, allowed
from conversations.standing import standings
from conversations.succession import Lineage
from conversations.team_summary import (
    AHEAD,
    BEFORE,
    Assignment,
    Member,
    Progress,
    TeamSummary,
    summarise,
)
from conversations.teams import Membership, Team, seated
from standards.model import Standard


@dataclass(frozen=True, slots=True)
class TeamStanding:
    """A team on one of the standards that it works with."""

    team: Team
    standards: tuple[Standard, ...]
    """Those assigned in the team, most urgent first, then those answered, the newest first."""
    standard: Standard | None
    """The one asked for, else the first; None where there is none."""
    summary: TeamSummary | None
    """None where there is no standard."""


REMEMBERED_FOR = timedelta(minutes=1)
MOST_REMEMBERED = 8
"""Teams and standards; one of 200 people takes a few megabytes."""


@dataclass(frozen=True, slots=True)
class _Remembered:
    """A whole team on a standard, and all that it was computed from."""

    at: datetime
    team: Team
    learners: Sequence[Membership]
    assigned: Sequence[Assigned]
    held: Sequence[Standard]
    lineage: Lineage
    basis: Mapping[str, Basis]
    stands: TeamStanding

    def lasts(self, now: datetime) -> bool:
        """Whether it is of the same minute or so, and of the same day where the reader is."""
        alike = (now.date(), now.utcoffset()) == (self.at.date(), self.at.utcoffset())
        return alike and timedelta() <= now - self.at < REMEMBERED_FOR


@dataclass(frozen=True, slots=True)
class LearnerStanding:
    """The same of one learner of the team alone."""

    team: Team
    learner: Member
    standards: tuple[Standard, ...]
    standard: Standard | None
    summary: TeamSummary | None
    """Of nobody but the learner."""
    tasks: Mapping[str, TaskReadiness]
    """Where they stand, by the task's id."""


class TeamReading:
    """Reads for those who may; a method raises NotAllowed, UnknownTeam, UnknownPerson.

    `now` is in the reader's time zone, which decides what day it is; `held` are the standards that
    there are now.
    """

    def __init__(self, organisation: Organisation, grounding: Grounding) -> None:
        self._organisation = organisation
        self._grounding = grounding
        self._remembered: dict[tuple[str, str], _Remembered] = {}

    def let_go(self, now: datetime | None = None) -> None:
        """Forgets what it remembers: all of it, or what doesn't last until `now`."""
        self._remembered = {
            key: each
            for key, each in self._remembered.items()
            if now is not None and timedelta() <= now - each.at < REMEMBERED_FOR
        }

    async def person(self, who: str, team: str, seat: str) -> str | None:
        """The key of the learner of that seat; None where nobody in the team has it any more."""
        return seated(seat, [each.person for each in await self._learners(who, team)])

    async def standing(
        self, who: str, team: str, held: Sequence[Standard], code: str, now: datetime
    ) -> TeamStanding:
        """The whole team on the standard of that code, or on the first one where it is empty."""
        found = await self._organisation.team(who, team)
        learners = await self._learners(who, team)
        assigned = await self._assigned(who, team)
        persons = [each.person for each in learners]
        kept = self._remembered.get((team, code))
        if (
            kept is not None
            and kept.lasts(now)
            and (kept.team, kept.learners, kept.assigned) == (found, learners, assigned)
            and kept.lineage is self._grounding.lineage
            and _is_same(kept.held, held)
            and kept.basis == await self._grounding.basis_of_many(persons)
        ):
            return kept.stands
        lineage = self._grounding.lineage
        grounds = await self._grounding.of_many(persons)
        standards = _worked_with(assigned, grounds.values(), held)
        standard = _chosen(code, standards, held)
        if standard is None:
            return TeamStanding(found, standards, None, None)
        members = named_members(learners)
        summary, _tasks = await asyncio.to_thread(
            _judged, found.name, standard, members, grounds, assigned, now
        )
        stands = TeamStanding(found, standards, standard, summary)
        rests_on = {person: basis(each) for person, each in grounds.items()}
        self.let_go(now)
        while len(self._remembered) >= MOST_REMEMBERED:
            self._remembered.pop(next(iter(self._remembered)))
        made = _Remembered(now, found, learners, assigned, held, lineage, rests_on, stands)
        self._remembered |= {(team, code): made, (team, standard.code): made}
        return stands

    async def learner(
        self, who: str, team: str, person: str, held: Sequence[Standard], code: str, now: datetime
    ) -> LearnerStanding:
        """One learner; that they were looked at is logged, and they can read it."""
        await self._organisation.look_at(who, team, person)
        found = await self._organisation.team(who, team)
        members = named_members(await self._learners(who, team))
        member = next(each for each in members if each.key == person)
        assigned = [
            each for each in await self._assigned(who, team) if each.person in (None, person)
        ]
        grounds = {person: await self._grounding.of(person)}
        standards = _worked_with(assigned, grounds.values(), held)
        standard = _chosen(code, standards, held)
        if standard is None:
            return LearnerStanding(found, member, standards, None, None, {})
        summary, tasks = await asyncio.to_thread(
            _judged, found.name, standard, [member], grounds, assigned, now
        )
        stands = {task.task: task for task in tasks[person]}
        return LearnerStanding(found, member, standards, standard, summary, stands)

    async def may(self, who: str, team: str) -> frozenset[Action]:
        """What they may do with the team's learners, for the buttons that are shown."""
        wanted = (
            Action.ASSIGN,
            Action.REMIND,
            Action.OBSERVE,
            Action.WITHDRAW_OBSERVATION,
            Action.EXPORT_TEAM,
        )
        found = await self._organisation.team(who, team)
        actor = await self._organisation.actor(who)
        may = frozenset(each for each in wanted if allowed(actor, each, team))
        # What an archived team came to can still be taken along, and nothing else done.
        return may if found.archived_at is None else may & {Action.EXPORT_TEAM}

    async def _assigned(self, who: str, team: str) -> list[Assigned]:
        """What the team is assigned, on the versions of standards that are in force."""
        given = await self._organisation.assignments_in(who, team)
        lineage = self._grounding.lineage
        return [lineage.followed(each).now for each in given]

    async def _learners(self, who: str, team: str) -> tuple[Membership, ...]:
        inside = await self._organisation.members(who, team)
        return tuple(each for each in inside if each.role is Role.LEARNER)


def named_members(learners: Sequence[Membership]) -> list[Member]:
    """The learners by the names they go by; two of one name are told apart by their keys."""
    names = [called(each.name, each.person) for each in learners]
    shared = {name for name, times in Counter(names).items() if times > 1}
    return [
        Member(
            each.person,
            f"{name} ({called('', each.person)})" if name in shared else name,
            each.joined_at,
        )
        for each, name in zip(learners, names, strict=True)
    ]


_code_of = attrgetter("standard")


def _is_same(some: Sequence[Standard], others: Sequence[Standard]) -> bool:
    # The very same: comparing all their words would take longer than it saves.
    return len(some) == len(others) and all(map(is_, some, others))


def _worked_with(
    assigned: Iterable[Assigned], grounds: Iterable[Grounds], held: Sequence[Standard]
) -> tuple[Standard, ...]:
    there = {standard.code: standard for standard in held}
    newest: dict[str, datetime] = {}
    for mine in grounds:
        # They are in order, so the first one from behind is the newest.
        for code in set(map(_code_of, mine.records)):
            at = next(each.at for each in reversed(mine.records) if each.standard == code)
            newest[code] = max(at, newest.get(code, at))
    answered = sorted(newest, key=lambda code: newest[code], reverse=True)
    codes = dict.fromkeys((*(each.standard for each in assigned), *answered))
    # Of a standard that was removed nothing can be said; its answers are kept.
    return tuple(there[code] for code in codes if code in there)


def _chosen(code: str, standards: Sequence[Standard], held: Sequence[Standard]) -> Standard | None:
    if code:
        return next((each for each in held if each.code == code), None)
    return next(iter(standards), None)


def _judged(
    team: str,
    standard: Standard,
    members: Sequence[Member],
    grounds: Mapping[str, Grounds],
    assigned: Sequence[Assigned],
    now: datetime,
) -> tuple[TeamSummary, dict[str, tuple[TaskReadiness, ...]]]:
    mine = [grounds[each.key] for each in members]
    judged = standings(standard, mine, now, [now - BEFORE, now + AHEAD])
    progress = []
    tasks = {}
    for member, each in zip(members, judged, strict=True):
        before, ahead = each.others
        asked = _asked(member.key, standard, assigned)
        progress.append(Progress(member, each.now, before, ahead, asked))
        tasks[member.key] = each.now
    return summarise(team, standard, progress, now), tasks


def _asked(person: str, standard: Standard, assigned: Sequence[Assigned]) -> list[Assignment]:
    """What the person is assigned, task by task; of two alike the more urgent."""
    asked: dict[tuple[str, State], Assignment] = {}
    for each in assigned:
        if each.standard != standard.code or each.person not in (None, person):
            continue
        wanted = State(each.wanted.value)
        for task in standard.tasks:
            if each.covers(task.id):
                asked.setdefault((task.id, wanted), Assignment(task.id, each.due, wanted))
    return list(asked.values())
