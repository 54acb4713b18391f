import asyncio
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from conversations.database import open_database
from conversations.database.connection import REVISIONS
from conversations.database.migrate import config
from conversations.database.tables import metadata
from conversations.errors import DatabaseUnusable
from conversations.evidence import Kind
from conversations.grounds import Grounds
from conversations.observing import Observation
from conversations.quiz import Answered, Continued, Phase, Purpose
from quiz_samples import NOON, sample_quiz
from standards.model import Language


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "bot.db"


async def opened_once(path: Path) -> None:
    await (await open_database(path)).close()


def content(path: Path) -> bytes:
    return path.read_bytes()


def put(path: Path, written: bytes) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(written)


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def schema(path: Path) -> set[str]:
    """What the tables and indexes are, however it was spelt."""
    sql = rows(
        path, "SELECT sql FROM sqlite_master WHERE sql NOT NULL AND name != 'alembic_version'"
    )
    bare = ("".join(str(text).replace('"', "").split()).removesuffix(")") for (text,) in sql)
    # A column that was added later stands last, and nothing depends on the columns' order.
    return {",".join(sorted(text.split(","))) for text in bare}


async def test_the_folder_and_the_file_are_their_owners_alone(path: Path) -> None:
    database = await open_database(path)
    await database.people.set_language("telegram:1", Language.EN)
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert {file.name: file.stat().st_mode & 0o777 for file in path.parent.iterdir()} == {
        "bot.db": 0o600,
        "bot.db-shm": 0o600,
        "bot.db-wal": 0o600,
    }
    await database.close()


async def test_the_migrations_lead_from_nothing_to_the_tables(path: Path) -> None:
    await opened_once(path)
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    made = path.with_name("made.db")
    engine_of_made = create_engine(f"sqlite:///{made}")
    metadata.create_all(engine_of_made)
    assert schema(path) == schema(made)
    engine.dispose()
    engine_of_made.dispose()


def test_the_revisions_that_a_start_knows_are_those_of_the_migrations() -> None:
    scripts = ScriptDirectory.from_config(config()).walk_revisions()
    assert tuple(script.revision for script in scripts)[::-1] == REVISIONS


OLD = """
INSERT INTO people (key) VALUES ('terminal:mei');
INSERT INTO quizzes VALUES
  ('quiz1', 'terminal:mei', 'ABC1234-001v1', 'zh-Hant', 'reviewing', 0, '2026-01-02 12:00:00');
INSERT INTO quiz_questions VALUES
  ('quiz1', 0, 'item0', 'ABC1234-001v1', 'ABC1234-001v1/T1', '["ABC1234-001v1/P1.1.0"]', 'recall',
   '題目', '[{"text":"甲","correct":false,"reason":"因為"},
           {"text":"乙","correct":true,"reason":"因為"}]', '說明');
INSERT INTO answers VALUES ('quiz1', 0, 1, '2026-01-02 12:00:05');
"""


async def test_what_was_observed_before_observers_had_keys_is_kept(path: Path) -> None:
    path.parent.mkdir()
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        command.upgrade(config(connection), "0011")
    engine.dispose()
    with closing(sqlite3.connect(path)) as old, old:
        old.execute("INSERT INTO people (key) VALUES ('terminal:mei')")
        old.execute(
            "INSERT INTO observations VALUES (7, 'terminal:mei', 'A/P1', 'Ms Lin', "
            "'2026-01-02 12:00:00', '2027-01-02 12:00:00', 1, 'good')"
        )
    database = await open_database(path)
    (kept,) = await database.observations.of("terminal:mei")
    assert (kept.id, kept.observer, kept.note, kept.comment) == (7, "Ms Lin", "good", "")
    assert (kept.team, kept.by, kept.performed) == (None, None, True)
    await database.close()


async def test_a_quiz_from_before_there_were_written_items_goes_on_and_counts(path: Path) -> None:
    path.parent.mkdir()
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        command.upgrade(config(connection), "0002")
    engine.dispose()
    with closing(sqlite3.connect(path)) as old, old:
        old.executescript(OLD)
    database = await open_database(path)
    quiz = await database.quizzes.open_quiz("terminal:mei")
    assert quiz is not None
    assert (quiz.phase, quiz.purpose) == (Phase.REVIEWING, Purpose.TASK)
    assert (quiz.item.kind, quiz.item.version, quiz.item.origin) == (Kind.RECALL, 1, "generated")
    (record,) = await database.quizzes.answers_of("terminal:mei")
    assert (record.correct, record.practice, record.kind) == (True, False, Kind.RECALL)
    assert await database.quizzes.save(quiz, quiz.apply(Continued(NOON)))
    await database.close()


async def test_what_was_asked_before_texts_were_kept_is_of_an_unknown_text(path: Path) -> None:
    path.parent.mkdir()
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        command.upgrade(config(connection), "0002")
    with closing(sqlite3.connect(path)) as old, old:
        old.executescript(OLD)
    with engine.begin() as connection:
        command.upgrade(config(connection), "0003")
    engine.dispose()
    database = await open_database(path)
    (record,) = await database.quizzes.answers_of("terminal:mei")
    assert record.task_text == ""
    assert await database.grounding.of("terminal:mei") == Grounds((record,))
    await database.close()


async def test_with_a_person_go_the_observations_of_them(path: Path) -> None:
    database = await open_database(path)
    for person in ("terminal:mei", "terminal:bo"):
        await database.observations.add(person, Observation("A/P1", "Ms Lin", NOON, NOON))
    await database.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("DELETE FROM people WHERE key = 'terminal:mei'")
    assert rows(path, "SELECT person FROM observations") == [("terminal:bo",)]


async def test_opening_again_changes_nothing(path: Path) -> None:
    await opened_once(path)
    before = content(path)
    await opened_once(path)
    assert content(path) == before


async def test_a_start_on_a_database_that_is_up_to_date_loads_no_alembic(path: Path) -> None:
    await opened_once(path)
    code = (
        "import asyncio, sys, pathlib; from conversations.database import open_database\n"
        "async def main(): await (await open_database(pathlib.Path(sys.argv[1]))).close()\n"
        "asyncio.run(main()); sys.exit('alembic' in sys.modules)"
    )
    root = Path(__file__).parents[2]
    done = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", code, str(path)], cwd=root, check=False
    )
    assert done.returncode == 0


async def test_several_may_open_a_new_database_at_once(path: Path) -> None:
    databases = await asyncio.gather(*(open_database(path) for _ in range(4)))
    assert await databases[0].quizzes.add(sample_quiz())
    assert await databases[3].quizzes.open_quiz("terminal:mei") == sample_quiz()
    for database in databases:
        await database.close()


LOOK = """
import contextlib, sqlite3, sys
with contextlib.closing(sqlite3.connect(sys.argv[1])) as file:
    print(file.execute("SELECT count(*) FROM answers").fetchone()[0])
"""


async def test_opening_it_a_second_time_in_a_process_hides_nothing_from_others(path: Path) -> None:
    async def seen_by_another_process() -> int:
        looking = [sys.executable, "-c", LOOK, str(path)]
        done = await asyncio.to_thread(subprocess.run, looking, capture_output=True, check=True)
        return int(done.stdout)

    database, quiz = await open_database(path), sample_quiz()
    await database.quizzes.add(quiz)
    await opened_once(path)
    assert await seen_by_another_process() == 0
    assert await database.quizzes.save(quiz, quiz.apply(Answered(0, NOON)))
    assert await seen_by_another_process() == 1
    await database.close()


async def test_an_empty_file_is_a_new_database(path: Path) -> None:
    put(path, b"")
    await opened_once(path)
    assert rows(path, "SELECT version_num FROM alembic_version") == [(REVISIONS[-1],)]


async def refused(path: Path, sentence: str) -> None:
    before = content(path)
    with pytest.raises(DatabaseUnusable, match=sentence) as raised:
        await open_database(path)
    assert str(path) in str(raised.value)
    assert "\n" not in str(raised.value)
    assert content(path) == before


async def test_a_file_that_is_no_database_is_refused_untouched(path: Path) -> None:
    put(path, Random(1).randbytes(8192))
    await refused(path, "damaged")


async def test_a_database_cut_off_in_the_middle_is_refused_untouched(path: Path) -> None:
    await opened_once(path)
    put(path, content(path)[:5000])
    await refused(path, "damaged")


async def test_a_database_of_a_newer_version_is_refused_untouched(path: Path) -> None:
    await opened_once(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    await refused(path, "newer")


async def test_another_programs_database_is_refused_untouched(path: Path) -> None:
    put(path, b"")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE notes (text)")
    await refused(path, "another program")


async def test_a_folder_in_the_databases_place_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnusable, match=r"can't be opened"):
        await open_database(tmp_path)


async def test_damage_that_shows_later_is_told_in_a_sentence(path: Path) -> None:
    database = await open_database(path)
    quiz = sample_quiz()
    await database.quizzes.add(quiz)
    await database.close()
    page = rows(path, "SELECT rootpage FROM sqlite_master WHERE name = 'quiz_questions'")[0][0]
    assert isinstance(page, int)
    damaged = bytearray(content(path))
    damaged[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    put(path, bytes(damaged))
    database = await open_database(path)
    with pytest.raises(DatabaseUnusable, match="damaged"):
        await database.quizzes.load(quiz.person, quiz.id)
    await database.close()


async def test_an_answer_without_its_question_cannot_be_kept(path: Path) -> None:
    database = await open_database(path)
    quiz = sample_quiz()
    await database.quizzes.add(quiz)
    await database.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DELETE FROM quiz_questions")
        connection.commit()
    database = await open_database(path)
    assert not await database.quizzes.save(quiz, quiz.apply(Answered(0, NOON)))
    await database.close()
    assert rows(path, "SELECT phase FROM quizzes") == [("asking",)]
