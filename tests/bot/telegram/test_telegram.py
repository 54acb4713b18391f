"""The bot as people meet it: the real application over HTTP, against an emulated Telegram."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bot.callbacks import (
    ChoosePracticeScope,
    ChooseScope,
    ShowChecks,
    StartPractice,
    StartQuiz,
    encode,
)
from bot.settings import Settings
from bot.telegram.application import serve
from bot.telegram.errors import CannotRun
from bot_serving import serving, settings_for
from bot_twins import Asked, ScriptedAssistant, World
from conversations.quiz import Phase, Quiz
from standards.model import Language
from telegram_emulator import faults
from telegram_emulator.people import Person
from telegram_emulator.server import Emulator
from telegram_emulator.state import Message

pytestmark = pytest.mark.slow


@pytest.fixture
async def emulator() -> AsyncIterator[Emulator]:
    async with Emulator() as emulator:
        yield emulator


@pytest.fixture
async def bot(emulator: Emulator, world: World) -> AsyncIterator[None]:
    async with serving(emulator, world):
        yield


async def quiz_of(world: World, person: Person) -> Quiz:
    quiz = await world.quizzes.open_quiz(f"telegram:{person.user.id}")
    assert quiz is not None
    return quiz


async def starts_quiz(person: Person) -> Message:
    await person.says("/quiz")
    await person.waits_for("Today's check asks")
    await person.taps("Choose a topic")
    await person.waits_for("Which standard")
    await person.taps(encode(ChooseScope("KRM4224-001v1")))
    await person.waits_for("one task of it")
    await person.taps(encode(StartQuiz("KRM4224-001v1/T1")))
    return await person.waits_for("Question 1/")


def option(message: Message, position: int) -> str:
    """The callback data of an option's button."""
    data: str = message.buttons[position]["callback_data"]
    return data


@pytest.mark.parametrize(("tag", "hello"), [("zh-hant", "你好"), ("en", "Hello"), ("de", "Hello")])
async def test_hello_comes_in_the_persons_language(
    emulator: Emulator, bot: None, tag: str, hello: str
) -> None:
    person = emulator.person(language_code=tag)
    await person.opens()
    await person.waits_for(hello)


async def test_a_question_is_answered_while_typing_shows(
    emulator: Emulator, bot: None, world: World
) -> None:
    ann = emulator.person()
    question = "duties and responsibilities"
    gate = world.assistant.slow[question] = asyncio.Event()
    await ann.says(question)
    await emulator.quiet()
    gate.set()
    answer = await ann.waits_for("Here is what")
    assert "R2.2" in answer.text
    assert "110985L5" in answer.text
    assert ann.actions == ["typing"]


async def test_one_browses_down_to_an_item_and_back_in_one_message(
    emulator: Emulator, bot: None
) -> None:
    ann = emulator.person(language_code="zh-hant")
    await ann.says("/standards")
    await ann.waits_for("KPS1420-001v2")
    for button, seen in [
        ("跨境電商營運人員", "從事跨境電子商務"),
        ("T2 跨境店鋪前後台營運管理", "T2.1"),
        ("T2.1 維護商品基本資料", "O2.1.1"),
        ("P2.1.1", "P2.1.1 依組織策略程序"),
        ("‹ 返回", "O2.1.1"),
        ("‹ 返回", "T2.2"),
        ("‹ 返回", "從事跨境電子商務"),
        ("‹ 返回", "KPS1420-001v2"),
        ("首頁", "你好！"),
    ]:
        await ann.taps(button)
        await ann.waits_for(seen)
    await emulator.quiet()
    assert len(ann.messages) == 1
    assert not emulator.unanswered_taps


async def test_a_whole_quiz_is_played_with_every_button_tapped_twice(
    emulator: Emulator, bot: None, world: World
) -> None:
    ann = emulator.person()
    question = await starts_quiz(ann)
    total = (await quiz_of(world, ann)).total
    for number in range(1, total + 1):
        key = (await quiz_of(world, ann)).item.key
        data = option(question, key)
        await ann.presses(question, data)
        await ann.presses(question, data)
        await ann.waits_for("Right!")
        await emulator.quiet()
        onward = "See the result" if number == total else "Next question"
        label = next(b for b in question.buttons if b["text"] == onward)["callback_data"]
        await ann.presses(question, label)
        await ann.presses(question, label)
        seen = "Quiz finished" if number == total else f"Question {number + 1}/"
        question = await ann.waits_for(seen)
        await emulator.quiet()
    assert f"{total} of {total}" in question.text
    assert not emulator.unanswered_taps
    assert await world.quizzes.open_quiz("telegram:1001") is None


async def test_a_forwarded_letter_answers_nothing(
    emulator: Emulator, bot: None, world: World
) -> None:
    ann = emulator.person()
    await starts_quiz(ann)
    origin = {"type": "hidden_user", "date": 1, "sender_user_name": "Bob"}
    await ann.sends(text="B", forward_origin=origin)
    await ann.waits_for("forwarded message")
    assert (await quiz_of(world, ann)).phase is Phase.ASKING
    await ann.sends(text="outsourcing vendors", forward_origin=origin)
    await ann.waits_for("110985L5")
    assert (await quiz_of(world, ann)).answers == ()


async def test_a_second_option_and_one_of_an_earlier_question_get_a_word(
    emulator: Emulator, bot: None, world: World
) -> None:
    ann = emulator.person()
    question = await starts_quiz(ann)
    first, second = option(question, 0), option(question, 1)
    await ann.presses(question, first)
    await ann.waits_for("Your answer: A.")
    await ann.presses(question, second)
    await ann.waits_for("You had answered question 1 with A already")
    await ann.taps("Next question")
    await ann.waits_for("Question 2/")
    await ann.presses(question, second)
    await ann.waits_for("You had answered question 1 with A already")
    assert "Question 2/" in question.text
    bob = emulator.person()
    await bob.says("/start")
    await bob.waits_for("Hello!")
    await bob.presses(bob.newest, second)
    await bob.waits_for("not one of yours")
    assert [given.option for given in (await quiz_of(world, ann)).answers] == [0]


async def test_a_typed_letter_answers(emulator: Emulator, bot: None, world: World) -> None:
    ann = emulator.person()
    await starts_quiz(ann)
    await ann.says("b")
    await ann.waits_for("Your answer: B.")
    assert (await quiz_of(world, ann)).phase is Phase.REVIEWING


async def test_a_stale_button_gets_a_kind_word(emulator: Emulator, bot: None) -> None:
    ann = emulator.person()
    await ann.says("/start")
    hello = await ann.waits_for("Hello!")
    await ann.presses(hello, "made:in:1999")
    await ann.waits_for("older screen")
    await emulator.quiet()
    assert not emulator.unanswered_taps


async def test_todays_check_ends_with_where_one_stands_and_practice_does_not_count(
    emulator: Emulator, bot: None, world: World
) -> None:
    ann = emulator.person()
    await ann.says("/quiz")
    await ann.waits_for("Today's check asks")
    await ann.taps("Today's check (6 questions)")
    await ann.waits_for("You have not been asked anything yet")
    await ann.taps("‹ Back")
    await ann.waits_for("Today's check asks")
    await ann.taps("Practice")
    await ann.waits_for("to practise?")
    await ann.taps(encode(ChoosePracticeScope("KRM4224-001v1")))
    await ann.waits_for("one task of it")
    await ann.taps(encode(StartPractice("KRM4224-001v1/T1")))
    await ann.waits_for("Practice: this does not count.")
    await ann.says("a")
    await ann.waits_for("Your answer: A")
    await ann.says("/cancel")
    await ann.waits_for("This was practice: it did not count.")
    await ann.taps("Another quiz")
    await ann.waits_for("Today's check asks")
    await ann.taps("Today's check (6 questions)")
    for number in range(1, 7):
        question = await ann.waits_for(f"Question {number}/6")
        assert "Practice" not in question.text
        await ann.taps(option(question, (await quiz_of(world, ann)).item.key))
        review = await ann.waits_for("✅ Right!")
        assert any(button["text"].startswith("Open ") for button in review.buttons)
        await ann.taps("See the result" if number == 6 else "Next question")
    result = await ann.waits_for("Quiz finished")
    assert "not enough evidence: 3 of 3 right" in result.text
    assert "More questions on this count at once" in result.text
    assert "%" not in result.text
    await ann.taps("Where I stand")
    assert "0 of 4 tasks" in (await ann.waits_for("0 of 4 tasks")).text
    await ann.says("/me")
    await ann.waits_for(lambda message: message.file is not None)
    assert not emulator.unanswered_taps


async def test_a_restart_in_the_middle_of_a_quiz_loses_nothing(
    emulator: Emulator, world: World
) -> None:
    ann = emulator.person()
    async with serving(emulator, world):
        question = await starts_quiz(ann)
        await ann.presses(question, option(question, 0))
        await ann.waits_for("Your answer")
    await ann.says("/start")
    async with serving(emulator, world):
        await ann.waits_for("You have a quiz open")
        await ann.waits_for("Question 1/")
        await ann.taps("Next question")
        await ann.waits_for("Question 2/")


async def test_a_button_from_before_a_restart_still_works(emulator: Emulator, world: World) -> None:
    ann = emulator.person()
    async with serving(emulator, world):
        question = await starts_quiz(ann)
    async with serving(emulator, world):
        await ann.presses(question, option(question, 1))
        await ann.waits_for("Your answer: B.")


async def test_an_answer_is_rated_in_place_also_after_a_restart(
    emulator: Emulator, world: World
) -> None:
    ann = emulator.person(language_code="zh-hant")
    async with serving(emulator, world):
        await ann.says("消費者")
        await ann.waits_for("職能基準是這樣說的。")
    async with serving(emulator, world):
        rated, said = ann.newest, ann.newest.text
        thumb = next(b for b in rated.buttons if b["text"] == "👎 沒幫助")["callback_data"]
        await ann.presses(rated, thumb)
        await ann.presses(rated, thumb)
        await ann.waits_for("謝謝，記下了。")
        await emulator.quiet()
        assert ann.newest.text == f"{said}\n\n謝謝，記下了。"
        assert [b["text"] for b in ann.newest.buttons if "幫助" in b["text"]] == []
        assert any("測驗" in b["text"] for b in ann.newest.buttons)
    assert len(ann.messages) == 1
    assert not emulator.unanswered_taps
    (kept,) = await world.feedback.unanswered()
    assert (kept.question, kept.times) == ("消費者", 1)


async def test_a_long_answer_is_rated_under_its_last_piece(
    emulator: Emulator, world: World
) -> None:
    world.assistant = Talkative()
    ann = emulator.person()
    async with serving(emulator, world):
        await ann.says("outsourcing")
        last = await ann.waits_for("110985L5")
        await ann.taps("👍 Helpful")
        await ann.waits_for("Thanks, noted.")
        await emulator.quiet()
        assert len(ann.messages) == 3
        assert last.text.endswith("Thanks, noted.")
        assert sum(message.text.count("多") for message in ann.messages) == 9000


async def test_in_a_group_two_people_rate_one_answer(
    emulator: Emulator, bot: None, world: World
) -> None:
    ann, bob = emulator.person(), emulator.person()
    group = emulator.group(ann, bob)
    await ann.says("/ask outsourcing", chat=group)
    answer = await ann.waits_for("Here is what", chat=group)
    for person in (ann, bob, bob):
        thumb = next(b for b in answer.buttons if "👎" in b["text"])["callback_data"]
        await person.presses(answer, thumb)
        await ann.waits_for("Thanks, noted.", chat=group)
        await emulator.quiet()
    assert len(group.messages) == 1
    assert not emulator.unanswered_taps
    assert [one.times for one in await world.feedback.unanswered()] == [2]


async def test_a_person_who_blocked_the_bot_stops_nobody(
    emulator: Emulator, bot: None, world: World
) -> None:
    ann, bob = emulator.person(), emulator.person()
    gate = world.assistant.slow["outsourcing"] = asyncio.Event()
    await ann.says("outsourcing")
    await emulator.quiet()
    await ann.blocks_bot()
    gate.set()
    await bob.says("/help")
    await bob.waits_for("/standards")
    await emulator.quiet()
    assert ann.messages == []


async def test_a_pause_that_telegram_asks_for_is_kept(emulator: Emulator, bot: None) -> None:
    ann = emulator.person()
    emulator.fails("sendMessage", faults.flood(1), times=2)
    loop = asyncio.get_running_loop()
    started = loop.time()
    await ann.says("/help")
    await ann.waits_for("/standards")
    assert loop.time() - started >= 2


async def test_an_answer_lost_on_the_way_is_not_sent_again(emulator: Emulator, bot: None) -> None:
    ann = emulator.person()
    emulator.fails("sendMessage", faults.no_answer(done=True))
    await ann.says("/help")
    await emulator.quiet(0.3)
    assert sum("/standards" in message.text for message in ann.messages) == 1


async def test_text_that_telegram_cannot_parse_is_sent_plain(emulator: Emulator, bot: None) -> None:
    ann = emulator.person()
    emulator.fails("sendMessage", faults.refusal(400, "can't parse entities: no idea"))
    await ann.says("/help")
    help_ = await ann.waits_for("/standards")
    assert not any(entity["type"] == "bold" for entity in help_.entities)


async def test_a_message_that_was_deleted_is_sent_anew(emulator: Emulator, bot: None) -> None:
    ann = emulator.person()
    await ann.says("/standards")
    shown = await ann.waits_for("KPS1420-001v2")
    emulator.fails("editMessageText", faults.refusal(400, "message to edit not found"))
    await ann.presses(shown, option(shown, 2))
    await ann.waits_for("貿易經理")
    assert len(ann.messages) == 2


async def test_the_language_is_switched_by_a_button(emulator: Emulator, bot: None) -> None:
    ann = emulator.person()
    await ann.says("/language")
    await ann.waits_for("Language")
    await ann.taps("繁體中文")
    await ann.waits_for("從現在起")
    await ann.says("/start")
    await ann.waits_for("你好")


@dataclass
class Talkative(ScriptedAssistant):
    """Answers at length."""

    async def ask(self, question: str, language: Language | None, topic: str | None) -> Asked:
        asked = await super().ask(question, language, topic)
        return Asked(replace(asked.answer, lead="多" * 9000), asked.topic)


async def test_a_long_answer_comes_in_pieces_with_its_buttons_last(
    emulator: Emulator, world: World
) -> None:
    world.assistant = Talkative()
    ann = emulator.person()
    async with serving(emulator, world):
        await ann.says("outsourcing")
        last = await ann.waits_for("110985L5")
        assert sum(message.text.count("多") for message in ann.messages) == 9000
        assert [bool(message.rows) for message in ann.messages] == [False, False, True]
        assert last is ann.newest


async def test_one_persons_slow_answer_holds_up_nobody_else(
    emulator: Emulator, bot: None, world: World
) -> None:
    ann, bob = emulator.person(), emulator.person()
    gate = world.assistant.slow["outsourcing"] = asyncio.Event()
    await ann.says("outsourcing")
    await ann.says("/help")
    await bob.says("/help")
    await bob.waits_for("/standards")
    assert ann.messages == []
    gate.set()
    await ann.waits_for("/standards")
    assert ["Here is what" in message.text for message in ann.messages] == [True, False]


async def test_a_press_is_answered_while_an_answer_is_still_being_looked_for(
    emulator: Emulator, bot: None, world: World
) -> None:
    ann = emulator.person()
    await ann.says("/start")
    await ann.waits_for("Hello!")
    gate = world.assistant.slow["outsourcing"] = asyncio.Event()
    await ann.says("outsourcing")
    tap = await ann.taps("Standards")
    for _moment in range(400):
        if tap.is_answered:
            break
        await asyncio.sleep(0.005)
    assert tap.is_answered
    assert len(ann.messages) == 1
    gate.set()
    await ann.waits_for("There are 5")


async def test_an_error_is_apologised_for_and_told_to_the_log_only(
    emulator: Emulator, bot: None, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    ann = emulator.person()
    world.assistant.breaks = True
    await ann.says("outsourcing")
    sorry = await ann.waits_for("Something went wrong")
    assert "fire" not in sorry.text
    assert "the index is on fire" in caplog.text
    world.assistant.breaks = False
    await ann.says("outsourcing")
    await ann.waits_for("Here is what")


async def test_an_edited_question_in_a_group_is_answered_anew_once_with_a_quote(
    emulator: Emulator, bot: None
) -> None:
    ann = emulator.person()
    group = emulator.group(ann)
    asked = await ann.says("/ask duties", chat=group)
    await ann.waits_for("Here is what", chat=group)
    await ann.edits(asked, "/ask outsourcing vendors")
    answer = await ann.waits_for("110985L5", chat=group)
    assert answer.reply_to is asked
    await ann.edits(asked, "/ask consumer")
    await ann.edits(asked, "/round")
    await emulator.quiet(0.1)
    assert len(group.messages) == 2


async def test_a_question_edited_much_later_is_answered_below_with_a_quote(
    emulator: Emulator, bot: None
) -> None:
    ann = emulator.person()
    asked = await ann.says("duties")
    await ann.waits_for("Here is what")
    asked.date -= 3 * 86400
    await ann.says("thanks")
    await emulator.quiet(0.05)
    await ann.edits(asked, "outsourcing vendors")
    answer = await ann.waits_for("110985L5")
    assert answer.reply_to is asked


async def test_a_letter_that_is_edited_changes_no_answer(
    emulator: Emulator, bot: None, world: World
) -> None:
    ann = emulator.person()
    await starts_quiz(ann)
    typed = await ann.says("A")
    await ann.waits_for("Your answer: A.")
    before = (await quiz_of(world, ann)).answers
    await ann.edits(typed, "B")
    await ann.waits_for("An answer counts as it was first given")
    assert (await quiz_of(world, ann)).answers == before


async def test_an_answer_stays_and_what_it_leads_to_comes_below(
    emulator: Emulator, bot: None
) -> None:
    ann = emulator.person()
    await ann.says("duties and responsibilities")
    answer = await ann.waits_for("Here is what")
    said = answer.text
    await ann.taps("R2 Manage service outsourcing vendors")
    screen = await ann.waits_for("R2.4")
    assert screen is not answer
    assert answer.text == said
    await ann.taps("Home", message=screen)
    await ann.waits_for("Hello!")
    assert len(ann.messages) == 2


async def test_an_edited_question_is_answered_anew_once(emulator: Emulator, bot: None) -> None:
    ann = emulator.person()
    asked = await ann.says("outsorcing")
    await ann.waits_for("The standards don't say.")
    await ann.edits(asked, "outsourcing")
    await ann.waits_for("Here is what")
    await ann.edits(asked, "outsourcing vendors")
    await emulator.quiet(0.2)
    assert len(ann.messages) == 2


async def test_an_update_that_comes_again_is_answered_once(emulator: Emulator, bot: None) -> None:
    ann = emulator.person()
    await ann.says("/help")
    await ann.waits_for("/standards")
    emulator.redeliver(emulator.last_update)
    await emulator.quiet(0.2)
    assert len(ann.messages) == 1


async def test_a_picture_gets_a_kind_word(emulator: Emulator, bot: None) -> None:
    ann = emulator.person()
    await ann.sends_photo()
    await ann.waits_for("only read text")


async def test_an_update_that_cannot_be_read_is_skipped(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    async with Emulator(judged=False) as emulator, serving(emulator, world):
        ann = emulator.person()
        said = await ann.says("/help")
        await ann.waits_for("/standards")
        broken = said.json() | {"chat": "not a chat"}
        emulator.updates.add("message", broken)
        await emulator.quiet(0.2)
        await ann.says("/start")
        await ann.waits_for("Hello!")
    assert "cannot be read" in caplog.text


# Groups


async def test_in_a_group_a_command_a_mention_and_a_reply_are_answered_with_a_quote(
    emulator: Emulator, bot: None
) -> None:
    ann = emulator.person()
    group = emulator.group(ann)
    name = emulator.state.bot.username
    asked = await ann.says("/ask outsourcing", chat=group)
    answer = await ann.waits_for("Here is what", chat=group)
    assert answer.reply_to is asked
    asked = await ann.says(f"@{name} duties and responsibilities", chat=group)
    answer = await ann.waits_for("R2.2", chat=group)
    assert answer.reply_to is asked
    asked = await ann.says("professionalism", chat=group, reply_to=answer)
    answer = await ann.waits_for("R3", chat=group)
    assert answer.reply_to is asked


async def test_in_a_group_other_talk_and_other_bots_commands_are_left_alone(world: World) -> None:
    async with Emulator(sees_all_group_messages=True) as emulator, serving(emulator, world):
        ann = emulator.person()
        group = emulator.group(ann)
        await ann.says("outsourcing", chat=group)
        await ann.says("/ask@another_bot outsourcing", chat=group)
        await ann.says("/dance", chat=group)
        await ann.sends_photo(chat=group)
        await emulator.quiet(0.2)
        assert group.messages == []
        assert world.assistant.questions == []


async def test_in_a_group_a_quiz_leads_to_the_private_chat(emulator: Emulator, bot: None) -> None:
    ann = emulator.person()
    group = emulator.group(ann)
    await ann.says("/quiz", chat=group)
    word = await ann.waits_for("private chat", chat=group)
    address = word.buttons[0]["url"]
    assert address == f"https://t.me/{emulator.state.bot.username}?start=quiz"
    await ann.opens(address.partition("start=")[2])
    await ann.waits_for("Today's check")


async def test_in_a_group_a_personal_button_is_told_by_a_notice_and_leaves_one_message(
    emulator: Emulator, bot: None
) -> None:
    ann, bob = emulator.person(), emulator.person(language_code="zh-hant")
    group = emulator.group(ann, bob)
    await ann.says("/start", chat=group)
    home = await ann.waits_for("Here in the group", chat=group)
    for _ in range(3):
        tap = await ann.presses(home, encode(ShowChecks()))
        await emulator.quiet(0.1)
        assert tap.notice == ("That is just between you and me. Let's do it in our private chat.")
    links = [
        each
        for each in group.messages
        if each is not home and any("url" in one for one in each.buttons)
    ]
    assert len(links) == 1
    # Somebody else is led to their own chat, in their own language; reading is nobody's secret.
    tap = await bob.presses(home, encode(ShowChecks()))
    await emulator.quiet(0.1)
    assert tap.notice is not None
    assert "私" in tap.notice
    assert len(group.messages) == 3
    tap = await bob.taps("Standards", message=home, chat=group)
    await emulator.quiet(0.1)
    assert tap.notice is None
    assert not emulator.unanswered_taps


async def test_in_a_group_practising_leads_to_a_quiz_in_the_private_chat(
    emulator: Emulator, bot: None
) -> None:
    ann = emulator.person()
    group = emulator.group(ann)
    await ann.says("/ask 消費者", chat=group)
    answer = await ann.waits_for("KRM4224-001v1", chat=group)
    (address,) = [button["url"] for button in answer.buttons if "url" in button]
    await ann.opens(address.partition("start=")[2])
    await ann.waits_for("Question 1/")
    assert not any("Question" in message.text for message in group.messages)


async def test_a_group_that_became_a_supergroup_is_answered_there(
    emulator: Emulator, bot: None, world: World
) -> None:
    ann = emulator.person()
    group = emulator.group(ann, type="group")
    gate = world.assistant.slow["outsourcing"] = asyncio.Event()
    await ann.says("/ask outsourcing", chat=group)
    await emulator.quiet()
    moved = await group.migrates(ann)
    gate.set()
    await emulator.quiet(0.2)
    assert "Here is what" in moved.newest.text


# Starting


async def test_the_commands_and_descriptions_are_told_once_in_both_languages(
    emulator: Emulator, world: World
) -> None:
    for _start in range(2):
        async with serving(emulator, world):
            pass
    told = {
        (json.loads(scope)["type"], language): {
            command["command"]: command["description"] for command in commands
        }
        for (scope, language), commands in emulator.state.commands.items()
    }
    private = "all_private_chats"
    assert told[private, ""]["quiz"] == "A short check of what you know"
    assert told[private, "zh"]["quiz"] == "做小測驗，看看自己懂多少"
    assert not {"me", "privacy", "team", "people", "log"} & set(told["all_group_chats", ""])
    assert told["default", "zh"] == told["all_group_chats", "zh"]
    assert len(emulator.calls_to("setMyDescription")) == 2
    assert len(emulator.calls_to("setMyCommands")) == len(told) == 6


async def test_a_bot_whose_profile_cannot_be_set_still_runs(
    emulator: Emulator, world: World
) -> None:
    emulator.fails("setMyCommands", faults.flood(3600))
    async with serving(emulator, world):
        ann = emulator.person()
        await ann.says("/start")
        await ann.waits_for("Hello!")


async def test_it_says_that_it_runs_only_once_it_does(emulator: Emulator, world: World) -> None:
    running: list[str] = []
    stop = asyncio.Event()
    with pytest.raises(CannotRun):
        await serve(
            replace(settings_for(emulator), telegram_token="7000000001:AAWrong"),
            world.engine(),
            stop,
            running.append,
        )
    assert running == []

    def started(name: str) -> None:
        running.append(name)
        stop.set()

    serving = serve(settings_for(emulator), world.engine(), stop, started)
    await asyncio.wait_for(serving, 10)
    assert running == [emulator.state.bot.username]


async def test_only_what_is_used_is_subscribed_to(emulator: Emulator, bot: None) -> None:
    assert sorted(emulator.updates.allowed or []) == [
        "callback_query",
        "edited_message",
        "inline_query",
        "message",
        "poll_answer",
    ]


@pytest.mark.parametrize("token", ["7000000001:AAWrongTokenOfTheCompetencyBot00000_x", None])
async def test_a_wrong_token_or_none_is_one_clear_sentence(
    emulator: Emulator, world: World, token: str | None, caplog: pytest.LogCaptureFixture
) -> None:
    settings = replace(settings_for(emulator), telegram_token=token)
    with pytest.raises(CannotRun, match="TELEGRAM_TOKEN") as caught:
        await serve(settings, world.engine())
    assert caught.value.__cause__ is None
    assert "AAWrong" not in str(caught.value) + caplog.text


async def test_no_network_is_one_clear_sentence(world: World) -> None:
    settings = Settings(
        data=Path("unused"),
        telegram_token="7000000001:AAEmulatedTokenOfTheCompetencyBot0_x",
        telegram_api_base="http://127.0.0.1:1",
    )
    with pytest.raises(CannotRun, match="cannot be reached"):
        await serve(settings, world.engine())


async def test_a_second_bot_with_the_token_says_so_and_ends(
    emulator: Emulator, bot: None, world: World
) -> None:
    ann = emulator.person()
    await ann.says("/help")
    await ann.waits_for("/standards")
    with pytest.raises(CannotRun, match="Another bot"):
        await asyncio.wait_for(serve(settings_for(emulator), world.engine()), 15)
    await ann.says("/start")
    await ann.waits_for("Hello!")


async def test_the_log_never_shows_the_token(
    emulator: Emulator, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    emulator.fails("sendMessage", faults.server_error())
    async with serving(emulator, world):
        ann = emulator.person()
        await ann.says("/help")
        await emulator.quiet(0.2)
    assert caplog.records
    assert emulator.token.partition(":")[2] not in caplog.text
