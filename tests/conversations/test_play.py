import asyncio
import gc
import subprocess
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from conversations.database import open_database
from conversations.errors import AllAsked, NothingToAsk
from conversations.evidence import APART, AnswerRecord, Kind, fresh
from conversations.grounds import Grounding
from conversations.item_figures import ENOUGH
from conversations.play import Outcome, Play
from conversations.policies import Critical
from conversations.pool import Written, pool
from conversations.quiz import Phase, Purpose, Quiz
from conversations.readiness import State, assess, scopes
from conversations.selection import CHECK
from conversations.standing import standing
from conversations.store import (
    MemoryPolicyStore,
    MemoryQuizStore,
    MemoryVoidStore,
    QuizStore,
)
from conversations.task_text import fingerprints
from conversations.voiding import Void, VoidedItems
from quiz_samples import NOON
from standards.errors import UnknownStandard
from standards.item_bank import written_items
from standards.library import shipped
from standards.model import Language, Standard

ZH = Language.ZH_HANT
SHIPPED = {standard.code: standard for standard in shipped()}
CODE = "KPS5R0258v2"
ME, OTHER = "telegram:1", "telegram:2"


def standard_of(code: str) -> Standard:
    if code not in SHIPPED:
        raise UnknownStandard("There is no standard {code}.", code=code)
    return SHIPPED[code]


def playing(store: QuizStore, seed: int = 1) -> Play:
    def now() -> datetime:
        return NOON

    return Play(store, standard_of, now, Random(seed))


@pytest.fixture
def store() -> MemoryQuizStore:
    return MemoryQuizStore()


@pytest.fixture
def play(store: MemoryQuizStore) -> Play:
    return playing(store)


async def test_a_quiz_is_played_to_its_end(play: Play) -> None:
    quiz = await play.start(ME, CODE, ZH)
    for position in range(quiz.total):
        step = await play.answer(ME, quiz.id, position, quiz.items[position].key)
        assert (step.outcome, step.quiz and step.quiz.phase) == ("counted", Phase.REVIEWING)
        step = await play.proceed(ME, quiz.id, position)
        assert step.outcome is Outcome.COUNTED
    assert step.quiz is not None
    assert step.quiz.phase is Phase.FINISHED
    assert step.quiz.right == step.quiz.total == CHECK
    assert await play.open_quiz(ME) is None


async def test_a_quizs_id_is_short_and_fit_for_a_button(play: Play) -> None:
    ids = {(await play.start(f"telegram:{n}", "110985L5", ZH)).id for n in range(50)}
    assert len(ids) == 50
    assert all(len(id) <= 12 and id.replace("-", "").replace("_", "").isalnum() for id in ids)


async def test_starting_ends_the_quiz_that_was_open(play: Play) -> None:
    first = await play.start(ME, CODE, ZH)
    second = await play.start(ME, "110985L5/R2", ZH)
    ended = await play.get(ME, first.id)
    assert ended is not None
    assert ended.phase is Phase.ENDED
    assert await play.open_quiz(ME) == second


async def test_a_quiz_that_cannot_start_leaves_the_open_one_alone(play: Play) -> None:
    quiz = await play.start(ME, CODE, ZH)
    with pytest.raises(NothingToAsk):
        await play.start(ME, f"{CODE}/E9", ZH)
    with pytest.raises(UnknownStandard):
        await play.start(ME, "XYZ1", ZH)
    assert await play.open_quiz(ME) == quiz


async def test_a_repeated_tap_changes_nothing_and_gets_the_stored_quiz(play: Play) -> None:
    quiz = await play.start(ME, CODE, ZH)
    counted = await play.answer(ME, quiz.id, 0, 1)
    for option in (1, 2):
        again = await play.answer(ME, quiz.id, 0, option)
        assert (again.outcome, again.quiz) == (Outcome.ALREADY, counted.quiz)
    gone_on = await play.proceed(ME, quiz.id, 0)
    again = await play.proceed(ME, quiz.id, 0)
    assert (again.outcome, again.quiz) == (Outcome.ALREADY, gone_on.quiz)
    late = await play.answer(ME, quiz.id, 0, 2)
    assert (late.outcome, late.quiz) == (Outcome.ALREADY, gone_on.quiz)
    ended = await play.end(ME, quiz.id)
    again = await play.end(ME, quiz.id)
    assert (again.outcome, again.quiz) == (Outcome.ALREADY, ended.quiz)


@pytest.mark.parametrize(("position", "option"), [(1, 0), (-1, 0), (99, 0), (0, 3), (0, -1)])
async def test_an_answer_to_what_was_not_asked_is_stale(
    play: Play, position: int, option: int
) -> None:
    quiz = await play.start(ME, CODE, ZH)
    step = await play.answer(ME, quiz.id, position, option)
    assert (step.outcome, step.quiz) == (Outcome.STALE, quiz)


async def test_a_question_cannot_be_skipped(play: Play) -> None:
    quiz = await play.start(ME, CODE, ZH)
    assert (await play.proceed(ME, quiz.id, 0)).outcome is Outcome.STALE
    assert await play.open_quiz(ME) == quiz


async def test_another_persons_quiz_can_be_neither_seen_nor_moved(play: Play) -> None:
    quiz = await play.start(ME, CODE, ZH)
    for step in (
        await play.answer(OTHER, quiz.id, 0, 0),
        await play.proceed(OTHER, quiz.id, 0),
        await play.end(OTHER, quiz.id),
    ):
        assert (step.outcome, step.quiz) == (Outcome.STALE, None)
    assert await play.get(OTHER, quiz.id) is None
    assert await play.open_quiz(ME) == quiz


async def test_a_tap_on_an_ended_quiz_is_stale(play: Play) -> None:
    old = await play.start(ME, CODE, ZH)
    await play.answer(ME, old.id, 0, 0)
    new = await play.start(ME, CODE, ZH)
    for step in (
        await play.answer(ME, old.id, 0, 0),
        await play.answer(ME, old.id, 1, 0),
        await play.proceed(ME, old.id, 0),
    ):
        assert step.outcome is Outcome.STALE
    assert await play.open_quiz(ME) == new


async def test_simultaneous_taps_count_once(play: Play) -> None:
    quiz = await play.start(ME, CODE, ZH)
    steps = await asyncio.gather(*(play.answer(ME, quiz.id, 0, n % 3) for n in range(9)))
    assert [step.outcome for step in steps].count(Outcome.COUNTED) == 1
    assert len({step.quiz for step in steps}) == 1


async def test_taps_in_two_processes_count_once(tmp_path: Path) -> None:
    # Two databases on one file know nothing of each other's locks, like two processes.
    sides = [await open_database(tmp_path / "bot.db") for _ in range(2)]
    plays = [playing(side.quizzes, seed) for seed, side in enumerate(sides)]
    quiz: Quiz | None = await plays[0].start(ME, CODE, ZH)
    assert quiz is not None
    for position in range(quiz.total):
        taps = [play.answer(ME, quiz.id, position, n) for n in range(3) for play in plays]
        steps = await asyncio.gather(*taps)
        assert sorted(step.outcome for step in steps) == ["already"] * 5 + ["counted"]
        assert len({step.quiz for step in steps}) == 1
        moves = await asyncio.gather(*(play.proceed(ME, quiz.id, position) for play in plays))
        assert sorted(step.outcome for step in moves) == ["already", "counted"]
    stored = await plays[1].get(ME, quiz.id)
    assert stored is not None
    assert stored.phase is Phase.FINISHED
    started = await asyncio.gather(*(play.start(ME, CODE, ZH) for play in plays * 3))
    phases = [await plays[0].get(ME, each.id) for each in started]
    assert sorted(each.phase for each in phases if each) == ["asking", *["ended"] * 5]
    for side in sides:
        await side.close()


async def test_a_quiz_goes_on_after_a_restart_whatever_became_of_its_standard(
    tmp_path: Path,
) -> None:
    first = await open_database(tmp_path / "bot.db")
    play = playing(first.quizzes)
    quiz = await play.start(ME, CODE, ZH)
    await play.answer(ME, quiz.id, 0, 0)
    await play.proceed(ME, quiz.id, 0)
    await first.close()

    def gone(code: str) -> Standard:
        raise UnknownStandard("There is no standard {code}.", code=code)

    second = await open_database(tmp_path / "bot.db")
    play = Play(second.quizzes, gone, lambda: NOON, Random(2))
    resumed = await play.open_quiz(ME)
    assert resumed is not None
    assert (resumed.phase, resumed.position) == (Phase.ASKING, 1)
    assert resumed.items == quiz.items
    assert (await play.answer(ME, quiz.id, 1, 0)).outcome is Outcome.COUNTED
    await second.close()


async def test_locks_go_with_the_last_who_needs_them(play: Play) -> None:
    await asyncio.gather(*(play.start(f"telegram:{n}", "110985L5", ZH) for n in range(20)))
    gc.collect()
    assert len(play._turns) == 0


async def test_two_people_do_not_wait_for_each_other() -> None:
    all_are_in = asyncio.Barrier(10)

    class Meeting(MemoryQuizStore):
        async def load(self, person: str, quiz_id: str) -> Quiz | None:
            await all_are_in.wait()
            return await super().load(person, quiz_id)

    play = playing(Meeting())
    people = [f"telegram:{n}" for n in range(10)]
    quizzes = [await play.start(person, "110985L5", ZH) for person in people]
    async with asyncio.timeout(10):  # for ever, if one waited for another
        await asyncio.gather(*(play.answer(quiz.person, quiz.id, 0, 0) for quiz in quizzes))


@pytest.mark.parametrize("module", ["conversations.play", "conversations.database"])
def test_importing_it_loads_no_database_library(module: str) -> None:
    code = (
        f"import sys, {module}; "
        "sys.exit(any(name in sys.modules for name in ('sqlalchemy', 'alembic', 'aiosqlite')))"
    )
    root = Path(__file__).parents[2]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0


async def finished(play: Play, quiz: Quiz) -> Quiz:
    """The quiz, with every question answered rightly."""
    for position, item in enumerate(quiz.items):
        await play.answer(ME, quiz.id, position, item.key)
        await play.proceed(ME, quiz.id, position)
    done = await play.get(ME, quiz.id)
    assert done is not None
    assert done.phase is Phase.FINISHED
    return done


TASK = "KRM4224-001v1/T4"


@pytest.mark.parametrize("language", list(Language))
async def test_the_questions_are_written_ones_in_the_persons_language(
    play: Play, language: Language
) -> None:
    quiz = await play.start(ME, TASK, language)
    words = {
        item.id: (item.version, wording.stem, wording.explanation)
        for item in written_items("KRM4224-001v1")
        for spoken, wording in item.wordings.items()
        if spoken is language
    }
    assert len({item.id for item in quiz.items}) == CHECK
    for item in quiz.items:
        assert (item.origin, item.task) == ("written", TASK)
        assert words[item.id] == (item.version, item.stem, item.explanation)


async def test_the_options_stand_in_an_order_of_chance_and_the_key_with_them() -> None:
    places: dict[str, set[int]] = {}
    keys = {item.id: item for item in written_items("KRM4224-001v1")}
    for seed in range(20):
        quiz = await playing(MemoryQuizStore(), seed).start(ME, TASK, ZH)
        for item in quiz.items:
            right = next(
                option.text
                for option in keys[item.id].wordings[ZH].options
                if option.letter == keys[item.id].key
            )
            assert item.options[item.key].text == right
            places.setdefault(item.id, set()).add(item.key)
    assert max(map(len, places.values())) == 3


async def test_the_same_chance_asks_the_same() -> None:
    first, second = [await playing(MemoryQuizStore(), 5).start(ME, TASK, ZH) for _ in range(2)]
    assert first == second


async def test_a_standard_for_which_nothing_is_written_is_asked_by_recall(
    store: MemoryQuizStore,
) -> None:
    play = Play(store, standard_of, lambda: NOON, Random(1), written=lambda code: ())
    quiz = await play.start(ME, "KPS1420-001v2/T2", ZH)
    assert quiz.total == CHECK
    assert {(item.kind, item.origin) for item in quiz.items} == {(Kind.RECALL, "generated")}


async def test_no_quiz_asks_in_the_same_words_twice() -> None:
    world = World()
    world.written = lambda code: ()
    asked: list[str] = []
    for scope in ("KRM4224-001v1", "KRM4224-001v1/T2") * 3:
        quiz = await finished(world.play(), await world.play().start(ME, scope, ZH))
        world.time += timedelta(days=1)
        assert len({item.stem for item in quiz.items}) == quiz.total
        asked += [item.id for item in quiz.items]
    assert len(set(asked)) == len(asked)


async def test_a_poor_task_without_written_items_is_asked_what_little_there_is(
    store: MemoryQuizStore,
) -> None:
    play = Play(store, standard_of, lambda: NOON, Random(1), written=lambda code: ())
    quiz = await play.start(ME, "110985L5/R1", ZH)
    assert quiz.total == 3


async def test_where_little_is_written_recall_is_at_most_half(store: MemoryQuizStore) -> None:
    few = [item for item in written_items("KPS1420-001v2") if item.task.endswith("/T2")][:4]
    mended = [replace(item, version=4) for item in few[:3]]
    retired = [replace(item, status="retired") for item in few[3:]]
    play = Play(store, standard_of, lambda: NOON, Random(1), written=lambda _: mended + retired)
    quiz = await play.start(ME, "KPS1420-001v2/T2", ZH)
    assert [item.origin for item in quiz.items].count("written") == 3
    assert [item.origin for item in quiz.items].count("generated") == 3
    versions = {item.id: item.version for item in quiz.items if item.origin == "written"}
    assert versions == {item.id: 4 for item in few[:3]}


async def test_todays_check_needs_a_standard_that_was_answered_before(play: Play) -> None:
    assert await play.start_check(ME, ZH) is None
    await finished(play, await play.start(ME, TASK, ZH))
    assert await play.start_check(OTHER, ZH) is None
    quiz = await play.start_check(ME, ZH)
    assert quiz is not None
    assert (quiz.scope, quiz.purpose, quiz.total) == ("", Purpose.CHECK, CHECK)
    assert {item.standard for item in quiz.items} == {"KRM4224-001v1"}


async def test_todays_check_leaves_out_a_standard_that_was_removed(store: MemoryQuizStore) -> None:
    play = playing(store)
    await finished(play, await play.start(ME, TASK, ZH))
    held = {"KPS5R0258v2": SHIPPED["KPS5R0258v2"]}

    def left(code: str) -> Standard:
        if code not in held:
            raise UnknownStandard("There is no standard {code}.", code=code)
        return held[code]

    later = Play(store, left, lambda: NOON, Random(1))
    assert await later.start_check(ME, ZH) is None
    await finished(later, await later.start(ME, CODE, ZH))
    quiz = await later.start_check(ME, ZH)
    assert quiz is not None
    assert {item.standard for item in quiz.items} == {CODE}


async def test_nothing_is_asked_again_while_none_of_it_counts_except_in_practice() -> None:
    world = World()
    play = world.play()
    asked: list[str] = []
    written = [item for item in written_items("KRM4224-001v1") if item.task == TASK]
    while len(asked) < len(written):
        quiz = await finished(play, await play.start(ME, TASK, ZH))
        asked += [item.id for item in quiz.items]
        world.time += timedelta(days=1)
    assert sorted(asked) == sorted(item.id for item in written)
    with pytest.raises(AllAsked, match="in 87 days"):
        await play.start(ME, TASK, ZH)
    practice = await finished(play, await play.start(ME, TASK, ZH, Purpose.PRACTICE))

    written_ones = {item.id for item in practice.items if item.kind is not Kind.RECALL}
    assert len(written_ones) >= CHECK // 2
    assert written_ones <= set(asked)


async def test_a_task_of_a_unit_is_never_used_up_on_its_first_day() -> None:
    world = World()
    scope = next(each for each in scopes(SHIPPED["110985L5"]) if each.task.endswith("/R2"))
    await finished(world.play(), await world.play().start(ME, scope.task, ZH))
    with pytest.raises(AllAsked, match="enough for one day"):
        await world.play().start(ME, scope.task, ZH)
    answered = await world.play().records(ME)
    assert assess(scope, answered, world.time).next_session == NOON + APART
    assert len(answered) < sum(item.task == scope.task for item in written_items("110985L5"))
    world.time += APART
    await finished(world.play(), await world.play().start(ME, scope.task, ZH))
    assert assess(scope, await world.play().records(ME), world.time).state is State.PASSED


async def test_practising_again_and_again_leaves_the_written_items_for_checks() -> None:
    world = World()
    for _ in range(5):
        await finished(world.play(), await world.play().start(ME, TASK, ZH, Purpose.PRACTICE))
    world.time += timedelta(days=8)
    for _ in range(2):
        await finished(world.play(), await world.play().start(ME, TASK, ZH))
        world.time += timedelta(days=1)
    assert len(fresh(await world.play().records(ME), world.time)) == 2 * CHECK
    # A check of nothing but repeats is refused, until something counts again.
    while True:
        try:
            await finished(world.play(), await world.play().start(ME, TASK, ZH))
        except AllAsked:
            break
    world.time = NOON + timedelta(days=89, hours=1)
    with pytest.raises(AllAsked, match="within a day"):
        await world.play().start(ME, TASK, ZH)
    world.time = NOON + timedelta(days=90)
    again = await world.play().start(ME, TASK, ZH)
    counting = {item.id for item in again.items[:3]}
    assert counting == {
        record.item
        for record in await world.play().records(ME)
        if record.practice and record.kind is not Kind.RECALL
    }


def evidence_of(records: tuple[AnswerRecord, ...]) -> int:
    return len(fresh(records, NOON))


async def test_an_answer_counts_once_and_a_repeat_is_practice(play: Play) -> None:
    quiz = await play.start(ME, TASK, ZH)
    for _ in range(3):
        await play.answer(ME, quiz.id, 0, quiz.item.key)
    assert evidence_of(await play.records(ME)) == 1
    await finished(play, quiz)
    assert evidence_of(await play.records(ME)) == CHECK
    for _ in range(4):
        await finished(play, await play.start(ME, TASK, ZH, Purpose.PRACTICE))
    assert len(await play.records(ME)) == 5 * CHECK
    assert evidence_of(await play.records(ME)) == CHECK


async def test_practice_never_counts_not_even_the_first_time(play: Play) -> None:
    quiz = await finished(play, await play.start(ME, TASK, ZH, Purpose.PRACTICE))
    assert quiz.purpose is Purpose.PRACTICE
    assert all(record.practice for record in await play.records(ME))
    assert evidence_of(await play.records(ME)) == 0


class World:
    """A play over stores in memory, and a time that moves by hand."""

    def __init__(self) -> None:
        self.quizzes = MemoryQuizStore()
        self.voids = MemoryVoidStore()
        self.policies = MemoryPolicyStore()
        self.time = NOON
        self.standards = dict(SHIPPED)
        self.written: Written = written_items
        self.chance = Random(1)

    def play(self) -> Play:
        return Play(
            self.quizzes,
            self.standards.__getitem__,
            lambda: self.time,
            self.chance,
            written=lambda code: self.written(code),
            grounding=Grounding(self.quizzes, self.voids, policies=self.policies),
        )


async def test_a_voided_item_is_never_asked_again_not_even_in_practice() -> None:
    world = World()
    quiz = await finished(world.play(), await world.play().start(ME, TASK, ZH))
    void = quiz.items[0]
    await world.voids.add(Void(void.id, None, "two keys", NOON))
    asked: set[str] = set()
    for month in range(1, 5):
        world.time = NOON + timedelta(days=30 * month)
        for purpose in (Purpose.TASK, Purpose.PRACTICE):
            again = await finished(world.play(), await world.play().start(ME, TASK, ZH, purpose))
            asked |= {item.id for item in again.items}
    assert void.id not in asked
    assert {item.id for item in quiz.items[1:]} & asked


def test_a_task_whose_items_were_voided_is_filled_up_with_recall() -> None:
    standard = SHIPPED["KRM4224-001v1"]
    items = [item for item in written_items(standard.code) if item.task == TASK][:ENOUGH]
    tasks = [scope for scope in scopes(standard) if scope.task == TASK]

    def origins(voided: VoidedItems) -> set[str]:
        asked = pool(
            standard, tasks, Random(1), language=ZH, written=lambda _: items, voided=voided
        )
        return {item.origin for item in asked}

    assert len(items) == ENOUGH
    assert origins(VoidedItems()) == {"written"}
    one = VoidedItems([Void(items[0].id, None, "two keys", NOON)])
    assert origins(one) == {"written", "generated"}


async def test_only_the_version_named_is_asked_no_more() -> None:
    world = World()
    items = [item for item in written_items("KRM4224-001v1") if item.task == TASK][:3]
    world.written = lambda code: [replace(item, version=2) for item in items]
    await world.voids.add(Void(items[0].id, 1, "wrong key", NOON))
    await world.voids.add(Void(items[1].id, 2, "wrong key", NOON))
    asked = {item.id for item in (await world.play().start(ME, TASK, ZH)).items}
    assert items[0].id in asked
    assert items[1].id not in asked


async def test_a_voided_question_of_recall_is_not_asked_either() -> None:
    world = World()
    world.written = lambda code: ()
    scopes = ("KPS1420-001v2/T2", "110985L5/R1")
    for scope in scopes:
        quiz = await world.play().start(ME, scope, ZH, Purpose.PRACTICE)
        await world.voids.add(Void(quiz.items[0].id, None, "misleading", NOON))
        for _ in range(4):
            try:
                again = await world.play().start(ME, scope, ZH, Purpose.PRACTICE)
            except NothingToAsk:
                continue
            assert quiz.items[0].id not in {item.id for item in again.items}


async def test_a_retired_item_is_asked_no_more_and_its_answers_still_count() -> None:
    world = World()
    quiz = await finished(world.play(), await world.play().start(ME, TASK, ZH))
    gone = quiz.items[0].id
    world.written = lambda code: [
        replace(item, status="retired") if item.id == gone else item for item in written_items(code)
    ]
    before = standing(SHIPPED["KRM4224-001v1"], await world.play().grounds(ME), NOON)
    assert before[3].answers == CHECK
    for month in range(1, 4):
        world.time = NOON + timedelta(days=30 * month)
        again = await finished(world.play(), await world.play().start(ME, TASK, ZH))
        assert gone not in {item.id for item in again.items}


async def test_the_check_begins_with_the_critical_task() -> None:
    world = World()
    await world.policies.set(Critical("KRM4224-001v1/T3", "", NOON))
    quiz = await world.play().start(ME, "KRM4224-001v1", ZH)
    assert quiz.items[0].task == "KRM4224-001v1/T3"


async def test_a_question_remembers_the_text_of_its_task_until_the_quiz_is_over() -> None:
    world = World()
    standard = SHIPPED["KRM4224-001v1"]
    quiz = await finished(world.play(), await world.play().start(ME, TASK, ZH))
    texts = fingerprints(standard)
    assert {record.task_text for record in await world.play().records(ME)} == {texts[TASK]}
    *others, task = standard.tasks
    world.standards[standard.code] = replace(standard, tasks=(*others, replace(task, title="改")))
    world.time += timedelta(days=10)
    await finished(world.play(), await world.play().start(ME, TASK, ZH))
    told = [record.task_text for record in await world.play().records(ME)]
    assert told[0] == texts[TASK] != told[-1]
    assert quiz.items[0].task_text == texts[TASK]
