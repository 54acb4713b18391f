"""A learner of a team as their manager sees them: states and counts, and never a single answer."""

from collections.abc import Collection
from datetime import date

from bot.callbacks import (
    AssignTo,
    RemindSeat,
    ShowEveryone,
    ShowLearner,
    ShowLearnerTask,
    ShowSummary,
    ShowTarget,
    ShowTaskAcross,
)
from bot.card.marks import MARKS
from bot.card.tiles import summary as passed
from bot.message import Block, Button, Entry, Heading, Listing, Message, Row, Style, Trail, text
from bot.places import Place, item_code, places, words_of
from bot.views.labels import grid, shorten, way_back
from bot.views.observing import MONTHS, withdraw_rows
from bot.views.observing import in_words as seen_in_words
from bot.views.paging import page_of, turning
from bot.views.rendering import bilingual, place_label, standard_label
from bot.views.standing import criterion_of
from bot.views.team import foot, in_words, words_of_step
from conversations.language import Translator
from conversations.readiness import TaskScope
from conversations.roles import Action
from conversations.team_standing import LearnerStanding
from conversations.team_summary import Assignment, Cell, TeamSummary
from conversations.team_summary import Row as SummaryRow
from standards.model import Standard, Task

TASKS_A_PAGE = 10
TARGETS_A_PAGE = 8
LETTERS_A_PAGE = 1500
STANDARDS_SHOWN = 6


def learner(
    stands: LearnerStanding, seat: str, number: int, may: Collection[Action], _: Translator
) -> Message:
    """The learner's tasks with state, answers, age and due dates, and their next step."""
    team, standard, summary = stands.team, stands.standard, stands.summary
    if standard is None or summary is None:
        return _nothing_yet(stands, seat, may, _)
    (row,), (step,) = summary.rows, summary.steps
    cells = {cell.task: cell for cell in row.cells}
    page = page_of(standard.tasks, number, most=TASKS_A_PAGE)
    said = words_of_step(summary, standard, _)(step)
    blocks: list[Block] = [
        Trail((team.name,)),
        Heading(stands.learner.name),
        text(bilingual(standard, standard.code, standard.title, _)),
        text(passed(list(stands.tasks.values()), _), Style.STRONG),
        Listing(
            tuple(
                Entry(
                    f"{MARKS[cells[task.id].state].sign} {task.code}",
                    _line(standard, task, cells[task.id], row, summary, _),
                )
                for task in page.entries
            )
        ),
        text(_("Next step: {step}", step=said), Style.STRONG),
        foot(summary, _),
    ]
    doing = []
    if Action.ASSIGN in may:
        doing.append(Button(_("Assign"), AssignTo(team.id, seat, standard.code)))
    if Action.REMIND in may:
        doing.append(Button(_("Remind"), RemindSeat(team.id, seat)))
    others = [each for each in stands.standards if each.code != standard.code][:STANDARDS_SHOWN]
    return Message(
        tuple(blocks),
        (
            *(
                (
                    Button(
                        shorten(
                            f"{MARKS[cells[task.id].state].sign} {place_label(standard, task, _)}"
                        ),
                        ShowLearnerTask(team.id, seat, task.id),
                    ),
                )
                for task in page.entries
            ),
            *turning(page, lambda to: ShowLearner(team.id, seat, standard.code, to), _),
            *((tuple(doing),) if doing else ()),
            *(
                (Button(standard_label(other, _), ShowLearner(team.id, seat, other.code)),)
                for other in others
            ),
            way_back(_, ShowEveryone(team.id, standard.code)),
        ),
    )


def _nothing_yet(
    stands: LearnerStanding, seat: str, may: Collection[Action], _: Translator
) -> Message:
    words = _("There is nothing to show yet: nothing is assigned, and nothing was answered.")
    team = stands.team
    rows: list[Row] = []
    if Action.ASSIGN in may:
        rows.append((Button(_("Assign"), AssignTo(team.id, seat, "")),))
    return Message(
        (Trail((team.name,)), Heading(stands.learner.name), text(words)),
        (*rows, way_back(_, ShowSummary(team.id))),
    )


def _line(
    standard: Standard,
    task: Task,
    cell: Cell,
    row: SummaryRow,
    summary: TeamSummary,
    _: Translator,
) -> str:
    title = bilingual(standard, task.id, task.title, _)
    parts = [_("{task}: {said}", task=title, said=in_words(cell, summary.as_of, _))]
    today = summary.as_of.date()
    parts += [
        _due(each, today, _)
        for each in row.assignments
        if each.task == task.id
        if each.due is not None and not each.is_met(cell.state)
    ]
    return " · ".join(parts)


def _due(assignment: Assignment, today: date, _: Translator) -> str:
    due = assignment.due or today
    wanted = _(assignment.wanted)
    if due < today:
        return _("overdue since {date} ({wanted})", date=due.isoformat(), wanted=wanted)
    return _("due {date} ({wanted})", date=due.isoformat(), wanted=wanted)


def task(
    stands: LearnerStanding,
    standard: Standard,
    summary: TeamSummary,
    task: Task,
    scope: TaskScope,
    seat: str,
    number: int,
    may: Collection[Action],
    _: Translator,
    *,
    above: tuple[Row, ...] = (),
) -> Message:
    """Why a task is in its state, what was seen of it at work, and what can be.

    `scope` is that of the task; `above` are rows over all others.
    """
    team, readiness = stands.team, stands.tasks[task.id]
    blocks: list[Block] = [
        Trail((team.name, stands.learner.name)),
        Heading(f"{task.code} {bilingual(standard, task.id, task.title, _)}"),
        text(f"{MARKS[readiness.state].sign} {_(readiness.state)}", Style.STRONG),
        text(readiness.why.said(_)),
    ]
    blocks += criterion_of(readiness, _)
    if readiness.observations:
        blocks += [
            text(_("Seen at work"), Style.STRONG),
            Listing(
                tuple(
                    Entry(
                        item_code(each.target),
                        seen_in_words(each, summary.as_of, _),
                    )
                    for each in readiness.observations
                )
            ),
        ]
    targets = [place for place in places(standard) if place.item.id in scope.seen]
    observing = Action.OBSERVE in may and targets
    page = page_of(
        targets if observing else (),
        number,
        most=TARGETS_A_PAGE,
        room=LETTERS_A_PAGE,
        size=lambda place: len(_target(standard, place, _)),
    )
    if observing:
        blocks += [
            text(_("What did you see? Open it to record it."), Style.STRONG),
            Listing(
                tuple(Entry(place.item.code, _target(standard, place, _)) for place in page.entries)
            ),
        ]
    may_withdraw = Action.WITHDRAW_OBSERVATION in may
    taking_back = withdraw_rows(readiness.observations if may_withdraw else (), team.id, seat, _)
    buttons = [
        Button(place.item.code, ShowTarget(team.id, seat, place.item.id, MONTHS[0]))
        for place in page.entries
    ]
    return Message(
        (*blocks, foot(summary, _)),
        (
            *above,
            *grid(buttons),
            *turning(page, lambda to: ShowLearnerTask(team.id, seat, task.id, to), _),
            *taking_back,
            (Button(_("The team on this task"), ShowTaskAcross(team.id, task.id)),),
            way_back(_, ShowLearner(team.id, seat, standard.code)),
        ),
    )


def _target(standard: Standard, place: Place, _: Translator) -> str:
    return bilingual(standard, place.item.id, words_of(place.item), _)
