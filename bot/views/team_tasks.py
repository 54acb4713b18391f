"""A standard's tasks across a team: how many are in which state, and who."""

from collections.abc import Callable

from bot.callbacks import Action, ShowOverview, ShowTaskAcross, ShowTeamTasks
from bot.card.marks import MARKS
from bot.message import Button, Entry, Heading, Listing, Message, Style, Trail, text
from bot.views.labels import grid, shorten, way_back
from bot.views.paging import page_of, turning
from bot.views.rendering import bilingual, place_label
from bot.views.team import foot, head, in_words
from conversations.language import Translator
from conversations.readiness import State
from conversations.team_summary import TaskCounts, TeamSummary
from standards.model import Standard, Task

TASKS_A_PAGE = 10
PEOPLE_A_PAGE = 12


def tasks(
    summary: TeamSummary, standard: Standard, team: str, number: int, _: Translator
) -> Message:
    """A page of tasks; each opens with a tap."""
    counts = dict(zip(summary.tasks, summary.counts, strict=True))
    page = page_of(standard.tasks, number, most=TASKS_A_PAGE)
    return Message(
        (
            *head(summary, standard, _),
            Listing(
                tuple(
                    Entry(
                        task.code,
                        _(
                            "{task}: {said}",
                            task=bilingual(standard, task.id, task.title, _),
                            said=_counted(counts[task.id], _),
                        ),
                    )
                    for task in page.entries
                )
            ),
            foot(summary, _),
        ),
        (
            *(
                (Button(place_label(standard, task, _), ShowTaskAcross(team, task.id)),)
                for task in page.entries
            ),
            *turning(page, lambda to: ShowTeamTasks(team, standard.code, to), _),
            way_back(_, ShowOverview(team, standard.code)),
        ),
    )


def _counted(counts: TaskCounts, _: Translator) -> str:
    return " · ".join(
        f"{MARKS[state].sign} {_(state)} {counts.states[state]}"
        for state in State
        if counts.states.get(state)
    )


def across(
    summary: TeamSummary,
    standard: Standard,
    task: Task,
    team: str,
    number: int,
    _: Translator,
    *,
    to_person: Callable[[str], Action],
) -> Message:
    """One task, a line a learner; `to_person` opens theirs by their key."""
    place = summary.tasks.index(task.id)
    page = page_of(summary.rows, number, most=PEOPLE_A_PAGE)
    buttons = [
        Button(shorten(row.member.name, 18), to_person(row.member.key)) for row in page.entries
    ]
    return Message(
        (
            Trail((summary.team, standard.title)),
            Heading(f"{task.code} {bilingual(standard, task.id, task.title, _)}"),
            text(_counted(summary.counts[place], _), Style.STRONG),
            Listing(
                tuple(
                    Entry(
                        MARKS[row.cells[place].state].sign,
                        _(
                            "{name}: {said}",
                            name=row.member.name,
                            said=in_words(row.cells[place], summary.as_of, _),
                        ),
                    )
                    for row in page.entries
                )
            ),
            foot(summary, _),
        ),
        (
            *grid(buttons, across=2),
            *turning(page, lambda to: ShowTaskAcross(team, task.id, to), _),
            way_back(_, ShowTeamTasks(team, standard.code)),
        ),
    )
