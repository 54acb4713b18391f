"""Where a learner stands on whole standards, and when another check tells something new."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from conversations.evidence import APART, AnswerRecord, ItemVersion
from conversations.grounds import Grounds
from conversations.readiness import (
    Case,
    State,
    TaskReadiness,
    TaskScope,
    assess_all,
    scopes,
)
from conversations.selection import (
    AGAIN_AFTER,
    Askable,
    Demand,
    count_from,
    due_dates,
    kept_until,
    room,
)
from conversations.task_text import changed_at, fingerprints
from standards.model import Standard

SETTLED = (State.PASSED, State.VERIFIED)
"""States that nothing needs to be added to before something is due again."""


def demands(standard: Standard, grounds: Grounds, now: datetime) -> tuple[Demand, ...]:
    """Each task of `standard`, in its order: what belongs to it, where the learner stands on it."""
    return tuple(
        _demand(standard, scope, readiness, grounds)
        for scope, readiness in zip(scopes(standard), standing(standard, grounds, now), strict=True)
    )


def _demand(
    standard: Standard, scope: TaskScope, readiness: TaskReadiness, grounds: Grounds
) -> Demand:
    # Once it is passed, only being seen at work brings it nearer, and no question does.
    asking = [
        each
        for each in grounds.assigned
        if each.standard == standard.code
        and each.covers(scope.task)
        and readiness.state not in SETTLED
    ]
    until = min((each.due for each in asking if each.due is not None), default=None)
    criticality = grounds.policies.criticality(scope.task)
    return Demand(scope, readiness, criticality, bool(asking), until)


def standing(standard: Standard, grounds: Grounds, now: datetime) -> tuple[TaskReadiness, ...]:
    """Where the learner stands on each task of `standard`, in its order."""
    return standings(standard, [grounds], now)[0].now


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a learner stands on each task of a standard, in its order, and stood or will stand."""

    now: tuple[TaskReadiness, ...]
    others: tuple[tuple[State, ...], ...]
    """The states at each of the other times."""


def standings(
    standard: Standard,
    learners: Collection[Grounds],
    now: datetime,
    others: Sequence[datetime] = (),
) -> tuple[Standing, ...]:
    """Where each of many learners stands, now and at `others`; together it takes far less time.

    An earlier time is judged by what is known today of the answers until then: by the items that
    are void and the policies that hold today, and by the standard's text of today. A later one is
    what it comes to if nothing more is answered or seen.
    """
    texts = fingerprints(standard)
    tasks = scopes(standard)
    bearing = _Bearing(tasks)
    found = assess_all(
        (
            Case(
                scope,
                mine,
                observations=grounds.observations,
                criterion=grounds.policies.criterion(scope.task),
                changed_at=changed_at(scope.task, texts[scope.task], mine),
                voided=grounds.voided,
            )
            for grounds in learners
            for scope, mine in zip(tasks, bearing.sorted_out(grounds.records), strict=True)
        ),
        now,
        others,
    )
    standing = []
    for _learner in learners:
        mine = list(islice(found, len(tasks)))
        standing.append(
            Standing(
                tuple(readiness for readiness, _states in mine),
                tuple(tuple(states[place] for _, states in mine) for place in range(len(others))),
            )
        )
    return tuple(standing)


class _Bearing:
    """Which answers bear on which tasks; those asked of the same do so alike."""

    def __init__(self, tasks: Sequence[TaskScope]) -> None:
        self._tasks = tasks
        self._places: dict[tuple[str, tuple[str, ...]], tuple[int, ...]] = {}

    def sorted_out(self, records: Iterable[AnswerRecord]) -> list[list[AnswerRecord]]:
        """The records that bear on each task."""
        found: list[list[AnswerRecord]] = [[] for _task in self._tasks]
        for record in records:
            asked = record.task, record.targets
            places = self._places.get(asked)
            if places is None:
                places = self._places[asked] = tuple(
                    place for place, task in enumerate(self._tasks) if task.bears(record)
                )
            for place in places:
                found[place].append(record)
        return found


def asked_standards(grounds: Grounds) -> tuple[str, ...]:
    """The codes of the standards that somebody was asked about or is assigned, in that order."""
    assigned = (each.standard for each in grounds.assigned)
    return tuple(dict.fromkeys((*answered_standards(grounds.records), *assigned)))


def answered_standards(records: Iterable[AnswerRecord]) -> tuple[str, ...]:
    """The codes of the standards that were asked about, the one answered last first."""
    newest = sorted(records, key=lambda record: record.at, reverse=True)
    return tuple(dict.fromkeys(record.standard for record in newest))


def due_again(
    tasks: Iterable[TaskReadiness], grounds: Grounds, items: Collection[Askable], now: datetime
) -> datetime | None:
    """When another check is due on one of `tasks` that was answered; None where none will be.

    FSRS says when an item is due. In a task that is passed, one counts as due only once it may be
    asked again; before the next session nothing is due, nor before one of `items`, which are what
    can be asked about these tasks, counts. What is void never is due.
    """
    given = _given(grounds)
    due = _due(tasks, given)
    opens = _opens(items, _counting(items, grounds, now))
    again = [max(at, opens[task]) for task, at in due.items() if task in opens]
    return max(min(again), max(record.at for record in given) + APART) if again else None


def next_check(
    tasks: Iterable[TaskReadiness], grounds: Grounds, items: Collection[Askable], now: datetime
) -> datetime | None:
    """From when on another check of `tasks` tells something new; not after `now` if at once.

    In a task that is not passed, any answer that counts tells something, unless what is left is
    kept for its second session. In one that is passed it is when its first item is due again and
    may be asked again. Nothing is new before one of `items`, which are what can be asked about
    these tasks, counts. None where no task was answered or none has items.
    """
    tasks = tuple(tasks)
    due = _due(tasks, _given(grounds))
    counting = _counting(items, grounds, now)
    opens = _opens(items, counting)
    open_now = _open_now(items, counting, now)
    news = [
        max(opens[task.task], due.get(task.task, now))
        if task.state in SETTLED
        else max(opens[task.task], _from(task, open_now[task.task], now))
        for task in tasks
        if task.task in opens
    ]
    return min(news) if due and news else None


def _given(grounds: Grounds) -> list[AnswerRecord]:
    """The answers that are not void, oldest first."""
    valid = (record for record in grounds.records if record.exposed not in grounds.voided)
    return sorted(valid, key=lambda record: record.at)


def _due(tasks: Iterable[TaskReadiness], given: Iterable[AnswerRecord]) -> dict[str, datetime]:
    """When the first item of each task that was answered is due again, by the task's id."""
    settled = {task.task: task.state in SETTLED for task in tasks}
    mine = [record for record in given if record.task in settled]
    due = due_dates(mine)
    first: dict[str, datetime] = {}
    for item, record in {record.item: record for record in mine}.items():
        at = max(due[item], record.at + AGAIN_AFTER) if settled[record.task] else due[item]
        first[record.task] = min(at, first.get(record.task, at))
    return first


def _from(task: TaskReadiness, counting: int, now: datetime) -> datetime:
    """From when on some of its `counting` items may be asked in a check; `now` if at once."""
    waits = counting and not room(task, counting, now)
    return task.next_session or (kept_until(task, now) if waits else None) or now


Counting = Mapping[ItemVersion, datetime]
"""From when on an answer to each item would count."""


def _counting(items: Collection[Askable], grounds: Grounds, now: datetime) -> Counting:
    return count_from(items, grounds.records, now, voided=grounds.voided)


def _open_now(items: Collection[Askable], counting: Counting, now: datetime) -> Counter[str]:
    """How many items of each task would count, by the task's id."""
    asked = {(item.id, item.version): item.task for item in items}
    return Counter(asked[version] for version, at in counting.items() if at <= now)


def _opens(items: Collection[Askable], counting: Counting) -> dict[str, datetime]:
    """From when on something asked about a task counts, by the task's id."""
    first: dict[str, datetime] = {}
    for item in items:
        if (at := counting.get((item.id, item.version))) is not None:
            first[item.task] = min(at, first.get(item.task, at))
    return first
