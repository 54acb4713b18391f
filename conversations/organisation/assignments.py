"""What teams and their learners are assigned."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime, timedelta

from conversations.assignments import WHOLE, Assignment, Terms, checked
from conversations.audit import Entry
from conversations.errors import UnknownPerson, UnusableAssignment
from conversations.language import N_
from conversations.organisation.rights import NOT_IN, Rights
from conversations.roles import Action, Role
from standards.model import Standard
from standards.versions import base_and_version

_CHANGED = N_("This was changed meanwhile; look again.")


class Assignments(Rights):
    """What holds for every deed stands at `Organisation`."""

    async def assignment(self, who: str, id: str) -> Assignment:
        """The assignment of that id, for somebody who may see its team.

        Raises UnusableAssignment where there is none that was not withdrawn.
        """
        found = await self._assignments.get(id)
        if found is not None:
            await self.require(who, Action.SEE_TEAM, found.team)
        if found is None or found.withdrawn_at is not None:
            raise UnusableAssignment(N_("There is no such assignment any more."))
        return found

    async def assign(
        self,
        who: str,
        team: str,
        standard: Standard,
        terms: Terms = WHOLE,
        *,
        person: str | None = None,
    ) -> Assignment:
        """Assigns the standard, or some of its tasks, to the team or to one learner of it.

        Raises UnusableAssignment where the standard hasn't these tasks or the due date is over, and
        UnknownPerson for somebody who is no learner of the team.
        """
        await self._open_team(who, Action.ASSIGN, team)
        now = self._now()
        _not_over(terms.due, now)
        learners = {
            each.person for each in await self._teams.members(team) if each.role is Role.LEARNER
        }
        if person is not None and person not in learners:
            raise UnknownPerson(NOT_IN)
        assignment = checked(
            Assignment(
                self._id(),
                team,
                person,
                standard.code,
                terms.tasks,
                terms.wanted,
                terms.due,
                terms.critical,
                now,
            ),
            standard,
        )
        entry = Entry(now, who, Action.ASSIGN, person, team, assignment.in_words)
        await self._assignments.add(assignment, entry)
        return assignment

    async def change_assignment(
        self,
        who: str,
        assignment: Assignment,
        standard: Standard,
        terms: Terms = WHOLE,
    ) -> Assignment:
        """The assignment with other terms, in place of the one before.

        It stays with its standard, of which it may go on to another version. Raises
        UnusableAssignment, also where it was changed or withdrawn meanwhile.
        """
        await self._open_team(who, Action.CHANGE_ASSIGNMENT, assignment.team)
        if base_and_version(standard.code)[0] != base_and_version(assignment.standard)[0]:
            raise UnusableAssignment(N_("An assignment stays with its standard; make a new one."))
        if terms.due != assignment.due:
            _not_over(terms.due, self._now())
        after = checked(
            replace(
                assignment,
                standard=standard.code,
                tasks=terms.tasks,
                wanted=terms.wanted,
                due=terms.due,
                critical=terms.critical,
            ),
            standard,
        )
        await self._put(who, Action.CHANGE_ASSIGNMENT, assignment, after)
        return after

    async def withdraw_assignment(self, who: str, assignment: Assignment) -> None:
        """Ends it; what was answered counts as before. Raises UnusableAssignment as above."""
        await self.require(who, Action.WITHDRAW_ASSIGNMENT, assignment.team)
        after = replace(assignment, withdrawn_at=self._now())
        await self._put(who, Action.WITHDRAW_ASSIGNMENT, assignment, after)

    async def _put(self, who: str, action: Action, before: Assignment, after: Assignment) -> None:
        entry = self._entry(who, action, before.team, before.person, after.in_words)
        gone = before.withdrawn_at is not None
        if gone or not await self._assignments.change(before, after, entry):
            raise UnusableAssignment(_CHANGED)

    async def assignments_of(self, person: str) -> tuple[Assignment, ...]:
        """What the person themselves is assigned now, most urgent first."""
        return await self._assignments.of_person(person)

    async def concerned(self, standards: Collection[str]) -> frozenset[str]:
        """Whom assignments on the standards of these codes concern, for telling them.

        It asks for no right, and nothing of it is shown to anybody else.
        """
        if not standards:
            return frozenset()
        found: set[str] = set()
        for team in await self._teams.all():
            if team.archived_at is not None:
                continue
            of_team = await self._assignments.of_team(team.id)
            if given := [each for each in of_team if each.standard in standards]:
                found |= {
                    member.person
                    for member in await self._teams.members(team.id)
                    for each in given
                    if member.role is Role.LEARNER and each.person in (None, member.person)
                }
        return frozenset(found)

    async def assignments_in(self, who: str, team: str) -> tuple[Assignment, ...]:
        """What the team and its learners are assigned, most urgent first."""
        await self.require(who, Action.SEE_TEAM, team)
        return await self._assignments.of_team((await self._team(team)).id)


def _not_over(due: date | None, now: datetime) -> None:
    # A day of grace: somewhere on earth it is still the day before.
    if due is not None and due < now.date() - timedelta(days=1):
        raise UnusableAssignment(N_("{date} is over already."), date=due.isoformat())
