"""Reminders as a learner meets them, on either face."""

import io
from datetime import timedelta

import pytest

from bot.callbacks import (
    Action,
    AnswerQuestion,
    ChooseQuietHours,
    ChooseZone,
    EndQuiz,
    Home,
    RemindMe,
    ResumeQuiz,
    SetQuietHours,
    SetZone,
    ShowReminders,
    StartCheck,
    StartPractice,
    StartQuiz,
    StopReminders,
    SwitchReminders,
    encode,
)
from bot.engine import Commanded, Engine, Pressed
from bot.message import Message, Reply
from bot.plain import render
from bot.terminal import chat
from bot.views.labels import ROOM, columns
from bot.views.reminders import quiet_in
from bot_twins import World, buttons, seen
from conversations.quiz import Purpose
from standards.model import Language

ME = "terminal:me"
TASK = "KRM4224-001v1/T4"
DAY = timedelta(days=1)


@pytest.fixture
def engine(world: World) -> Engine:
    return world.engine()


async def press(engine: Engine, action: Action, locale: str = "en") -> Reply:
    return await engine.handle(ME, Pressed(locale=locale, data=encode(action)))


async def command(engine: Engine, argument: str = "", *, private: bool = True) -> Reply:
    asked = Commanded(name="reminders", argument=argument, locale="en", private=private)
    return await engine.handle(ME, asked)


def actions(shown: Reply | Message) -> list[object]:
    return [button.action for button in buttons(shown)]


async def answers(world: World, engine: Engine, action: Action | None = None) -> Reply:
    """Answers one question rightly, and stops."""
    await press(engine, action or StartQuiz(TASK))
    quiz = await world.quizzes.open_quiz(ME)
    assert quiz is not None
    await press(engine, AnswerQuestion(quiz.id, 0, quiz.item.key))
    return await press(engine, EndQuiz(quiz.id))


async def reminded(engine: Engine, face: str = "terminal:") -> Message | None:
    due = await engine.reminding.claim(face)
    return None if due is None else due[1]


async def test_reminders_are_off_until_switched_on_and_offered_after_a_check(
    world: World, engine: Engine
) -> None:
    assert "Reminders are off" in seen(await command(engine))
    result = await answers(world, engine)
    assert RemindMe() in actions(result)
    world.time += 30 * DAY
    assert await reminded(engine) is None
    on = await press(engine, RemindMe())
    # The result stays on the screen.
    assert not on.edit
    assert "Quiet from 21:00 to 09:00, Asia/Taipei time" in seen(on)
    assert RemindMe() not in actions(await answers(world, engine))


async def test_one_comes_once_something_is_due_and_a_tap_starts_the_check(
    world: World, engine: Engine
) -> None:
    await press(engine, SwitchReminders(True))
    assert "after your first quiz" in seen(await command(engine))
    await answers(world, engine)
    assert "The next one comes on 2026-01-0" in seen(await command(engine))
    world.time += timedelta(hours=21)
    assert await reminded(engine) is None
    world.time += 3 * DAY
    shown = await reminded(engine)
    assert shown is not None
    assert actions(shown) == [StartCheck(), StopReminders(), Home()]
    assert await reminded(engine) is None
    assert "Question 1/6" in seen(await press(engine, StartCheck()))
    quiz = await world.quizzes.open_quiz(ME)
    assert quiz is not None
    assert quiz.purpose is Purpose.CHECK


async def test_an_answer_puts_the_reminder_off_and_none_comes_before_it_is_due(
    world: World, engine: Engine
) -> None:
    await press(engine, SwitchReminders(True))
    await answers(world, engine)
    before = await world.reminders.get(ME)
    world.time += DAY
    await answers(world, engine, StartPractice("KRM4224-001v1/T1"))
    after = await world.reminders.get(ME)
    assert before is not None
    assert after is not None
    assert before.due is not None
    assert after.due is not None
    assert after.due >= before.due
    assert after.due >= world.time + timedelta(hours=19)


async def test_it_leads_back_to_a_quiz_that_is_open(world: World, engine: Engine) -> None:
    await answers(world, engine)
    await press(engine, SwitchReminders(True))
    await press(engine, StartQuiz(TASK))
    quiz = await world.quizzes.open_quiz(ME)
    assert quiz is not None
    world.time += 4 * DAY
    shown = await reminded(engine)
    assert shown is not None
    assert actions(shown)[0] == ResumeQuiz(quiz.id)


async def test_one_tap_stops_them(world: World, engine: Engine) -> None:
    await answers(world, engine)
    await press(engine, SwitchReminders(True))
    world.time += 4 * DAY
    assert await reminded(engine) is not None
    assert "no more" in seen(await press(engine, StopReminders()))
    world.time += 30 * DAY
    assert await reminded(engine) is None
    assert "Reminders are off" in seen(await press(engine, ShowReminders()))


async def test_hours_and_zone_are_set_by_buttons_and_by_typing(
    world: World, engine: Engine
) -> None:
    await press(engine, SwitchReminders(True))
    hours = await press(engine, ChooseQuietHours())
    assert "✓ from 21:00" in [button.label for button in buttons(hours)]
    assert SetQuietHours(22 * 60, 9 * 60) in actions(hours)
    assert "Quiet from 22:00 to 09:00" in seen(await press(engine, SetQuietHours(22 * 60, 9 * 60)))
    zones = await press(engine, ChooseZone())
    assert "✓ Asia/Taipei" in [button.label for button in buttons(zones)]
    assert len([each for each in actions(zones) if isinstance(each, SetZone)]) == 12
    shown = seen(await press(engine, SetZone("Asia/Hong_Kong")))
    assert "Quiet from 22:00 to 09:00, Asia/Hong Kong time" in shown
    assert "Asia/Bangkok time" in seen(await command(engine, "asia/bangkok"))
    assert "Quiet from 22:30 to 07:00" in seen(await command(engine, "22:30 - 7"))
    assert "neither a time zone" in seen(await command(engine, "whenever"))
    kept = await world.reminders.get(ME)
    assert kept is not None
    assert kept.zone == "Asia/Bangkok"


@pytest.mark.parametrize("data", ["rh:1500:0", "rs:Asia/Atlantis", "rs:asia/taipei", "ro:1"])
async def test_settings_that_there_are_not_are_refused(engine: Engine, data: str) -> None:
    reply = await engine.handle(ME, Pressed(locale="en", data=data))
    assert "older screen" in seen(reply)


@pytest.mark.parametrize(
    ("words", "hours"),
    [
        ("21:00-09:00", ("21:00", "09:00")),
        ("21~9", ("21:00", "09:00")),
        ("22:30 到 7:15", ("22:30", "07:15")),
        ("24-6", ("00:00", "06:00")),
        ("25-6", None),
        ("21:75-6", None),
        ("night", None),
    ],
)
def test_quiet_hours_are_typed_as_people_type_them(
    words: str, hours: tuple[str, str] | None
) -> None:
    quiet = quiet_in(words)
    told = quiet and (quiet.start.isoformat("minutes"), quiet.until.isoformat("minutes"))
    assert told == hours


async def test_its_screens_fit_a_phone_and_stay_out_of_groups(engine: Engine) -> None:
    assert "private chat" in seen(await command(engine, private=False))
    for locale in ("en", "zh-TW"):
        for action in (SwitchReminders(True), ChooseQuietHours(), ChooseZone()):
            reply = await press(engine, action, locale)
            assert all(columns(button.label) <= ROOM for button in buttons(reply))


async def test_it_is_worded_in_the_language_it_was_asked_for_in(
    world: World, engine: Engine
) -> None:
    await answers(world, engine)
    await press(engine, SwitchReminders(True), locale="zh-TW")
    world.time += 4 * DAY
    shown = await reminded(engine)
    assert shown is not None
    assert "檢核一次" in render(shown)


async def test_the_terminal_shows_a_due_reminder_at_its_start_once_a_day(world: World) -> None:
    async def starts(*lines: str) -> str:
        out = io.StringIO()
        typed = io.StringIO("".join(f"{line}\n" for line in lines))
        await chat(world.engine(), ME, Language.EN, typed, out)
        return out.getvalue()

    engine = world.engine()
    await answers(world, engine)
    await press(engine, SwitchReminders(True))
    assert "worth a short check" not in await starts()
    # Telegram's bot leaves the terminal's people alone.
    world.time += 4 * DAY
    assert await reminded(engine, "telegram:") is None
    out = await starts("4")
    assert "[4] Start the check\n[5] Stop reminders  [6] Home" in out
    assert "Question 1/6" in out
    quiz = await world.quizzes.open_quiz(ME)
    assert quiz is not None
    await press(engine, EndQuiz(quiz.id))
    assert "worth a short check" not in await starts()
