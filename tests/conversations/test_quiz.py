from dataclasses import replace
from datetime import datetime, timedelta, timezone
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.errors import IllegalMove
from conversations.quiz import (
    EVENTS,
    OPEN,
    TRANSITIONS,
    Answered,
    Continued,
    Ended,
    Event,
    Phase,
    Quiz,
    TaskResult,
    mermaid,
)
from quiz_samples import CODE, NOON, sample_item, sample_quiz


def event(kind: type[Event], option: int = 0) -> Event:
    events: tuple[Event, ...] = (Answered(option, NOON), Continued(NOON), Ended(NOON))
    return next(event for event in events if isinstance(event, kind))


@pytest.mark.parametrize(("phase", "kind"), list(product(Phase, EVENTS)))
def test_a_move_is_legal_exactly_when_it_is_in_the_table(phase: Phase, kind: type[Event]) -> None:
    quiz = replace(sample_quiz(), phase=phase)
    if (phase, kind) in TRANSITIONS:
        assert quiz.apply(event(kind)).phase is TRANSITIONS[phase, kind].to
    else:
        with pytest.raises(IllegalMove):
            quiz.apply(event(kind))
        assert quiz == replace(sample_quiz(), phase=phase)


def test_after_the_last_question_a_quiz_is_finished_however_it_is_left() -> None:
    reviewing = sample_quiz(total=1).apply(Answered(0, NOON))
    assert reviewing.apply(Continued(NOON)).phase is Phase.FINISHED
    assert reviewing.apply(Ended(NOON)).phase is Phase.FINISHED


def test_a_quiz_that_is_left_before_its_last_answer_has_ended() -> None:
    assert sample_quiz().apply(Answered(0, NOON)).apply(Ended(NOON)).phase is Phase.ENDED


def test_the_picture_shows_the_table_and_nothing_else() -> None:
    shown = {line.strip() for line in mermaid().splitlines()[1:]}
    wanted = {f"[*] --> {Phase.ASKING}"} | {f"{p} --> [*]" for p in Phase if p not in OPEN}
    for (phase, kind), move in TRANSITIONS.items():
        name = kind.__name__.lower()
        if move.after_last:
            wanted.add(f"{phase} --> {move.to} : {name}, questions left")
            wanted.add(f"{phase} --> {move.after_last} : {name}, last question")
        else:
            wanted.add(f"{phase} --> {move.to} : {name}")
    assert shown == wanted


@pytest.mark.parametrize("option", [-1, 3])
def test_an_option_that_was_not_shown_is_no_answer(option: int) -> None:
    with pytest.raises(IllegalMove):
        sample_quiz().apply(Answered(option, NOON))


@pytest.mark.parametrize(
    "at", [NOON.replace(tzinfo=None), NOON.astimezone(timezone(timedelta(hours=8)))]
)
def test_a_time_that_is_not_in_utc_is_refused(at: datetime) -> None:
    with pytest.raises(ValueError, match="UTC"):
        sample_quiz().apply(Ended(at))


def test_results_stand_in_the_documents_order_with_the_whole_standard_last() -> None:
    items = (
        replace(sample_item(0), task=CODE),
        sample_item(1, "T10"),
        sample_item(2, "T2"),
        sample_item(3, "T2"),
    )
    quiz = replace(sample_quiz(), items=items)
    for option in (0, 1, 0):
        quiz = quiz.apply(Answered(option, NOON)).apply(Continued(NOON))
    assert quiz.results() == (
        TaskResult(f"{CODE}/T2", right=1, answered=1, asked=2),
        TaskResult(f"{CODE}/T10", right=0, answered=1, asked=1),
        TaskResult(CODE, right=1, answered=1, asked=1),
    )
    assert quiz.right == 2


EVENT = st.one_of(
    st.integers(-1, 3).map(lambda option: Answered(option, NOON)),
    st.just(Continued(NOON)),
    st.just(Ended(NOON)),
)


def check(quiz: Quiz) -> None:
    positions = [answer.position for answer in quiz.answers]
    assert positions == list(range(len(positions))), "each question once, in order"
    assert 0 <= quiz.position < quiz.total
    match quiz.phase:
        case Phase.ASKING:
            assert len(positions) == quiz.position
        case Phase.REVIEWING:
            assert len(positions) == quiz.position + 1
            assert quiz.last_answer == quiz.answer_at(quiz.position)
        case Phase.FINISHED:
            assert len(positions) == quiz.total
        case Phase.ENDED:
            assert len(positions) < quiz.total
    results = quiz.results()
    assert sum(line.asked for line in results) == quiz.total
    assert sum(line.answered for line in results) == len(positions)
    assert sum(line.right for line in results) == quiz.right


@given(st.integers(1, 4), st.lists(EVENT, max_size=30))
def test_whatever_happens_a_quiz_keeps_its_books(total: int, events: list[Event]) -> None:
    quiz = sample_quiz(total)
    for each in events:
        try:
            after = quiz.apply(each)
        except IllegalMove:
            continue
        assert after.position >= quiz.position
        assert after.answers[: len(quiz.answers)] == quiz.answers
        check(after)
        quiz = after
