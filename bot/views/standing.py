"""Where somebody stands, standard by standard and task by task; and a task's state in words."""

from collections.abc import Sequence

from bot.callbacks import ShowChecks, ShowStanding, ShowTask
from bot.message import Button, Entry, Heading, Listing, Message, Row, Style, text
from bot.places import place_of, words_of
from bot.views.labels import shorten, way_back
from bot.views.paging import page_of, turning
from bot.views.rendering import bilingual, place_label, standard_label
from conversations.language import Translator
from conversations.readiness import State, TaskReadiness
from standards.model import Standard

TASKS_A_PAGE = 10
OTHERS_OFFERED = 6
ICONS = {
    State.NOT_STARTED: "○",
    State.NOT_ENOUGH: "◔",
    State.GAP: "▽",
    State.VERIFIED: "★",
    State.PASSED: "✓",
    State.REFRESH_DUE: "↻",
    State.UNSURE: "≈",
}
"""Told apart by their form alone."""


def said(readiness: TaskReadiness, _: Translator) -> str:
    """A task's state and the reason for it, on one line."""
    return _(
        "{icon} {state}: {why}",
        icon=ICONS[readiness.state],
        state=_(readiness.state),
        why=readiness.why.said(_),
    )


def standing(
    standard: Standard,
    tasks: Sequence[TaskReadiness],
    others: Sequence[Standard],
    number: int,
    _: Translator,
) -> Message:
    """A line a task, and a button that opens it; `others` are standards that were asked about."""
    page = page_of(tasks, number, most=TASKS_A_PAGE)
    lines: list[Entry] = []
    rows: list[Row] = []
    for readiness in page.entries:
        place = place_of(standard, readiness.task)
        if place is None or place.task is None:
            continue
        title = bilingual(standard, place.item.id, words_of(place.item), _)
        lines.append(Entry(place.item.code, f"{title} · {said(readiness, _)}"))
        label = f"{ICONS[readiness.state]} {place_label(standard, place.task, _)}"
        rows.append((Button(shorten(label), ShowTask(readiness.task)),))
    return Message(
        (
            Heading(_("Where you stand")),
            text(bilingual(standard, standard.code, standard.title, _)),
            Listing(tuple(lines)),
            text(
                _(
                    "These checks show what you know. That you can do it, only somebody who sees "
                    "you at work can say."
                ),
                Style.QUIET,
            ),
        ),
        (
            *rows,
            *turning(page, lambda to: ShowStanding(standard.code, to), _),
            *(
                (Button(standard_label(other, _), ShowStanding(other.code)),)
                for other in others[:OTHERS_OFFERED]
            ),
            way_back(_, ShowChecks()),
        ),
    )


def nothing_yet(_: Translator) -> Message:
    """The word to somebody who has not answered a question yet."""
    return Message(
        (text(_("You have not answered a question yet, so there is nothing to show.")),),
        ((Button(_("Quiz"), ShowChecks()),), way_back(_)),
    )
