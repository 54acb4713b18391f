"""Nobody's answer is kept before they were told what is kept of them."""

import io
from datetime import UTC, datetime, timedelta

import pytest

from bot import engine as engine_module
from bot.callbacks import (
    Action,
    AnswerQuestion,
    NotNow,
    SetZone,
    StartCheck,
    StartPractice,
    StartQuiz,
    Understood,
    Wish,
    encode,
)
from bot.engine import Commanded, Engine, Pressed, Said
from bot.links import start_of
from bot.message import Reply
from bot.terminal import chat
from bot_twins import World, buttons, seen
from conversations.privacy import NOTICE
from conversations.quiz import Purpose
from standards.model import Language

ME = "terminal:me"
TASK = "KRM4224-001v1/T4"


async def press(engine: Engine, action: Action, locale: str = "en") -> Reply:
    return await engine.handle(ME, Pressed(locale=locale, data=encode(action)))


def actions(reply: Reply) -> list[object]:
    return [button.action for button in buttons(reply)]


@pytest.mark.parametrize(
    ("action", "wish", "scope", "purpose"),
    [
        (StartQuiz(TASK), Wish.TASK, TASK, Purpose.TASK),
        (StartQuiz("KRM4224-001v1"), Wish.TASK, "KRM4224-001v1", Purpose.TASK),
        (StartPractice(TASK), Wish.PRACTICE, TASK, Purpose.PRACTICE),
    ],
)
async def test_the_notice_stands_before_the_first_quiz_and_one_tap_goes_on_to_just_that(
    newcomers: World, action: Action, wish: Wish, scope: str, purpose: Purpose
) -> None:
    engine = newcomers.engine()
    told = await press(engine, action)
    assert "what is kept about you" in seen(told)
    assert "365 days" in seen(told)
    assert actions(told) == [Understood(NOTICE, wish, scope), NotNow()]
    assert await newcomers.quizzes.open_quiz(ME) is None
    reply = await press(engine, Understood(NOTICE, wish, scope))
    assert "Question 1/6" in seen(reply)
    quiz = await newcomers.quizzes.open_quiz(ME)
    assert quiz is not None
    assert (quiz.scope, quiz.purpose) == (scope, purpose)
    accepted = await newcomers.acceptances.newest(ME)
    assert accepted is not None
    assert (accepted.version, newcomers.time - accepted.at < timedelta(minutes=1)) == (NOTICE, True)
    # Shown once: the next quiz begins at once.
    assert "Question 1/6" in seen(await press(engine, StartQuiz("110985L5")))


async def test_todays_check_begins_after_the_notice(newcomers: World) -> None:
    engine = newcomers.engine()
    assert actions(await press(engine, StartCheck()))[0] == Understood(NOTICE, Wish.CHECK, "")
    reply = await press(engine, Understood(NOTICE, Wish.CHECK, ""))
    assert "You have not been asked anything yet" in seen(reply)


async def test_a_link_to_a_quiz_leads_to_the_notice_and_then_to_that_quiz(
    newcomers: World,
) -> None:
    linked = Commanded(name="start", argument=start_of(TASK), locale="en")
    told = await newcomers.engine().handle(ME, linked)
    assert actions(told)[0] == Understood(NOTICE, Wish.TASK, TASK)


async def test_not_now_keeps_nothing(newcomers: World) -> None:
    engine = newcomers.engine()
    await press(engine, StartQuiz(TASK))
    assert "no answer is kept" in seen(await press(engine, NotNow()))
    assert await newcomers.acceptances.newest(ME) is None
    assert await newcomers.quizzes.open_quiz(ME) is None
    assert actions(await press(engine, StartQuiz(TASK)))[1] == NotNow()


async def test_the_notice_comes_again_only_when_it_changed(
    newcomers: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = newcomers.engine()
    await press(engine, Understood(NOTICE, Wish.TASK, TASK))
    quiz = await newcomers.quizzes.open_quiz(ME)
    assert quiz is not None
    monkeypatch.setattr(engine_module, "NOTICE", NOTICE + 1)
    # In the middle of a quiz too, by button and by letter; what was shown stays open.
    for reply in (
        await press(engine, AnswerQuestion(quiz.id, 0, 0)),
        await engine.handle(ME, Said(text="a", locale="en")),
        await press(engine, StartQuiz("110985L5")),
    ):
        assert "what is kept about you" in seen(reply)
    assert await newcomers.quizzes.answers_of(ME) == ()
    # A button of the old notice is not enough for the new one.
    assert "what is kept about you" in seen(
        await press(engine, Understood(NOTICE, Wish.RESUME, ""))
    )
    assert "Question 1/6" in seen(await press(engine, Understood(NOTICE + 1, Wish.RESUME, "")))
    assert "Your answer" in seen(await press(engine, AnswerQuestion(quiz.id, 0, 0)))
    accepted = await newcomers.acceptances.newest(ME)
    assert accepted is not None
    assert accepted.version == NOTICE + 1


async def test_the_notice_does_not_stand_before_what_could_not_be_answered_anyway(
    newcomers: World,
) -> None:
    engine = newcomers.engine()
    await press(engine, Understood(NOTICE, Wish.TASK, TASK))
    quiz = await newcomers.quizzes.open_quiz(ME)
    assert quiz is not None
    pressed = Pressed(locale="en", data=encode(AnswerQuestion(quiz.id, 0, 0)))
    told = seen(await engine.handle("terminal:other", pressed))
    assert "not one of yours" in told
    assert "what is kept about you" not in told


async def test_the_date_of_reading_it_is_that_of_the_readers_own_clock(newcomers: World) -> None:
    engine, asked = newcomers.engine(), Commanded(name="privacy", locale="en")
    newcomers.time = datetime(2026, 3, 14, 17, tzinfo=UTC)
    await press(engine, Understood(NOTICE, Wish.TASK, TASK))
    assert "on 2026-03-15 and" in seen(await engine.handle(ME, asked))
    await press(engine, SetZone("Europe/London"))
    assert "on 2026-03-14 and" in seen(await engine.handle(ME, asked))


@pytest.mark.parametrize(("locale", "words"), [("en", "never single answers"), ("zh-TW", "絕不")])
async def test_privacy_shows_it_any_time_with_when_it_was_read(
    newcomers: World, locale: str, words: str
) -> None:
    engine = newcomers.engine()
    asked = Commanded(name="privacy", locale=locale)
    told = seen(await engine.handle(ME, asked))
    assert words in told
    assert "2026-01-01" not in told
    await press(engine, Understood(NOTICE, Wish.TASK, TASK))
    assert "2026-01-01" in seen(await engine.handle(ME, asked))
    in_group = await engine.handle(ME, Commanded(name="privacy", locale="en", private=False))
    assert "private chat" in seen(in_group)


async def test_in_the_terminal_its_buttons_are_numbers(newcomers: World) -> None:
    out = io.StringIO()
    lines = io.StringIO("/quiz\n2\n2\n2\n1\n1\n")
    await chat(newcomers.engine(), ME, Language.EN, lines, out)
    assert "[1] Understood, start\n[2] Not now" in out.getvalue()
    assert "Question 1/6" in out.getvalue()


async def test_answers_are_deleted_once_they_are_too_old_day_by_day(world: World) -> None:
    engine = world.engine()
    await press(engine, StartQuiz(TASK))
    first = await world.quizzes.open_quiz(ME)
    assert first is not None
    await press(engine, AnswerQuestion(first.id, 0, 0))
    await engine.forget_daily()
    world.time += timedelta(days=200)
    await press(engine, StartPractice(TASK))
    second = await world.quizzes.open_quiz(ME)
    assert second is not None
    await press(engine, AnswerQuestion(second.id, 0, 0))
    await engine.forget_daily()
    assert len(await world.quizzes.answers_of(ME)) == 2
    world.time += timedelta(days=164, hours=23)
    await engine.forget_daily()
    assert len(await world.quizzes.answers_of(ME)) == 2
    # An hour later it is too old, but that is looked at once a day only.
    world.time += timedelta(hours=1)
    await engine.forget_daily()
    assert len(await world.quizzes.answers_of(ME)) == 2
    world.time += timedelta(hours=23)
    await engine.forget_daily()
    assert [each.at.year for each in await world.quizzes.answers_of(ME)] == [2026]
    assert await world.quizzes.load(ME, first.id) is None
