"""Which questions a round asks."""

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from conversations.quiz import QuizItem
from conversations.rounds import QUESTIONS, ROUNDS, questions
from quiz_samples import sample_item

ITEMS = [
    replace(sample_item(number), id=f"i{number}", task=f"A/T{number % 4}") for number in range(12)
]
numbers = st.integers(0, ROUNDS - 1)


def anything(item: QuizItem) -> bool:
    return True


@given(numbers, st.permutations(ITEMS))
def test_a_number_always_means_the_same_questions(number: int, shuffled: list[QuizItem]) -> None:
    assert questions(ITEMS, number, fits=anything) == questions(shuffled, number, fits=anything)


@given(numbers)
def test_no_question_comes_twice_and_no_task_twice_before_every_task_came_once(
    number: int,
) -> None:
    asked = questions(ITEMS, number, fits=anything)
    assert len({item.id for item in asked}) == len(asked) == QUESTIONS
    assert sorted(Counter(item.task for item in asked).values()) == [1, 1, 1, 2]


@given(numbers)
def test_only_what_fits_is_asked_and_the_key_stays_the_key(number: int) -> None:
    asked = questions(ITEMS, number, fits=lambda item: item.id in ("i1", "i2"))
    assert {item.id for item in asked} == {"i1", "i2"}
    for item in asked:
        (before,) = [each for each in ITEMS if each.id == item.id]
        assert item.options[item.key] == before.options[before.key]
        assert sorted(item.options, key=str) == sorted(before.options, key=str)


def test_rounds_differ() -> None:
    asked = {tuple(item.id for item in questions(ITEMS, n, fits=anything)) for n in range(20)}
    assert len(asked) > 10
