"""A team's summary: what is counted, what is due, and each one's next step."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.evidence import AnswerRecord, Kind
from conversations.grounds import Grounds
from conversations.observing import Observation
from conversations.readiness import ALGORITHM, Phrase, State, TaskReadiness, Why
from conversations.standing import SETTLED, standings
from conversations.team_summary import (
    AHEAD,
    BEFORE,
    Act,
    Assignment,
    Due,
    Expiring,
    Member,
    Progress,
    Reason,
    Step,
    TeamSummary,
    summarise,
)
from small_standard import small_standard

SMALL = small_standard()
T1, T2 = (task.id for task in SMALL.tasks)
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
TODAY = NOW.date()
DAY = timedelta(days=1)
LONG_AGO = NOW - 100 * DAY


def stand(
    task: str, state: State, *, days: float = 12, until: datetime | None = None
) -> TaskReadiness:
    """A state with plain figures; seen at work until then where that is given."""
    seen = (Observation(f"{SMALL.code}/P1.1.1", "Lin", LONG_AGO, until),) if until else ()
    return TaskReadiness(
        task=task,
        state=state,
        probability=0.5,
        answers=0 if state is State.NOT_STARTED else 8,
        correct=0 if state is State.NOT_STARTED else 7,
        sessions=2,
        coverage=1.0,
        last_answered=None if state is State.NOT_STARTED else NOW - days * DAY,
        observed=until is not None,
        why=Why((Phrase("no answers yet"),)),
        observations=seen,
    )


def progress(
    name: str,
    now: Sequence[State],
    *,
    before: Sequence[State] | None = None,
    ahead: Sequence[State] | None = None,
    joined: datetime = LONG_AGO,
    assignments: Sequence[Assignment] = (),
    days: float = 12,
    until: datetime | None = None,
) -> Progress:
    """By default nothing moves."""
    tasks = [
        stand(task, state, days=days, until=until)
        for task, state in zip((T1, T2), now, strict=True)
    ]
    return Progress(
        Member(name, name.title(), joined),
        tasks,
        now if before is None else before,
        now if ahead is None else ahead,
        assignments,
    )


def summary(*team: Progress, now: datetime = NOW) -> TeamSummary:
    return summarise("Shop", SMALL, team, now)


S = State


def test_a_cell_says_state_answers_age_and_whether_it_was_seen() -> None:
    team = summary(progress("ann", (S.GAP, S.NOT_STARTED), until=NOW + 200 * DAY))
    (row,) = team.rows
    first, second = row.cells
    assert (first.task, first.state, first.answers, first.newest) == (T1, S.GAP, 8, NOW - 12 * DAY)
    assert first.observed
    assert (second.answers, second.newest) == (0, None)


def test_it_says_of_which_text_by_which_algorithm_and_as_of_when() -> None:
    team = summary()
    assert (team.standard, team.algorithm, team.as_of) == (SMALL.code, ALGORITHM, NOW)
    changed = replace(SMALL, tasks=(replace(SMALL.tasks[0], title="別的"), SMALL.tasks[1]))
    assert summarise("Shop", changed, (), NOW).version != team.version


def test_the_widest_gap_comes_first_and_tasks_without_one_are_left_out() -> None:
    team = summary(
        progress("ann", (S.GAP, S.GAP)),
        progress("ben", (S.PASSED, S.GAP)),
        progress("cai", (S.UNSURE, S.UNSURE)),
    )
    assert [(each.task, each.gaps, each.settled) for each in team.gaps] == [(T2, 2, 0), (T1, 1, 1)]
    assert summary(progress("ann", (S.UNSURE, S.PASSED))).gaps == ()


def test_what_is_due_is_late_only_from_the_next_day_on() -> None:
    days = (TODAY - DAY, TODAY, TODAY + AHEAD, TODAY + AHEAD + DAY)
    team = summary(
        *(
            progress(f"p{place}", (S.UNSURE, S.UNSURE), assignments=[Assignment(T1, day)])
            for place, day in enumerate(days)
        )
    )
    assert [each.due for each in team.overdue] == [days[0]]
    assert [each.due for each in team.due] == list(days[1:3])
    assert team.overdue[0] == Due("p0", T1, days[0], S.PASSED, S.UNSURE)


def test_what_day_it_is_the_readers_zone_says() -> None:
    late = progress("ann", (S.GAP, S.GAP), assignments=[Assignment(T1, TODAY)])
    taipei = NOW.replace(hour=20).astimezone(timezone(timedelta(hours=8)))
    assert len(summary(late, now=NOW.replace(hour=20)).overdue) == 0
    assert len(summary(late, now=taipei).overdue) == 1


@pytest.mark.parametrize(
    ("wanted", "state", "met"),
    [
        (S.PASSED, S.PASSED, True),
        (S.PASSED, S.VERIFIED, True),
        (S.VERIFIED, S.VERIFIED, True),
        (S.VERIFIED, S.PASSED, False),
        (S.PASSED, S.REFRESH_DUE, False),
    ],
)
def test_an_assignment_is_met_by_what_is_wanted_or_more(
    wanted: State, state: State, met: bool
) -> None:
    given = [Assignment(T1, TODAY - DAY, wanted)]
    team = summary(progress("ann", (state, S.UNSURE), assignments=given))
    assert (team.overdue == ()) is met


def test_only_what_can_be_reached_can_be_assigned() -> None:
    with pytest.raises(ValueError, match="unsure"):
        Assignment(T1, TODAY, S.UNSURE)


def test_what_was_assigned_of_another_standard_or_without_a_day_is_never_due() -> None:
    given = [Assignment("OTHER/T1", TODAY - DAY), Assignment(T1)]
    team = summary(progress("ann", (S.GAP, S.GAP), assignments=given))
    assert team.overdue == team.due == ()


def test_what_is_lost_within_30_days_is_expiring_with_its_day_where_one_is_set() -> None:
    passed = (S.PASSED, S.UNSURE)
    refresh = (S.REFRESH_DUE, S.UNSURE)
    team = summary(
        progress("fades", passed, ahead=refresh),
        progress("old", passed, ahead=refresh, days=160),
        progress("stays", passed, days=20),
        progress("seen", (S.VERIFIED, S.UNSURE), ahead=passed, until=NOW + 3 * DAY),
    )
    assert team.expiring == (
        Expiring("seen", T1, S.VERIFIED, TODAY + 3 * DAY),
        Expiring("old", T1, S.PASSED, TODAY + 20 * DAY),
        Expiring("fades", T1, S.PASSED, None),
    )


def test_what_only_one_person_has_passed_is_named_with_that_person() -> None:
    team = summary(
        progress("ann", (S.PASSED, S.VERIFIED)),
        progress("ben", (S.PASSED, S.GAP)),
    )
    assert team.single == ((T2, "ann"),)


def test_movement_counts_states_then_and_now_of_those_who_were_there() -> None:
    team = summary(
        progress("ann", (S.PASSED, S.GAP), before=(S.UNSURE, S.GAP)),
        progress("new", (S.PASSED, S.PASSED), before=(S.GAP, S.GAP), joined=NOW - 5 * DAY),
    )
    assert {each.state: (each.before, each.now) for each in team.movement} == {
        **dict.fromkeys(S, (0, 0)),
        S.GAP: (1, 1),
        S.UNSURE: (1, 0),
        S.PASSED: (0, 1),
    }
    assert team.newcomers == 1


def test_who_never_answered_anything_is_named() -> None:
    none = (S.NOT_STARTED, S.NOT_STARTED)
    team = summary(progress("ann", none), progress("ben", (S.NOT_STARTED, S.GAP)))
    assert team.never_started == ("ann",)


LATE, SOON = TODAY - DAY, TODAY + DAY


@pytest.mark.parametrize(
    ("member", "step"),
    [
        (
            progress("x", (S.GAP, S.UNSURE), assignments=[Assignment(T2, LATE)]),
            Step("x", Reason.OVERDUE, Act.REMIND, T2, LATE),
        ),
        (
            progress("x", (S.PASSED, S.GAP), assignments=[Assignment(T1, LATE, S.VERIFIED)]),
            Step("x", Reason.OVERDUE, Act.OBSERVE, T1, LATE),
        ),
        (
            progress("x", (S.UNSURE, S.GAP), assignments=[Assignment(T1, SOON)]),
            Step("x", Reason.GAP, Act.OPEN, T2),
        ),
        (
            progress("x", (S.NOT_STARTED, S.NOT_STARTED), assignments=[Assignment(T1, SOON)]),
            Step("x", Reason.NEVER_STARTED, Act.REMIND),
        ),
        (
            progress("x", (S.NOT_STARTED, S.NOT_STARTED)),
            Step("x", Reason.NEVER_STARTED, Act.ASSIGN),
        ),
        (
            progress("x", (S.PASSED, S.UNSURE), ahead=(S.REFRESH_DUE, S.UNSURE)),
            Step("x", Reason.EXPIRING, Act.REMIND, T1),
        ),
        (
            progress("x", (S.REFRESH_DUE, S.UNSURE), assignments=[Assignment(T2, SOON)]),
            Step("x", Reason.DUE, Act.REMIND, T2, SOON),
        ),
        (progress("x", (S.UNSURE, S.REFRESH_DUE)), Step("x", Reason.REFRESH, Act.REMIND, T2)),
        (
            progress("x", (S.UNSURE, S.PASSED), assignments=[Assignment(T2, None, S.VERIFIED)]),
            Step("x", Reason.UNSEEN, Act.OBSERVE, T2),
        ),
        (progress("x", (S.NOT_ENOUGH, S.UNSURE)), Step("x", Reason.UNSURE, Act.REMIND, T2)),
        (
            progress("x", (S.UNSURE, S.UNSURE), assignments=[Assignment(T2)]),
            Step("x", Reason.UNSURE, Act.REMIND, T2),
        ),
        (progress("x", (S.PASSED, S.NOT_ENOUGH)), Step("x", Reason.NOT_ENOUGH, Act.REMIND, T2)),
        (
            progress("x", (S.PASSED, S.NOT_STARTED)),
            Step("x", Reason.NOT_STARTED, Act.ASSIGN, T2),
        ),
        (
            progress("x", (S.PASSED, S.NOT_STARTED), assignments=[Assignment(T2)]),
            Step("x", Reason.NOT_STARTED, Act.REMIND, T2),
        ),
        (progress("x", (S.PASSED, S.VERIFIED)), Step("x", Reason.DONE, Act.OPEN)),
    ],
)
def test_the_most_pressing_reason_gives_the_next_step(member: Progress, step: Step) -> None:
    assert summary(member).steps == (step,)


states = st.lists(st.sampled_from(State), min_size=2, max_size=2)
assignments = st.lists(
    st.builds(
        Assignment,
        st.sampled_from((T1, T2)),
        st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)),
        st.sampled_from(SETTLED),
    ),
    max_size=3,
)
members = st.builds(
    lambda now, before, ahead, days, given: progress(
        "x",
        now,
        before=before,
        ahead=ahead,
        joined=NOW - days * DAY,
        assignments=given,
        until=NOW + 400 * DAY,
    ),
    states,
    states,
    states,
    st.integers(0, 90),
    assignments,
)
teams = st.lists(members, max_size=6).map(
    lambda team: [
        replace(each, member=replace(each.member, key=f"p{place}"))
        for place, each in enumerate(team)
    ]
)


@given(teams)
def test_every_count_adds_up_to_the_grid(team: list[Progress]) -> None:
    found = summary(*team)
    cells = [cell for row in found.rows for cell in row.cells]
    assert len(cells) == 2 * len(team)
    everywhere = sum((Counter(each.states) for each in found.counts), Counter[State]())
    assert everywhere == Counter(cell.state for cell in cells)
    there = 2 * (len(team) - found.newcomers)
    assert sum(each.now for each in found.movement) == there
    assert sum(each.before for each in found.movement) == there
    assert [step.person for step in found.steps] == [row.member.key for row in found.rows]
    assert len(found.expiring) == sum(cell.expiring for cell in cells)
    assert not {(each.person, each.task) for each in found.overdue} & {
        (row.member.key, cell.task)
        for row in found.rows
        for cell in row.cells
        if cell.state is S.VERIFIED
    }


@given(teams)
def test_a_summary_holds_counts_and_no_single_answer_nor_a_share(team: list[Progress]) -> None:
    found = summary(*team)
    cells = [cell for row in found.rows for cell in row.cells]
    values = [
        [getattr(found, each.name) for each in fields(found)],
        *([getattr(cell, each.name) for each in fields(cell)] for cell in cells),
    ]
    assert not any(isinstance(each, float | AnswerRecord) for own in values for each in own)
    assert summary(*team) == found


def test_from_answers_to_a_summary() -> None:
    def answered(number: int, at: datetime, *, correct: bool = True) -> AnswerRecord:
        targets = (f"{SMALL.code}/P1.1.{1 + number % 2}",)
        return AnswerRecord(
            f"s{number}", 1, SMALL.code, T1, targets, Kind.SCENARIO, correct=correct, at=at
        )

    grounds = [
        Grounds(tuple(answered(n, NOW - (20 + n % 2) * DAY) for n in range(6))),
        Grounds(tuple(answered(n, NOW - (40 + n % 2) * DAY, correct=False) for n in range(6))),
    ]
    found = standings(SMALL, grounds, NOW, (NOW - BEFORE, NOW + AHEAD))
    team = [
        Progress(Member(name, name, LONG_AGO), each.now, each.others[0], each.others[1])
        for name, each in zip(("ann", "ben"), found, strict=True)
    ]
    made = summary(*team)
    moved = [
        (each.state, each.before, each.now) for each in made.movement if each.before or each.now
    ]
    assert moved == [(S.NOT_STARTED, 3, 2), (S.GAP, 1, 1), (S.PASSED, 0, 1)]
    assert made.single == ((T1, "ann"),)
    assert [step.reason for step in made.steps] == [Reason.NOT_STARTED, Reason.GAP]
