"""What a learner decides in Telegram: the notice, reminders, polls and pictures."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from PIL import Image

from bot.callbacks import AnswerQuestion, NextQuestion, StartQuiz, encode
from bot.telegram import patience
from bot_serving import serving
from bot_twins import World
from conversations.polls import MemoryPollStore
from conversations.quiz import Quiz
from conversations.reminders import Reminder
from conversations.voiding import Void
from standards.model import Language
from telegram_emulator import faults
from telegram_emulator.people import Person
from telegram_emulator.server import Emulator
from telegram_emulator.state import Message

pytestmark = pytest.mark.slow

TASK = "KRM4224-001v1/T4"


@pytest.fixture
async def emulator() -> AsyncIterator[Emulator]:
    async with Emulator() as emulator:
        yield emulator


def key_of(person: Person) -> str:
    return f"telegram:{person.user.id}"


async def quiz_of(world: World, person: Person) -> Quiz:
    quiz = await world.quizzes.open_quiz(key_of(person))
    assert quiz is not None
    return quiz


async def starts(person: Person, scope: str = TASK) -> Message:
    """Presses a button that starts a quiz."""
    await person.says("/quiz")
    checks = await person.waits_for("Today's check asks")
    await person.presses(checks, encode(StartQuiz(scope)))
    return checks


async def test_the_notice_comes_first_and_a_tap_goes_on_in_the_same_message(
    emulator: Emulator, newcomers: World
) -> None:
    ann = emulator.person()
    async with serving(emulator, newcomers):
        await starts(ann)
        await ann.waits_for("what is kept about you")
        assert [button["text"] for button in ann.newest.buttons] == [
            "Understood, start",
            "Not now",
        ]
        await ann.taps("Understood, start")
        await ann.waits_for("Question 1/6")
        assert len(ann.messages) == 1
        await ann.says("/privacy")
        await ann.waits_for("2026-01-01")


async def test_old_answers_are_deleted_while_the_bot_runs(emulator: Emulator, world: World) -> None:
    ann = emulator.person()
    async with serving(emulator, world, chores_every=0.01):
        shown = await starts(ann)
        await ann.waits_for("Question 1/6")
        quiz = await quiz_of(world, ann)
        await ann.presses(shown, encode(AnswerQuestion(quiz.id, 0, 0)))
        await ann.waits_for("Your answer")
        assert len(await world.quizzes.answers_of(key_of(ann))) == 1
        world.time += timedelta(days=366)
        for _moment in range(500):
            if not await world.quizzes.answers_of(key_of(ann)):
                break
            await asyncio.sleep(0.01)
        assert await world.quizzes.answers_of(key_of(ann)) == ()
        await ann.presses(shown, encode(AnswerQuestion(quiz.id, 0, 0)))
        await ann.waits_for("so old that it was deleted")


# Reminders

NOON = datetime(2026, 1, 5, 4, tzinfo=UTC)
"""In Taipei."""
DUE = "worth a short check again"


async def is_due(world: World, person: Person) -> None:
    """Lets a reminder be due to somebody who wants them."""
    world.time = NOON
    wanted = Reminder(key_of(person), True, Language.EN, due=NOON - timedelta(hours=1))
    await world.reminders.change(wanted, lambda kept: wanted)


def reminders_of(person: Person) -> int:
    return sum(DUE in message.text for message in person.messages)


async def passes(world: World, how: timedelta) -> None:
    """Time passes, and the chores are done."""
    world.time += how
    await asyncio.sleep(0.1)


async def test_a_reminder_comes_once_over_restarts_and_again_the_next_day(
    emulator: Emulator, world: World
) -> None:
    ann = emulator.person()
    async with serving(emulator, world):
        await ann.says("/start")
        await ann.waits_for("Hello!")
    await is_due(world, ann)
    for _start in range(3):
        async with serving(emulator, world, chores_every=0.01):
            await passes(world, timedelta())
    assert reminders_of(ann) == 1
    async with serving(emulator, world, chores_every=0.01):
        await passes(world, timedelta(hours=23, minutes=30))
        assert reminders_of(ann) == 1
        await passes(world, timedelta(minutes=40))
        assert reminders_of(ann) == 2
        assert [button["text"] for button in ann.newest.buttons] == [
            "Start the check",
            "Stop reminders",
            "Home",
        ]
        await ann.taps("Stop reminders")
        await ann.waits_for("remind you no more")
        await passes(world, timedelta(days=30))
        assert reminders_of(ann) == 1


async def test_a_reminder_that_was_claimed_and_never_sent_comes_the_next_day(
    emulator: Emulator, world: World
) -> None:
    ann = emulator.person()
    async with serving(emulator, world):
        await ann.says("/start")
        await ann.waits_for("Hello!")
    await is_due(world, ann)
    # Killed between claim and sending: the claim is all there is.
    assert await world.engine().reminding.claim("telegram:") is not None
    async with serving(emulator, world, chores_every=0.01):
        await passes(world, timedelta(hours=1))
        assert reminders_of(ann) == 0
        await passes(world, timedelta(days=1))
        assert reminders_of(ann) == 1


async def test_who_blocked_the_bot_is_switched_off_and_the_others_are_reminded(
    emulator: Emulator, world: World
) -> None:
    ann, bob = emulator.person(), emulator.person()
    async with serving(emulator, world):
        for person in (ann, bob):
            await person.says("/start")
            await person.waits_for("Hello!")
    await is_due(world, ann)
    await is_due(world, bob)
    await ann.blocks_bot()
    async with serving(emulator, world, chores_every=0.01):
        await bob.waits_for(DUE)
        kept = await world.reminders.get(key_of(ann))
        assert kept is not None
        assert not kept.is_on
        await ann.unblocks_bot()
        await passes(world, timedelta(days=8))
    assert reminders_of(ann) == 0


async def test_a_reminder_is_not_sent_again_where_it_may_have_come_but_is_where_it_cannot_have(
    emulator: Emulator, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "PAUSES_BORNE", 0)
    ann = emulator.person()
    async with serving(emulator, world):
        await ann.says("/start")
        await ann.waits_for("Hello!")
    await is_due(world, ann)
    emulator.fails("sendMessage", faults.no_answer(done=True))
    async with serving(emulator, world, chores_every=0.01):
        await passes(world, timedelta(hours=1))
        assert reminders_of(ann) == 1
        emulator.fails("sendMessage", faults.flood(1))
        await passes(world, timedelta(days=1))
        await ann.waits_for(lambda message: reminders_of(ann) == 2)


# Polls


async def likes_polls(world: World, person: Person) -> None:
    await world.preferences.set_polls(key_of(person), True)


def polls_of(person: Person) -> list[Message]:
    return [message for message in person.messages if message.poll is not None]


async def is_polled(person: Person, number: int) -> Message:
    return await person.waits_for(
        lambda message: message.poll is not None and message.text.startswith(f"{number}/6 · ")
    )


async def test_a_whole_check_is_played_by_polls_that_were_chosen_under_quiz(
    emulator: Emulator, world: World
) -> None:
    ann = emulator.person()
    async with serving(emulator, world):
        await ann.says("/quiz")
        await ann.waits_for("Today's check asks")
        await ann.taps("Ask me by polls")
        await ann.waits_for("[Ask me by buttons]")
        await starts(ann)
        for number in range(1, 7):
            asked = await is_polled(ann, number)
            assert asked.poll is not None
            assert (asked.poll.type, asked.poll.is_anonymous) == ("quiz", False)
            key = (await quiz_of(world, ann)).item.key
            assert asked.poll.correct_option_ids == [key]
            # The second question is answered wrongly.
            await ann.votes(asked, [(key + 1) % 3 if number == 2 else key])
            review = await ann.waits_for("Not quite" if number == 2 else "Right!")
            assert asked.text.partition(" · ")[2] not in review.text
            await ann.taps("See the result" if number == 6 else "Next question")
        await ann.waits_for("Quiz finished")
        records = await world.quizzes.answers_of(key_of(ann))
        assert [each.correct for each in records] == [True, False, True, True, True, True]
        assert len(polls_of(ann)) == 6
        assert not emulator.unanswered_taps


async def test_every_question_is_polled_once_however_often_next_is_tapped(
    emulator: Emulator, world: World
) -> None:
    ann = emulator.person()
    await likes_polls(world, ann)
    async with serving(emulator, world):
        checks = await starts(ann)
        await ann.presses(checks, encode(StartQuiz(TASK)))
        asked = await is_polled(ann, 1)
        await emulator.quiet()
        assert len(polls_of(ann)) == 1
        await ann.votes(asked, [0])
        review = await ann.waits_for("Your answer")
        quiz = await quiz_of(world, ann)
        onward = encode(NextQuestion(quiz.id, 0))
        await ann.presses(review, onward)
        await ann.presses(review, onward)
        await is_polled(ann, 2)
        await emulator.quiet()
        assert len(polls_of(ann)) == 2
        # What was pressed keeps its words and offers nothing any more.
        assert "Your answer" in review.text
        assert review.buttons == []
        assert not emulator.unanswered_taps


async def test_a_vote_counts_once_and_only_by_whose_question_it_is(
    emulator: Emulator, world: World
) -> None:
    ann, bob = emulator.person(), emulator.person()
    await likes_polls(world, ann)
    async with serving(emulator, world):
        await bob.says("/start")
        await bob.waits_for("Hello!")
        await starts(ann)
        asked = await is_polled(ann, 1)
        assert asked.poll is not None
        # Ann passed it on, and Bob votes in it; so does a poll that we never sent.
        await bob.votes(asked, [1])
        body = emulator.updates.history[-2].body
        foreign = body | {"user": ann.user.json(), "poll_id": "123"}
        emulator.deliver("poll_answer", foreign)
        await emulator.quiet(0.2)
        assert await world.quizzes.answers_of(key_of(ann)) == ()
        assert len(bob.messages) == 1
        vote = await ann.votes(asked, [0])
        await ann.waits_for("Your answer: A.")
        assert vote is not None
        before = len(ann.messages)
        emulator.deliver("poll_answer", vote.body)
        emulator.deliver("poll_answer", vote.body | {"option_ids": [1]})
        emulator.deliver("poll_answer", vote.body | {"option_ids": []})
        await emulator.quiet(0.2)
        assert len(ann.messages) == before
        quiz = await quiz_of(world, ann)
        assert [given.option for given in quiz.answers] == [0]


async def test_a_poll_from_before_a_restart_still_counts(emulator: Emulator, world: World) -> None:
    ann = emulator.person()
    await likes_polls(world, ann)
    async with serving(emulator, world):
        await starts(ann)
        asked = await is_polled(ann, 1)
    await ann.votes(asked, [1])
    async with serving(emulator, world):
        await ann.waits_for("Your answer: B.")
        await ann.says("/quiz")
        await ann.waits_for("You have a quiz open")
        await ann.waits_for("Your answer: B.")
        await ann.taps("Next question")
        await is_polled(ann, 2)
        await ann.says("/quiz")
        await is_polled(ann, 2)
        assert len(polls_of(ann)) == 3
        # Either of the two polls answers the question, and only one of them.
        await ann.votes(polls_of(ann)[1], [2])
        await ann.waits_for("Your answer: C.")
        await ann.votes(polls_of(ann)[2], [0])
        await emulator.quiet(0.2)
        assert [given.option for given in (await quiz_of(world, ann)).answers] == [1, 2]


class Killed(MemoryPollStore):
    """A store in whose process every poll is sent and then the process is killed."""

    async def bind(self, token: str, poll: str) -> None:
        """Never happens."""


async def test_a_poll_counts_whose_id_was_lost_in_a_crash(emulator: Emulator, world: World) -> None:
    ann = emulator.person()
    await likes_polls(world, ann)
    world.polls = Killed()
    async with serving(emulator, world):
        await starts(ann)
        await ann.votes(await is_polled(ann, 1), [1])
        await ann.waits_for("Your answer: B.")
        await ann.taps("Next question")
        second = await is_polled(ann, 2)
        # Now two are out there of which nobody knows which is which, so that it is asked again.
        await ann.votes(second, [0])
        await ann.waits_for("You have a quiz open")
        await emulator.quiet()
        assert polls_of(ann)[-1].text == second.text
        assert [given.option for given in (await quiz_of(world, ann)).answers] == [1]
        await ann.says("a")
        await ann.waits_for("Your answer: A.")


async def test_a_poll_and_its_review_say_that_the_question_was_withdrawn(
    emulator: Emulator, world: World
) -> None:
    ann = emulator.person()
    await likes_polls(world, ann)
    async with serving(emulator, world):
        await starts(ann)
        await is_polled(ann, 1)
        quiz = await quiz_of(world, ann)
        first, second, *others = quiz.items
        short = replace(quiz, items=(first, replace(second, stem="And then?"), *others))
        assert await world.quizzes.save(quiz, short)
        for item in (first, second):
            await world.voids.add(Void(item.id, None, "two keys", world.time))
        await ann.votes(None, [0])
        review = await ann.waits_for("Your answer")
        assert "This question was withdrawn" in review.text
        await ann.taps("Next question")
        asked = await ann.waits_for(lambda message: message.text.startswith("2/6 · "))
        assert asked.text.startswith("2/6 · This question was withdrawn")


async def test_the_quiz_is_stopped_under_a_poll_and_a_late_vote_gets_a_kind_word(
    emulator: Emulator, world: World
) -> None:
    ann = emulator.person()
    await likes_polls(world, ann)
    async with serving(emulator, world):
        await starts(ann)
        asked = await is_polled(ann, 1)
        await ann.taps("Stop the quiz")
        asking = await ann.waits_for("Stop the quiz here?")
        await ann.taps("Stop the quiz", message=asking)
        await ann.waits_for("Quiz stopped")
        assert asked.poll is not None
        await ann.votes(asked, [0])
        await ann.waits_for("That quiz is over")
        assert await world.quizzes.answers_of(key_of(ann)) == ()


async def test_a_question_too_long_for_a_poll_comes_with_buttons(
    emulator: Emulator, world: World
) -> None:
    ann = emulator.person()
    await likes_polls(world, ann)
    async with serving(emulator, world):
        await starts(ann)
        await is_polled(ann, 1)
        quiz = await quiz_of(world, ann)
        long = replace(quiz.items[1], stem="長" * 299)
        longer = replace(quiz, items=(quiz.items[0], long, *quiz.items[2:]))
        assert await world.quizzes.save(quiz, longer)
        await ann.votes(None, [0])
        await ann.waits_for("Your answer")
        await ann.taps("Next question")
        question = await ann.waits_for("Question 2/6")
        assert question.poll is None
        assert [button["text"][0] for button in question.buttons[:-2]] == ["A", "B", "C"]


# Pictures


async def test_the_picture_comes_dark_once_that_is_chosen(emulator: Emulator, world: World) -> None:
    ann = emulator.person()

    def corners() -> list[tuple[int, int, int]]:
        """The colour of the upper left corner of each picture sent."""
        drawn = [message.file.content for message in ann.messages if message.file is not None]
        return [Image.open(BytesIO(each)).convert("RGB").getpixel((0, 0)) for each in drawn]  # type: ignore[misc]

    async with serving(emulator, world):
        checks = await starts(ann)
        await ann.waits_for("Question 1/6")
        quiz = await quiz_of(world, ann)
        await ann.presses(checks, encode(AnswerQuestion(quiz.id, 0, 0)))
        await ann.waits_for("Your answer")
        await ann.says("/me")
        await ann.waits_for("[Dark picture]")
        await ann.taps("Dark picture")
        await ann.waits_for("[Light picture]")
        await ann.says("/me")
        await ann.waits_for("[Light picture]")
        light, dark, again = corners()
        assert sum(light) > 3 * 200
        assert sum(dark) < 3 * 60
        assert again == dark
