"""Polls and quizzes."""

from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import PollAnswer

from telegram_emulator.people import Person
from telegram_emulator.server import Emulator

from .conftest import Ask

QUIZ: dict[str, Any] = {
    "question": "What comes first?",
    "options": [{"text": "Danger"}, {"text": "Lunch"}],
    "type": "quiz",
    "is_anonymous": False,
    "correct_option_ids": [0],
}


@pytest.fixture
async def ann(emulator: Emulator) -> Person:
    person = emulator.person(1001, "Ann")
    await person.says("hello")
    return person


async def test_a_vote_arrives_as_a_poll_answer(bot: Bot, ann: Person) -> None:
    sent = await bot.send_poll(
        ann.id, **QUIZ, explanation="<b>Look</b>", explanation_parse_mode="HTML"
    )
    assert sent.poll is not None
    assert sent.poll.correct_option_ids == [0]
    assert ann.screen == "What comes first?\n( ) Danger\n( ) Lunch"
    update = await ann.votes(None, [1])
    assert update is not None
    answer = PollAnswer.model_validate(update.body)
    assert (answer.poll_id, answer.option_ids) == (sent.poll.id, [1])
    assert answer.option_persistent_ids == [sent.poll.options[1].persistent_id]
    with pytest.raises(AssertionError, match="nobody can vote again"):
        await ann.votes(None, [0])
    stopped = await bot.stop_poll(ann.id, sent.message_id)
    assert (stopped.is_closed, stopped.total_voter_count) == (True, 1)
    assert [option.voter_count for option in stopped.options] == [0, 1]
    with pytest.raises(TelegramBadRequest, match="poll has already been closed"):
        await bot.stop_poll(ann.id, sent.message_id)


async def test_a_vote_can_be_retracted_where_revoting_is_allowed(bot: Bot, ann: Person) -> None:
    await bot.send_poll(ann.id, "Lunch?", ["Yes", "No"], is_anonymous=False)
    await ann.votes(None, [0])
    update = await ann.votes(None, [])
    assert update is not None
    assert update.body["option_ids"] == []


async def test_an_anonymous_poll_tells_no_names(bot: Bot, emulator: Emulator, ann: Person) -> None:
    await bot.send_poll(ann.id, "Lunch?", ["Yes", "No"])
    assert await ann.votes(None, [0]) is None
    assert [update.kind for update in emulator.updates.history] == ["message", "poll"]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"question": ""}, "poll question must be non-empty"),
        ({"question": "x" * 301}, "poll question length must not exceed 300"),
        ({"options": [{"text": "a"}]}, "poll must have at least 2 option"),
        ({"options": [{"text": str(n)} for n in range(13)]}, "can't have more than 12 options"),
        ({"options": [{"text": "a"}, {"text": ""}]}, "poll options must be non-empty"),
        (
            {"options": [{"text": "a"}, {"text": "x" * 101}]},
            "poll options length must not exceed 100",
        ),
        ({"correct_option_ids": []}, "no correct option"),
        ({"correct_option_ids": [2]}, "wrong correct option ID specified"),
        ({"explanation": "x" * 201}, "too long"),
        ({"explanation": "a\nb\nc\nd"}, "QUIZ_EXPLANATION_INVALID"),
        ({"type": "riddle"}, "unsupported poll type specified"),
        ({"open_period": 4}, "invalid poll open period"),
    ],
)
async def test_a_bad_poll_is_refused(
    ask: Ask, ann: Person, changes: dict[str, Any], reason: str
) -> None:
    answer = await ask("sendPoll", chat_id=ann.id, **(QUIZ | changes))
    assert reason in answer["description"]


async def test_only_a_poll_can_be_stopped(bot: Bot, ann: Person) -> None:
    sent = await bot.send_message(ann.id, "x")
    with pytest.raises(TelegramBadRequest, match="message with poll to stop not found"):
        await bot.stop_poll(ann.id, sent.message_id)
