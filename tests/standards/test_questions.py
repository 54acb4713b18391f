"""The known questions, which the embedded model learned from and whose answers count."""

from index.chunk import chunks_of
from judged_questions import measured
from standards.library import shipped
from standards.model import ItemKind
from standards.questions import all_questions, known_questions


def test_each_is_answered_by_items_that_the_shipped_standards_have() -> None:
    held = {chunk.id for standard in shipped() for chunk in chunks_of(standard)}
    for question, grades in all_questions():
        assert grades.keys() <= held, question
        assert set(grades.values()) <= {2, 3}, question
        assert 3 in grades.values(), question


def test_every_indicator_is_asked_for() -> None:
    exactly = {id_ for _, grades in all_questions() for id_, grade in grades.items() if grade == 3}
    indicators = {
        chunk.id
        for standard in shipped()
        for chunk in chunks_of(standard)
        if chunk.kind is ItemKind.INDICATOR
    }
    assert indicators <= exactly


def test_none_is_known_twice_and_none_is_one_that_answers_are_measured_on() -> None:
    known = [question for question, _ in all_questions()]
    assert len(set(known)) == len(known)
    assert not set(known) & set(measured())


def test_those_that_were_judged_narrowly_teach_and_do_not_vote() -> None:
    voting = known_questions()
    assert {question for question, _ in voting} < {question for question, _ in all_questions()}
    assert sum(len(grades) for _, grades in voting) / len(voting) > 2.5
