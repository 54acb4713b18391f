"""Where a learner stands on whole standards, and when another check tells something new."""

from collections.abc import Collection, Iterable
from datetime import datetime

from conversations.evidence import APART, AnswerRecord
from conversations.grounds import Grounds
from conversations.readiness import State, TaskReadiness, TaskScope, assess, scopes
from conversations.selection import AGAIN_AFTER, Demand, due_dates
from conversations.task_text import changed_at, fingerprints
from standards.model import Standard

SETTLED = (State.PASSED, State.VERIFIED)
"""States that nothing needs to be added to before something is due again."""


def demands(standard: Standard, grounds: Grounds, now: datetime) -> tuple[Demand, ...]:
    """Each task of `standard`, in its order: what belongs to it, where the learner stands on it."""
    texts = fingerprints(standard)
    return tuple(
        Demand(
            scope,
            _assessed(scope, texts[scope.task], grounds, now),
            grounds.policies.criticality(scope.task),
        )
        for scope in scopes(standard)
    )


def _assessed(scope: TaskScope, text: str, grounds: Grounds, now: datetime) -> TaskReadiness:
    return assess(
        scope,
        grounds.records,
        now,
        observations=grounds.observations,
        criterion=grounds.policies.criterion(scope.task),
        changed_at=changed_at(scope.task, text, grounds.records),
        voided=grounds.voided,
    )


def standing(standard: Standard, grounds: Grounds, now: datetime) -> tuple[TaskReadiness, ...]:
    """Where the learner stands on each task of `standard`, in its order."""
    return tuple(demand.readiness for demand in demands(standard, grounds, now))


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
