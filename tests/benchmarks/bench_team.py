"""How long a team's summary takes in a large organisation; nothing is asserted.

From the repository: `PYTHONPATH=.:tests .venv/bin/python tests/benchmarks/bench_team.py [FILE]`.
It fills a database with made-up people and their answers (half a minute, 1.5 GB; kept where FILE is
named), then reads, judges and sums up one team, lets its manager open the summary as they do, from
the press of the button to the reply, and shows how SQLite goes about it. Times depend on
the machine and on what else it does: compare only what one run measured.
"""

import asyncio
import json
import sqlite3
import statistics
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Protocol, TypeVar

from sqlalchemy.dialects import sqlite

from bot.app import settle
from bot.callbacks import Action, ShowEveryone, ShowLearner, ShowSummary, ShowTaskAcross, encode
from bot.engine import Engine, Pressed
from bot.message import Reply
from bot_twins import World
from conversations.assignments import Terms
from conversations.database import Database, open_database
from conversations.database.observing import observations_of_many
from conversations.database.quizzes import answers_of_many, marks_of_many
from conversations.grounds import Grounds
from conversations.play import Play
from conversations.readiness import State, TaskReadiness
from conversations.reminders import Reminders
from conversations.retention import Forgetting, Retention
from conversations.roles import OPERATOR, Role
from conversations.standing import Standing, standing, standings
from conversations.task_text import fingerprints
from conversations.team_summary import AHEAD, BEFORE, Member, Progress, TeamSummary, summarise
from conversations.teams import seat_of
from standards.library import shipped
from standards.model import Standard

PEOPLE, ANSWERS, TEAM, TASKS = 5_000, 1_000_000, 200, 21
A_QUIZ = 6
ITEMS = 30
"""Different items on each task."""
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
DAYS = 300
"""Over which the answers are spread."""
RUNS = 9
WANTED = 1.0
"""Seconds for all that a summary needs."""
T = TypeVar("T")


class Timed(Protocol):
    """Does something and keeps how long it took."""

    async def __call__(self, what: str, run: Callable[[], Awaitable[T]]) -> T: ...


def made_up() -> Standard:
    """A shipped standard's tasks again and again, with ids of their own; three share knowledge."""
    first = next(standard for standard in shipped() if standard.code == "KPS5R0258v2")
    code = "TEAM1234-001v1"
    tasks = []
    for number in range(TASKS):
        task = first.tasks[number % len(first.tasks)]
        indicators = tuple(
            replace(indicator, id=f"{code}/P{number}.{place}")
            for place, indicator in enumerate(task.all_indicators())
        )
        knowledge = (f"{code}/K{number // 3}",)
        tasks.append(
            replace(
                task,
                id=f"{code}/T{number}",
                code=f"T{number + 1}",
                indicators=indicators,
                activities=(),
                knowledge=knowledge,
                skills=(),
            )
        )
    return replace(first, code=code, tasks=tuple(tasks))


def keys() -> list[str]:
    return [f"telegram:{number:06}" for number in range(PEOPLE)]


def fill(file: Path, standard: Standard) -> None:
    """ANSWERS answers, as many of each person, over DAYS; a seventh of the items is recall."""
    chance = Random(5)
    texts = fingerprints(standard)
    targets = [
        (task.id, [*(each.id for each in task.all_indicators()), *task.knowledge])
        for task in standard.tasks
    ]
    stem = "下列哪一種做法最能讓外包廠商準時交付，並且讓顧客在節慶檔期裡買得到東西？" * 2
    options = [
        json.dumps(
            [
                {
                    "text": f"選項{place}：先確認需求，再與供應商約定交期",
                    "correct": place == key,
                    "reason": "這是另一項任務的做法，列在別處，並不回答這裡所問的事情。",
                }
                for place in range(3)
            ],
            ensure_ascii=False,
        )
        for key in range(3)
    ]
    each = ANSWERS // PEOPLE
    held: dict[str, list[tuple[object, ...]]] = {"quizzes": [], "questions": [], "answers": []}
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.executemany("INSERT INTO people VALUES (?, 'zh-Hant')", [(k,) for k in keys()])
        # As time goes by everybody answers, so one person's rows lie far apart in the file.
        quizzes = [
            (day_of, person, first)
            for person in keys()
            for first in range(0, each, A_QUIZ)
            for day_of in (DAYS * (first + chance.random() * A_QUIZ) / each,)
        ]
        for number, (day, person, first) in enumerate(sorted(quizzes)):
            at = NOW - timedelta(days=DAYS - day)
            quiz = f"q{number:09}"
            ability = 0.5 + 0.5 * (hash_of(person) % 100) / 100
            held["quizzes"].append(
                (quiz, person, standard.code, "zh-Hant", "finished", 5, f"{at:%F %T.%f}", "check")
            )
            for position in range(min(A_QUIZ, each - first)):
                task, known = chance.choice(targets)
                item = chance.randrange(ITEMS)
                key = chance.randrange(3)
                chosen = key if chance.random() < ability else (key + 1) % 3
                kind = "recall" if item % 7 == 0 else "scenario"
                target = json.dumps([known[item % len(known)]])
                held["questions"].append(
                    (quiz, position, f"{task}-{item}", standard.code, task, target, kind, stem,
                     options[key], stem, 1, "written", texts[task])
                )  # fmt: skip
                moment = at + timedelta(seconds=30 * position)
                held["answers"].append((quiz, position, chosen, f"{moment:%F %T.%f}"))
            if len(held["answers"]) > 50_000:
                _flush(connection, held)
        _flush(connection, held)
        connection.execute("ANALYZE")
        connection.commit()


def hash_of(person: str) -> int:
    return int(person.partition(":")[2]) * 7919


def _flush(connection: sqlite3.Connection, held: dict[str, list[tuple[object, ...]]]) -> None:
    for table, rows in (
        ("quizzes (id, person, scope, language, phase, position, started_at, purpose)", "quizzes"),
        (
            "quiz_questions (quiz, position, item, standard, task, targets, kind, stem, options, "
            "explanation, version, origin, task_text)",
            "questions",
        ),
        ("answers (quiz, position, option, at)", "answers"),
    ):
        if held[rows]:
            holes = ", ".join("?" * len(held[rows][0]))
            connection.executemany(f"INSERT INTO {table} VALUES ({holes})", held[rows])
            held[rows].clear()
    connection.commit()


async def measure(file: Path, standard: Standard) -> None:
    team = keys()[:: PEOPLE // TEAM]
    others = [NOW - BEFORE, NOW + AHEAD]
    seconds: dict[str, list[float]] = {}
    busy: dict[str, list[float]] = {}

    async def timed(what: str, run: Callable[[], Awaitable[T]]) -> T:
        began, cpu = time.perf_counter(), time.process_time()
        done = await run()
        seconds.setdefault(what, []).append(time.perf_counter() - began)
        busy.setdefault(what, []).append(time.process_time() - cpu)
        return done

    database = await open_database(file)

    async def alone() -> list[Grounds]:
        return [await database.grounding.of(person) for person in team]

    async def whole() -> TeamSummary:
        grounds = await timed("read together", lambda: database.grounding.of_many(team))

        async def judge() -> tuple[Standing, ...]:
            return standings(standard, grounds.values(), NOW, others)

        judged = await timed("judged together, at three times", judge)

        async def sum_up() -> TeamSummary:
            progress = [
                Progress(Member(person, person, NOW - timedelta(days=100)), each.now, before, ahead)
                for person, each in zip(team, judged, strict=True)
                for before, ahead in (each.others,)
            ]
            return summarise("Team", standard, progress, NOW)

        return await timed("summed up", sum_up)

    for _run in range(RUNS):
        summary = await timed("all", whole)
    await opened(database, standard, timed)
    grounds = await timed("read one by one", alone)

    async def each() -> list[tuple[TaskReadiness, ...]]:
        return [standing(standard, mine, now) for mine in grounds for now in (NOW, *others)]

    await timed("judged one by one, at three times", each)
    await database.close()
    counts = sum((Counter(row.states) for row in summary.counts), Counter[State]())
    print(f"{TEAM} of {PEOPLE} people, {TASKS} tasks, {ANSWERS} answers")
    print("  " + ", ".join(f"{state}: {count}" for state, count in counts.most_common()))
    for what, taken in seconds.items():
        print(
            f"  {what:48} {taken[0]:7.3f} s first, {statistics.median(taken):7.3f} s median, "
            f"{statistics.median(busy[what]):7.3f} s of processors"
        )
    print(f"  all, of {WANTED} s {statistics.median(seconds['all']) / WANTED:38.2f}")


MANAGER = "telegram:999999"


async def opened(database: Database, standard: Standard, timed: Timed) -> None:
    """The team's manager presses the button, and those on the screens behind it."""
    organisation = database.organisation(lambda: NOW)
    team = next(iter(await organisation.teams(OPERATOR)), None)
    if team is None:
        team = await organisation.create_team(OPERATOR, "Team")
        await organisation.appoint_manager(OPERATOR, team.id, MANAGER)
        for number, person in enumerate(keys()[:: PEOPLE // TEAM]):
            await organisation.add_member(OPERATOR, team.id, person, Role.LEARNER, f"Name {number}")
        due = NOW.date() + timedelta(days=10)
        await organisation.assign(OPERATOR, team.id, standard, Terms(due=due))
    world = World(loaded=(standard,), time=NOW)
    engine = Engine(
        assistant=world.assistant,
        play=Play(
            database.quizzes,
            lambda _code: standard,
            lambda: NOW,
            Random(1),
            grounding=database.grounding,
        ),
        people=database.people,
        threads=database.threads,
        asked=database.asked,
        feedback=database.feedback,
        acceptances=database.acceptances,
        preferences=database.preferences,
        polls=database.polls,
        self_ratings=database.self_ratings,
        notices=database.notices,
        texts=database.texts,
        awaited=database.awaited,
        organisation=organisation,
        personal_data=database.personal_data,
        retention=Retention(),
        forgetting=Forgetting((), lambda: NOW),
        reminders=Reminders(database.reminders, lambda: NOW),
        standards=lambda: (standard,),
        now=lambda: NOW,
    )
    seat = seat_of(keys()[0])
    screens: dict[str, Action] = {
        "pressed: the team's summary": ShowSummary(team.id),
        "pressed: a page of people": ShowEveryone(team.id, standard.code, 3),
        "pressed: one task across the team": ShowTaskAcross(team.id, standard.tasks[0].id),
        "pressed: one learner": ShowLearner(team.id, seat, standard.code),
    }
    for what, action in screens.items():
        event = Pressed(data=encode(action), locale="en", graphic=True)

        async def press(event: Pressed = event) -> Reply:
            return await engine.handle(MANAGER, event)

        for _run in range(RUNS):
            if isinstance(action, ShowSummary):
                engine.let_go()
                await timed(f"{what}, nothing remembered", press)
            reply = await timed(what, press)
        if "Name" not in str(reply):
            raise RuntimeError(reply)


def plans(file: Path) -> None:
    """How SQLite reads the team's answers and what was seen of them."""
    for of_many in (answers_of_many, marks_of_many, observations_of_many):
        statement = of_many(["a", "b"])
        written = statement.compile(
            dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}
        )
        with closing(sqlite3.connect(file)) as connection:
            for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {written}"):
                print(f"  {step}")


def main(file: Path) -> None:
    standard = made_up()
    if not file.exists():
        asyncio.run(_made(file))
        fill(file, standard)
    # As the running bot does.
    settle()
    asyncio.run(measure(file, standard))
    plans(file)


async def _made(file: Path) -> None:
    await (await open_database(file)).close()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with TemporaryDirectory() as folder:
            main(Path(folder) / "bot.db")
