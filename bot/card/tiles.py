"""What stands on a learner's card: a standard's head, and a tile per task."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.views.paging import page_of
from bot.views.rendering import label_of
from conversations.language import Translator
from conversations.readiness import ALGORITHM, State, TaskReadiness
from standards.model import Standard, Task

TILES_A_CARD = 10


@dataclass(frozen=True, slots=True)
class Tile:
    """A task, and where the learner stands on it."""

    title: str
    """Code and title, as printed."""
    rendering: str
    """The title in the reader's language, where that is another one."""
    state: State
    word: str
    """The state in the reader's language."""
    figures: str
    """Number of answers and age of the newest."""


@dataclass(frozen=True, slots=True)
class Card:
    """A page of tasks of one standard, in the reader's words."""

    title: str
    rendering: str
    about: str
    """The standard's code, the learner's name where it is to be shown, and what is asked for."""
    summary: str
    tiles: tuple[Tile, ...]
    footer: str


def card(
    standard: Standard,
    readiness: Mapping[str, TaskReadiness],
    now: datetime,
    _: Translator,
    *,
    number: int = 0,
    name: str = "",
    asked: str = "",
) -> Card:
    """The card's page of that number, counted from 0, or the last one.

    `readiness` is by task id and holds every task of the standard. `now` is what the states were
    assessed at, in the learner's time zone, which decides the date that is shown. `asked` says in
    few words what is asked for on it.
    """
    page = page_of(standard.tasks, number, most=TILES_A_CARD)
    footer = [
        _("As of {date}", date=now.date().isoformat()),
        _("calculated by {algorithm}", algorithm=ALGORITHM),
    ]
    if page.count > 1:
        footer.append(f"{page.number + 1}/{page.count}")
    return Card(
        title=standard.title,
        rendering=_rendering(standard, standard.code, standard.title, _),
        about=" · ".join(filter(None, (standard.code, name, asked))),
        summary=summary(list(readiness.values()), _),
        tiles=tuple(_tile(standard, task, readiness[task.id], now, _) for task in page.entries),
        footer=" · ".join(footer),
    )


def summary(readiness: Sequence[TaskReadiness], _: Translator) -> str:
    """In how many tasks the check is passed, verified ones among them; never a percentage."""
    passed = sum(one.state in (State.PASSED, State.VERIFIED) for one in readiness)
    return _.count(
        "Knowledge check passed in {passed} of {n} task",
        "Knowledge check passed in {passed} of {n} tasks",
        len(readiness),
        passed=passed,
    )


def _tile(
    standard: Standard, task: Task, readiness: TaskReadiness, now: datetime, _: Translator
) -> Tile:
    return Tile(
        title=f"{task.code} {task.title}",
        rendering=_rendering(standard, task.id, task.title, _),
        state=readiness.state,
        word=_(readiness.state),
        figures=_figures(readiness, now, _),
    )


def _rendering(standard: Standard, item_id: str, words: str, _: Translator) -> str:
    rendered = label_of(standard, item_id, words, _)
    return "" if rendered == words else rendered


def _figures(readiness: TaskReadiness, now: datetime, _: Translator) -> str:
    if readiness.last_answered is None:
        return readiness.why.said(_)
    days = (now - readiness.last_answered).days
    age = _.count("{n} day ago", "{n} days ago", days) if days else _("within 24 hours")
    answers = _.count("{n} answer", "{n} answers", readiness.answers)
    return f"{answers} · {age}"
