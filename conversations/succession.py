"""What holds across versions of a standard: which tasks stayed, what answers to the old say now.

A newer version that is in force takes the place of the older ones. What somebody showed on a task
whose text is the same goes on to count, whatever its code is now; on one that was reworded it goes
on to count as asked about another text, so that a pass has to be refreshed. Nothing of this is
stored: it follows from the log and the versions that are there.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from operator import attrgetter
from typing import TypeVar

from conversations.assignments import Assignment
from conversations.evidence import AnswerRecord
from conversations.language import N_
from conversations.likeness import grams
from conversations.observing import Observation
from conversations.quiz import Quiz, QuizItem
from conversations.task_text import fingerprints
from standards.model import Standard, Task
from standards.versions import base_and_version

Asked = TypeVar("Asked", AnswerRecord, QuizItem)
"""What was asked about something, in the log or in a quiz."""

SAME_CODE = 0.4
"""So alike are two texts of one task, where its code says that it is one."""
OTHER_CODE = 0.7
"""And so alike where nothing else says it."""


class Fate(StrEnum):
    """What became of a task; each is its own message id."""

    KEPT = N_("unchanged")
    MOVED = N_("unchanged, under another code")
    CHANGED = N_("has a new text")
    NEW = N_("is new")
    VANISHED = N_("is no longer there")


@dataclass(frozen=True, slots=True)
class TaskFate:
    """A task before and after; None where it isn't there."""

    fate: Fate
    before: Task | None
    after: Task | None


def fates(old: Standard, new: Standard) -> tuple[TaskFate, ...]:
    """What became of each task: those of `new` in its order, then what vanished in that of `old`.

    A task is the same where its fingerprint is, first of all under the same code. Else it is the
    one of the same code if that still says much the same, or the most alike; likeness is the Dice
    coefficient of the parts by which texts are compared.
    """
    partners = _partners(old, new)
    texts = fingerprints(old), fingerprints(new)
    found = []
    for task in new.tasks:
        before = partners.get(task.id)
        if before is None:
            found.append(TaskFate(Fate.NEW, None, task))
        elif texts[0][before.id] != texts[1][task.id]:
            found.append(TaskFate(Fate.CHANGED, before, task))
        else:
            fate = Fate.KEPT if before.code == task.code else Fate.MOVED
            found.append(TaskFate(fate, before, task))
    kept = {before.id for before in partners.values()}
    gone = (task for task in old.tasks if task.id not in kept)
    return (*found, *(TaskFate(Fate.VANISHED, task, None) for task in gone))


def _partners(old: Standard, new: Standard) -> dict[str, Task]:
    """The task of `old` that each of `new` is, by the latter's id."""
    texts = fingerprints(old), fingerprints(new)
    left = {task.id: task for task in old.tasks}
    found: dict[str, Task] = {}
    for same_code in (True, False):
        for task in new.tasks:
            alike = (
                before
                for before in left.values()
                if texts[0][before.id] == texts[1][task.id]
                and (before.code == task.code or not same_code)
            )
            before = None if task.id in found else next(alike, None)
            if before is not None:
                found[task.id] = left.pop(before.id)
    pairs = sorted(
        (
            (before.code != task.code, -likeness, place, before.id, task.id)
            for place, task in enumerate(new.tasks)
            if task.id not in found
            for before in left.values()
            if (likeness := _likeness(before, task))
            >= (SAME_CODE if before.code == task.code else OTHER_CODE)
        ),
    )
    for *_order, before_id, task_id in pairs:
        if task_id not in found and before_id in left:
            found[task_id] = left.pop(before_id)
    return found


def _likeness(one: Task, other: Task) -> float:
    first, second = grams(_words(one)), grams(_words(other))
    total = len(first) + len(second)
    return 2 * len(first & second) / total if total else 0.0


def _words(task: Task) -> str:
    return "\n".join(
        (
            task.title,
            *(activity.title for activity in task.activities),
            *(output.text for output in task.all_outputs()),
            *(indicator.text for indicator in task.all_indicators()),
        )
    )


_code_of = attrgetter("standard")


class _Step:
    """From one version of a standard to another."""

    def __init__(self, old: Standard, new: Standard) -> None:
        self.new = new
        self.fates = fates(old, new)
        self.texts = fingerprints(old)
        self.tasks = {
            each.before.id: each.after.id
            for each in self.fates
            if each.before is not None and each.after is not None
        }
        self.ids = {old.code: new.code, **self.tasks, **_same_words(self.fates, old, new)}

    def record(self, record: Asked) -> Asked:
        """As if it had been asked about the new version."""
        return replace(
            record,
            standard=self.new.code,
            task=self.ids.get(record.task, record.task),
            targets=tuple(self.ids[each] for each in record.targets if each in self.ids),
            task_text=record.task_text or self.texts.get(record.task, ""),
        )

    def observation(self, seen: Observation) -> Observation:
        """As if it had been seen of the new version's words, where these are the same."""
        return replace(seen, target=self.ids.get(seen.target, seen.target))


def _same_words(every: Iterable[TaskFate], old: Standard, new: Standard) -> dict[str, str]:
    """The new ids of the items whose words are the same, by the old ones."""
    found = _matched(_called_for(old), _called_for(new))
    for each in every:
        if each.before is not None and each.after is not None:
            found |= _matched(_parts(each.before), _parts(each.after))
    return found


def _called_for(standard: Standard) -> Iterator[tuple[str, tuple[str, ...]]]:
    for knowledge in standard.knowledge:
        yield knowledge.id, ("knowledge", knowledge.text, *knowledge.items)
    for skill in standard.skills:
        yield skill.id, ("skill", skill.text, *skill.items)


def _parts(task: Task) -> Iterator[tuple[str, tuple[str, ...]]]:
    for activity in task.activities:
        yield activity.id, ("activity", activity.title)
    for output in task.all_outputs():
        yield output.id, ("output", output.text)
    for indicator in task.all_indicators():
        yield indicator.id, ("indicator", indicator.text)


def _matched(
    old: Iterable[tuple[str, tuple[str, ...]]], new: Iterable[tuple[str, tuple[str, ...]]]
) -> dict[str, str]:
    there: dict[tuple[str, ...], list[str]] = {}
    for id, words in new:
        there.setdefault(words, []).append(id)
    # Of two with the same words, the first is the first.
    return {id: there[words].pop(0) for id, words in old if there.get(words)}


class _Unknown:
    """From a version that is not there any more: what its answers kept of its text has to do."""

    def __init__(self, new: Standard) -> None:
        self._new = new
        self._tasks = {text: id for id, text in fingerprints(new).items()}
        self._ids = {id.partition("/")[2]: id for id in _ids_of(new)}

    def record(self, record: Asked) -> Asked:
        """As if it had been asked about the new version, where the task's text is the same."""
        task = self._tasks.get(record.task_text)
        if task is None:
            return replace(record, standard=self._new.code)
        bare = (each.partition("/")[2] for each in record.targets)
        targets = tuple(self._ids[each] for each in bare if each in self._ids)
        return replace(record, standard=self._new.code, task=task, targets=targets)


def _ids_of(standard: Standard) -> Iterator[str]:
    for task in standard.tasks:
        yield from (id for id, _words in _parts(task))
    yield from (id for id, _words in _called_for(standard))


def gone(records: Iterable[AnswerRecord], standard: Standard) -> tuple[str, ...]:
    """The ids of tasks that were asked about and that the standard no longer has."""
    there = {standard.code, *(task.id for task in standard.tasks)}
    asked = (each.task for each in records if each.standard == standard.code)
    return tuple(dict.fromkeys(task for task in asked if task not in there))


@dataclass(frozen=True, slots=True)
class Followed:
    """An assignment as it is by the version that is in force."""

    given: Assignment
    """As it is kept."""
    now: Assignment
    """On the newest version; as given where nothing of it leads there."""
    standard: Standard | None
    """The one it is on now; None where there is none any more."""
    lost: tuple[str, ...] = ()
    """The ids of tasks, assigned or critical, that the standard no longer has."""

    @property
    def needs_a_look(self) -> bool:
        """Whether it asks for something that is not there any more."""
        return self.standard is None or bool(self.lost)


class Lineage:
    """The versions there are: those `in_force`, and `past` ones that can only be read."""

    def __init__(self, in_force: Sequence[Standard], past: Sequence[Standard] = ()) -> None:
        self._in_force = {each.code: each for each in in_force}
        self._known = {each.code: each for each in past} | self._in_force
        self._steps: dict[str, _Step | _Unknown | None] = {}

    @cached_property
    def _newest(self) -> Mapping[str, Standard]:
        """By what their codes have in common."""
        found: dict[str, Standard] = {}
        for each in sorted(
            self._in_force.values(), key=lambda each: base_and_version(each.code)[1]
        ):
            found[base_and_version(each.code)[0]] = each
        return found

    def current(self, code: str) -> Standard | None:
        """The newest version in force of the standard of that code; None where there is none."""
        base, number = base_and_version(code)
        newest = self._newest.get(base)
        if newest is not None and base_and_version(newest.code)[1] > number:
            return newest
        return self._in_force.get(code)

    def newest(self, standards: Sequence[Standard]) -> tuple[Standard, ...]:
        """Those of `standards` of which no newer version is in force."""
        return tuple(each for each in standards if self.current(each.code) in (None, each))

    def before(self, standard: Standard) -> tuple[Standard, ...]:
        """The older versions of it that are known, the newest of them first."""
        base, number = base_and_version(standard.code)
        older = [
            (version, each)
            for each in self._known.values()
            for own, version in (base_and_version(each.code),)
            if own == base and version < number
        ]
        return tuple(each for _version, each in sorted(older, key=lambda one: -one[0]))

    def records(self, records: Sequence[AnswerRecord]) -> tuple[AnswerRecord, ...]:
        """The answers as ones about the versions in force, in the same order."""
        steps = {code: self._step(code) for code in set(map(_code_of, records))}
        if not any(steps.values()):
            return tuple(records)
        return tuple(
            step.record(record) if (step := steps[record.standard]) is not None else record
            for record in records
        )

    def quiz(self, quiz: Quiz) -> Quiz:
        """The quiz as one about the versions in force, as `records` gives what was answered."""
        steps = {code: self._step(code) for code in {item.standard for item in quiz.items}}
        if not any(steps.values()):
            return quiz
        items = (
            step.record(item) if (step := steps[item.standard]) is not None else item
            for item in quiz.items
        )
        return replace(quiz, items=tuple(items))

    def observations(self, seen: Sequence[Observation]) -> tuple[Observation, ...]:
        """The same of what was seen at work."""
        found = []
        for each in seen:
            step = self._step(each.target.partition("/")[0])
            found.append(step.observation(each) if isinstance(step, _Step) else each)
        return tuple(found)

    def followed(self, given: Assignment) -> Followed:
        """The assignment, on the version that is in force."""
        current = self.current(given.standard)
        if current is None:
            return Followed(given, given, None)
        ids = {task.id: task.id for task in current.tasks}
        step = self._step(given.standard)
        if isinstance(step, _Step):
            ids |= step.tasks
        lost = tuple(
            dict.fromkeys(task for task in (*given.tasks, *given.critical) if task not in ids)
        )
        tasks = _in_order((ids[task] for task in given.tasks if task in ids), current)
        critical = _in_order((ids[task] for task in given.critical if task in ids), current)
        if given.tasks and not tasks:
            # None of them is left, and without any it would ask for all there are.
            return Followed(given, given, None, lost)
        now = replace(given, standard=current.code, tasks=tasks, critical=critical)
        return Followed(given, now, current, lost)

    def _step(self, code: str) -> _Step | _Unknown | None:
        """How to get from the version of that code to the current one; None where it is that."""
        if code not in self._steps:
            current, old = self.current(code), self._known.get(code)
            if current is None or current.code == code:
                self._steps[code] = None
            else:
                self._steps[code] = _Unknown(current) if old is None else _Step(old, current)
        return self._steps[code]


def _in_order(tasks: Iterable[str], standard: Standard) -> tuple[str, ...]:
    wanted = set(tasks)
    return tuple(task.id for task in standard.tasks if task.id in wanted)
