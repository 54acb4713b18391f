"""A round of questions in a group, over HTTP."""

from collections.abc import AsyncIterator

import pytest

from bot.callbacks import NextInRound, StartRound, encode
from bot_serving import serving
from bot_twins import World
from conversations.roles import OPERATOR
from conversations.rounds import QUESTIONS
from standards.model import Language
from telegram_emulator.people import Group, Person
from telegram_emulator.server import Emulator
from telegram_emulator.state import Message

pytestmark = pytest.mark.slow
CODE = "KRM4224-001v1"


@pytest.fixture
async def emulator() -> AsyncIterator[Emulator]:
    async with Emulator() as emulator:
        yield emulator


async def manages(world: World, person: Person, team: str) -> None:
    made = await world.organisation.create_team(OPERATOR, team)
    await world.organisation.appoint_manager(OPERATOR, made.id, f"telegram:{person.user.id}")


@pytest.fixture
async def lin(emulator: Emulator, world: World) -> Person:
    """A manager."""
    lin = emulator.person(language_code="en")
    await manages(world, lin, "Export")
    return lin


@pytest.fixture
async def mei(emulator: Emulator) -> Person:
    return emulator.person(language_code="zh-hant")


@pytest.fixture
async def group(emulator: Emulator, world: World, lin: Person, mei: Person) -> AsyncIterator[Group]:
    async with serving(emulator, world):
        yield emulator.group(lin, mei)


async def begun(lin: Person, group: Group) -> Message:
    await lin.says("/round", chat=group)
    await lin.waits_for("Which standard", chat=group)
    await lin.taps(encode(StartRound(CODE)), chat=group)
    return await lin.waits_for(lambda message: message.poll is not None, chat=group)


def polls(group: Group) -> list[Message]:
    return [message for message in group.messages if message.poll]


async def test_a_group_votes_without_names_and_sees_the_result_with_the_reason(
    emulator: Emulator, world: World, lin: Person, mei: Person, group: Group
) -> None:
    first = await begun(lin, group)
    assert first.poll is not None
    assert first.poll.is_anonymous
    assert first.poll.type == "quiz"
    assert first.poll.question.text.startswith(f"1/{QUESTIONS}")
    for position in range(QUESTIONS):
        newest = polls(group)[-1]
        assert newest.poll is not None
        (key,) = newest.poll.correct_option_ids or []
        await lin.votes(newest, [key])
        await mei.votes(newest, [(key + 1) % len(newest.poll.options)])
        label = (
            "Close it and show the result" if position + 1 == QUESTIONS else "Close it and go on"
        )
        await lin.taps(label, message=newest)
        result = await lin.waits_for(f"Question {position + 1}:", chat=group)
        assert f"right 1 vote: {newest.poll.options[key]}" in str(result)
        assert newest.poll.is_closed
        await emulator.quiet()
    assert "That was the round" in group.screen
    assert len(polls(group)) == QUESTIONS
    for person in (lin, mei):
        assert await world.quizzes.answers_of(f"telegram:{person.user.id}") == ()


async def test_a_second_tap_moves_nothing(emulator: Emulator, lin: Person, group: Group) -> None:
    first = await begun(lin, group)
    data = first.buttons[0]["callback_data"]
    await lin.presses(first, data)
    await lin.presses(first, data)
    await lin.waits_for("Question 1:", chat=group)
    await emulator.quiet()
    assert len(polls(group)) == 2


async def test_only_a_manager_starts_or_leads_one_and_others_are_told_where_they_may(
    emulator: Emulator, lin: Person, mei: Person, group: Group
) -> None:
    await mei.says("/round", chat=group)
    await mei.waits_for("由主管開始", chat=group)
    first = await begun(lin, group)
    tap = await mei.taps("Close it and go on", message=first)
    await emulator.quiet()
    assert tap.notice is not None
    assert "主管" in tap.notice
    assert first.poll is not None
    assert not first.poll.is_closed
    await mei.presses(first, encode(StartRound(CODE)))
    await emulator.quiet()
    assert len(polls(group)) == 1


async def test_a_round_goes_on_in_its_own_language_whoever_leads_it(
    emulator: Emulator, world: World, lin: Person, mei: Person, group: Group
) -> None:
    first = await begun(lin, group)
    await manages(world, mei, "Shop")
    await mei.taps("Close it and go on", message=first)
    await mei.waits_for("Question 1:", chat=group)


async def test_a_button_with_a_question_that_is_not_there_is_stale(
    emulator: Emulator, lin: Person, group: Group
) -> None:
    first = await begun(lin, group)
    await lin.presses(first, encode(NextInRound(CODE, Language.EN, 1, 77)))
    await lin.waits_for("older screen", chat=group)


async def test_in_private_the_way_to_a_round_and_to_a_quiz_is_told(
    emulator: Emulator, lin: Person, group: Group
) -> None:
    await lin.says("/round")
    await lin.waits_for("Write /round in a group")


async def test_in_a_forum_a_round_stays_in_its_topic(
    emulator: Emulator, lin: Person, group: Group
) -> None:
    forum = emulator.group(lin, is_forum=True)
    topic = await forum.opens_topic(lin, "Training")
    await lin.says("/round", chat=forum, thread=topic)
    choice = await lin.waits_for("Which standard", chat=forum)
    assert choice.thread_id == topic
    await lin.taps(encode(StartRound(CODE)), chat=forum)
    poll = await lin.waits_for(lambda message: message.poll is not None, chat=forum)
    assert poll.thread_id == topic
