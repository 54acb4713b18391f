"""Assignments: which standard a team or one of its learners works towards, how far, and until when.

They say what is to be shown; what is shown is computed from answers and observations as ever, so
that changing or withdrawing an assignment loses none of these.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from conversations.audit import Entry, MemoryAuditStore
from conversations.errors import UnusableAssignment
from conversations.language import N_
from conversations.policies import Critical
from conversations.readiness import State, TaskReadiness
from conversations.roles import Role
from conversations.row import Row
from conversations.teams import MemoryTeamStore
from standards.model import Standard

SOON = 14
"""Days before the due date from which on an assignment counts as due."""


class Wanted(StrEnum):
    """The level of evidence asked for; the names are those of the states."""

    PASSED = State.PASSED.value
    VERIFIED = State.VERIFIED.value


MEETS: Mapping[Wanted, frozenset[State]] = {
    Wanted.PASSED: frozenset({State.PASSED, State.VERIFIED}),
    Wanted.VERIFIED: frozenset({State.VERIFIED}),
}
"""The states that are enough for each level."""


class Pace(StrEnum):
    """How an assignment goes; each is its own message id."""

    DONE = N_("done")
    OVERDUE = N_("overdue")
    DUE = N_("due soon")
    OPEN = N_("under way")


@dataclass(frozen=True, slots=True)
class Terms:
    """What is asked for of a standard."""

    tasks: tuple[str, ...] = ()
    """Their ids; empty for all of them, as the standard has them."""
    wanted: Wanted = Wanted.PASSED
    due: date | None = None
    """The last day."""
    critical: tuple[str, ...] = ()
    """The ids of the tasks where a mistake does harm."""


WHOLE = Terms()
"""All of it passed, whenever."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """What a team, or one learner in it, is to show; times are in UTC."""

    id: str
    team: str
    """The team's id."""
    person: str | None
    """The key of the learner; None for every learner of the team, also those who come later."""
    standard: str
    """The standard's code."""
    tasks: tuple[str, ...]
    """Their ids, in the standard's order; empty for all of them, as the standard has them."""
    wanted: Wanted
    due: date | None
    """The last day."""
    critical: tuple[str, ...]
    """The ids of the tasks where a mistake does harm; they are judged as critical ones."""
    at: datetime
    withdrawn_at: datetime | None = None

    def covers(self, task: str) -> bool:
        """Whether the task of that id, of its standard, is assigned."""
        return not self.tasks or task in self.tasks

    @property
    def terms(self) -> Terms:
        """What it asks for of its standard."""
        return Terms(self.tasks, self.wanted, self.due, self.critical)

    def asks_for(self, standard: Standard, terms: Terms) -> bool:
        """Whether it is on these terms of that standard, in whatever order they name the tasks."""
        return self.standard == standard.code and _unordered(self.terms) == _unordered(terms)

    @property
    def in_words(self) -> str:
        """For the log: what it asks."""
        tasks = " ".join(self.tasks) or self.standard
        until = f", until {self.due.isoformat()}" if self.due else ""
        critical = f", critical: {' '.join(self.critical)}" if self.critical else ""
        return f"{tasks}, {self.wanted}{until}{critical}"


def _unordered(terms: Terms) -> tuple[object, ...]:
    return set(terms.tasks), terms.wanted, terms.due, set(terms.critical)


def checked(assignment: Assignment, standard: Standard) -> Assignment:
    """The assignment with its tasks in the order of `standard`, each once.

    Raises UnusableAssignment for a task that the standard doesn't have, a critical task that is not
    assigned, and a standard without tasks.
    """
    order = [task.id for task in standard.tasks]
    if not order:
        raise UnusableAssignment(N_("{title} has no tasks to assign."), title=standard.title)
    for task in (*assignment.tasks, *assignment.critical):
        if task not in order:
            raise UnusableAssignment(
                N_("{title} has no task {task}."), title=standard.title, task=task
            )
    for task in assignment.critical:
        if not assignment.covers(task):
            raise UnusableAssignment(N_("{task} is not among the tasks assigned."), task=task)
    return replace(
        assignment,
        standard=standard.code,
        tasks=tuple(task for task in order if task in assignment.tasks),
        critical=tuple(task for task in order if task in assignment.critical),
    )


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one learner is with an assignment."""

    assignment: Assignment
    done: tuple[str, ...]
    """The ids of the tasks on which the level wanted is reached now."""
    missing: tuple[str, ...]
    """Those of the others, in the standard's order."""
    pace: Pace


def progress(assignment: Assignment, tasks: Iterable[TaskReadiness], today: date) -> Progress:
    """How far it is, by where the learner stands on the `tasks` of its standard.

    A task that was passed and has to be refreshed is not done. It is overdue from the day after its
    last day on. Nothing is missing and nothing done where the standard lost every task assigned.
    """
    done, missing = list[str](), list[str]()
    for task in tasks:
        if assignment.covers(task.task):
            (done if task.state in MEETS[assignment.wanted] else missing).append(task.task)
    return Progress(assignment, tuple(done), tuple(missing), _pace(assignment, missing, today))


def _pace(assignment: Assignment, missing: list[str], today: date) -> Pace:
    if not missing:
        return Pace.DONE
    if assignment.due is None:
        return Pace.OPEN
    left = (assignment.due - today).days
    if left < 0:
        return Pace.OVERDUE
    return Pace.DUE if left <= SOON else Pace.OPEN


def critical_tasks(assignments: Iterable[Assignment]) -> tuple[Critical, ...]:
    """The tasks that the assignments mark as critical, as policies for whom they concern."""
    return tuple(Critical(task, "", each.at) for each in assignments for task in each.critical)


def by_urgency(each: Assignment) -> tuple[date, datetime, str]:
    """By which assignments are sorted: those due first, those without a date last."""
    return each.due or date.max, each.at, each.id


class AssignmentStore(Protocol):
    """Keeps assignments; each step writes its line of the log, or neither is kept."""

    async def add(self, assignment: Assignment, entry: Entry) -> None:
        """Keeps a new one."""

    async def change(self, before: Assignment, after: Assignment, entry: Entry) -> bool:
        """Keeps `after` in its place; False, and nothing kept, if it isn't `before` any more."""

    async def get(self, id: str) -> Assignment | None:
        """The assignment of that id, also a withdrawn one."""

    async def of_team(self, team: str) -> tuple[Assignment, ...]:
        """Those of the team and of its learners that were not withdrawn, most urgent first."""

    async def of_person(self, person: str) -> tuple[Assignment, ...]:
        """Those that concern the person now, as a learner of teams that are not archived.

        Not withdrawn, most urgent first.
        """

    async def of_many(self, persons: Collection[str]) -> dict[str, tuple[Assignment, ...]]:
        """The same of each of them, by key; in a few readings, however many they are."""

    async def forget(self, before: datetime) -> int:
        """Deletes those withdrawn before that moment; gives how many.

        Those to one person go too, once it is forgotten that they ever were in the team.
        """


class MemoryAssignmentStore:
    """An AssignmentStore that forgets everything at the end of the process."""

    def __init__(self, teams: MemoryTeamStore, audit: MemoryAuditStore) -> None:
        self._teams = teams
        self._audit = audit
        self._assignments: dict[str, Assignment] = {}

    async def add(self, assignment: Assignment, entry: Entry) -> None:
        """Keeps a new one."""
        self._assignments[assignment.id] = assignment
        self._audit.write(entry)

    async def change(self, before: Assignment, after: Assignment, entry: Entry) -> bool:
        """Keeps `after` in its place."""
        if self._assignments.get(before.id) != before:
            return False
        self._assignments[before.id] = after
        self._audit.write(entry)
        return True

    async def get(self, id: str) -> Assignment | None:
        """The assignment of that id."""
        return self._assignments.get(id)

    async def of_team(self, team: str) -> tuple[Assignment, ...]:
        """Those of the team."""
        return self._open(lambda each: each.team == team)

    async def of_person(self, person: str) -> tuple[Assignment, ...]:
        """Those that concern the person now."""
        learns = {each.team for each in await self._teams.of(person) if each.role is Role.LEARNER}
        return self._open(lambda each: each.team in learns and each.person in (None, person))

    async def of_many(self, persons: Collection[str]) -> dict[str, tuple[Assignment, ...]]:
        """Those that concern each of them now."""
        return {person: await self.of_person(person) for person in persons}

    def _open(self, which: Callable[[Assignment], bool]) -> tuple[Assignment, ...]:
        wanted = [
            each for each in self._assignments.values() if each.withdrawn_at is None and which(each)
        ]
        return tuple(sorted(wanted, key=by_urgency))

    async def forget(self, before: datetime) -> int:
        """Deletes old ones."""
        return self._drop(lambda each: self._is_over(each, before))

    def _is_over(self, each: Assignment, before: datetime) -> bool:
        if each.withdrawn_at is not None and each.withdrawn_at < before:
            return True
        return each.person is not None and not self._teams.knows(each.team, each.person)

    def _drop(self, which: Callable[[Assignment], bool]) -> int:
        gone = [each.id for each in self._assignments.values() if which(each)]
        for id in gone:
            del self._assignments[id]
        return len(gone)

    def held(self) -> Iterator[tuple[str, str, Row]]:
        """What was assigned to one person each."""
        for id, each in sorted(self._assignments.items()):
            if each.person is not None:
                row = {
                    **asdict(each),
                    "id": id,
                    "tasks": list(each.tasks),
                    "wanted": each.wanted.name,
                    "due": each.due and each.due.isoformat(),
                    "critical": list(each.critical),
                    "at": each.at.isoformat(),
                    "withdrawn_at": each.withdrawn_at and each.withdrawn_at.isoformat(),
                }
                yield each.person, "assignments", row

    def let_go(self, key: str) -> None:
        """Forgets what the person alone was assigned."""
        self._drop(lambda each: each.person == key)
