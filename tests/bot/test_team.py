"""A team's summary as a picture, in text and as files."""

import csv
import threading
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from io import BytesIO, StringIO
from itertools import combinations
from typing import Any

import openpyxl  # type: ignore[import-untyped,unused-ignore]  # ships no types
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFont
from PIL.PdfParser import PdfParser

from bot.callbacks import Action, Home, ListStandards, ShowTask
from bot.card import draw
from bot.card.draw import DARK, LIGHT, grid_document, grid_picture, grid_png, grids_pdf
from bot.card.grid import (
    PEOPLE_A_PAGE,
    SHORT,
    TASKS_A_PAGE,
    Grid,
    GridCell,
    GridRow,
    Key,
    grid,
    pages_of,
)
from bot.card.grid_layout import MARGIN, SMALLEST, lay_out_grid
from bot.card.layout import WIDTH, Box
from bot.card.marks import MARKS
from bot.message import Listing, Message
from bot.plain import render
from bot.team_export import EXPLAINED, FORMULAS, as_csv, as_xlsx
from bot.views.team import ACTS, LISTED, next_steps, overview, people
from bot_twins import buttons, standard_of, standards
from conversations.language import translator
from conversations.readiness import ALGORITHM, State
from conversations.team_summary import Act, Assignment, Step, TeamSummary, summarise
from standards.model import Language, Standard
from team_samples import NOW, sample_progress, sample_summary

EN, ZH = translator(Language.EN), translator(Language.ZH_HANT)
STANDARD = standard_of("KPS1420-001v2")


def long(tasks: int) -> Standard:
    """The sample standard with so many tasks."""
    return replace(
        STANDARD,
        tasks=tuple(
            replace(
                STANDARD.tasks[number % len(STANDARD.tasks)],
                id=f"{STANDARD.code}/T{number + 1}",
                code=f"T{number + 1}",
            )
            for number in range(tasks)
        ),
    )


def named(name: str, standard: Standard = STANDARD) -> TeamSummary:
    """A team of one person of that name."""
    progress = sample_progress(standard, 1)
    member = replace(progress.member, name=name)
    return summarise(name, standard, [replace(progress, member=member)], NOW)


def measure(text: str, size: int) -> float:
    """As wide as it could be: a letter is as wide as it is high, but for Latin ones."""
    return sum(size if ord(letter) > 0x2000 else size * 0.6 for letter in text)


words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40)


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    count = draw(st.integers(0, TASKS_A_PAGE))
    cell = st.builds(GridCell, st.sampled_from(State), words, words, words)
    row = st.builds(GridRow, words, st.tuples(*[cell] * count))
    return Grid(
        draw(words),
        draw(words),
        draw(st.tuples(*[words] * count)),
        tuple(draw(st.lists(row, max_size=4))),
        draw(st.tuples(*[words] * count)),
        tuple(Key(state, draw(words)) for state in State),
        draw(words),
        draw(words),
    )


@given(grids())
@settings(deadline=None)
def test_nothing_on_a_teams_picture_overlaps_and_everything_is_inside(drawn: Grid) -> None:
    layout = lay_out_grid(drawn, measure)
    inner = Box(MARGIN, MARGIN, WIDTH - 2 * MARGIN, layout.box.height - 2 * MARGIN)
    icons = [*(cell.icon for cell in layout.cells), *(key.box for key in layout.keys)]
    boxes = [*(line.box for line in layout.lines), *icons]
    assert not any(one.meets(other) for one, other in combinations(boxes, 2))
    cells = [cell.box for cell in layout.cells]
    assert not any(one.meets(other) for one, other in combinations(cells, 2))
    assert all(inner.holds(box) for box in (*boxes, *cells))
    for box in boxes:
        assert all(cell.holds(box) or not cell.meets(box) for cell in cells)
    for line in layout.lines:
        assert line.size >= SMALLEST
        assert measure(line.text, line.size) <= line.box.width


@pytest.mark.parametrize("tasks", [6, TASKS_A_PAGE])
@pytest.mark.parametrize("language", Language)
def test_what_a_cell_says_is_never_cut(language: Language, tasks: int) -> None:
    standard = long(tasks)
    drawn = grid(sample_summary(standard, PEOPLE_A_PAGE), standard, translator(language))
    cells = [
        GridCell(state, f"{translator(language)(SHORT[state])}*", "188", "180天!")
        for state in State
    ]
    widest = GridRow("x" * 99, tuple((cells * 2)[:tasks]))
    drawn = replace(drawn, rows=(*drawn.rows, widest))
    shown = [line.text for line in lay_out_grid(drawn, _font_measure()).lines]
    for row in drawn.rows:
        for cell in row.cells:
            for said in filter(None, (cell.word, cell.answers, cell.age)):
                assert said in shown


@pytest.mark.parametrize("tasks", [1, 6, 7])
def test_a_long_name_has_its_room_from_the_cells(tasks: int) -> None:
    standard = long(tasks)
    drawn = grid(named("Maximiliano Featherstonehaugh", standard), standard, EN)
    shown = [line.text for line in lay_out_grid(drawn, _font_measure()).lines]
    assert {"Maximiliano", "Featherstonehaugh"} < set(shown)


def _font_measure() -> Any:
    from bot.card.draw import _Fonts

    return _Fonts().measure


def test_a_cell_has_state_answers_and_age_and_marks_for_seen_and_expiring() -> None:
    made = grid(sample_summary(STANDARD, 2), STANDARD, EN)
    assert made.rows[0].cells[0] == GridCell(State.NOT_STARTED, "None", "", "")
    assert made.rows[1].cells[0] == GridCell(State.VERIFIED, "Seen*", "10", "37 d!")


def test_a_picture_says_as_of_when_of_which_text_and_by_which_algorithm() -> None:
    summary = sample_summary(STANDARD, 2)
    made = grid(summary, STANDARD, EN)
    for part in ("2026-06-01", summary.version, ALGORITHM):
        assert part in made.footer
    assert [key.state for key in made.keys] == list(State)
    assert all(key.meaning.endswith(key.state) for key in made.keys)


@pytest.mark.parametrize(("people_", "tasks"), [(0, 1), (1, 5), (12, 10), (13, 11), (200, 21)])
def test_pages_show_each_person_and_task_once(people_: int, tasks: int) -> None:
    standard = long(tasks)
    summary = sample_summary(standard, people_)
    made = [grid(summary, standard, EN, number=number) for number in range(pages_of(summary))]
    shown = [(row.name, code) for page in made for row in page.rows for code in page.codes]
    wanted = [(row.member.name, task.code) for row in summary.rows for task in standard.tasks]
    assert sorted(shown) == sorted(wanted)
    for page in made:
        assert len(page.rows) <= PEOPLE_A_PAGE
        assert len(page.codes) <= TASKS_A_PAGE
        assert all(len(row.cells) == len(page.codes) for row in page.rows)
        assert page.footer.endswith(f"/{len(made)}") is (len(made) > 1)
    states = {row.member.name: row.cells for row in summary.rows}
    codes = [task.code for task in standard.tasks]
    for page in made:
        for row in page.rows:
            for code, cell in zip(page.codes, row.cells, strict=True):
                assert cell.state is states[row.name][codes.index(code)].state


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("language", Language)
def test_a_team_on_every_shipped_standard_is_drawn_without_a_box(
    theme: Any, language: Language, caplog: pytest.LogCaptureFixture
) -> None:
    for standard in standards():
        made = grid(sample_summary(standard, 3, "門市"), standard, translator(language))
        image = Image.open(BytesIO(grid_png(made, theme)))
        assert (image.format, image.width) == ("PNG", WIDTH)
    assert caplog.records == []


def test_a_full_page_opens_each_size_of_font_once_and_draws_each_icon_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fonts: list[int] = []
    icons: list[tuple[Any, ...]] = []
    opened, drawn = ImageFont.truetype, draw.icon

    def opening(*given: Any, **named: Any) -> Any:
        fonts.append(given[1] if len(given) > 1 else named["size"])
        return opened(*given, **named)

    def drawing(shape: Any, colour: str, theme: Any, width: int) -> Any:
        icons.append((shape, colour, width))
        return drawn(shape, colour, theme, width)

    monkeypatch.setattr(ImageFont, "truetype", opening)
    monkeypatch.setattr(draw, "icon", drawing)
    standard = long(TASKS_A_PAGE)
    grid_png(grid(sample_summary(standard, PEOPLE_A_PAGE), standard, ZH), LIGHT)
    assert fonts
    assert len(fonts) == len(set(fonts))
    assert icons
    assert len(icons) == len(set(icons))


async def test_pictures_are_drawn_beside_the_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    made = grid(sample_summary(STANDARD, 2), STANDARD, EN)
    threads: list[int] = []

    def noted(drawn: Grid, theme: Any) -> bytes:
        threads.append(threading.get_ident())
        return grid_png(drawn, theme)

    monkeypatch.setattr("bot.card.draw.grid_png", noted)
    assert await grid_picture(made, dark=True) == grid_png(made, DARK)
    assert threading.get_ident() not in threads
    assert (await grid_document([made], NOW)).startswith(b"%PDF")


def test_a_pdf_has_all_pages_and_is_the_same_each_time() -> None:
    standard = long(11)
    summary = sample_summary(standard, 13)
    made = [grid(summary, standard, ZH, number=number) for number in range(pages_of(summary))]
    written = grids_pdf(made, NOW)
    assert len(PdfParser(buf=written).pages) == len(made) == 4
    assert written == grids_pdf(made, NOW)


@settings(max_examples=15, deadline=None)
@given(words)
def test_any_name_is_drawn_and_exported(name: str) -> None:
    summary = named(name)
    assert grid_png(grid(summary, STANDARD, EN), LIGHT).startswith(b"\x89PNG")
    assert as_csv(summary, STANDARD, EN)
    assert as_xlsx(summary, STANDARD, EN)


@pytest.mark.parametrize("_", [EN, ZH])
def test_the_overview_says_what_stands_out(_: Any) -> None:
    summary = sample_summary(STANDARD, 30)
    message = overview(summary, STANDARD, _, rows=((),))
    told = render(message)
    for heading in (
        "Overdue",
        "Due within 30 days",
        "Widest gaps",
        "Expiring within 30 days",
        "Never started",
        "Movement over 30 days",
    ):
        assert _(heading) in told
    assert "2026-06-01" in told
    assert summary.version in told
    assert "%" not in told
    for block in message.blocks:
        if isinstance(block, Listing):
            assert len(block.entries) <= LISTED + 1
    assert _("{n} more", n=len(summary.expiring) - LISTED) in told


def test_what_has_nothing_to_say_is_left_out() -> None:
    told = render(overview(summarise("Shop", STANDARD, (), NOW), STANDARD, EN))
    assert "Overdue" not in told
    assert "Widest gaps" not in told


@pytest.mark.parametrize("_", [EN, ZH])
def test_what_moved_is_said_in_words_also_where_there_is_nothing_to_compare(_: Any) -> None:
    nobody = overview(summarise("Shop", STANDARD, (), NOW), STANDARD, _)
    assert _("Nobody is a learner of this team yet.") in render(nobody)
    progress = [sample_progress(STANDARD, number) for number in range(3)]
    new = [
        replace(each, member=replace(each.member, joined=NOW - timedelta(days=number)))
        for number, each in enumerate(progress)
    ]
    told = render(overview(summarise("Shop", STANDARD, new, NOW), STANDARD, _))
    said = "Everybody joined since, so there is nothing to compare before {date}."
    assert _(said, date="2026-06-29") in told


def test_what_is_due_for_several_on_one_day_says_the_day_once() -> None:
    due = NOW.date() + timedelta(days=5)
    progress = [
        replace(
            sample_progress(STANDARD, 0),
            member=replace(sample_progress(STANDARD, number).member, key=f"telegram:{number}"),
            assignments=[Assignment(task.id, due) for task in STANDARD.tasks[: 2 - number]],
        )
        for number in range(2)
    ]
    told = render(overview(summarise("Shop", STANDARD, progress, NOW), STANDARD, EN))
    assert "Due within 30 days · 2026-06-06 · wanted: knowledge check passed" in told
    assert told.count("2026-06-06") == 1
    assert "林妤瑄 T1 T2" in told
    assert "now: not started" in told


def test_who_alone_has_passed_is_named() -> None:
    summary = sample_summary(STANDARD, 2)
    assert summary.single
    assert "Passed by one person only" in render(overview(summary, STANDARD, EN))


def test_every_person_is_on_a_page_with_a_line_a_task() -> None:
    summary = sample_summary(STANDARD, 30)
    seen: list[str] = []
    for number in range(3):
        message = people(
            summary,
            STANDARD,
            number,
            EN,
            to_page=ListStandards,
            to_person=ShowTask,
            rows=(),
        )
        seen += [
            button.action.id for button in buttons(message) if isinstance(button.action, ShowTask)
        ]
        for block in message.blocks:
            if isinstance(block, Listing):
                assert len(block.entries) == len(STANDARD.tasks)
    assert seen == [row.member.key for row in summary.rows]


def test_a_page_of_people_stays_short_with_many_tasks() -> None:
    standard = long(21)
    summary = sample_summary(standard, 30)
    message = people(summary, standard, 0, ZH, to_page=ListStandards, to_person=ShowTask)
    assert len(render(message)) < 4_096


def test_a_line_says_sign_state_answers_age_and_what_was_seen() -> None:
    summary = sample_summary(STANDARD, 2)
    message = people(summary, STANDARD, 0, EN, to_page=ListStandards, to_person=ShowTask, rows=())
    first, second = (block for block in message.blocks if isinstance(block, Listing))
    assert first.entries[0].code == f"{MARKS[State.NOT_STARTED].sign} T1"
    assert first.entries[0].text == "not started"
    assert second.entries[0].code == f"{MARKS[State.VERIFIED].sign} T1"
    assert second.entries[0].text.startswith("verified · 10 answers · 37 days ago · expires on")


def test_each_person_has_a_step_with_a_button_for_it() -> None:
    summary = sample_summary(STANDARD, 13)
    taken: list[Step] = []

    def to_act(step: Step) -> Action:
        taken.append(step)
        return Home()

    messages: list[Message] = [
        next_steps(summary, STANDARD, number, EN, to_page=ListStandards, to_act=to_act)
        for number in range(2)
    ]
    assert taken == list(summary.steps)
    labels = [button.label for message in messages for button in buttons(message)]
    assert sum("‹ Previous" not in label and "More" not in label for label in labels) == 13
    assert set(ACTS) == set(Act)


def opened(summary: TeamSummary, standard: Standard, language: Language) -> Any:
    return openpyxl.load_workbook(BytesIO(as_xlsx(summary, standard, translator(language))))


@pytest.mark.parametrize("language", Language)
def test_a_workbook_holds_a_line_for_each_cell_with_real_dates(language: Language) -> None:
    _ = translator(language)
    summary = sample_summary(STANDARD, 5)
    book = opened(summary, STANDARD, language)
    page = book.worksheets[0]
    head, *lines = page.iter_rows(values_only=True)
    assert len(lines) == 5 * len(STANDARD.tasks)
    newest = head.index(_("Newest answer"))
    cells = [cell for row in summary.rows for cell in row.cells]
    for line, cell in zip(lines, cells, strict=True):
        assert line[head.index(_("State"))] == _(cell.state)
        assert line[head.index(_("Answers"))] == cell.answers
        if cell.newest is None:
            assert line[newest] is None
        else:
            assert isinstance(line[newest], datetime)
            assert line[newest].date() == cell.newest.date()
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == page.dimensions


@pytest.mark.parametrize("language", Language)
def test_a_workbook_explains_every_state_and_says_what_it_rests_on(language: Language) -> None:
    _ = translator(language)
    summary = sample_summary(STANDARD, 2)
    told = [
        value
        for row in opened(summary, STANDARD, language).worksheets[-1].iter_rows(values_only=True)
        for value in row
        if value
    ]
    for state in State:
        assert _(state) in told
        assert _(EXPLAINED[state]) in told
    for part in ("2026-06-01", summary.version, ALGORITHM, STANDARD.code):
        assert any(part in line for line in told)


def test_a_workbook_counts_states_by_task_and_averages_nothing() -> None:
    summary = sample_summary(STANDARD, 9)
    page = opened(summary, STANDARD, Language.EN).worksheets[1]
    _head, *lines = page.iter_rows(values_only=True)
    assert [sum(line[2:]) for line in lines] == [9] * len(STANDARD.tasks)
    assert all(isinstance(count, int) for line in lines for count in line[2:])


@pytest.mark.parametrize("start", FORMULAS)
def test_what_looks_like_a_formula_is_text_in_both_files(start: str) -> None:
    name = f"{start}HYPERLINK(1)"
    summary = named(name)
    lines = list(csv.reader(StringIO(as_csv(summary, STANDARD, EN).decode("utf-8-sig"))))
    assert {line[0] for line in lines[1:]} == {f"'{name}"}
    cell = opened(summary, STANDARD, Language.EN).worksheets[0]["A2"]
    assert cell.data_type == "s"
    assert "HYPERLINK(1)" in cell.value


def test_a_csv_opens_in_excel_and_says_what_it_rests_on() -> None:
    summary = sample_summary(STANDARD, 3)
    written = as_csv(summary, STANDARD, ZH)
    assert written.startswith(b"\xef\xbb\xbf")
    head, *lines = csv.reader(StringIO(written.decode("utf-8-sig"), newline=""))
    assert len(lines) == 3 * len(STANDARD.tasks)
    assert {tuple(line[-4:]) for line in lines} == {
        ("2026-06-01", STANDARD.code, summary.version, ALGORITHM)
    }
    assert all(len(line) == len(head) for line in lines)


def test_the_same_summary_gives_the_same_files() -> None:
    summary = sample_summary(STANDARD, 3)
    assert as_csv(summary, STANDARD, EN) == as_csv(summary, STANDARD, EN)
    assert as_xlsx(summary, STANDARD, EN) == as_xlsx(summary, STANDARD, EN)
    assert summary.as_of.astimezone(UTC) == NOW
    assert "probability" not in {each.name for each in fields(summary.rows[0].cells[0])}
