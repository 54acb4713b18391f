"""What learners are told of void questions, observations and pass marks of a task's own."""

from datetime import timedelta

import pytest

from bot.callbacks import Action, NextQuestion, ShowStanding, ShowWhy, StartQuiz, encode
from bot.engine import Engine, Pressed
from bot.message import PrivateChat, Reply
from bot_twins import World, buttons, seen
from conversations.observing import Observation
from conversations.policies import Critical, CutScore
from conversations.quiz import Quiz
from conversations.voiding import Void

ME = "terminal:me"
TASK = "KRM4224-001v1/T4"
INDICATOR = "KRM4224-001v1/P4.1.1"
DAY = timedelta(days=1)


@pytest.fixture
def engine(world: World) -> Engine:
    return world.engine()


async def press(engine: Engine, action: Action, locale: str = "en") -> Reply:
    return await engine.handle(ME, Pressed(locale=locale, data=encode(action)))


async def open_quiz(world: World) -> Quiz:
    quiz = await world.quizzes.open_quiz(ME)
    assert quiz is not None
    return quiz


async def answer(world: World, engine: Engine, shown: Reply, *, right: bool = True) -> Reply:
    """The review after the answer to the question on the screen."""
    item = (await open_quiz(world)).item
    option = item.key if right else (item.key + 1) % len(item.options)
    action = [button.action for button in buttons(shown)][option]
    assert not isinstance(action, PrivateChat)
    return await press(engine, action)


async def plays(world: World, engine: Engine, *, wrong: int = 0) -> Reply:
    """A quiz on TASK, its first `wrong` questions answered wrongly; the result."""
    shown = await press(engine, StartQuiz(TASK))
    for position in range((await open_quiz(world)).total):
        quiz = await open_quiz(world)
        await answer(world, engine, shown, right=position >= wrong)
        shown = await press(engine, NextQuestion(quiz.id, position))
    return shown


async def void(world: World, item: str) -> None:
    await world.voids.add(Void(item, None, "two keys", world.time))


async def passes(world: World, engine: Engine) -> None:
    await plays(world, engine)
    world.time += DAY
    await plays(world, engine)


# Void questions.


async def test_a_result_is_shown_again_without_what_was_voided_since(
    world: World, engine: Engine
) -> None:
    shown = await press(engine, StartQuiz(TASK))
    quiz = await open_quiz(world)
    for position in range(quiz.total):
        await answer(world, engine, shown, right=position > 0)
        shown = await press(engine, NextQuestion(quiz.id, position))
    assert "5 of 6" in seen(shown)
    assert "Worth reading again" in seen(shown)
    await void(world, quiz.items[0].id)
    again = await press(engine, NextQuestion(quiz.id, quiz.total - 1))
    assert "5 of 5" in seen(again)
    assert "1 question was withdrawn because it is wrong; it does not count." in seen(again)
    assert "Worth reading again" not in seen(again)
    assert "All right, every one of them" in seen(again)
    assert "5 of 5 right" in seen(await press(engine, ShowStanding()))


async def test_where_everything_answered_was_voided_the_result_says_that_alone(
    world: World, engine: Engine
) -> None:
    await press(engine, StartQuiz(TASK))
    quiz = await open_quiz(world)
    result = await plays(world, engine)
    for item in quiz.items:
        await void(world, item.id)
    again = await press(engine, NextQuestion(quiz.id, quiz.total - 1))
    assert "6 of 6" in seen(result)
    assert "6 questions were withdrawn because they are wrong" in seen(again)
    assert "had not answered" not in seen(again)
    assert "All right" not in seen(again)
    assert "○ T4" in seen(await press(engine, ShowStanding()))


async def test_a_question_that_is_voided_while_it_is_open_says_that_it_does_not_count(
    world: World, engine: Engine
) -> None:
    shown = await press(engine, StartQuiz(TASK))
    assert "withdrawn" not in seen(shown)
    await void(world, (await open_quiz(world)).item.id)
    shown = await press(engine, StartQuiz(TASK))
    assert "This question was withdrawn because it is wrong: it does not count." in seen(shown)
    review = await answer(world, engine, shown)
    assert "This question was withdrawn" in seen(review)
    following = await press(engine, NextQuestion((await open_quiz(world)).id, 0))
    assert "withdrawn" not in seen(following)


# Observations.


def at_work(world: World, *, performed: bool = True, note: str = "") -> Observation:
    return Observation(
        INDICATOR, "Ms Lin", world.time, world.time + 30 * DAY, performed=performed, note=note
    )


async def test_a_passed_task_that_was_seen_at_work_is_verified_and_says_by_whom(
    world: World, engine: Engine
) -> None:
    await passes(world, engine)
    await world.observations.add(ME, at_work(world, note="Calm with an angry buyer."))
    assert "verified" in seen(await press(engine, ShowStanding()))
    why = seen(await press(engine, ShowWhy(TASK)))
    assert "seen at work by Ms Lin, valid until 2026-02-01" in why
    assert "P4.1.1" in why
    assert "done at work (seen by Ms Lin, 2026-01-02; valid until 2026-02-01)" in why
    assert "Calm with an angry buyer." in why
    world.time += 31 * DAY
    why = seen(await press(engine, ShowWhy(TASK)))
    assert "knowledge check passed" in why
    assert "no longer valid since 2026-02-01" in why


async def test_a_later_not_yet_takes_that_back_and_the_learner_reads_why(
    world: World, engine: Engine
) -> None:
    await passes(world, engine)
    await world.observations.add(ME, at_work(world))
    world.time += DAY
    await world.observations.add(ME, at_work(world, performed=False, note="Ask first."))
    why = seen(await press(engine, ShowWhy(TASK)))
    assert "knowledge check passed" in why
    assert "tried, not yet mastered (seen by Ms Lin, 2026-01-03) · note: Ask first." in why
    assert "that still counts" not in why


async def test_what_was_seen_at_work_stands_beside_a_task_that_is_not_passed_yet(
    world: World, engine: Engine
) -> None:
    await plays(world, engine)
    assert "seen at work" not in seen(await press(engine, ShowStanding()))
    await world.observations.add(ME, at_work(world))
    (line,) = [
        line
        for line in seen(await press(engine, ShowStanding())).splitlines()
        if "seen at work" in line
    ]
    assert "T4" in line
    assert "not enough evidence" in line
    assert "that still counts" in seen(await press(engine, ShowWhy(TASK)))


# Pass marks.


async def test_a_critical_task_says_its_marks_and_takes_more(world: World, engine: Engine) -> None:
    await plays(world, engine, wrong=1)
    world.time += DAY
    await plays(world, engine)
    assert "pass mark is" not in seen(await press(engine, ShowWhy(TASK)))
    assert "knowledge check passed" in seen(await press(engine, ShowWhy(TASK)))
    await world.policies.set(Critical(TASK, "Ms Lin", world.time))
    why = seen(await press(engine, ShowWhy(TASK)))
    assert "unsure" in why
    assert "For this task the pass mark is 80% and the certainty 90%." in why
    await world.policies.set(CutScore(TASK, (0.6, 0.6, 0.63), "Ms Lin", world.time))
    why = seen(await press(engine, ShowWhy(TASK)))
    assert "knowledge check passed" in why
    assert "pass mark is 61% and the certainty 90%" in why
