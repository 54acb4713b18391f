"""A task and an activity: what they yield, what one sees done, what they ask for."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from bot.callbacks import Action, ShowActivity, ShowItem, ShowStandard, ShowTask, StartQuiz
from bot.message import Block, Button, Entry, Heading, Listing, Message, Row, Style, Trail, text
from bot.places import item_code, words_of
from bot.views.labels import grid, way_back
from bot.views.paging import page_of, turning
from bot.views.rendering import bilingual, place_label, printed_label
from conversations.atlas import Item
from conversations.language import Translator
from standards.model import Activity, Standard, Task

LINES_A_PAGE = 24
LETTERS_A_PAGE = 1800


def task(standard: Standard, task: Task, number: int, _: Translator) -> Message:
    """A task; its activities open with a tap."""
    head = _head(standard, Trail((standard.title,)), task, _)
    if task.activities:
        entries = (
            Entry(activity.code, bilingual(standard, activity.id, activity.title, _))
            for activity in task.activities
        )
        above = printed_label(standard, standard.activity_label, _("Activities"), _)
        head += (Heading(above), Listing(tuple(entries)))
    openings = tuple(
        (
            Button(
                place_label(standard, activity, _),
                ShowActivity(activity.id),
            ),
        )
        for activity in task.activities
    )
    lines = [
        *((_("Indicators"), indicator) for indicator in task.indicators),
        *_needs(standard, task, _),
    ]
    return _screen(
        standard, head, openings, lines, number, task, task, ShowStandard(standard.code), _
    )


def activity(
    standard: Standard, task: Task, activity: Activity, number: int, _: Translator
) -> Message:
    """An activity with all that its row of the document holds."""
    head = _head(standard, Trail((standard.title, f"{task.code} {task.title}")), activity, _)
    lines: list[Line] = [
        *((_("Outputs"), output) for output in activity.outputs),
        *((_("Indicators"), indicator) for indicator in activity.indicators),
        *_needs(standard, activity, _),
    ]
    return _screen(standard, head, (), lines, number, activity, task, ShowTask(task.id), _)


Line = tuple[str, Item]
"""The heading it stands under, and an item."""


def _head(
    standard: Standard, trail: Trail, owner: Task | Activity, _: Translator
) -> tuple[Block, ...]:
    level = owner.level
    known = () if level is None else (text(_("level {level}", level=level), Style.QUIET),)
    return (trail, Heading(f"{owner.code} {bilingual(standard, owner.id, owner.title, _)}"), *known)


def _needs(standard: Standard, owner: Task | Activity, _: Translator) -> Iterator[Line]:
    """The knowledge and skills that a task or activity itself names."""
    for knowledge in standard.knowledge:
        if knowledge.id in owner.knowledge:
            yield _("Knowledge"), knowledge
    for skill in standard.skills:
        if skill.id in owner.skills:
            yield _("Skills"), skill


def _screen(
    standard: Standard,
    head: tuple[Block, ...],
    openings: tuple[Row, ...],
    lines: Sequence[Line],
    number: int,
    owner: Task | Activity,
    task: Task,
    back: Action,
    _: Translator,
) -> Message:
    def words(item: Item) -> str:
        return bilingual(standard, item.id, words_of(item), _)

    page = page_of(
        lines,
        number,
        most=LINES_A_PAGE,
        room=LETTERS_A_PAGE,
        size=lambda line: len(line[1].code) + len(words(line[1])),
    )
    body: list[Block] = []
    for heading, group in groupby(page.entries, key=lambda line: line[0]):
        entries = (Entry(item.code, words(item)) for _heading, item in group)
        body += [Heading(heading), Listing(tuple(entries))]
    origin = item_code(owner.id)
    show = ShowTask if isinstance(owner, Task) else ShowActivity
    return Message(
        (*head, *body),
        (
            *openings,
            *grid(
                [Button(item.code, ShowItem(item.id, origin)) for _heading, item in page.entries]
            ),
            *turning(page, lambda to: show(owner.id, to), _),
            (Button(_("Check what I know"), StartQuiz(task.id)),),
            way_back(_, back),
        ),
    )
