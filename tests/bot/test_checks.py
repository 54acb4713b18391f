"""Checks over days: what a learner is told, and when a result may be given."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.callbacks import (
    Action,
    AnswerQuestion,
    ChoosePracticeScope,
    ChooseScope,
    EndQuiz,
    NextQuestion,
    RateSelf,
    SetPicture,
    SetZone,
    ShowItem,
    ShowStanding,
    ShowTask,
    ShowWhy,
    StartCheck,
    StartPractice,
    StartQuiz,
    encode,
)
from bot.card.tiles import Card
from bot.engine import Commanded, Engine, Pressed
from bot.message import PrivateChat, Reply
from bot.plain import render
from bot.views import me as me_view
from bot.views import result as result_view
from bot.views.labels import ROOM, columns
from bot_twins import World, buttons, seen, standard_of, standards
from conversations.evidence import AnswerRecord, Kind
from conversations.grounds import Grounds
from conversations.language import translator
from conversations.quiz import Answered, Continued, Purpose
from conversations.standing import standing
from quiz_samples import NOON, sample_item, sample_quiz
from standards.model import Language, Standard

ME = "terminal:me"
TASK = "KRM4224-001v1/T4"
DAY = timedelta(days=1)


@pytest.fixture
def engine(world: World) -> Engine:
    return world.engine()


async def press(engine: Engine, action: Action, locale: str = "en") -> Reply:
    return await engine.handle(ME, Pressed(locale=locale, data=encode(action)))


async def plays(world: World, engine: Engine, action: Action, *, wrong: int = 0) -> Reply:
    """Starts a quiz and answers it, the first `wrong` questions wrongly; the last screen."""
    reply = await press(engine, action)
    while quiz := await world.quizzes.open_quiz(ME):
        key = quiz.item.key
        option = (key + 1) % 3 if quiz.position < wrong else key
        chosen = [button.action for button in buttons(reply)][option]
        assert not isinstance(chosen, PrivateChat)
        await press(engine, chosen)
        reply = await press(engine, NextQuestion(quiz.id, quiz.position))
    return reply


def line(reply: Reply, code: str) -> str:
    """The line on the task of this code, with or without its sign in front."""
    return next(line for line in seen(reply).splitlines() if f" {code} " in f" {line} ")


async def test_a_learner_passes_the_knowledge_check_over_two_days(
    world: World, engine: Engine
) -> None:
    reply = await plays(world, engine, StartQuiz(TASK))
    assert "not enough evidence: 6 of 6 right" in line(reply, "T4")
    assert "one more session on another day" in line(reply, "T4")
    assert "tells something new in 20 hours" in seen(reply)
    # The same day, a further check is no further session, so that it is not given.
    world.time += timedelta(hours=2)
    reply = await press(engine, StartQuiz(TASK))
    assert "enough for one day" in seen(reply)
    assert "Practice" in [button.label for button in buttons(reply)]
    world.time += DAY
    reply = await plays(world, engine, StartQuiz(TASK))
    assert "knowledge check passed: 12 of 12 right, 2 sessions" in line(reply, "T4")
    standing = await press(engine, ShowStanding())
    assert line(standing, "T4").strip().startswith("✓ T4")
    assert "knowledge check passed" in line(standing, "T4")
    # What rests on knowledge that T1 calls for too says something of T1, but not enough.
    assert line(standing, "T1").strip().startswith("◔ T1")


async def test_wrong_answers_lead_to_a_gap_and_never_to_a_percentage_of_the_learner(
    world: World, engine: Engine
) -> None:
    await plays(world, engine, StartQuiz(TASK), wrong=6)
    world.time += DAY
    reply = await plays(world, engine, StartQuiz(TASK), wrong=6)
    assert "▲ gap: 0 of 12 right, 2 sessions" in line(reply, "T4")
    assert "Worth reading again" in seen(reply)


async def test_todays_check_asks_to_choose_first_and_then_chooses_itself(
    world: World, engine: Engine
) -> None:
    reply = await press(engine, StartCheck())
    assert "You have not been asked anything yet" in seen(reply)
    await plays(world, engine, StartQuiz(TASK))
    world.time += DAY
    reply = await press(engine, StartCheck())
    assert "Question 1/6" in seen(reply)
    quiz = await world.quizzes.open_quiz(ME)
    assert quiz is not None
    assert quiz.purpose is Purpose.CHECK
    # A second tap goes on with the same check.
    assert await press(engine, StartCheck()) == reply


async def test_a_check_ends_with_a_line_for_each_task_it_asked_about(
    world: World, engine: Engine
) -> None:
    reply = await plays(world, engine, StartQuiz("KRM4224-001v1"))
    tasks = [button.action for button in buttons(reply) if isinstance(button.action, ShowTask)]
    assert len(tasks) == 2
    for task in tasks:
        assert "3 of 3 right" in line(reply, task.id.partition("/")[2])


async def test_practice_says_so_and_changes_nothing(world: World, engine: Engine) -> None:
    asked = await press(engine, StartPractice(TASK))
    assert "Practice: this does not count." in seen(asked)
    reply = await plays(world, engine, StartPractice(TASK))
    assert "This was practice: it did not count." in seen(reply)
    assert "next check" not in seen(reply)
    assert "only practice so far" in line(reply, "T4")


async def test_before_practising_one_reads_what_it_uses_up_and_so_on_the_question(
    world: World, engine: Engine
) -> None:
    scopes = seen(await press(engine, ChoosePracticeScope("KRM4224-001v1")))
    assert "does not count in a check for the next 90 days" in scopes
    assert "90 days" not in seen(await press(engine, ChooseScope("KRM4224-001v1")))
    asked = await press(engine, StartPractice(TASK))
    assert "Nor will this question count in a check" in seen(asked)
    await plays(world, engine, StartPractice(TASK))
    for _ in range(2):
        await plays(world, engine, StartQuiz(TASK))
    reply = await press(engine, StartPractice(TASK))
    known = []
    while quiz := await world.quizzes.open_quiz(ME):
        assert "Practice: this does not count." in seen(reply)
        known.append("Nor will" not in seen(reply))
        assert known[-1] is (quiz.item.kind is not Kind.RECALL)
        await press(engine, AnswerQuestion(quiz.id, quiz.position, quiz.item.key))
        reply = await press(engine, NextQuestion(quiz.id, quiz.position))
    assert sum(known) >= 3


async def test_a_question_seen_before_says_that_it_does_not_count_and_the_result_how_many_did(
    world: World, engine: Engine
) -> None:
    for _ in range(2):
        reply = await plays(world, engine, StartQuiz(TASK))
        assert "You had seen" not in seen(reply)
        world.time += 8 * DAY
    reply = await press(engine, StartQuiz(TASK))
    told = []
    while quiz := await world.quizzes.open_quiz(ME):
        told.append("You have seen this question before" in seen(reply))
        await press(engine, AnswerQuestion(quiz.id, quiz.position, quiz.item.key))
        reply = await press(engine, NextQuestion(quiz.id, quiz.position))
    # Of 17 there were 5 left.
    assert told == [False] * 5 + [True]
    assert "5 of these 6 answers count." in seen(reply)


async def test_a_result_that_rests_on_one_check_alone_is_said_once(
    world: World, engine: Engine
) -> None:
    first = line(await plays(world, engine, StartQuiz(TASK), wrong=2), "T4")
    assert first.count("4 of 6") == 1
    world.time += DAY
    second = line(await plays(world, engine, StartQuiz(TASK)), "T4")
    assert ": 6 of 6 · " in second
    assert "10 of 12 right" in second
    practised = line(await plays(world, engine, StartPractice(TASK)), "T4")
    assert ": 6 of 6 · " in practised


async def test_a_check_stopped_early_says_that_more_counts_at_once(
    world: World, engine: Engine
) -> None:
    await press(engine, StartQuiz(TASK))
    quiz = await world.quizzes.open_quiz(ME)
    assert quiz is not None
    await press(engine, AnswerQuestion(quiz.id, 0, quiz.item.key))
    reply = await press(engine, EndQuiz(quiz.id))
    assert "More questions on this count at once" in seen(reply)
    assert "20 hours" not in seen(reply)


async def test_practice_and_a_check_of_the_same_task_are_two_quizzes(
    world: World, engine: Engine
) -> None:
    await press(engine, StartPractice(TASK))
    reply = await press(engine, StartQuiz(TASK))
    assert reply.toast == "Your other quiz is stopped; its answers are kept."
    assert "does not count" not in seen(reply)


async def test_once_everything_was_asked_practice_is_offered(world: World, engine: Engine) -> None:
    for _ in range(3):
        reply = await plays(world, engine, StartQuiz(TASK))
        world.time += DAY
    reply = await press(engine, StartQuiz(TASK))
    assert "no answer would count now" in seen(reply)
    assert "in 87 days" in seen(reply)
    assert "Practice" in [button.label for button in buttons(reply)]
    assert await world.quizzes.open_quiz(ME) is None
    world.time += 90 * DAY
    assert "Question 1/6" in seen(await press(engine, StartQuiz(TASK)))


async def test_the_review_gives_the_reason_and_opens_the_item_and_leads_back(
    world: World, engine: Engine
) -> None:
    asked = await press(engine, StartQuiz(TASK))
    quiz = await world.quizzes.open_quiz(ME)
    assert quiz is not None
    chosen = buttons(asked)[quiz.item.key].action
    assert not isinstance(chosen, PrivateChat)
    review = await press(engine, chosen)
    assert quiz.item.options[quiz.item.key].reason in seen(review)
    assert quiz.item.explanation in seen(review)
    opened = [button.action for button in buttons(review) if isinstance(button.action, ShowItem)]
    assert [action.id for action in opened] == list(quiz.item.targets)
    item = await press(engine, opened[0])
    back = buttons(item)[-1]
    assert back.label == "Back to the quiz"
    assert not isinstance(back.action, PrivateChat)
    assert (await press(engine, back.action)).messages == review.messages


async def test_a_wrong_answer_is_told_why_it_is_wrong(world: World, engine: Engine) -> None:
    asked = await press(engine, StartQuiz(TASK))
    quiz = await world.quizzes.open_quiz(ME)
    assert quiz is not None
    wrong = (quiz.item.key + 1) % 3
    chosen = buttons(asked)[wrong].action
    assert not isinstance(chosen, PrivateChat)
    words = seen(await press(engine, chosen))
    assert "Not quite" in words
    assert quiz.item.options[wrong].reason in words
    assert quiz.item.options[quiz.item.key].text in words


async def test_where_one_stands_before_any_answer(engine: Engine) -> None:
    reply = await press(engine, ShowStanding())
    assert "nothing to show" in seen(reply)


async def test_where_one_stands_is_shown_for_each_standard_and_opens_the_task(
    world: World, engine: Engine
) -> None:
    await plays(world, engine, StartQuiz(TASK))
    await plays(world, engine, StartQuiz("110985L5/R1"))
    newest = await press(engine, ShowStanding(), locale="zh-TW")
    assert line(newest, "R1").strip().startswith("◔ R1")
    assert "資料還不夠" in line(newest, "R1")
    actions = [button.action for button in buttons(newest)]
    assert ShowWhy("110985L5/R1") in actions
    assert ShowTask("110985L5/R1") in [
        button.action for button in buttons(await press(engine, ShowWhy("110985L5/R1")))
    ]
    assert ShowStanding("KRM4224-001v1") in actions
    other = await press(engine, ShowStanding("KRM4224-001v1"))
    assert "not enough evidence (6 of 6 right" in line(other, "T4")


async def test_in_a_group_nobody_is_told_where_one_stands(engine: Engine) -> None:
    for action in (ShowStanding(), StartCheck(), StartPractice(TASK)):
        pressed = Pressed(data=encode(action), private=False, locale="en")
        assert "private chat" in seen(await engine.handle(ME, pressed))


async def test_the_first_screen_of_quiz_offers_all_ways(engine: Engine) -> None:
    reply = await engine.handle(ME, Commanded(name="quiz", locale="zh-TW"))
    assert [button.label for button in buttons(reply)] == [
        "今日檢核（6 題）",
        "自選主題",
        "練習",
        "我的檢核結果",
        "首頁",
    ]


def test_a_result_over_two_standards_has_a_heading_for_each() -> None:
    items = [
        replace(sample_item(number), standard=task.partition("/")[0], task=task, targets=(target,))
        for number, (task, target) in enumerate(
            [(TASK, f"{TASK}.1"), ("110985L5/R1", "110985L5/R1.1")]
        )
    ]
    quiz = replace(sample_quiz(2), scope="", items=tuple(items), purpose=Purpose.CHECK)
    for option in (0, 1):
        quiz = quiz.apply(Answered(option, NOON)).apply(Continued(NOON))
    words = render(result_view.result(quiz, standard_of, translator(Language.EN)))
    assert words.index("跨境電商營運人員") < words.index("T4 提供售前及售後服務 (")
    assert words.index("Manage e-commerce") < words.index("R1 ")


@pytest.mark.parametrize("standard", standards(), ids=lambda standard: standard.code)
@pytest.mark.parametrize("language", list(Language))
def test_where_one_stands_fits_a_phone(standard: Standard, language: Language) -> None:
    records = [
        AnswerRecord(
            f"s{number}", 1, standard.code, task.id, (), Kind.SCENARIO, correct=True, at=NOON
        )
        for number, task in enumerate(standard.tasks)
    ]
    shown = me_view.me(
        standard,
        {each.task: each for each in standing(standard, Grounds(tuple(records)), NOON)},
        NOON,
        0,
        translator(language),
        others=[each for each in standards() if each is not standard],
        to_why=ShowWhy,
        to_card=ShowStanding,
    )
    assert len(render(shown)) < 3900
    assert len(shown.rows) <= 20
    assert all(columns(button.label) <= ROOM for button in buttons(shown))
    assert {button.action for button in buttons(shown)} >= {
        ShowWhy(task.id) for task in standard.tasks
    }


async def test_me_shows_where_one_stands_in_words_and_as_a_picture(engine: Engine) -> None:
    assert "nothing to show" in seen(await engine.handle(ME, Commanded(name="me", locale="en")))
    shown = await press(engine, StartQuiz(TASK))
    label = next(button for button in buttons(shown) if button.label.startswith("A"))
    assert not isinstance(label.action, PrivateChat)
    await press(engine, label.action)
    reply = await engine.handle(ME, Commanded(name="me", locale="en"))
    assert isinstance(reply.card, Card)
    assert [tile.title.partition(" ")[0] for tile in reply.card.tiles] == ["T1", "T2", "T3", "T4"]
    assert "not enough evidence" in seen(reply)
    why = await press(engine, ShowWhy(TASK))
    assert "too few answers" in seen(why)
    assert ShowStanding("KRM4224-001v1") in {button.action for button in buttons(why)}


LEVELS = ["not yet", "with help", "on my own", "could teach it"]


async def test_how_one_sees_oneself_is_one_tap_and_stands_beside_the_tested_state(
    world: World, engine: Engine
) -> None:
    await plays(world, engine, StartQuiz(TASK), wrong=6)
    asked = await press(engine, ShowWhy(TASK))
    assert [button.label for button in buttons(asked)][2:6] == LEVELS
    rated = await press(engine, RateSelf(TASK, 2))
    assert rated.edit
    assert "You see yourself here: on my own" in seen(rated)
    assert "not enough evidence" in seen(rated)
    labels = [button.label for button in buttons(rated)][2:6]
    assert labels == [*LEVELS[:2], "✓ on my own", LEVELS[3]]
    changed = await press(engine, RateSelf(TASK, 0))
    assert "You see yourself here: not yet" in seen(changed)
    assert "on my own" not in seen(changed)
    # It is one's own: nobody else sees it, nor does another task.
    other = await press(engine, ShowWhy("KRM4224-001v1/T1"))
    assert "You see yourself" not in seen(other)


async def test_how_one_sees_oneself_stands_beside_the_state_in_the_list(
    world: World, engine: Engine
) -> None:
    await plays(world, engine, StartQuiz(TASK), wrong=6)
    before = await press(engine, ShowStanding())
    assert "you say" not in seen(before)
    await press(engine, RateSelf(TASK, 2))
    after = await press(engine, ShowStanding())
    assert line(after, "T4") == line(before, "T4") + " · you say: on my own"
    assert "you say" not in line(after, "T1")
    # What somebody else says of themselves is theirs.
    rate = Pressed(locale="en", data=encode(RateSelf("KRM4224-001v1/T1", 0)))
    await engine.handle("terminal:other", rate)
    assert seen(await press(engine, ShowStanding())) == seen(after)


async def test_as_of_is_the_date_on_the_learners_own_clock(world: World, engine: Engine) -> None:
    world.time = datetime(2026, 3, 14, 17, tzinfo=UTC)
    await plays(world, engine, StartQuiz(TASK))
    for zone, date in (
        (None, "2026-03-15"),
        ("Europe/London", "2026-03-14"),
        ("Asia/Tokyo", "2026-03-15"),
    ):
        if zone is not None:
            await press(engine, SetZone(zone))
        reply = await engine.handle(ME, Commanded(name="me", locale="en", graphic=True))
        assert f"As of {date}" in seen(reply)
        assert reply.card is not None
        assert f"As of {date}" in reply.card.footer
        assert f"As of {date}" in seen(await press(engine, ShowWhy(TASK)))


async def test_from_the_reasons_one_goes_on_to_a_check_that_counts_and_is_called_one(
    world: World, engine: Engine
) -> None:
    await plays(world, engine, StartQuiz(TASK), wrong=6)
    why = await press(engine, ShowWhy(TASK))
    task = await press(engine, ShowTask(TASK))
    for screen in (why, task):
        found = [each.label for each in buttons(screen) if each.action == StartQuiz(TASK)]
        assert found == ["Check what I know"]
    assert not any("ractise" in button.label for button in buttons(why))


async def test_how_one_sees_oneself_changes_no_state_by_a_single_bit(
    world: World, engine: Engine
) -> None:
    await plays(world, engine, StartQuiz(TASK), wrong=2)
    world.time += DAY
    await plays(world, engine, StartQuiz(TASK))
    records = await world.quizzes.answers_of(ME)
    standard = standard_of("KRM4224-001v1")
    before = [repr(each) for each in standing(standard, Grounds(records), world.time)]
    at = world.time
    for level in range(4):
        for task in standard.tasks:
            await press(engine, RateSelf(task.id, level))
        assert await world.quizzes.answers_of(ME) == records
        after = standing(standard, Grounds(await world.quizzes.answers_of(ME)), at)
        assert [repr(each) for each in after] == before


@pytest.mark.parametrize("data", [f"sr:{TASK}:4", "sr:KRM4224-001v1/K01:1", "sr:NOSUCH/T1:1"])
async def test_a_self_rating_of_nothing_is_refused(engine: Engine, data: str) -> None:
    assert "older screen" in seen(await engine.handle(ME, Pressed(locale="en", data=data)))


async def test_the_picture_is_drawn_as_one_likes_it_from_then_on(
    world: World, engine: Engine
) -> None:
    await plays(world, engine, StartQuiz(TASK))
    asked = Commanded(name="me", locale="en", graphic=True)
    shown = await engine.handle(ME, asked)
    assert (shown.card is not None, shown.dark) == (True, False)
    action = SetPicture(True, "KRM4224-001v1", 0)
    assert action in [button.action for button in buttons(shown)]
    pressed = Pressed(locale="en", graphic=True, data=encode(action))
    dark = await engine.handle(ME, pressed)
    assert (dark.card, dark.dark, dark.edit) == (shown.card, True, False)
    again = await world.engine().handle(ME, asked)
    assert again.dark
    assert "Light picture" in [button.label for button in buttons(again)]
    # The terminal draws none, so that there is nothing to choose.
    in_terminal = await engine.handle(ME, Commanded(name="me", locale="en"))
    assert not any("picture" in button.label for button in buttons(in_terminal))


async def test_where_the_standard_of_all_answers_was_removed_me_says_so(world: World) -> None:
    engine = world.engine()
    shown = await press(engine, StartQuiz(TASK))
    label = next(button for button in buttons(shown) if button.label.startswith("A"))
    assert not isinstance(label.action, PrivateChat)
    await press(engine, label.action)
    code = TASK.partition("/")[0]
    world.loaded = [each for each in world.loaded if each.code != code]
    reply = await world.engine().handle(ME, Commanded(name="me", locale="en"))
    assert "was removed" in seen(reply)
    assert code in seen(reply)
    assert "Your answers are kept" in seen(reply)
