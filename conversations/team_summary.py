"""Where a team stands on a standard: who by which task, what is due, and each one's next step.

Everything is counted, nothing averaged: tasks are never put together into one figure of a person,
people never into one figure of a team. Single answers don't come in here, only how many they are.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from conversations.language import N_
from conversations.readiness import ALGORITHM, STALE, State, TaskReadiness
from conversations.standing import SETTLED
from conversations.task_text import text_version
from standards.model import Standard

BEFORE = timedelta(days=30)
"""How far back movement is looked at."""
AHEAD = timedelta(days=30)
"""How far ahead what expires or is due is looked for."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a team."""

    key: str
    name: str
    joined: datetime


@dataclass(frozen=True, slots=True)
class Assignment:
    """A task that somebody is to reach a state on, until and with a day."""

    task: str
    due: date | None = None
    wanted: State = State.PASSED
    """PASSED or VERIFIED; what is verified is also passed."""

    def __post_init__(self) -> None:
        if self.wanted not in SETTLED:
            raise ValueError(f"nobody can be asked to reach {self.wanted!r}")

    def is_met(self, state: State) -> bool:
        """Whether somebody in that state has done what is wanted."""
        return state is State.VERIFIED or state is self.wanted


@dataclass(frozen=True, slots=True)
class Progress:
    """A member and where they stand on each task of the standard, in its order."""

    member: Member
    now: Sequence[TaskReadiness]
    before: Sequence[State]
    """BEFORE ago, as `standings` judges an earlier time today."""
    ahead: Sequence[State]
    """AHEAD from now, if nothing more is answered or seen."""
    assignments: Sequence[Assignment] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A member and a task."""

    task: str
    state: State
    answers: int
    """How many count as evidence."""
    newest: datetime | None
    """When the newest of these was given."""
    observed: bool
    """Somebody saw it done at work, and that is still valid."""
    expiring: bool
    """It is passed or verified, and AHEAD from now it won't be if nothing more is answered."""
    expires: date | None
    """The day when that happens, where a day is set: evidence grows too old, or what was seen
    ceases to be valid. None where it merely becomes too unsure meanwhile."""

    @property
    def is_settled(self) -> bool:
        """Whether the knowledge check is passed."""
        return self.state in SETTLED


@dataclass(frozen=True, slots=True)
class Due:
    """An assignment that is not met."""

    person: str
    task: str
    due: date
    wanted: State
    state: State


@dataclass(frozen=True, slots=True)
class Expiring:
    """What a member has reached and is about to lose."""

    person: str
    task: str
    state: State
    expires: date | None


@dataclass(frozen=True, slots=True)
class TaskCounts:
    """How many members are in each state on a task; states that nobody is in are left out."""

    task: str
    states: Mapping[State, int]

    @property
    def gaps(self) -> int:
        """How many have a gap."""
        return self.states.get(State.GAP, 0)

    @property
    def settled(self) -> int:
        """How many have passed."""
        return sum(self.states.get(state, 0) for state in SETTLED)


@dataclass(frozen=True, slots=True)
class Movement:
    """How many cells of those who were there BEFORE ago are in a state, then and now."""

    state: State
    before: int
    now: int


class Reason(StrEnum):
    """Why a step comes next; each is its own message id. The first that holds is the reason."""

    OVERDUE = N_("overdue")
    GAP = N_("gap")
    NEVER_STARTED = N_("never started")
    EXPIRING = N_("expiring")
    DUE = N_("due within 30 days")
    REFRESH = N_("refresh due")
    UNSEEN = N_("not yet seen at work")
    UNSURE = N_("unsure")
    NOT_ENOUGH = N_("not enough evidence")
    NOT_STARTED = N_("not started")
    DONE = N_("nothing to do")


class Act(StrEnum):
    """What a manager can do about it."""

    ASSIGN = "assign"
    REMIND = "remind"
    OBSERVE = "observe"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Step:
    """What comes next with a member."""

    person: str
    reason: Reason
    act: Act
    task: str | None = None
    """None where it is about all of them."""
    day: date | None = None
    """When it was or is due, or expires."""


@dataclass(frozen=True, slots=True)
class Row:
    """A member's line of the grid."""

    member: Member
    cells: tuple[Cell, ...]
    """One a task, in the standard's order."""
    assignments: tuple[Assignment, ...] = ()

    @property
    def is_untouched(self) -> bool:
        """Whether the member never answered anything."""
        return all(cell.state is State.NOT_STARTED for cell in self.cells)


@dataclass(frozen=True, slots=True)
class TeamSummary:
    """Everything that is said of a team and a standard; people by key, tasks by id."""

    team: str
    standard: str
    """Its code."""
    version: str
    """Which text of the standard, as `text_version` tells it."""
    algorithm: str
    as_of: datetime
    """In the reader's time zone, which decides what day it is."""
    tasks: tuple[str, ...]
    rows: tuple[Row, ...]
    """In the order in which the members were given."""
    counts: tuple[TaskCounts, ...]
    """Of every task, in the standard's order."""
    gaps: tuple[TaskCounts, ...]
    """Of the tasks in which somebody has a gap, the widest first."""
    overdue: tuple[Due, ...]
    """The longest first."""
    due: tuple[Due, ...]
    """Today or within AHEAD, the soonest first."""
    expiring: tuple[Expiring, ...]
    """The soonest first; then those that no day is set for."""
    never_started: tuple[str, ...]
    """Who never answered anything."""
    single: tuple[tuple[str, str], ...]
    """The tasks that only one person has passed, each with that person."""
    movement: tuple[Movement, ...]
    """Of every state."""
    newcomers: int
    """Members who joined since, and so are not in `movement`."""
    steps: tuple[Step, ...]
    """One a member, in the order of `rows`."""


def summarise(
    team: str, standard: Standard, progress: Sequence[Progress], now: datetime
) -> TeamSummary:
    """The summary of a team's members; `now` is in the reader's time zone."""
    tasks = tuple(task.id for task in standard.tasks)
    rows = tuple(_row(each, now) for each in progress)
    counts = tuple(
        TaskCounts(task, Counter(row.cells[place].state for row in rows))
        for place, task in enumerate(tasks)
    )
    today = now.date()
    unmet = sorted(
        (each for row in rows for each in _unmet(row)), key=lambda each: (each.due, each.person)
    )
    return TeamSummary(
        team=team,
        standard=standard.code,
        version=text_version(standard),
        algorithm=ALGORITHM,
        as_of=now,
        tasks=tasks,
        rows=rows,
        counts=counts,
        gaps=tuple(
            sorted(
                (each for each in counts if each.gaps), key=lambda each: (-each.gaps, each.settled)
            )
        ),
        overdue=tuple(each for each in unmet if each.due < today),
        due=tuple(each for each in unmet if today <= each.due <= today + AHEAD),
        expiring=tuple(
            sorted(
                (each for row in rows for each in _expiring(row)),
                key=lambda each: each.expires or date.max,
            )
        ),
        never_started=tuple(row.member.key for row in rows if row.is_untouched),
        single=tuple(_single(rows, counts)),
        movement=_movement(progress, now),
        newcomers=sum(_is_new(each.member, now) for each in progress),
        steps=tuple(_step(row, today) for row in rows),
    )


def _row(progress: Progress, now: datetime) -> Row:
    cells = tuple(
        _cell(task, ahead, now) for task, ahead in zip(progress.now, progress.ahead, strict=True)
    )
    return Row(progress.member, cells, tuple(progress.assignments))


def _cell(task: TaskReadiness, ahead: State, now: datetime) -> Cell:
    # From verified to passed is a loss too, so a lower place among SETTLED counts.
    expiring = task.state in SETTLED and (
        ahead not in SETTLED or SETTLED.index(ahead) < SETTLED.index(task.state)
    )
    return Cell(
        task=task.task,
        state=task.state,
        answers=task.answers,
        newest=task.last_answered,
        observed=task.observed,
        expiring=expiring,
        expires=_expires(task, now) if expiring else None,
    )


def _expires(task: TaskReadiness, now: datetime) -> date | None:
    ends = []
    if task.last_answered is not None:
        ends.append(task.last_answered + STALE)
    if task.state is State.VERIFIED:
        ends.append(max(each.valid_until for each in task.observations if each.holds(now)))
    within = [each for each in ends if each <= now + AHEAD]
    return min(within).astimezone(now.tzinfo).date() if within else None


def _unmet(row: Row) -> Iterator[Due]:
    states = {cell.task: cell.state for cell in row.cells}
    for each in row.assignments:
        state = states.get(each.task)
        if state is not None and each.due is not None and not each.is_met(state):
            yield Due(row.member.key, each.task, each.due, each.wanted, state)


def _expiring(row: Row) -> Iterator[Expiring]:
    for cell in row.cells:
        if cell.expiring:
            yield Expiring(row.member.key, cell.task, cell.state, cell.expires)


def _single(rows: Sequence[Row], counts: Sequence[TaskCounts]) -> Iterator[tuple[str, str]]:
    for place, each in enumerate(counts):
        if each.settled == 1:
            able = next(row for row in rows if row.cells[place].is_settled)
            yield each.task, able.member.key


def _is_new(member: Member, now: datetime) -> bool:
    return member.joined > now - BEFORE


def _movement(progress: Sequence[Progress], now: datetime) -> tuple[Movement, ...]:
    there = [each for each in progress if not _is_new(each.member, now)]
    before = Counter(state for each in there for state in each.before)
    after = Counter(task.state for each in there for task in each.now)
    return tuple(Movement(state, before[state], after[state]) for state in State)


def _step(row: Row, today: date) -> Step:
    return next(step for rule in RULES if (step := rule(row, today)) is not None)


def _overdue(row: Row, today: date) -> Step | None:
    late = [each for each in _unmet(row) if each.due < today]
    return _about(Reason.OVERDUE, min(late, key=lambda each: each.due)) if late else None


def _due(row: Row, today: date) -> Step | None:
    soon = [each for each in _unmet(row) if today <= each.due <= today + AHEAD]
    return _about(Reason.DUE, min(soon, key=lambda each: each.due)) if soon else None


def _about(reason: Reason, due: Due) -> Step:
    # Who has passed and is to be verified needs somebody who looks, not another reminder.
    act = Act.OBSERVE if due.state is State.PASSED else Act.REMIND
    return Step(due.person, reason, act, due.task, due.due)


def _never_started(row: Row, _today: date) -> Step | None:
    if not row.is_untouched:
        return None
    act = Act.REMIND if row.assignments else Act.ASSIGN
    return Step(row.member.key, Reason.NEVER_STARTED, act)


def _losing(row: Row, _today: date) -> Step | None:
    found = sorted(_expiring(row), key=lambda each: each.expires or date.max)
    if not found:
        return None
    first = found[0]
    act = Act.OBSERVE if first.state is State.VERIFIED else Act.REMIND
    return Step(first.person, Reason.EXPIRING, act, first.task, first.expires)


def _unseen(row: Row, _today: date) -> Step | None:
    wanted = {each.task for each in row.assignments if each.wanted is State.VERIFIED}
    for cell in row.cells:
        if cell.state is State.PASSED and cell.task in wanted:
            return Step(row.member.key, Reason.UNSEEN, Act.OBSERVE, cell.task)
    return None


def _in_state(
    state: State, reason: Reason, act: Act = Act.REMIND, *, unasked: Act | None = None
) -> "Rule":
    """A step where the member is in that state; `unasked` is the act on a task not assigned."""

    def rule(row: Row, _today: date) -> Step | None:
        found = [cell for cell in row.cells if cell.state is state]
        if not found:
            return None
        asked = {each.task for each in row.assignments}
        first = next((cell for cell in found if cell.task in asked), found[0])
        fitting = unasked if unasked and first.task not in asked else act
        return Step(row.member.key, reason, fitting, first.task)

    return rule


def _done(row: Row, _today: date) -> Step:
    return Step(row.member.key, Reason.DONE, Act.OPEN)


Rule = Callable[[Row, date], Step | None]

RULES: tuple[Rule, ...] = (
    _overdue,
    _in_state(State.GAP, Reason.GAP, Act.OPEN),
    _never_started,
    _losing,
    _due,
    _in_state(State.REFRESH_DUE, Reason.REFRESH),
    _unseen,
    _in_state(State.UNSURE, Reason.UNSURE),
    _in_state(State.NOT_ENOUGH, Reason.NOT_ENOUGH),
    _in_state(State.NOT_STARTED, Reason.NOT_STARTED, unasked=Act.ASSIGN),
    _done,
)
"""The first that gives a step gives a member's next one; tasks that were assigned go first."""
