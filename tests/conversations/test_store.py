"""One contract for the stores, kept by those in memory and by those in the database."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from conversations.asked import KEPT, AskedQuestion
from conversations.audit import Entry
from conversations.awaited import Awaited
from conversations.database import Database, open_database
from conversations.evidence import AnswerRecord, Kind
from conversations.feedback import Rating, Unanswered, Why, unanswered
from conversations.grounds import Grounds, basis
from conversations.observing import Observation
from conversations.people import Person
from conversations.personal_data import Erasure, PersonSummary
from conversations.policies import Critical, CutScore
from conversations.polls import PolledQuestion
from conversations.preferences import Preferences
from conversations.privacy import Acceptance
from conversations.quiz import Answered, Continued, Ended, Phase, Purpose, Quiz
from conversations.readiness import CRITICAL
from conversations.reminders import NIGHT, Claim, QuietHours, Reminder
from conversations.roles import Action, Role
from conversations.self_rating import SelfLevel
from conversations.teams import Membership, Team
from conversations.voiding import Void
from database_twin import in_memory
from quiz_samples import CODE, NOON, sample_item, sample_quiz
from standards.model import Language


async def twin(_: Path) -> Database:
    return in_memory()


async def in_sqlite(folder: Path) -> Database:
    return await open_database(folder / "bot.db")


@pytest.fixture(params=[twin, in_sqlite])
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    opened: Callable[[Path], Awaitable[Database]] = request.param
    database = await opened(tmp_path)
    yield database
    await database.close()


@asynccontextmanager
async def kept(folder: Path) -> AsyncIterator[Database]:
    database = await in_sqlite(folder)
    try:
        yield database
    finally:
        await database.close()


async def test_a_quiz_comes_back_as_it_was_kept(database: Database) -> None:
    quiz = sample_quiz()
    assert await database.quizzes.add(quiz)
    assert await database.quizzes.load(quiz.person, quiz.id) == quiz
    assert await database.quizzes.open_quiz(quiz.person) == quiz


async def test_a_quiz_comes_back_with_every_step(database: Database) -> None:
    quiz = sample_quiz()
    await database.quizzes.add(quiz)
    later = NOON + timedelta(seconds=90, microseconds=5)
    for event in (Answered(1, NOON), Continued(NOON), Answered(0, later), Ended(later)):
        after = quiz.apply(event)
        assert await database.quizzes.save(quiz, after)
        assert await database.quizzes.load(quiz.person, quiz.id) == after
        quiz = after


async def test_a_quiz_is_kept_with_the_answers_it_has(database: Database) -> None:
    quiz = sample_quiz().apply(Answered(2, NOON))
    assert await database.quizzes.add(quiz)
    assert await database.quizzes.load(quiz.person, quiz.id) == quiz


async def test_only_the_person_who_plays_a_quiz_gets_it(database: Database) -> None:
    quiz = sample_quiz(person="telegram:1")
    await database.quizzes.add(quiz)
    assert await database.quizzes.load("telegram:11", quiz.id) is None
    assert await database.quizzes.load("telegram:1", "quiz2") is None
    assert await database.quizzes.open_quiz("telegram:11") is None


async def test_a_person_has_one_open_quiz(database: Database) -> None:
    first, second = sample_quiz(id="first"), sample_quiz(id="second")
    assert await database.quizzes.add(first)
    assert not await database.quizzes.add(second)
    assert await database.quizzes.load(first.person, "second") is None
    assert await database.quizzes.save(first, first.apply(Ended(NOON)))
    assert await database.quizzes.open_quiz(first.person) is None
    assert await database.quizzes.add(second)
    assert await database.quizzes.open_quiz(first.person) == second
    assert await database.quizzes.add(sample_quiz(id="third", person="terminal:other"))


def checked(id: str, at: datetime, purpose: Purpose = Purpose.TASK) -> Quiz:
    """A quiz of two questions, the first answered rightly and the second wrongly, then over."""
    written = replace(sample_item(1), id="s01", kind=Kind.SCENARIO, version=3, origin="written")
    quiz = replace(
        sample_quiz(2, id=id), items=(sample_item(0), written), started_at=at, purpose=purpose
    )
    for event in (Answered(0, at), Continued(at), Answered(2, at + timedelta(seconds=9))):
        quiz = quiz.apply(event)
    return quiz.apply(Continued(at))


async def test_a_written_item_and_the_purpose_come_back_as_they_were_kept(
    database: Database,
) -> None:
    for purpose in Purpose:
        quiz = checked(purpose, NOON, purpose)
        assert await database.quizzes.add(quiz)
        assert await database.quizzes.load(quiz.person, quiz.id) == quiz


async def test_the_log_holds_the_answers_of_a_quiz_as_the_quiz_gives_them(
    database: Database,
) -> None:
    quiz = sample_quiz(3)
    items = tuple(replace(item, version=2, task_text="abc") for item in quiz.items)
    quiz = replace(quiz, items=items, purpose=Purpose.CHECK)
    assert await database.quizzes.add(quiz)
    for option in (0, 1):
        for event in (Answered(option, NOON + timedelta(seconds=option)), Continued(NOON)):
            before, quiz = quiz, quiz.apply(event)
            assert await database.quizzes.save(before, quiz)
    loaded = await database.quizzes.load(quiz.person, quiz.id)
    assert loaded is not None
    assert await database.quizzes.answers_of(quiz.person) == loaded.records() == quiz.records()


async def test_the_answers_of_a_person_say_what_was_asked_and_whether_it_was_right(
    database: Database,
) -> None:
    await database.quizzes.add(checked("later", NOON + timedelta(1), Purpose.PRACTICE))
    await database.quizzes.add(checked("first", NOON))
    await database.quizzes.add(sample_quiz(person="telegram:1", id="other"))
    records = await database.quizzes.answers_of("terminal:mei")
    assert [(each.item, each.correct, each.practice) for each in records] == [
        ("item0", True, False),
        ("s01", False, False),
        ("item0", True, True),
        ("s01", False, True),
    ]
    assert records[1] == AnswerRecord(
        item="s01",
        version=3,
        standard=CODE,
        task=f"{CODE}/T1",
        targets=(f"{CODE}/P1.1.1",),
        kind=Kind.SCENARIO,
        correct=False,
        at=NOON + timedelta(seconds=9),
    )
    assert await database.quizzes.answers_of("telegram:1") == ()
    assert await database.quizzes.answers_of("nobody") == ()


async def test_the_answers_of_many_are_those_of_each(database: Database) -> None:
    for purpose in Purpose:
        await database.quizzes.add(checked(purpose, NOON - timedelta(len(purpose)), purpose))
    for number in (1, 2):
        quiz = sample_quiz(person=f"telegram:{number}", id=f"quiz{number}")
        for place in range(number):
            quiz = quiz.apply(Answered(place, NOON)).apply(Continued(NOON))
        await database.quizzes.add(quiz)
    # More than one statement asks for.
    strangers = [f"nobody:{number}" for number in range(1_000)]
    team = ["terminal:mei", *strangers, "telegram:1"]
    found = await database.quizzes.answers_of_many(team)
    assert list(found) == team
    assert found == {person: await database.quizzes.answers_of(person) for person in team}
    assert [len(found[person]) for person in (team[0], team[-1])] == [6, 1]
    assert {record.correct for record in found["terminal:mei"]} == {False, True}
    assert await database.quizzes.answers_of_many(()) == {}
    marks = await database.quizzes.marks_of_many(team)
    assert marks == {person: basis(Grounds(found[person])).answers for person in team}


async def test_only_those_who_answered_are_listed(database: Database) -> None:
    await database.quizzes.add(checked("one", NOON))
    await database.quizzes.add(checked("two", NOON))
    await database.quizzes.add(sample_quiz(person="telegram:1", id="unanswered"))
    answered = sample_quiz(person="telegram:2", id="answered").apply(Answered(0, NOON))
    await database.quizzes.add(answered)
    assert await database.quizzes.answered_by() == ("telegram:2", "terminal:mei")


async def test_a_step_from_a_state_that_is_gone_is_not_kept(database: Database) -> None:
    quiz = sample_quiz()
    await database.quizzes.add(quiz)
    counted = quiz.apply(Answered(0, NOON))
    assert await database.quizzes.save(quiz, counted)
    assert not await database.quizzes.save(quiz, quiz.apply(Answered(1, NOON)))
    assert not await database.quizzes.save(quiz, quiz.apply(Ended(NOON)))
    assert await database.quizzes.load(quiz.person, quiz.id) == counted


async def test_a_step_of_a_quiz_that_was_never_kept_is_not_kept(database: Database) -> None:
    quiz = sample_quiz()
    assert not await database.quizzes.save(quiz, quiz.apply(Answered(0, NOON)))


async def test_of_many_simultaneous_steps_one_is_kept(database: Database) -> None:
    quiz = sample_quiz()
    await database.quizzes.add(quiz)
    steps = [quiz.apply(Answered(option % 3, NOON)) for option in range(12)]
    kept = await asyncio.gather(*(database.quizzes.save(quiz, step) for step in steps))
    assert kept.count(True) == 1
    stored = await database.quizzes.load(quiz.person, quiz.id)
    assert stored == steps[kept.index(True)]


async def test_a_person_nobody_knows_has_chosen_no_language(database: Database) -> None:
    assert await database.people.get("telegram:5") == Person("telegram:5", None)


async def test_the_language_chosen_last_is_kept(database: Database) -> None:
    await database.people.set_language("telegram:5", Language.EN)
    await database.people.set_language("telegram:5", Language.ZH_HANT)
    assert await database.people.get("telegram:5") == Person("telegram:5", Language.ZH_HANT)
    assert (await database.people.get("telegram:50")).language is None


async def test_the_topic_kept_last_is_kept(database: Database) -> None:
    assert await database.threads.load("telegram:5") is None
    await database.threads.save("telegram:5", '{"items":["A/T1"]}', NOON)
    await database.threads.save("telegram:5", '{"items":["職能"]}', NOON)
    assert await database.threads.load("telegram:5") == '{"items":["職能"]}'
    assert await database.threads.load("telegram:50") is None


def content(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())


def asked_at(days: float) -> AskedQuestion:
    return AskedQuestion("退貨", Language.ZH_HANT, '{"items":["A/T1"]}', NOON + timedelta(days))


async def test_what_was_asked_comes_back_by_its_key(database: Database) -> None:
    await database.asked.save("key", asked_at(0))
    await database.asked.save("other", replace(asked_at(1), topic=None))
    assert await database.asked.load("key") == asked_at(0)
    assert await database.asked.load("other") == replace(asked_at(1), topic=None)
    assert await database.asked.load("Key") is None


async def test_what_was_asked_is_forgotten_after_a_week(database: Database) -> None:
    await database.asked.save("first", asked_at(0))
    await database.asked.save("second", asked_at(1))
    await database.asked.save("third", asked_at(KEPT.days))
    assert await database.asked.load("first") == asked_at(0)
    await database.asked.save("fourth", asked_at(KEPT.days + 0.5))
    assert await database.asked.load("first") is None
    await database.asked.forget(NOON + timedelta(2))
    assert await database.asked.load("second") is None
    assert await database.asked.load("third") == asked_at(KEPT.days)


def open_question(words: str = "why", why: Why = Why.NOT_HELPFUL, minutes: float = 0) -> Unanswered:
    at = NOON + timedelta(minutes=minutes)
    return unanswered(words, Language.EN, why, ("A/T1", "A/K1"), at)


async def test_the_editors_get_the_most_frequent_question_first_and_then_the_latest(
    database: Database,
) -> None:
    for minutes, words in enumerate(["pay", "退貨", "hours", "退货？"]):
        await database.feedback.add(open_question(words, Why.DECLINED, minutes))
    kept = await database.feedback.unanswered()
    assert [(one.question, one.times) for one in kept] == [("退货？", 2), ("hours", 1), ("pay", 1)]
    assert kept[0] == replace(
        open_question("退货？", Why.DECLINED, 3), first_asked=NOON + timedelta(minutes=1), times=2
    )


async def test_clearing_says_how_many_and_leaves_none(database: Database) -> None:
    assert await database.feedback.clear() == 0
    await database.feedback.add(open_question("pay"))
    await database.feedback.add(open_question("pay"))
    await database.feedback.add(open_question("hours"))
    assert await database.feedback.clear() == 2
    assert await database.feedback.unanswered() == ()


async def test_of_one_vote_the_last_rating_counts_once(database: Database) -> None:
    feedback, question = database.feedback, open_question()
    seen: list[tuple[list[int], dict[Rating, int]]] = []
    up, down = Rating.HELPFUL, Rating.NOT_HELPFUL
    for rating in (down, down, up, up, down):
        await feedback.rate("vote", rating, question)
        times = [one.times for one in await feedback.unanswered()]
        seen.append((times, await feedback.ratings()))
    assert seen == [
        ([1], {up: 0, down: 1}),
        ([1], {up: 0, down: 1}),
        ([], {up: 1, down: 0}),
        ([], {up: 1, down: 0}),
        ([1], {up: 0, down: 1}),
    ]


async def test_a_rating_taken_back_leaves_what_others_said(database: Database) -> None:
    feedback = database.feedback
    await feedback.add(open_question(why=Why.DECLINED))
    await feedback.rate("one", Rating.NOT_HELPFUL, open_question())
    await feedback.rate("two", Rating.NOT_HELPFUL, open_question())
    await feedback.rate("one", Rating.HELPFUL, open_question())
    assert [one.times for one in await feedback.unanswered()] == [2]


async def test_a_rating_taken_back_after_the_list_was_emptied_changes_nothing(
    database: Database,
) -> None:
    await database.feedback.rate("one", Rating.NOT_HELPFUL, open_question())
    await database.feedback.clear()
    await database.feedback.rate("one", Rating.HELPFUL, open_question())
    assert await database.feedback.unanswered() == ()


async def test_old_ratings_are_forgotten_and_the_editors_list_is_not(database: Database) -> None:
    await database.feedback.rate("one", Rating.NOT_HELPFUL, open_question())
    await database.feedback.rate("two", Rating.HELPFUL, open_question(minutes=5))
    await database.feedback.forget(NOON + timedelta(minutes=1))
    assert await database.feedback.ratings() == {Rating.HELPFUL: 1, Rating.NOT_HELPFUL: 0}
    assert len(await database.feedback.unanswered()) == 1


async def test_simultaneous_ratings_of_one_question_are_all_counted(database: Database) -> None:
    await asyncio.gather(
        *(
            database.feedback.rate(f"vote {n % 6}", Rating.NOT_HELPFUL, open_question())
            for n in range(12)
        )
    )
    assert [one.times for one in await database.feedback.unanswered()] == [6]


async def test_the_database_leads_from_no_question_to_a_person(tmp_path: Path) -> None:
    async with kept(tmp_path) as database:
        await database.asked.save("TheKeyOfAButton", asked_at(0))
        await database.feedback.rate("hashed", Rating.HELPFUL, open_question("my own words"))
    written = content(tmp_path)
    assert "退貨".encode() in written
    assert b"TheKeyOfAButton" not in written
    assert b"my own words" not in written


async def test_a_restart_loses_nothing(tmp_path: Path) -> None:
    quiz = sample_quiz()
    after = quiz.apply(Answered(1, NOON))
    async with kept(tmp_path) as first:
        await first.quizzes.add(quiz)
        await first.quizzes.save(quiz, after)
        await first.people.set_language(quiz.person, Language.EN)
        await first.threads.save(quiz.person, "{}", NOON)
        await first.asked.save("key", asked_at(0))
        await first.feedback.rate("vote", Rating.NOT_HELPFUL, open_question())
    async with kept(tmp_path) as second:
        assert await second.quizzes.open_quiz(quiz.person) == after
        assert (await second.people.get(quiz.person)).language is Language.EN
        assert await second.threads.load(quiz.person) == "{}"
        assert await second.asked.load("key") == asked_at(0)
        assert await second.feedback.unanswered() == (open_question(),)


async def test_two_processes_count_an_answer_once_and_open_one_quiz(tmp_path: Path) -> None:
    async with kept(tmp_path) as one, kept(tmp_path) as other:
        quizzes = [sample_quiz(id=f"q{number}") for number in range(6)]
        added = await asyncio.gather(
            *(side.quizzes.add(quiz) for quiz in quizzes for side in (one, other))
        )
        assert added.count(True) == 1
        quiz = await one.quizzes.open_quiz("terminal:mei")
        assert quiz is not None
        saved = await asyncio.gather(
            *(
                side.quizzes.save(quiz, quiz.apply(Answered(option, NOON)))
                for option in range(3)
                for side in (one, other)
            )
        )
        assert saved.count(True) == 1
        stored = await other.quizzes.open_quiz("terminal:mei")
        assert stored is not None
        assert replace(stored, answers=(), phase=quiz.phase) == quiz
        assert len(stored.answers) == 1


async def test_everybodys_answers_come_with_what_was_shown(database: Database) -> None:
    await database.quizzes.add(checked("one", NOON, Purpose.PRACTICE))
    later = NOON + timedelta(hours=1)
    other = replace(
        sample_quiz(1, person="telegram:1", id="two"),
        language=Language.EN,
        items=(replace(sample_item(7), task_text="0123"),),
    ).apply(Answered(1, later))
    await database.quizzes.add(other)
    await database.quizzes.add(sample_quiz(person="telegram:2", id="unanswered"))
    first, second, third = await database.quizzes.exposures()
    assert (first.person, first.position, first.chosen) == ("terminal:mei", 1, 0)
    assert (second.position, second.chosen, second.options) == (2, 2, sample_item(1).options)
    assert second.record.practice
    assert (third.person, third.language, third.chosen) == ("telegram:1", Language.EN, 1)
    assert (third.record.at, third.record.task_text) == (later, "0123")


async def test_a_void_is_kept_in_place_of_one_on_the_same_version(database: Database) -> None:
    voids = database.voids
    other = Void("s2", 1, "no key", NOON)
    for void in (Void("s1", 2, "two keys", NOON), other, Void("s1", 2, "three keys", NOON)):
        await voids.add(void)
    assert await voids.all() == (Void("s1", 2, "three keys", NOON), other)
    every = Void("s1", None, "off the subject", NOON + timedelta(microseconds=3))
    await voids.add(every)
    assert await voids.all() == (every, other)
    one = Void("s1", 2, "two keys", NOON)
    await voids.add(one)
    assert await voids.all() == (every, one, other)


async def test_a_restored_item_is_void_in_no_version(database: Database) -> None:
    voids = database.voids
    for version in (1, 2):
        await voids.add(Void("s1", version, "two keys", NOON))
    await voids.add(Void("s2", None, "no key", NOON))
    assert await voids.restore("s1") == 2
    assert await voids.restore("s1") == 0
    assert [void.item for void in await voids.all()] == ["s2"]


async def test_observations_come_back_as_they_were_kept_oldest_first(database: Database) -> None:
    year = NOON + timedelta(days=365, microseconds=-1)
    later = Observation(
        "A/O1", "陳小姐", NOON + timedelta(hours=1), year, performed=False, note="快了"
    )
    first = Observation("A/P1", "Ms Lin", NOON, year)
    await database.observations.add("terminal:mei", later)
    await database.observations.add("terminal:mei", first)
    assert await database.observations.of("terminal:mei") == (first, later)
    assert await database.observations.of("telegram:1") == ()


async def test_an_observation_takes_a_note_once_and_a_comment_from_whom_it_is_for(
    database: Database,
) -> None:
    store, team = database.observations, Team("t1", "Shop", NOON)
    made = Entry(NOON, "telegram:1", Action.CREATE_TEAM, team="t1")
    await database.teams.create(team, made)
    seen = Observation("A/P1", "", NOON, NOON, team="t1", by="telegram:12345")
    entry = Entry(NOON, "telegram:12345", Action.OBSERVE, "telegram:5", "t1", "A/P1")
    id = await store.add("telegram:5", seen, entry)
    assert not await store.note("telegram:5", id, "telegram:6", "not mine")
    assert not await store.note("telegram:6", id, "telegram:12345", "of nobody")
    assert await store.note("telegram:5", id, "telegram:12345", "good")
    assert not await store.note("telegram:5", id, "telegram:12345", "again")
    assert not await store.comment("telegram:6", id, "not mine")
    assert await store.comment("telegram:5", id, "thanks")
    assert await store.comment("telegram:5", id, "thank you")
    (kept,) = await store.of("telegram:5")
    assert (kept.id, kept.note, kept.comment, kept.team) == (id, "good", "thank you", "t1")
    assert (await database.audit.entries(1))[0] == entry


async def test_an_observer_is_called_as_in_their_team_until_they_are_erased(
    database: Database,
) -> None:
    store = database.observations
    seen = Observation("A/P1", "", NOON, NOON, by="telegram:12345")
    await store.add("telegram:5", seen)
    assert (await store.of("telegram:5"))[0].observer == "…2345"
    await database.teams.create(
        Team("t1", "Shop", NOON), Entry(NOON, "telegram:1", Action.CREATE_TEAM, team="t1")
    )
    joined = Membership("t1", "telegram:12345", Role.STAFF, "Ms Lin", NOON)
    await database.teams.join(joined, Entry(NOON, "telegram:1", Action.ADD_MEMBER, team="t1"))
    assert (await store.of("telegram:5"))[0].observer == "Ms Lin"
    await database.people.set_language("telegram:12345", Language.EN)
    await database.personal_data.erase("telegram:12345", NOON)
    (kept,) = await store.of("telegram:5")
    assert (kept.observer, kept.by, kept.target) == ("", None, "A/P1")


async def test_a_task_has_one_policy_of_each_kind(database: Database) -> None:
    policies = database.policies
    critical = Critical("A/T1", "Ms Lin", NOON)
    cut = CutScore("A/T1", (0.7, 0.75, 0.8), "陳小姐", NOON)
    other = CutScore("A/T0", (0.6, 0.6, 0.7), "Ms Lin", NOON)
    for policy in (cut, other, critical, replace(cut, votes=(0.8, 0.8, 0.9))):
        await policies.set(policy)
    assert await policies.all() == (other, critical, replace(cut, votes=(0.8, 0.8, 0.9)))
    assert await policies.lift("A/T1", Critical)
    assert not await policies.lift("A/T1", Critical)
    assert not await policies.lift("A/T0", Critical)
    assert await policies.all() == (other, replace(cut, votes=(0.8, 0.8, 0.9)))


async def test_the_grounds_of_a_learner_are_their_own_log_and_what_holds_for_all(
    database: Database,
) -> None:
    await database.quizzes.add(checked("one", NOON))
    seen = Observation("A/P1", "Ms Lin", NOON, NOON)
    await database.observations.add("terminal:mei", seen)
    await database.voids.add(Void("s01", None, "two keys", NOON))
    await database.policies.set(Critical("A/T1", "", NOON))
    mine = await database.grounding.of("terminal:mei")
    assert mine.records == await database.quizzes.answers_of("terminal:mei")
    assert mine.observations == (seen,)
    other = await database.grounding.of("telegram:1")
    assert (other.records, other.observations) == ((), ())
    for grounds in (mine, other):
        assert ("s01", 3) in grounds.voided
        assert grounds.policies.criterion("A/T1") == CRITICAL
    together = await database.grounding.of_many(["telegram:1", "terminal:mei"])
    assert together == {"telegram:1": other, "terminal:mei": mine}


async def test_the_first_acceptance_of_a_version_stands_and_the_highest_version_counts(
    database: Database,
) -> None:
    assert await database.acceptances.newest("telegram:5") is None
    await database.acceptances.accept("telegram:5", 1, NOON)
    await database.acceptances.accept("telegram:5", 1, NOON + timedelta(1))
    assert await database.acceptances.newest("telegram:5") == Acceptance(1, NOON)
    await database.acceptances.accept("telegram:5", 2, NOON + timedelta(2))
    assert await database.acceptances.newest("telegram:5") == Acceptance(2, NOON + timedelta(2))
    assert await database.acceptances.newest("telegram:50") is None


async def test_old_answers_are_forgotten_with_the_quizzes_they_leave_empty(
    database: Database,
) -> None:
    quizzes, before = database.quizzes, NOON + timedelta(1)
    await quizzes.add(checked("old", NOON))
    await quizzes.add(checked("new", before))
    await quizzes.add(sample_quiz(person="telegram:1", id="unanswered"))
    halves = (Answered(0, NOON), Continued(NOON), Answered(0, before))
    half = sample_quiz(person="telegram:2", id="half")
    for event in halves:
        half = half.apply(event)
    await quizzes.add(half)
    assert await quizzes.forget(before) == 3
    assert await quizzes.load("terminal:mei", "old") is None
    assert await quizzes.load("terminal:mei", "new") == checked("new", before)
    assert await quizzes.load("telegram:1", "unanswered") is None
    left = await quizzes.load("telegram:2", "half")
    assert left is not None
    # What is left of a quiz over a year old is no quiz to go on with.
    assert (left.phase, [each.position for each in left.answers]) == (Phase.ENDED, [1])
    assert [each.at for each in await quizzes.answers_of("telegram:2")] == [before]
    assert await quizzes.forget(before) == 0


async def test_an_answer_that_is_forgotten_is_gone_from_the_file(tmp_path: Path) -> None:
    quiz = checked("old", NOON)
    marked = replace(quiz, items=(replace(quiz.items[0], stem="UNFORGETTABLE"), quiz.items[1]))
    async with kept(tmp_path) as database:
        await database.quizzes.add(marked)
    assert b"UNFORGETTABLE" in content(tmp_path)
    async with kept(tmp_path) as database:
        await database.quizzes.forget(NOON + timedelta(1))
    assert b"UNFORGETTABLE" not in content(tmp_path)


def reminder(person: str, due: datetime | None = NOON) -> Reminder:
    """One that is on, for somebody whose noon in UTC is a noon."""
    return Reminder(person, is_on=True, language=Language.EN, zone="UTC", due=due)


async def test_what_was_decided_about_reminders_comes_back(database: Database) -> None:
    assert await database.reminders.get("telegram:5") is None
    new = replace(
        reminder("telegram:5"), quiet=QuietHours(time(22, 30), time(7)), zone="Asia/Hong_Kong"
    )
    assert await database.reminders.change(new, lambda kept: kept) == new
    assert await database.reminders.get("telegram:5") == new
    off = await database.reminders.change(new, lambda kept: replace(kept, is_on=False, due=None))
    assert await database.reminders.get("telegram:5") == off == replace(new, is_on=False, due=None)


async def test_a_reminder_is_claimed_once_and_the_longest_waiting_first(
    database: Database,
) -> None:
    later = reminder("telegram:1", NOON + timedelta(hours=1))
    for each in (
        later,
        reminder("telegram:2"),
        reminder("terminal:mei"),
        reminder("telegram:3", None),
        replace(reminder("telegram:4"), is_on=False),
    ):
        await database.reminders.change(each, lambda kept: kept)
    now = NOON + timedelta(hours=2)
    claims = [await database.reminders.claim(now, "telegram:") for _ in range(3)]
    assert claims == [Claim(reminder("telegram:2"), now), Claim(later, now), None]
    assert await database.reminders.get("telegram:1") == later.claimed(now)
    assert await database.reminders.claim(NOON - timedelta(hours=1), "terminal:") is None


async def test_a_reminder_waits_for_the_morning_and_for_the_next_day(database: Database) -> None:
    night = NOON + timedelta(hours=10)
    morning = NOON + timedelta(hours=21)
    assert NIGHT.holds(night.time())
    await database.reminders.change(reminder("telegram:1", night), lambda kept: kept)
    assert await database.reminders.claim(morning - timedelta(seconds=1), "telegram:") is None
    assert await database.reminders.claim(morning, "telegram:") is not None
    tomorrow = morning + timedelta(days=1)
    assert await database.reminders.claim(tomorrow - timedelta(seconds=1), "telegram:") is None
    assert await database.reminders.claim(tomorrow, "telegram:") is not None


async def test_two_processes_claim_each_reminder_once(tmp_path: Path) -> None:
    async with kept(tmp_path) as one, kept(tmp_path) as other:
        people = [f"telegram:{number}" for number in range(8)]
        for person in people:
            await one.reminders.change(reminder(person), lambda kept: kept)
        claims = await asyncio.gather(
            *(side.reminders.claim(NOON, "telegram:") for side in (one, other) * 8)
        )
        assert sorted(claim.person for claim in claims if claim) == people


async def test_what_a_person_prefers_is_kept_each_for_itself(database: Database) -> None:
    assert await database.preferences.get("telegram:5") == Preferences()
    await database.preferences.set_polls("telegram:5", True)
    await database.preferences.set_dark("telegram:5", True)
    await database.preferences.set_polls("telegram:5", False)
    assert await database.preferences.get("telegram:5") == Preferences(polls=False, dark=True)
    assert await database.preferences.get("telegram:50") == Preferences()


async def test_a_poll_says_which_question_it_asks_as_long_as_the_quiz_is_kept(
    database: Database,
) -> None:
    quiz = sample_quiz()
    await database.quizzes.add(quiz)
    asked = PolledQuestion(quiz.person, quiz.id, 0, NOON)
    again = replace(asked, at=NOON + timedelta(minutes=5))
    await database.polls.announce("one", asked)
    await database.polls.announce("two", again)
    assert await database.polls.announced(quiz.person) == {"one": asked, "two": again}
    assert await database.polls.announced("terminal:other") == {}
    # Only what is known to be out there has been asked.
    assert await database.polls.asked_at(quiz.id, 0) is None
    await database.polls.bind("one", "5001")
    assert await database.polls.load("5001") == asked
    assert await database.polls.load("one") is None
    assert await database.polls.load("500") is None
    assert await database.polls.announced(quiz.person) == {"two": again}
    assert await database.polls.asked_at(quiz.id, 0) == asked.at
    await database.polls.bind("two", "5002")
    assert await database.polls.asked_at(quiz.id, 0) == again.at
    assert await database.polls.asked_at(quiz.id, 1) is None


async def test_a_poll_is_forgotten_with_its_quiz_also_in_the_file(tmp_path: Path) -> None:
    quiz = sample_quiz()
    async with kept(tmp_path) as database:
        await database.quizzes.add(quiz)
        await database.polls.announce("one", PolledQuestion(quiz.person, quiz.id, 0, NOON))
        await database.polls.bind("one", "POLL5001")
        await database.quizzes.forget(NOON + timedelta(1))
        assert await database.polls.load("POLL5001") is None
    assert b"POLL5001" not in content(tmp_path)


async def test_the_newest_self_rating_of_a_task_is_kept(database: Database) -> None:
    ratings = database.self_ratings
    assert await ratings.of("telegram:5", "A/T1") is None
    await ratings.rate("telegram:5", "A/T1", SelfLevel.NOT_YET, NOON)
    await ratings.rate("telegram:5", "A/T1", SelfLevel.TEACHES, NOON)
    await ratings.rate("telegram:5", "A/T2", SelfLevel.ALONE, NOON)
    assert await ratings.of("telegram:5", "A/T1") is SelfLevel.TEACHES
    assert await ratings.of("telegram:5", "A/T2") is SelfLevel.ALONE
    assert await ratings.of("telegram:50", "A/T1") is None
    assert await ratings.all_of("telegram:5") == {
        "A/T1": SelfLevel.TEACHES,
        "A/T2": SelfLevel.ALONE,
    }
    assert await ratings.all_of("telegram:50") == {}


async def told_all(database: Database, person: str) -> None:
    """Lets the person leave something in every store."""
    quiz = checked(f"quiz{person[-2:]}", NOON)
    await database.quizzes.add(replace(quiz, person=person))
    await database.people.set_language(person, Language.EN)
    await database.threads.save(person, '{"items": []}', NOON)
    await database.observations.add(person, Observation("A/P1", "Ms Lin", NOON, NOON, note="good"))
    await database.acceptances.accept(person, 1, NOON)
    await database.reminders.change(
        Reminder(person), lambda kept: replace(kept, is_on=True, due=NOON)
    )
    await database.preferences.set_dark(person, True)
    await database.polls.announce(f"token{quiz.id}", PolledQuestion(person, quiz.id, 1, NOON))
    await database.polls.bind(f"token{quiz.id}", f"poll{quiz.id}")
    await database.self_ratings.rate(person, "A/T1", SelfLevel.ALONE, NOON)


async def test_all_that_is_kept_about_a_person_is_told(database: Database) -> None:
    await told_all(database, "telegram:42")
    await told_all(database, "telegram:43")
    await database.threads.save("telegram:-100:42", '{"items": [1]}', NOON)
    holdings = await database.personal_data.of("telegram:42")
    assert holdings is not None
    rows = holdings.rows
    at = NOON.isoformat()
    assert {name: len(each) for name, each in rows.items()} == {
        "acceptances": 1,
        "answers": 2,
        "observations": 1,
        "people": 2,
        "polls": 1,
        "preferences": 1,
        "quiz_questions": 2,
        "quizzes": 1,
        "reminders": 1,
        "self_ratings": 1,
        "threads": 2,
    }
    assert {row["key"]: row["language"] for row in rows["people"]} == {
        "telegram:42": "en",
        "telegram:-100:42": None,
    }
    assert {row["person"]: row["topic"] for row in rows["threads"]} == {
        "telegram:42": '{"items": []}',
        "telegram:-100:42": '{"items": [1]}',
    }
    assert rows["answers"][0] == {"quiz": "quiz42", "position": 0, "option": 0, "at": at}
    assert rows["polls"] == (
        {
            "token": "tokenquiz42",
            "poll": "pollquiz42",
            "person": "telegram:42",
            "quiz": "quiz42",
            "position": 1,
            "at": at,
        },
    )
    question = rows["quiz_questions"][1]
    assert (question["item"], question["kind"], question["version"]) == ("s01", "scenario", 3)
    assert question["options"] == [
        {"text": option.text, "correct": option.correct, "reason": option.reason}
        for option in sample_item(1).options
    ]
    assert rows["reminders"][0]["due"] == at
    assert rows["reminders"][0]["send_at"] is not None
    assert rows["self_ratings"][0]["level"] == "ALONE"
    assert rows["observations"][0]["note"] == "good"
    assert rows["acceptances"] == ({"person": "telegram:42", "version": 1, "at": at},)


async def test_the_twins_tell_the_same_about_a_person(tmp_path: Path) -> None:
    twins = in_memory(), await in_sqlite(tmp_path)
    told = []
    for database in twins:
        await told_all(database, "telegram:42")
        holdings = await database.personal_data.of("telegram:42")
        assert holdings is not None
        told.append(holdings.rows)
        await database.close()
    assert told[0] == told[1]


async def test_people_are_listed_with_how_much_they_answered(database: Database) -> None:
    assert await database.personal_data.people() == ()
    await told_all(database, "telegram:43")
    await database.threads.save("telegram:-100:42", "{}", NOON)
    await database.people.set_language("terminal:mei", Language.ZH_HANT)
    assert await database.personal_data.people() == (
        PersonSummary("telegram:42", None, 0, None),
        PersonSummary("telegram:43", Language.EN, 2, NOON + timedelta(seconds=9)),
        PersonSummary("terminal:mei", Language.ZH_HANT, 0, None),
    )


async def test_an_erased_person_is_unknown_and_nobody_else_is_touched(database: Database) -> None:
    await told_all(database, "telegram:42")
    await told_all(database, "telegram:43")
    await database.threads.save("telegram:-100:42", "{}", NOON)
    # Neither is of telegram:42.
    await database.threads.save("telegram:42:43", "{}", NOON)
    await database.threads.save("terminal:a:42", "{}", NOON)
    other = await database.personal_data.of("telegram:43")
    receipt = await database.personal_data.erase("telegram:42", NOON)
    assert receipt == Erasure(
        "telegram:42",
        NOON,
        {
            "acceptances": 1,
            "answers": 2,
            "observations": 1,
            "people": 2,
            "polls": 1,
            "preferences": 1,
            "quiz_questions": 2,
            "quizzes": 1,
            "reminders": 1,
            "self_ratings": 1,
            "threads": 2,
        },
    )
    assert await database.personal_data.scrub()
    assert await database.personal_data.of("telegram:42") is None
    assert await database.personal_data.erase("telegram:42", NOON) is None
    assert await database.personal_data.of("telegram:43") == other
    assert await database.personal_data.of("terminal:a:42") is not None
    assert await database.quizzes.answers_of("telegram:42") == ()
    assert await database.threads.load("telegram:-100:42") is None
    assert await database.reminders.get("telegram:42") is None
    assert await database.polls.load("pollquiz42") is None


async def test_an_erased_person_may_come_back_as_somebody_new(database: Database) -> None:
    await told_all(database, "telegram:42")
    await database.personal_data.erase("telegram:42", NOON)
    await told_all(database, "telegram:42")
    assert len(await database.quizzes.answers_of("telegram:42")) == 2


async def test_what_is_awaited_is_taken_once(database: Database) -> None:
    awaited = Awaited("team name", "team1", NOON + timedelta(minutes=15))
    await database.awaited.expect("telegram:1", awaited)
    assert await database.awaited.take("telegram:2", NOON) is None
    assert await database.awaited.take("telegram:1", NOON) == awaited
    assert await database.awaited.take("telegram:1", NOON) is None


async def test_what_is_awaited_lapses(database: Database) -> None:
    await database.awaited.expect("telegram:1", Awaited("team name", "", NOON))
    assert await database.awaited.take("telegram:1", NOON) is None
    await database.awaited.expect("telegram:1", Awaited("team name", "", NOON))
    assert await database.awaited.forget(NOON) == 0
    assert await database.awaited.forget(NOON + timedelta(seconds=1)) == 1


async def test_the_newest_that_is_awaited_takes_the_place_of_the_one_before(
    database: Database,
) -> None:
    later = NOON + timedelta(minutes=15)
    for about in ("team1", "team2"):
        await database.awaited.expect("telegram:1", Awaited("team name", about, later))
    assert await database.awaited.take("telegram:1", NOON) == Awaited("team name", "team2", later)
    assert await database.awaited.take("telegram:1", NOON) is None
