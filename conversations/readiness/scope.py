"""What belongs to a task, and which answers bear on it."""

from dataclasses import dataclass

from conversations.evidence import AnswerRecord
from standards.model import Standard, Task


@dataclass(frozen=True, slots=True)
class TaskScope:
    """What belongs to a task, as ids."""

    task: str
    indicators: frozenset[str]
    seen: frozenset[str]
    """Its indicators and outputs: what a supervisor can observe."""
    own: frozenset[str]
    """What belongs to this task and to no other."""
    all: frozenset[str]

    def bears(self, record: AnswerRecord) -> bool:
        """Whether an answer says something about this task.

        It was asked about it, or rests on nothing but knowledge and skills that it also calls for.
        """
        return record.task == self.task or (
            bool(record.targets) and self.all.issuperset(record.targets)
        )

    def is_particular(self, record: AnswerRecord) -> bool:
        """Whether an answer says something about this task alone."""
        return record.task == self.task and (
            not record.targets or not self.own.isdisjoint(record.targets)
        )


def scopes(standard: Standard) -> tuple[TaskScope, ...]:
    """The scope of each task of the standard, in the document's order."""
    called_for = [{*task.all_knowledge(), *task.all_skills()} for task in standard.tasks]
    return tuple(
        _scope(task, called_for[place], set().union(*called_for[:place], *called_for[place + 1 :]))
        for place, task in enumerate(standard.tasks)
    )


def _scope(task: Task, called_for: set[str], elsewhere: set[str]) -> TaskScope:
    indicators = frozenset(indicator.id for indicator in task.all_indicators())
    seen = indicators | {output.id for output in task.all_outputs()}
    places = {task.id, *(activity.id for activity in task.activities)}
    return TaskScope(
        task.id,
        indicators=indicators,
        seen=seen,
        own=seen | places | (called_for - elsewhere),
        all=seen | places | called_for,
    )
