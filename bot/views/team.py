"""Where a team stands on a standard, in text: who by which task, and what to do about it.

The grid is also drawn as a picture in `bot.card`; the signs are its shapes.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime

from bot.callbacks import Action
from bot.card.grid import as_of
from bot.card.marks import MARKS
from bot.message import Block, Button, Entry, Heading, Listing, Message, Style, text
from bot.message import Row as Buttons
from bot.views.labels import grid as side_by_side
from bot.views.labels import shorten
from bot.views.paging import page_of, turning
from bot.views.rendering import bilingual, label_of
from conversations.language import N_, Translator
from conversations.readiness import State
from conversations.team_summary import BEFORE, Act, Cell, Due, Step, TaskCounts, TeamSummary
from standards.model import Standard

PEOPLE_A_PAGE = 12
LINES_A_PAGE = 60
LISTED = 10
"""Entries of a list of the overview; of more, the first are shown, and how many more there are."""

ACTS = {
    Act.ASSIGN: N_("Assign it"),
    Act.REMIND: N_("Remind them"),
    Act.OBSERVE: N_("Record what you saw"),
    Act.OPEN: N_("Look at it"),
}


def overview(
    summary: TeamSummary,
    standard: Standard,
    _: Translator,
    *,
    rows: Sequence[Buttons] = (),
) -> Message:
    """What stands out in a team; `rows` are all of its buttons."""
    said = _Words(summary, standard, _)
    blocks: list[Block] = [*head(summary, standard, _)]
    for heading, lines in said.sections():
        shown = lines[:LISTED]
        if len(lines) > len(shown):
            shown.append(Entry("", _("{n} more", n=len(lines) - len(shown))))
        blocks += [text(heading, Style.STRONG), Listing(tuple(shown))]
    return Message((*blocks, foot(summary, _)), tuple(rows))


def people(
    summary: TeamSummary,
    standard: Standard,
    number: int,
    _: Translator,
    *,
    to_page: Callable[[int], Action],
    to_person: Callable[[str], Action],
    rows: Sequence[Buttons] = (),
) -> Message:
    """A page of people, each with their state on every task, as on the picture.

    `to_page` opens this screen at another page, `to_person` a person by their key; `rows` come
    last.
    """
    page = page_of(
        summary.rows,
        number,
        most=PEOPLE_A_PAGE,
        room=LINES_A_PAGE,
        size=lambda row: 1 + len(row.cells),
    )
    blocks: list[Block] = [*head(summary, standard, _)]
    for row in page.entries:
        blocks.append(text(row.member.name, Style.STRONG))
        blocks.append(
            Listing(
                tuple(
                    Entry(f"{MARKS[cell.state].sign} {task.code}", in_words(cell, summary.as_of, _))
                    for task, cell in zip(standard.tasks, row.cells, strict=True)
                )
            )
        )
    buttons = [
        Button(shorten(row.member.name, 18), to_person(row.member.key)) for row in page.entries
    ]
    return Message(
        (*blocks, foot(summary, _)),
        (*side_by_side(buttons, across=2), *turning(page, to_page, _), *rows),
    )


def next_steps(
    summary: TeamSummary,
    standard: Standard,
    number: int,
    _: Translator,
    *,
    to_page: Callable[[int], Action],
    to_act: Callable[[Step], Action],
    rows: Sequence[Buttons] = (),
) -> Message:
    """A page of people with each one's next step, and a button that takes it.

    `to_act` is what a step's button means.
    """
    said = _Words(summary, standard, _)
    page = page_of(summary.steps, number, most=PEOPLE_A_PAGE)
    return Message(
        (
            *head(summary, standard, _),
            Listing(tuple(Entry(said.name(step.person), said.step(step)) for step in page.entries)),
            foot(summary, _),
        ),
        (
            *(
                (Button(shorten(f"{_(ACTS[step.act])} · {said.name(step.person)}"), to_act(step)),)
                for step in page.entries
            ),
            *turning(page, to_page, _),
            *rows,
        ),
    )


def head(summary: TeamSummary, standard: Standard, _: Translator) -> Iterator[Block]:
    """Which team, on which standard."""
    yield Heading(summary.team)
    people = _.count("{n} person", "{n} people", len(summary.rows))
    yield text(f"{bilingual(standard, standard.code, standard.title, _)} · {people}")


def foot(summary: TeamSummary, _: Translator) -> Block:
    """As of when, by which text of the standard and which algorithm."""
    return text(" · ".join(as_of(summary, _)), Style.QUIET)


def in_words(cell: Cell, as_of: datetime, _: Translator) -> str:
    """State, number of answers, age, and what else is to be said of it."""
    parts = [_(cell.state)]
    if cell.newest is not None:
        days = (as_of - cell.newest).days
        parts.append(_.count("{n} answer", "{n} answers", cell.answers))
        parts.append(_.count("{n} day ago", "{n} days ago", days) if days else _("within 24 hours"))
    if cell.observed and cell.state is not State.VERIFIED:
        parts.append(_("seen at work"))
    if cell.expiring:
        parts.append(_ends(cell.expires, _))
    return " · ".join(parts)


def _ends(day: date | None, _: Translator) -> str:
    if day is None:
        return _("expires within 30 days")
    return _("expires on {date}", date=day.isoformat())


class _Words:
    """A summary's findings in the reader's language."""

    def __init__(self, summary: TeamSummary, standard: Standard, _: Translator) -> None:
        self._summary = summary
        self._say = _
        self._names = {row.member.key: row.member.name for row in summary.rows}
        self._codes = {task.id: task.code for task in standard.tasks}
        self._tasks = {
            task.id: f"{task.code} {label_of(standard, task.id, task.title, _)}"
            for task in standard.tasks
        }

    def name(self, person: str) -> str:
        return self._names[person]

    def step(self, step: Step) -> str:
        parts = [self._say(step.reason)]
        if step.task is not None:
            parts.append(self._tasks[step.task])
        if step.day is not None:
            parts.append(step.day.isoformat())
        return " · ".join(parts)

    def sections(self) -> Iterator[tuple[str, list[Entry]]]:
        """Those that have something to say; movement always has."""
        _, summary = self._say, self._summary
        found = (
            self._due(_("Overdue"), summary.overdue),
            self._due(_("Due within 30 days"), summary.due),
            (_("Widest gaps"), [self._gap(each) for each in summary.gaps]),
            (
                _("Expiring within 30 days"),
                [
                    Entry(
                        self.name(each.person),
                        f"{self._tasks[each.task]} · {_ends(each.expires, _)}",
                    )
                    for each in summary.expiring
                ],
            ),
            (_("Never started"), [Entry("", self.name(each)) for each in summary.never_started]),
            (
                _("Passed by one person only"),
                [Entry(self.name(person), self._tasks[task]) for task, person in summary.single],
            ),
            (_("Movement over 30 days"), self._movement()),
        )
        for heading, lines in found:
            if lines:
                yield heading, lines

    def _due(self, heading: str, unmet: Sequence[Due]) -> tuple[str, list[Entry]]:
        """A line for what somebody is to reach by one day, however many tasks it is.

        What is the same for several people stands in the heading alone.
        """
        _ = self._say
        together: dict[tuple[str, date, State], list[Due]] = {}
        for each in unmet:
            together.setdefault((each.person, each.due, each.wanted), []).append(each)
        alike = {(each.due, each.wanted) for each in unmet}
        is_one = len(alike) == 1 and len(together) > 1
        for due, wanted in alike if is_one else ():
            heading = _(
                "{heading} · {date} · wanted: {wanted}",
                heading=heading,
                date=due.isoformat(),
                wanted=_(wanted),
            )
        return heading, [self._due_together(some, short=is_one) for some in together.values()]

    def _due_together(self, some: Sequence[Due], *, short: bool) -> Entry:
        """`short`: without the day and what is wanted."""
        _ = self._say
        due = some[0]
        if short and len(some) > 1:
            return Entry(self.name(due.person), " ".join(self._codes[each.task] for each in some))
        if short:
            said = _("{task} · now: {state}", task=self._tasks[due.task], state=_(due.state))
            return Entry(self.name(due.person), said)
        if len(some) > 1:
            said = _(
                "tasks {tasks} · due {date} · wanted: {wanted}",
                tasks=" ".join(self._codes[each.task] for each in some),
                date=due.due.isoformat(),
                wanted=_(due.wanted),
            )
            return Entry(self.name(due.person), said)
        said = _(
            "{task} · due {date} · wanted: {wanted} · now: {state}",
            task=self._tasks[due.task],
            date=due.due.isoformat(),
            wanted=_(due.wanted),
            state=_(due.state),
        )
        return Entry(self.name(due.person), said)

    def _gap(self, counts: TaskCounts) -> Entry:
        _ = self._say
        said = _(
            "{task}: gap {gaps} of {people}, passed {passed}",
            task=self._tasks[counts.task],
            gaps=counts.gaps,
            people=len(self._summary.rows),
            passed=counts.settled,
        )
        return Entry(MARKS[State.GAP].sign, said)

    def _movement(self) -> list[Entry]:
        _ = self._say
        lines = [
            Entry(
                MARKS[each.state].sign,
                _(
                    "{state}: {before} → {now}",
                    state=_(each.state),
                    before=each.before,
                    now=each.now,
                ),
            )
            for each in self._summary.movement
            if each.before or each.now
        ]
        summary = self._summary
        if not summary.rows:
            return [Entry("", _("Nobody is a learner of this team yet."))]
        if summary.newcomers == len(summary.rows):
            # The first day on which somebody was there 30 days before.
            first = min(row.member.joined for row in summary.rows) + BEFORE
            day = first.astimezone(summary.as_of.tzinfo).date().isoformat()
            nothing = N_("Everybody joined since, so there is nothing to compare before {date}.")
            return [Entry("", _(nothing, date=day))]
        if summary.newcomers:
            lines.append(
                Entry(
                    "",
                    _.count(
                        "{n} person who joined since is not counted",
                        "{n} people who joined since are not counted",
                        summary.newcomers,
                    ),
                )
            )
        return lines


def words_of_step(summary: TeamSummary, standard: Standard, _: Translator) -> Callable[[Step], str]:
    """How a step is said, without the person's name."""
    return _Words(summary, standard, _).step
