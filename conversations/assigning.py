"""Assigning standards to a team or a learner, seeing how far they are, telling and reminding them.

Everybody whom a new, changed or withdrawn assignment concerns is told once, whatever they chose
about reminders; what they answered is never touched.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from conversations.assignments import Assignment, Pace, Progress, Terms, progress
from conversations.errors import UnknownPerson
from conversations.grounds import Grounding, Grounds
from conversations.notices import NoticeKind, Notices, Reach, Told
from conversations.organisation import NOT_IN, Organisation
from conversations.readiness import TaskReadiness
from conversations.roles import Action, Role
from conversations.standing import standings
from conversations.succession import Followed
from conversations.teams import Membership
from standards.model import Standard

REMINDED_EVERY = timedelta(days=1)
"""One person is reminded by one team no sooner again."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How many people are told, by how soon."""

    reach: Mapping[Reach, int]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.reach.values())


NOBODY = Spread({})


@dataclass(frozen=True, slots=True)
class LearnerProgress:
    """How far one learner is."""

    member: Membership
    progress: Progress


@dataclass(frozen=True, slots=True)
class TeamProgress:
    """An assignment and how far those are whom it concerns."""

    followed: Followed
    learners: tuple[LearnerProgress, ...]
    """By name; nobody where the standard is gone."""

    @property
    def assignment(self) -> Assignment:
        """As it is now."""
        return self.followed.now

    @property
    def done(self) -> int:
        """How many have done all of it."""
        return sum(each.progress.pace is Pace.DONE for each in self.learners)

    @property
    def overdue(self) -> tuple[LearnerProgress, ...]:
        """Those who should have."""
        return tuple(each for each in self.learners if each.progress.pace is Pace.OVERDUE)


@dataclass(frozen=True, slots=True)
class MyAssignment:
    """An assignment as it concerns one learner."""

    followed: Followed
    progress: Progress
    team: str
    """The team's name."""


@dataclass(frozen=True, slots=True)
class Reminded:
    """What became of reminding somebody."""

    member: Membership
    told: Told | None
    """None where they have switched reminders off, or were reminded REMINDED_EVERY ago or less."""
    declined: bool = False
    """They have switched reminders off."""


class Assigning:
    """Every method is done in somebody's name, `who`, and raises what Organisation does.

    `now` gives the time in UTC; `today` is the day for whom it is shown.
    """

    def __init__(
        self,
        organisation: Organisation,
        grounding: Grounding,
        notices: Notices,
        now: Callable[[], datetime],
    ) -> None:
        self._organisation = organisation
        self._grounding = grounding
        self._notices = notices
        self._now = now

    # What a manager does

    async def assign(
        self,
        who: str,
        team: str,
        standard: Standard,
        terms: Terms,
        *,
        person: str | None = None,
    ) -> tuple[Assignment, Spread]:
        """Assigns it, and tells everybody concerned; the same a second time changes nothing."""
        await self._organisation.require(who, Action.ASSIGN, team)
        for each in await self._organisation.assignments_in(who, team):
            if each.person == person and each.asks_for(standard, terms):
                return each, NOBODY
        made = await self._organisation.assign(who, team, standard, terms, person=person)
        return made, await self._tell(who, NoticeKind.ASSIGNED, made)

    async def change(
        self, who: str, id: str, standard: Standard, terms: Terms
    ) -> tuple[Assignment, Spread]:
        """Changes its terms, and tells everybody concerned; the same terms change nothing."""
        before = await self._organisation.assignment(who, id)
        await self._organisation.require(who, Action.CHANGE_ASSIGNMENT, before.team)
        if before.asks_for(standard, terms):
            return before, NOBODY
        after = await self._organisation.change_assignment(who, before, standard, terms)
        return after, await self._tell(who, NoticeKind.ASSIGNMENT_CHANGED, after)

    async def withdraw(self, who: str, id: str) -> tuple[Assignment, Spread]:
        """Ends it, and tells everybody concerned."""
        before = await self._organisation.assignment(who, id)
        await self._organisation.withdraw_assignment(who, before)
        return before, await self._tell(who, NoticeKind.ASSIGNMENT_WITHDRAWN, before)

    async def in_team(self, who: str, team: str, today: date) -> tuple[TeamProgress, ...]:
        """All of a team, most urgent first."""
        given = await self._organisation.assignments_in(who, team)
        return await self._progress(given, await self._learners(who, team), today)

    async def one(self, who: str, id: str, today: date) -> TeamProgress:
        """One of a team."""
        given = await self._organisation.assignment(who, id)
        learners = await self._learners(who, given.team)
        return (await self._progress([given], learners, today))[0]

    async def remind(self, who: str, team: str, person: str, today: date) -> Reminded:
        """Reminds one learner of what is most urgent among what the team assigned them.

        Raises UnknownPerson for somebody who is no learner of the team.
        """
        await self._organisation.require(who, Action.REMIND, team)
        learners = await self._learners(who, team)
        for member in learners:
            if member.person == person:
                given = await self._organisation.assignments_in(who, team)
                found = await self._progress(given, [member], today)
                return await self._remind(who, member, found)
        raise UnknownPerson(NOT_IN)

    async def remind_overdue(self, who: str, team: str, today: date) -> tuple[Reminded, ...]:
        """Reminds every learner who is overdue with something that the team assigned."""
        await self._organisation.require(who, Action.REMIND, team)
        found = await self.in_team(who, team, today)
        late = {one.member.person: one.member for each in found for one in each.overdue}
        return tuple([await self._remind(who, member, found) for member in late.values()])

    async def _remind(
        self, who: str, member: Membership, found: Iterable[TeamProgress]
    ) -> Reminded:
        if await self._notices.reminders.declined(member.person):
            return Reminded(member, None, declined=True)
        named = (await self._organisation.team(who, member.team)).name
        mine = [
            each.assignment
            for each in found
            for one in each.learners
            if one.member.person == member.person and one.progress.missing
        ]
        # They come most urgent first.
        params = self._params(mine[0], named) if mine else {"team": named, "standard": ""}
        told = await self._notices.tell(
            member.person,
            NoticeKind.REMINDED,
            params,
            once=f"reminded by {member.team}",
            again_after=REMINDED_EVERY,
        )
        if told is not None:
            detail = mine[0].in_words if mine else ""
            await self._organisation.record(who, Action.REMIND, member.team, member.person, detail)
        return Reminded(member, told)

    async def _learners(self, who: str, team: str) -> tuple[Membership, ...]:
        members = await self._organisation.members(who, team)
        return tuple(each for each in members if each.role is Role.LEARNER)

    async def _progress(
        self, given: Sequence[Assignment], learners: Sequence[Membership], today: date
    ) -> tuple[TeamProgress, ...]:
        lineage = self._grounding.lineage
        every = [lineage.followed(each) for each in given]
        persons = [member.person for member in learners]
        stands = await self._stands(every, await self._grounding.of_many(persons))
        return tuple(
            TeamProgress(
                each,
                tuple(
                    LearnerProgress(
                        member,
                        progress(each.now, stands[each.now.standard][member.person], today),
                    )
                    for member in learners
                    if each.now.person in (None, member.person) and each.now.standard in stands
                ),
            )
            for each in every
        )

    async def _stands(
        self, every: Collection[Followed], grounds: Mapping[str, Grounds]
    ) -> dict[str, dict[str, tuple[TaskReadiness, ...]]]:
        """By the standard's code, then by person."""
        wanted = {
            each.now.standard: each.standard
            for each in every
            if each.standard is not None and each.standard.code == each.now.standard
        }
        now = self._now()

        def stand() -> dict[str, dict[str, tuple[TaskReadiness, ...]]]:
            return {
                code: {
                    person: each.now
                    for person, each in zip(
                        grounds, standings(standard, list(grounds.values()), now), strict=True
                    )
                }
                for code, standard in wanted.items()
            }

        return await asyncio.to_thread(stand)

    async def _tell(self, who: str, kind: NoticeKind, assignment: Assignment) -> Spread:
        team = await self._organisation.team(who, assignment.team)
        params = self._params(assignment, team.name)
        reach: Counter[Reach] = Counter()
        for member in await self._learners(who, assignment.team):
            if assignment.person in (None, member.person):
                told = await self._notices.tell(member.person, kind, params)
                if told is not None:
                    reach[told.reach] += 1
        return Spread(reach)

    @staticmethod
    def _params(assignment: Assignment, team: str) -> dict[str, str]:
        return {
            "team": team,
            "standard": assignment.standard,
            "tasks": " ".join(task.partition("/")[2] for task in assignment.tasks),
            "wanted": assignment.wanted.name,
            "due": assignment.due.isoformat() if assignment.due else "",
        }

    # What a learner sees

    async def mine(
        self, person: str, today: date, grounds: Grounds | None = None
    ) -> tuple[MyAssignment, ...]:
        """What the person is assigned, most urgent first, what can't be done any more left out."""
        given = await self._organisation.assignments_of(person)
        if not given:
            return ()
        lineage = self._grounding.lineage
        every = [lineage.followed(each) for each in given]
        stands = await self._stands(every, {person: grounds or await self._grounding.of(person)})
        names = await self._organisation.names_of({each.team for each in given})
        return tuple(
            MyAssignment(
                each,
                progress(each.now, stands[each.now.standard][person], today),
                names[each.now.team],
            )
            for each in every
            if each.now.standard in stands
        )
