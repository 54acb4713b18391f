"""Where a learner stands on whole standards, and when another check tells something new."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from conversations.evidence import APART, AnswerRecord
from conversations.grounds import Grounds
from conversations.readiness import (
    Case,
    State,
    TaskReadiness,
    TaskScope,
    assess_all,
    scopes,
)
from conversations.selection import AGAIN_AFTER, Demand, due_dates
from conversations.task_text import changed_at, fingerprints
from standards.model import Standard

SETTLED = (State.PASSED, State.VERIFIED)
"""States that nothing needs to be added to before something is due again."""


def demands(standard: Standard, grounds: Grounds, now: datetime) -> tuple[Demand, ...]:
    """Each task of `standard`, in its order: what belongs to it, where the learner stands on it."""
    return tuple(
        Demand(scope, readiness, grounds.policies.criticality(scope.task))
        for scope, readiness in zip(scopes(standard), standing(standard, grounds, now), strict=True)
    )


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


def answered_standards(records: Iterable[AnswerRecord]) -> tuple[str, ...]:
    """The codes of the standards that were asked about, the one answered last first."""
    newest = sorted(records, key=lambda record: record.at, reverse=True)
    return tuple(dict.fromkeys(record.standard for record in newest))


def due_again(tasks: Iterable[TaskReadiness], grounds: Grounds) -> datetime | None:
    """When the first item of `tasks` that was answered is due again; None where none was.

    FSRS says when. In a task that is passed, an item counts as due only once it may be asked again;
    before the next session nothing is due, and what is void never is.
    """
    given = [record for record in grounds.records if record.exposed not in grounds.voided]
    last = {record.item: record for record in sorted(given, key=lambda each: each.at)}
    settled = {task.task: task.state in SETTLED for task in tasks}
    due = due_dates(given)
    again = [
        max(due[item], record.at + AGAIN_AFTER) if settled[record.task] else due[item]
        for item, record in last.items()
        if record.task in settled
    ]
    if not again:
        return None
    return max(min(again), max(record.at for record in given) + APART)


def next_check(tasks: Collection[TaskReadiness], grounds: Grounds) -> datetime | None:
    """From when on another check of `tasks` is worth it; None where none of them was answered.

    A further session counts as one only APART from the last answer. Once every task is passed, it
    is when the first of their items is due again and may be asked again.
    """
    names = {task.task for task in tasks}
    answered = [
        record
        for record in grounds.records
        if record.task in names and record.exposed not in grounds.voided
    ]
    if not answered:
        return None
    session = max(record.at for record in answered) + APART
    if all(task.state in SETTLED for task in tasks):
        last = {record.item: record.at for record in sorted(answered, key=lambda each: each.at)}
        due = due_dates(answered)
        return max(session, min(max(due[item], last[item] + AGAIN_AFTER) for item in last))
    return session
