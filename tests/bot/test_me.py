"""Where a learner stands, in text."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.callbacks import Action, Home, RateSelf, ShowLooks, ShowStandard, ShowTask, StartQuiz
from bot.card.marks import MARKS
from bot.message import Listing, Message
from bot.plain import render
from bot.views.labels import ROOM, columns
from bot.views.me import MEANINGS, OTHERS_SHOWN, me, why
from bot_twins import buttons, standard_of, standards
from conversations.language import translator
from conversations.readiness import ALGORITHM, DEFAULT, State, TaskReadiness, assess, scopes
from standards.model import Language, Standard

EN = translator(Language.EN)
NOW = datetime(2026, 3, 14, 23, tzinfo=UTC)
UNIT = "KPS5R0258v2"


def untouched(standard: Standard) -> dict[str, TaskReadiness]:
    """Before the first answer, as the engine itself assesses it."""
    return {scope.task: assess(scope, (), NOW, criterion=DEFAULT) for scope in scopes(standard)}


def screen(standard: Standard, readiness: Mapping[str, TaskReadiness], number: int = 0) -> Message:
    return me(
        standard,
        readiness,
        NOW,
        number,
        EN,
        others=standards(),
        to_why=ShowTask,
        to_card=ShowStandard,
    )


def actions(message: Message) -> list[Action]:
    return [button.action for button in buttons(message) if not hasattr(button.action, "start")]


def test_there_is_a_line_a_task_with_its_sign_state_and_reason() -> None:
    standard = standard_of(UNIT)
    readiness = untouched(standard)
    task = standard.tasks[1]
    readiness[task.id] = replace(readiness[task.id], state=State.GAP)
    message = screen(standard, readiness)
    listing = next(block for block in message.blocks if isinstance(block, Listing))
    assert [entry.code for entry in listing.entries] == ["○ E1", "▲ E2", "○ E3", "○ E4"]
    assert listing.entries[0].text.endswith(": not started (no answers yet)")
    assert listing.entries[1].text.endswith(": gap (no answers yet)")


def test_it_says_as_of_when_by_which_algorithm_and_how_many_are_passed() -> None:
    standard = standard_of(UNIT)
    readiness = untouched(standard)
    for task, state in zip(standard.tasks, (State.PASSED, State.VERIFIED), strict=False):
        readiness[task.id] = replace(readiness[task.id], state=state)
    told = render(screen(standard, readiness))
    assert "Knowledge check passed in 2 of 4 tasks" in told
    assert "As of 2026-03-14" in told
    assert ALGORITHM in told


def test_the_date_is_the_learners() -> None:
    standard = standard_of(UNIT)
    taipei = NOW.astimezone(timezone(timedelta(hours=8)))
    message = me(
        standard,
        untouched(standard),
        taipei,
        0,
        EN,
        others=(),
        to_why=ShowTask,
        to_card=ShowStandard,
    )
    assert "As of 2026-03-15" in render(message)


def test_one_tap_leads_to_each_reason_to_the_other_standards_and_home() -> None:
    standard = standard_of(UNIT)
    others = [ShowStandard(each.code) for each in standards() if each.code != UNIT]
    assert actions(screen(standard, untouched(standard))) == [
        *(ShowTask(task.id) for task in standard.tasks),
        *others,
        ShowLooks(),
        Home(),
    ]


def test_only_so_many_other_standards_are_offered() -> None:
    standard = standard_of(UNIT)
    many = [replace(standard, code=f"ABC{number}") for number in range(30)]
    message = me(
        standard,
        untouched(standard),
        NOW,
        0,
        EN,
        others=many,
        to_why=ShowTask,
        to_card=ShowStandard,
    )
    shown = [action for action in actions(message) if isinstance(action, ShowStandard)]
    assert shown == [ShowStandard(f"ABC{number}") for number in range(OTHERS_SHOWN)]


def test_many_tasks_are_turned_page_by_page() -> None:
    standard = standard_of(UNIT)
    first = standard.tasks[0]
    many = replace(
        standard, tasks=tuple(replace(first, id=f"{UNIT}/E{place}") for place in range(12))
    )
    readiness = {
        task.id: replace(untouched(standard)[first.id], task=task.id) for task in many.tasks
    }
    assert ShowStandard(UNIT, 1) in actions(screen(many, readiness))
    assert ShowStandard(UNIT, 0) in actions(screen(many, readiness, 1))
    assert ShowTask(f"{UNIT}/E11") in actions(screen(many, readiness, 1))


def test_labels_fit_on_a_phone() -> None:
    for standard in standards():
        for button in buttons(screen(standard, untouched(standard))):
            assert columns(button.label) <= ROOM


@pytest.mark.parametrize("state", State)
def test_the_reason_of_every_state_says_what_it_means_and_what_to_do(state: State) -> None:
    standard = standard_of(UNIT)
    task = standard.tasks[0]
    readiness = replace(untouched(standard)[task.id], state=state)
    message = why(standard, task, readiness, NOW, ShowStandard(UNIT), EN)
    told = render(message)
    assert f"{MARKS[state].sign} {state}" in told
    assert "no answers yet" in told
    assert MEANINGS[state] in told
    assert actions(message) == [
        StartQuiz(task.id),
        ShowTask(task.id),
        *(RateSelf(task.id, level) for level in range(4)),
        ShowStandard(UNIT),
        Home(),
    ]


def test_an_observation_that_still_counts_is_not_forgotten() -> None:
    standard = standard_of(UNIT)
    task = standard.tasks[0]
    readiness = untouched(standard)[task.id]
    seen = "Someone has seen you do it at work; that still counts."

    def told(one: TaskReadiness) -> str:
        return render(why(standard, task, one, NOW, Home(), EN))

    assert seen not in told(readiness)
    assert seen in told(replace(readiness, observed=True))
    assert seen not in told(replace(readiness, observed=True, state=State.VERIFIED))


def test_nothing_ever_says_ready() -> None:
    assert not any("ready" in meaning.split() for meaning in MEANINGS.values())
