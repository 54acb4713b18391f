"""The table of an iCAP occupational standard: tasks, activities, and what stands beside them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from standards import codes
from standards.codes import Coded, coded
from standards.drafts import Draft, Remark, level_remarks
from standards.ledger import Ledger
from standards.model import FindingKind
from standards.rows import HIGHEST_LEVEL, Line, as_level, key
from standards.runs import Run
from standards.sentences import Why

D = TypeVar("D", bound=Draft)

_TASK, _ACTIVITY = 0, 1
_COLUMNS = {
    "工作產出": "output",
    "行為指標": "indicator",
    "職能級別": "level",
    "職能內涵(K=knowledge知識)": "knowledge",
    "職能內涵(S=skills技能)": "skill",
}


@dataclass(slots=True, eq=False)
class ActivityDraft(Draft):
    """An activity with what stands in its rows."""

    level: int | None = None
    outputs: list[Draft] = field(default_factory=list)
    indicators: list[Draft] = field(default_factory=list)
    knowledge: list[Draft] = field(default_factory=list)
    skills: list[Draft] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class TaskDraft(ActivityDraft):
    """A task; K, S and a level are its own only where no activity stands in the row."""

    activities: list[ActivityDraft] = field(default_factory=list)


def is_heading(line: Line) -> bool:
    """Whether `line` is the row of column headings, which every page repeats."""
    return {"工作產出", "行為指標"} <= set(line.keys)


class Table:
    """Gathers the rows of the table."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self.labels = ("", "")
        """What the document calls a task and an activity."""
        self._columns: dict[str, int] = {}
        self._width = 0
        self.tasks: list[TaskDraft] = []
        self._task: TaskDraft | None = None
        self._activity: ActivityDraft | None = None
        self._last: dict[str, Draft] = {}
        self._levels: list[tuple[Run, TaskDraft, ActivityDraft]] = []
        self._after_break = False
        self._highest: dict[tuple[str, codes.Numbers], int] = {}
        """By letter and parents, the highest number read: what tells the next."""
        self.level_per_activity = False
        self.contents_per_activity = False
        """Whether K and S stand beside each activity, or once for the whole task."""
        self.remarks: list[Remark] = []

    def head(self, line: Line) -> None:
        """Take in the row of column headings."""
        keys = line.keys
        self._columns = {_COLUMNS[name]: keys.index(name) for name in _COLUMNS if name in keys}
        self._width = len(keys)
        if not self.labels[0]:
            self.labels = (key(line.cells[0].text), key(line.cells[1].text))
        for cell in line.cells:
            self._ledger.layout(cell)
        self._after_break = True

    def breaks(self) -> None:
        """A page or paragraph ends here."""
        self._after_break = True

    def read(self, line: Line) -> None:
        """Take in one row; what belongs to no item is left unplaced."""
        cells = [*line.cells, *(Run() for _ in range(self._width - len(line.cells)))]
        began = self._names(cells)
        if self._task is None:
            return
        may_continue = self._after_break or not began
        for column in ("output", "indicator"):
            self._results(column, self._cell(cells, column), may_continue)
        self._level(self._cell(cells, "level"))
        for column in ("knowledge", "skill"):
            self._contents(column, self._cell(cells, column), may_continue, began)
        self._after_break = False

    def drafts(self) -> Iterator[Draft]:
        """Every draft of the table, in the document's order."""
        for task in self.tasks:
            yield task
            yield from (*task.knowledge, *task.skills)
            for activity in task.activities:
                yield activity
                yield from (*activity.outputs, *activity.indicators)
                yield from (*activity.knowledge, *activity.skills)

    def place_levels(self) -> None:
        """Place the printed levels, now that tasks and activities have their ids."""
        for cell, task, holder in self._levels:
            self._ledger.item(cell, holder.id if self.level_per_activity else task.id)

    def level_remarks(self) -> Iterator[Remark]:
        """The remarks on printed levels that the scale does not have."""
        for cell, task, holder in self._levels:
            about = holder if self.level_per_activity else task
            yield from level_remarks(about, cell.text, as_level(cell.text), HIGHEST_LEVEL)

    def _cell(self, cells: list[Run], column: str) -> Run:
        index = self._columns.get(column, len(cells))
        return cells[index] if index < len(cells) else Run()

    def _names(self, cells: list[Run]) -> bool:
        """Read the two columns of names; whether a task or activity begins in this row."""
        head, found = coded(cells[_TASK], codes.TASK, "T", self._coming)
        tasks = [self._begin_task(one) for one in found]
        after, named = coded(cells[_ACTIVITY], codes.ACTIVITY, "T", self._coming)
        may_continue = self._after_break or not (tasks or named)
        self._tail("task", head, may_continue)
        for task in tasks:
            self._last["task"] = task
        self._tail("activity", after, may_continue)
        activities = [begun for one in named if (begun := self._begin_activity(one))]
        for drafts in (tasks, activities):
            if len(drafts) > 1:
                printed = " ".join(draft.code for draft in drafts)
                self._remark(FindingKind.MISMATCH, drafts[0], printed, printed, Why.SEVERAL_CODES)
        return bool(tasks or activities)

    def _begin_task(self, one: Coded) -> TaskDraft:
        task = next((t for t in self.tasks if _same(t, one)), None)
        if task is None:
            task = self._drafted(TaskDraft, one)
            self.tasks.append(task)
        else:
            task.marks.append(one.printed)
        self._task, self._activity = task, None
        return task

    def _begin_activity(self, one: Coded) -> ActivityDraft | None:
        home = next((t for t in reversed(self.tasks) if t.numbers == one.numbers[:1]), self._task)
        if home is None:
            return None
        activity = next((a for a in home.activities if _same(a, one)), None)
        if activity is None:
            activity = self._drafted(ActivityDraft, one)
            activity.parent = home
            home.activities.append(activity)
        else:
            activity.marks.append(one.printed)
        if home.numbers != one.numbers[:1]:
            self._remark(
                FindingKind.MISMATCH, activity, one.code, one.code, Why.OTHER_TASK, task=home.code
            )
        self._task, self._activity = home, activity
        self._last["activity"] = activity
        return activity

    def _results(self, column: str, cell: Run, may_continue: bool) -> None:
        letters = "OP" if column == "output" else "PO"
        head, found = coded(cell, codes.OUTPUT_OR_INDICATOR, letters, self._coming)
        self._tail(column, head, may_continue)
        row = self._activity
        if row is None:
            return
        fitting = [one for one in found if one.numbers[:2] == row.numbers]
        for one in found:
            home = row
            if one.numbers[:2] != row.numbers and fitting:
                home = self._home(one) or row
            draft = self._drafted(Draft, one)
            draft.parent = home
            (home.outputs if one.letter == "O" else home.indicators).append(draft)
            self._last[column] = draft
            if one.letter != letters[0]:
                self._remark(FindingKind.MISMATCH, draft, one.code, one.code, Why.OTHER_COLUMN)
            if home is not row:
                self._remark(
                    FindingKind.MOVED_ITEM,
                    draft,
                    f"{row.code} ‖ {one.code}",
                    f"{home.code} ‖ {one.code}",
                    Why.MOVED,
                    row=row.code,
                    home=home.code,
                )
            elif one.numbers[:2] != row.numbers:
                self._remark(
                    FindingKind.MISMATCH,
                    draft,
                    f"{row.code} ‖ {one.code}",
                    f"{row.code} ‖ {one.code}",
                    Why.STALE_NUMBERS,
                    row=row.code,
                )

    def _home(self, one: Coded) -> ActivityDraft | None:
        """The activity that a code names, unless it has an item of this code already."""
        for task in self.tasks:
            for activity in task.activities:
                own = activity.outputs if one.letter == "O" else activity.indicators
                if activity.numbers == one.numbers[:2] and one.code not in {d.code for d in own}:
                    return activity
        return None

    def _level(self, cell: Run) -> None:
        task, holder = self._task, self._activity or self._task
        level = as_level(cell.text)
        if level is None or task is None or holder is None:
            return
        if holder.level not in (None, level):
            return
        if holder is not task and holder is not task.activities[0]:
            self.level_per_activity = True
        holder.level = level
        self._levels.append((cell, task, holder))

    def _contents(self, column: str, cell: Run, may_continue: bool, began: bool) -> None:
        letters = "KS" if column == "knowledge" else "SK"
        head, found = coded(cell, codes.KNOWLEDGE_OR_SKILL, letters, self._coming)
        self._tail(column, head, may_continue)
        holder = self._activity or self._task
        if holder is None or self._task is None:
            return
        if found and began and self._task.activities[1:] and not self._after_break:
            self.contents_per_activity = True
        for one in found:
            draft = self._drafted(Draft, one)
            (holder.knowledge if one.letter == "K" else holder.skills).append(draft)
            self._last[column] = draft
            if one.letter != letters[0]:
                self._remark(FindingKind.MISMATCH, draft, one.code, one.code, Why.OTHER_COLUMN)

    def _tail(self, column: str, run: Run, may_continue: bool) -> None:
        """Add what stands before the first code of a cell to the column's last item."""
        last = self._last.get(column)
        tail = run.strip()
        if tail and last and may_continue and not codes.LOOKS_CODED.match(tail.text):
            last.extend(tail)

    def _drafted(self, kind: type[D], one: Coded) -> D:
        draft = kind(one.code, one.text, [one.printed[: len(one.printed) - len(one.text)]])
        draft.numbers = one.numbers
        among = (one.letter, one.numbers[:-1])
        self._highest[among] = max(one.numbers[-1], self._highest.get(among, 0))
        for printed, read_as, why in one.slips:
            self._remark(FindingKind.MENDED_CODE, draft, printed, read_as, why, letter=one.letter)
        return draft

    def _remark(
        self,
        kind: FindingKind,
        about: Draft,
        printed: str,
        read_as: str,
        why: Why,
        **params: str,
    ) -> None:
        self.remarks.append(Remark(kind, about, printed, read_as, why, params))

    def _coming(self, letter: str, parents: codes.Numbers) -> int:
        return self._highest.get((letter, parents), 0) + 1


def _same(draft: Draft, one: Coded) -> bool:
    """Whether a page repeats the name that it goes on with."""
    return draft.code == one.code and "".join(draft.text.split()) == "".join(one.text.text.split())
