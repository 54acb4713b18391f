"""What stands on a team's picture: a page of people by tasks, in the reader's words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from math import ceil
from typing import TypeVar

from bot.views.rendering import label_of
from conversations.language import N_, Translator
from conversations.readiness import State
from conversations.team_summary import Cell, Row, TeamSummary
from standards.model import Standard, Task

T = TypeVar("T")

PEOPLE_A_PAGE = 12
TASKS_A_PAGE = 10
SEEN, EXPIRING = "*", "!"
"""What is put behind the state, and behind the age."""

SHORT: Mapping[State, str] = {
    State.NOT_STARTED: N_("None"),
    State.NOT_ENOUGH: N_("Few"),
    State.GAP: N_("Gap"),
    State.VERIFIED: N_("Seen"),
    State.PASSED: N_("Pass"),
    State.REFRESH_DUE: N_("Redo"),
    State.UNSURE: N_("Open"),
}
"""A state in a word that a narrow cell has room for; a key tells what each stands for."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A person and a task."""

    state: State
    word: str
    """The state in a short word."""
    answers: str
    """How many; empty where there are none."""
    age: str
    """Of the newest evidence; empty where there is none."""


@dataclass(frozen=True, slots=True)
class GridRow:
    """A person."""

    name: str
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class Key:
    """What a mark means."""

    state: State
    meaning: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A page of a team's picture."""

    title: str
    """The team's name."""
    about: str
    """The standard's title and code."""
    codes: tuple[str, ...]
    """Of the tasks, one a column."""
    rows: tuple[GridRow, ...]
    tasks: tuple[str, ...]
    """The tasks' codes with their titles."""
    keys: tuple[Key, ...]
    remark: str
    footer: str


def pages_of(summary: TeamSummary) -> int:
    """How many pages a team's picture has, at least 1."""
    return len(_parts(summary.rows, PEOPLE_A_PAGE)) * len(_parts(summary.tasks, TASKS_A_PAGE))


def grid(summary: TeamSummary, standard: Standard, _: Translator, *, number: int = 0) -> Grid:
    """The page of that number, counted from 0, or the last one; a part's further tasks come next.

    Pages are of nearly the same size: 13 people are 7 and 6, not 12 and 1.
    """
    people = _parts(summary.rows, PEOPLE_A_PAGE)
    tasks = _parts(standard.tasks, TASKS_A_PAGE)
    pages = len(people) * len(tasks)
    number = min(number, pages - 1)
    rows, columns = people[number // len(tasks)], tasks[number % len(tasks)]
    first = next((i for i, task in enumerate(standard.tasks) if task is columns[0]), 0)
    footer = [*as_of(summary, _)]
    if pages > 1:
        footer.append(f"{number + 1}/{pages}")
    return Grid(
        title=summary.team,
        about=f"{label_of(standard, standard.code, standard.title, _)} · {standard.code}",
        codes=tuple(task.code for task in columns),
        rows=tuple(_row(row, first, len(columns), summary.as_of, _) for row in rows),
        tasks=tuple(_task(standard, task, _) for task in columns),
        keys=tuple(
            Key(state, _("{short}: {state}", short=_(SHORT[state]), state=_(state)))
            for state in State
        ),
        remark=_(
            "Each cell: number of answers, state, days since the newest; "
            "* seen at work; ! expires within 30 days."
        ),
        footer=" · ".join(footer),
    )


def as_of(summary: TeamSummary, _: Translator) -> tuple[str, ...]:
    """The day, the standard's text and the algorithm that everything in a summary rests on."""
    return (
        _("As of {date}", date=summary.as_of.date().isoformat()),
        _("text of the standard: {version}", version=summary.version),
        _("calculated by {algorithm}", algorithm=summary.algorithm),
    )


def _parts(entries: Sequence[T], most: int) -> list[Sequence[T]]:
    """Cut into the fewest parts of at most `most`, their sizes differing by one at most."""
    count = max(1, ceil(len(entries) / most))
    cuts = [len(entries) * place // count for place in range(count + 1)]
    return [entries[start:end] for start, end in pairwise(cuts)]


def _row(row: Row, first: int, count: int, now: datetime, _: Translator) -> GridRow:
    cells = row.cells[first : first + count]
    return GridRow(row.member.name, tuple(_cell(cell, now, _) for cell in cells))


def _cell(cell: Cell, now: datetime, _: Translator) -> GridCell:
    return GridCell(
        state=cell.state,
        word=_(SHORT[cell.state]) + (SEEN if cell.observed else ""),
        answers=str(cell.answers) if cell.answers else "",
        age=""
        if cell.newest is None
        else _("{days} d", days=(now - cell.newest).days) + (EXPIRING if cell.expiring else ""),
    )


def _task(standard: Standard, task: Task, _: Translator) -> str:
    return f"{task.code} {label_of(standard, task.id, task.title, _)}"
