"""A team's summary as files: CSV, and a workbook with real dates, filters and an explanation."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO, StringIO
from typing import Any

from bot.card.grid import as_of
from bot.views.labels import columns as columns_of
from bot.views.rendering import label_of
from bot.views.team import words_of_step
from conversations.language import N_, Translator
from conversations.readiness import State
from conversations.team_summary import TeamSummary
from standards.model import Standard

FORMULAS = tuple("=+-@＝＋－＠\t\r\n")
"""What a spreadsheet may take for the start of a formula in a CSV file (OWASP, CSV injection)."""

Value = str | int | bool | date | None

EXPLAINED = {
    State.NOT_STARTED: N_("No question about this task was answered."),
    State.NOT_ENOUGH: N_("There are too few answers, sessions or indicators to say anything."),
    State.GAP: N_("The answers show that the pass mark is most likely not reached."),
    State.VERIFIED: N_("The knowledge check is passed, and a supervisor saw it done at work."),
    State.PASSED: N_(
        "The answers show with enough certainty that the pass mark is reached. This is knowledge; "
        "it does not say that somebody is ready."
    ),
    State.REFRESH_DUE: N_(
        "It was passed; since then the evidence has become too old or too unsure, or the text "
        "changed."
    ),
    State.UNSURE: N_("It could go either way; more questions will tell."),
}
"""What each state says of somebody, to the one who manages them."""

COLUMNS = (
    N_("Person"),
    N_("Task"),
    N_("Title"),
    N_("State"),
    N_("Answers"),
    N_("Newest answer"),
    N_("Seen at work"),
    N_("Expiring within 30 days"),
    N_("Expires on"),
    N_("Due on"),
    N_("Wanted"),
    N_("Overdue"),
    N_("Next step"),
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with a line of headings."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def cells_sheet(summary: TeamSummary, standard: Standard, _: Translator) -> Sheet:
    """A line for each member and task."""
    said = words_of_step(summary, standard, _)
    today = summary.as_of.date()
    rows: list[tuple[Value, ...]] = []
    for row, step in zip(summary.rows, summary.steps, strict=True):
        for task, cell in zip(standard.tasks, row.cells, strict=True):
            asked = next((each for each in row.assignments if each.task == task.id), None)
            unmet = asked is not None and not asked.is_met(cell.state)
            rows.append(
                (
                    row.member.name,
                    task.code,
                    label_of(standard, task.id, task.title, _),
                    _(cell.state),
                    cell.answers,
                    cell.newest.astimezone(summary.as_of.tzinfo).date() if cell.newest else None,
                    cell.observed,
                    cell.expiring,
                    cell.expires,
                    asked.due if asked else None,
                    _(asked.wanted) if asked else None,
                    bool(unmet and asked and asked.due and asked.due < today),
                    said(step) if step.task in (None, task.id) else None,
                )
            )
    return Sheet(_("People and tasks"), tuple(_(column) for column in COLUMNS), tuple(rows))


def tasks_sheet(summary: TeamSummary, standard: Standard, _: Translator) -> Sheet:
    """A line for each task: how many are in each state."""
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            task.code,
            label_of(standard, task.id, task.title, _),
            *(counts.states.get(state, 0) for state in State),
        )
        for task, counts in zip(standard.tasks, summary.counts, strict=True)
    )
    return Sheet(_("Counts by task"), (_("Task"), _("Title"), *(_(state) for state in State)), rows)


def states_sheet(_: Translator) -> Sheet:
    """What each state means."""
    rows = tuple((_(state), _(EXPLAINED[state])) for state in State)
    return Sheet(_("States"), (_("State"), _("Meaning")), rows)


def as_csv(summary: TeamSummary, standard: Standard, _: Translator) -> bytes:
    """A line for each member and task, in UTF-8 with a byte order mark, which Excel asks for.

    Its last columns say as of when, by which text and which algorithm.
    """
    sheet = cells_sheet(summary, standard, _)
    about: tuple[Value, ...] = (
        summary.as_of.date(),
        summary.standard,
        summary.version,
        summary.algorithm,
    )
    written = StringIO()
    lines = csv.writer(written, lineterminator="\r\n")
    names = (_("As of"), _("Standard"), _("Text of the standard"), _("Algorithm"))
    lines.writerow([*sheet.head, *names])
    for row in sheet.rows:
        lines.writerow([_plain(value, _) for value in (*row, *about)])
    return written.getvalue().encode("utf-8-sig")


def _plain(value: Value, _: Translator) -> str:
    match value:
        case None:
            return ""
        case bool():
            return _yes(value, _)
        case date():
            return value.isoformat()
        case str() if value.startswith(FORMULAS):
            return f"'{value}"
    return str(value)


def _yes(value: bool, _: Translator) -> str:
    return _("yes") if value else _("no")


def as_xlsx(summary: TeamSummary, standard: Standard, _: Translator) -> bytes:
    """A workbook of the same, the tasks' counts, and what the states mean; no text is a formula."""
    # Late: only who exports needs it. It ships no types.
    from xlsxwriter import Workbook  # type: ignore[import-untyped,unused-ignore]

    written = BytesIO()
    options: dict[str, Any] = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = Workbook(written, options)
    # Without it, the same summary would give another file each time.
    book.set_properties({"created": summary.as_of.replace(tzinfo=None)})
    strong = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
    for sheet in (cells_sheet(summary, standard, _), tasks_sheet(summary, standard, _)):
        _write(book.add_worksheet(sheet.title), sheet, _, strong, day)
    states = states_sheet(_)
    page = book.add_worksheet(states.title)
    below = _write(page, states, _, strong, day)
    page.write_string(below + 1, 0, summary.team)
    page.write_string(below + 2, 0, f"{standard.title} · {standard.code}")
    for place, line in enumerate(as_of(summary, _)):
        page.write_string(below + 3 + place, 0, line)
    book.close()
    return written.getvalue()


def _write(page: Any, sheet: Sheet, _: Translator, strong: Any, day: Any) -> int:
    """Writes the sheet from the first cell on; gives the number of the line below it."""
    for column, (name, width) in enumerate(zip(sheet.head, _widths(sheet), strict=True)):
        page.set_column(column, column, width)
        page.write_string(0, column, name, strong)
    for number, row in enumerate(sheet.rows, start=1):
        for column, value in enumerate(row):
            match value:
                case bool():
                    page.write_string(number, column, _yes(value, _))
                case int():
                    page.write_number(number, column, value)
                case date():
                    page.write_datetime(number, column, value, day)
                case str():
                    page.write_string(number, column, value)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(1, len(sheet.rows)), len(sheet.head) - 1)
    return len(sheet.rows) + 1


def _widths(sheet: Sheet) -> Iterator[int]:
    """In letters, as wide as the widest value up to a line's length."""
    columns: Sequence[Sequence[Value]] = list(zip(sheet.head, *sheet.rows, strict=True))
    for column in columns:
        widest = max(columns_of(str(value)) for value in column if value is not None)
        yield min(max(widest + 2, 10), 60)
