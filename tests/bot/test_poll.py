"""Which questions fit a poll."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.callbacks import AskToEnd, Home, SetPolls, ShowChecks, encode
from bot.engine import Commanded, Pressed
from bot.views.poll import poll
from bot_twins import World, buttons, standards
from conversations.language import translator
from conversations.pool import pool
from conversations.quiz import Option, Purpose, Quiz
from conversations.readiness import scopes
from quiz_samples import NOON, sample_quiz
from standards.item_bank import written_items
from standards.model import Language

EN = translator(Language.EN)
ME = "telegram:1"


def with_words(stem: str, options: list[str], explanation: str) -> Quiz:
    quiz = sample_quiz(1)
    shown = tuple(Option(words, place == 1, "reason") for place, words in enumerate(options))
    item = replace(quiz.item, stem=stem, options=shown, explanation=explanation)
    return replace(quiz, items=(item,))


words = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=1, max_size=350)


@given(words, st.lists(words, min_size=2, max_size=5), words)
def test_a_poll_is_within_what_telegram_takes(
    stem: str, options: list[str], explanation: str
) -> None:
    shown = poll(with_words(stem, options, explanation), EN)
    if shown is None:
        return
    assert 0 < len(shown.question) <= 300
    assert all(0 < len(option) <= 100 for option in shown.options)
    assert len(shown.explanation) <= 200
    assert shown.key == 1


@pytest.mark.parametrize(
    ("stem", "option", "explanation", "fits"),
    [
        ("x" * 200, "y" * 100, "z" * 200, True),
        ("x" * 300, "y", "z", False),
        ("x", "y" * 101, "z", False),
        ("x", "y", "z" * 201, False),
        ("x", "😀" * 51, "z", False),
        ("x", "y", "z\nz\nz", True),
        ("x", "y", "z\nz\nz\nz", False),
        ("x", " ", "z", False),
    ],
)
def test_every_limit_counts(stem: str, option: str, explanation: str, fits: bool) -> None:
    assert (poll(with_words(stem, [option, "other"], explanation), EN) is not None) == fits


def test_a_poll_says_where_its_question_does_not_count_for_having_been_seen() -> None:
    quiz = sample_quiz(3)
    told = "You have seen this question before"
    for used, says in (((), False), ({("item0", 1)}, True), ({("item0", 2)}, False)):
        shown = poll(quiz, EN, used=used)
        assert shown is not None
        assert (told in shown.question) is says


def test_a_poll_says_where_in_the_quiz_it_stands_what_it_is_and_how_to_stop() -> None:
    quiz = replace(sample_quiz(3), purpose=Purpose.PRACTICE)
    shown = poll(quiz, EN)
    assert shown is not None
    assert shown.question.startswith("1/3 · Practice: this does not count. · Recall: ")
    assert shown.question.endswith(quiz.item.stem)
    assert shown.options == tuple(option.text for option in quiz.item.options)
    ways = [button.action for row in shown.rows for button in row]
    assert ways == [AskToEnd(quiz.id), Home()]


def test_a_poll_says_that_its_question_was_withdrawn() -> None:
    quiz = sample_quiz(3)
    told = "1/3 · This question was withdrawn because it is wrong: it does not count. · "
    shown = poll(quiz, EN, voided={quiz.items[0].asked})
    assert shown is not None
    assert shown.question.startswith(told)
    other = poll(quiz, EN, voided={quiz.items[1].asked})
    assert other is not None
    assert "withdrawn" not in other.question


@pytest.mark.parametrize("language", list(Language))
def test_most_written_items_fit_a_poll(language: Language) -> None:
    items = [
        item
        for standard in standards()
        for item in pool(
            standard, scopes(standard), Random(7), language=language, written=written_items
        )
        if item.origin == "written"
    ]
    quizzes = [Quiz("q", ME, "", language, (item,), started_at=NOON) for item in items]
    fitting = sum(poll(quiz, translator(language)) is not None for quiz in quizzes)
    assert fitting > 0.9 * len(quizzes)


async def test_polls_are_offered_only_where_there_are_any(world: World) -> None:
    engine = world.engine()

    async def labels(*, graphic: bool) -> list[str]:
        asked = Commanded(name="quiz", locale="en", graphic=graphic)
        return [button.label for button in buttons(await engine.handle(ME, asked))]

    assert "Ask me by polls" in await labels(graphic=True)
    assert "Ask me by polls" not in await labels(graphic=False)
    pressed = Pressed(data=encode(SetPolls(True)), locale="en", graphic=True)
    reply = await engine.handle(ME, pressed)
    assert reply.edit
    assert SetPolls(False) in [button.action for button in buttons(reply)]
    pressed = Pressed(data=encode(ShowChecks()), locale="en", graphic=True)
    assert SetPolls(False) in [
        button.action for button in buttons(await engine.handle(ME, pressed))
    ]
