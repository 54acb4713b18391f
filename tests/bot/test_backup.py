"""Backups: consistent while others write, whole or not at all, and refused unless sound."""

import asyncio
import hashlib
import json
import os
import sqlite3
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from alembic import command
from sqlalchemy import create_engine

import bot.data_folder
from bot.backup import LARGEST, State, back_up, restore
from bot.data_folder import alone_in, working_in
from bot.errors import DataError, FileThere, FolderInUse, UnusableBackup
from conversations.database import open_database
from conversations.database.connection import REVISIONS
from conversations.database.migrate import config
from conversations.errors import DatabaseUnusable
from quiz_samples import NOON, sample_quiz
from standards.library import Library
from standards.model import Language
from standards_documents import occupation

ROOT = Path(__file__).parents[2]
ROWS = ["T1 接待顧客|T1.1 招呼||P1.1.1 主動招呼|3|K01 禮儀|S01 溝通"]


def people(folder: Path) -> list[str]:
    with closing(sqlite3.connect(folder / "conversations.db")) as file:
        return [key for (key,) in file.execute("SELECT key FROM people ORDER BY key")]


def filled(folder: Path, *keys: str, documents: tuple[str, ...] = ()) -> Path:
    """A data folder in which these people talked and these documents were added."""

    async def fill() -> None:
        database = await open_database(folder / "conversations.db")
        for key in keys:
            await database.people.set_language(key, Language.EN)
        await database.close()

    asyncio.run(fill())
    for code in documents:
        written = folder.parent / f"{code}.txt"
        written.write_text(occupation(ROWS, code=code), encoding="utf-8")
        Library(folder / "standards").add([written])
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".lock"
    }


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return filled(tmp_path / "old", "telegram:1", documents=("OLD1234-001v1",))


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """Of another state: other people, other documents."""
    data = filled(
        tmp_path / "new",
        "telegram:2",
        "telegram:3",
        documents=("NEW1234-001v1", "NEW1234-002v1"),
    )
    assert back_up(data, tmp_path / "backup.zip", NOON) == State(2, 0, 2)
    return tmp_path / "backup.zip"


def test_a_backup_comes_back_whole_and_takes_the_place_of_what_was_there(
    old: Path, backup: Path
) -> None:
    restored = restore(backup, old)
    assert (restored.before, restored.after) == (State(1, 0, 1), State(2, 0, 2))
    assert (restored.manifest.made_at, restored.manifest.schema) == (NOON, REVISIONS[-1])
    assert people(old) == ["telegram:2", "telegram:3"]
    codes = [standard.code for standard in Library(old / "standards").standards()]
    assert codes[-2:] == ["NEW1234-001v1", "NEW1234-002v1"]
    assert "OLD1234-001v1" not in codes
    assert {path.name for path in old.iterdir()} == {"conversations.db", "standards"}


def test_everything_is_its_owners_alone(old: Path, backup: Path) -> None:
    assert backup.stat().st_mode & 0o777 == 0o600
    restore(backup, old)
    for path in old.rglob("*"):
        assert path.stat().st_mode & 0o077 == 0, path


def test_a_folder_that_is_not_there_yet_is_made(backup: Path, tmp_path: Path) -> None:
    restored = restore(backup, tmp_path / "a" / "b")
    assert restored.before == State(0, 0, 0)
    assert people(tmp_path / "a" / "b") == ["telegram:2", "telegram:3"]


def test_the_index_and_whatever_else_is_there_stays(old: Path, backup: Path) -> None:
    (old / "index").mkdir()
    (old / "index" / "vectors").write_bytes(b"derived")
    with zipfile.ZipFile(backup) as archive:
        assert not [name for name in archive.namelist() if "index" in name]
    restore(backup, old)
    assert (old / "index" / "vectors").read_bytes() == b"derived"


def test_before_anybody_talked_there_is_a_backup_too(tmp_path: Path, old: Path) -> None:
    assert back_up(tmp_path / "none", tmp_path / "empty.zip", NOON) == State(0, 0, 0)
    assert not (tmp_path / "none").exists()
    assert restore(tmp_path / "empty.zip", old).after == State(0, 0, 0)
    assert people(old) == []


def test_a_shipped_standard_that_was_removed_stays_away(tmp_path: Path) -> None:
    Library(tmp_path / "data" / "standards").remove("110985L5")
    back_up(tmp_path / "data", tmp_path / "backup.zip", NOON)
    restore(tmp_path / "backup.zip", tmp_path / "other")
    codes = [each.code for each in Library(tmp_path / "other" / "standards").standards()]
    assert len(codes) == 4
    assert "110985L5" not in codes


def test_a_file_that_is_there_is_never_overwritten_unless_told(old: Path, backup: Path) -> None:
    before = backup.read_bytes()
    with pytest.raises(FileThere, match="--force"):
        back_up(old, backup, NOON)
    assert backup.read_bytes() == before
    backup.chmod(0o644)
    back_up(old, backup, NOON, force=True)
    assert backup.stat().st_mode & 0o777 == 0o600
    restore(backup, old)
    assert people(old) == ["telegram:1"]


def test_a_file_that_comes_meanwhile_is_not_overwritten(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "late.zip"

    def documents(self: Library) -> dict[str, bytes]:
        file.write_bytes(b"mine")
        return {}

    monkeypatch.setattr(Library, "documents", documents)
    with pytest.raises(FileThere):
        back_up(old, file, NOON)
    assert file.read_bytes() == b"mine"
    assert not list(tmp_path.glob(".competency-bot-*"))


def test_a_damaged_database_makes_no_backup(old: Path, tmp_path: Path) -> None:
    data = bytearray((old / "conversations.db").read_bytes())
    data[8192:20000] = Random(1).randbytes(20000 - 8192)
    (old / "conversations.db").write_bytes(data)
    with pytest.raises(DatabaseUnusable, match="damaged"):
        back_up(old, tmp_path / "backup.zip", NOON)
    assert not list(tmp_path.glob("*.zip"))
    assert not list(tmp_path.glob(".competency-bot-*"))


def test_what_a_killed_backup_left_beside_its_file_goes_with_the_next(
    old: Path, tmp_path: Path
) -> None:
    left = tmp_path / ".competency-bot-abc"
    left.mkdir()
    (left / "whole").write_bytes(b"private")
    back_up(old, tmp_path / "backup.zip", NOON)
    assert not left.exists()


def test_a_backup_is_of_one_moment_while_the_bot_writes(tmp_path: Path) -> None:
    """Every transaction writes a person, a quiz and its questions: none may be there in part."""
    data = filled(tmp_path / "data", "telegram:0")
    done = threading.Event()

    async def write() -> int:
        database = await open_database(data / "conversations.db")
        number = 0
        while not done.is_set():
            number += 1
            await database.quizzes.add(
                sample_quiz(6, person=f"telegram:{number}", id=f"quiz{number}")
            )
        await database.close()
        return number

    written: list[int] = []
    writer = threading.Thread(target=lambda: written.append(asyncio.run(write())))
    writer.start()
    for number in range(6):
        back_up(data, tmp_path / f"{number}.zip", NOON)
    done.set()
    writer.join()
    seen = []
    for number in range(6):
        restore(tmp_path / f"{number}.zip", tmp_path / "other")
        with closing(sqlite3.connect(tmp_path / "other" / "conversations.db")) as file:
            (questions,) = file.execute("SELECT count(*) FROM quiz_questions").fetchone()
            (quizzes,) = file.execute("SELECT count(*) FROM quizzes").fetchone()
            assert len(people(tmp_path / "other")) == quizzes + 1
        assert questions == 6 * quizzes
        seen.append(quizzes)
    assert seen == sorted(seen)
    assert seen[-1] > seen[0]
    assert written[0] >= seen[-1]


# Restoring over what is in use


def test_while_a_bot_has_the_database_open_nothing_is_restored(old: Path, backup: Path) -> None:
    async def run() -> None:
        database = await open_database(old / "conversations.db")
        with pytest.raises(FolderInUse, match="in use"):
            await asyncio.to_thread(restore, backup, old)
        await database.close()

    asyncio.run(run())
    assert people(old) == ["telegram:1"]
    assert not (old / ".restore").exists()
    restore(backup, old)


def test_while_a_command_works_in_the_folder_nothing_is_restored(old: Path, backup: Path) -> None:
    with working_in(old), working_in(old), pytest.raises(FolderInUse):
        restore(backup, old)
    assert people(old) == ["telegram:1"]


def test_while_a_backup_is_restored_a_command_waits_and_then_says_so(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.data_folder, "WAIT_SECONDS", 0.1)
    with (
        alone_in(old),
        pytest.raises(FolderInUse, match="being restored"),
        working_in(old),
    ):
        pass
    with alone_in(old), pytest.raises(FolderInUse, match="in use"), alone_in(old):
        pass


# What is no sound backup


def test_a_backup_of_an_older_version_is_brought_up_to_date(tmp_path: Path, old: Path) -> None:
    data = tmp_path / "older"
    data.mkdir()
    engine = create_engine(f"sqlite:///{data / 'conversations.db'}")
    with engine.begin() as connection:
        command.upgrade(config(connection), "0002")
        connection.exec_driver_sql("INSERT INTO people (key) VALUES ('telegram:9')")
    engine.dispose()
    back_up(data, tmp_path / "older.zip", NOON)
    restored = restore(tmp_path / "older.zip", old)
    assert restored.manifest.schema == "0002"
    assert people(old) == ["telegram:9"]
    with closing(sqlite3.connect(old / "conversations.db")) as file:
        assert file.execute("SELECT version_num FROM alembic_version").fetchone() == (
            REVISIONS[-1],
        )


Change = Callable[[dict[str, bytes], dict[str, Any]], None]


def changed(backup: Path, change: Change, *, sums: bool = True) -> Path:
    """The backup with another content; with the sums that then are right, unless told not to."""
    with zipfile.ZipFile(backup) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(files.pop("manifest.json"))
    before = dict(files)
    change(files, manifest)
    if sums and files != before:
        manifest["files"] = [
            {"name": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            for name, data in files.items()
        ]
    other = backup.with_name("changed.zip")
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("manifest.json", json.dumps(manifest))
        for name, data in files.items():
            archive.writestr(name, data)
    return other


def with_database(files: dict[str, bytes], folder: Path, script: str) -> None:
    path = folder / "script.db"
    path.write_bytes(files["conversations.db"])
    with closing(sqlite3.connect(path)) as file:
        file.executescript(script)
    files["conversations.db"] = path.read_bytes()


def renamed(name: str) -> Change:
    def change(files: dict[str, bytes], manifest: dict[str, Any]) -> None:
        files[name] = files.pop("standards/NEW1234-001v1.txt")

    return change


def said(**fields: Any) -> Change:
    return lambda files, manifest: manifest.update(fields)


@contextmanager
def nothing_changes(folder: Path, sentence: str) -> Iterator[None]:
    before = tree(folder)
    with pytest.raises(UnusableBackup, match=sentence) as raised:
        yield
    assert "\n" not in str(raised.value)
    assert tree(folder) == before
    assert not (folder / ".restore").exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (renamed("../escaped.txt"), "no backup"),
        (renamed("/tmp/escaped.txt"), "no backup"),
        (renamed("standards/../../escaped.txt"), "no backup"),
        (renamed("standards/sub/escaped.txt"), "no backup"),
        (renamed("standards\\escaped.txt"), "no backup"),
        (renamed("standards/.hidden"), "no backup"),
        (renamed("index/vectors"), "no backup"),
        (renamed("library.json"), "no backup"),
        (said(format="something else"), "no backup"),
        (said(version="1"), "no backup"),
        (said(version=2), "newer version"),
        (said(files="none"), "no backup"),
        (said(files=[]), "no backup"),
        (said(made_at="yesterday"), "no backup"),
        (said(made_at="2026-01-02T12:00:00"), "no backup"),
        (said(schema=None), "no backup"),
        (said(schema=8), "no backup"),
        (said(schema="9999"), "newer version"),
        (said(schema="0001"), "damaged"),
    ],
)
def test_what_is_no_backup_of_ours_changes_nothing(
    change: Change, sentence: str, old: Path, backup: Path
) -> None:
    other = changed(backup, change)
    with nothing_changes(old, sentence):
        restore(other, old)
    assert not list(old.parent.rglob("escaped*"))


@pytest.mark.parametrize(
    ("script", "sentence"),
    [
        ("DROP TABLE people", "damaged"),
        ("UPDATE alembic_version SET version_num = '9999'", "damaged"),
        ("CREATE TRIGGER t AFTER INSERT ON people BEGIN DELETE FROM answers; END", "damaged"),
        ("CREATE VIEW v AS SELECT 1", "damaged"),
        ("INSERT INTO threads VALUES ('telegram:nobody', '{}', '2026-01-01')", "damaged"),
        ("DROP TABLE alembic_version", "damaged"),
    ],
)
def test_a_database_that_is_not_sound_or_not_ours_changes_nothing(
    script: str, sentence: str, old: Path, backup: Path, tmp_path: Path
) -> None:
    other = changed(backup, lambda files, _: with_database(files, tmp_path, script))
    with nothing_changes(old, sentence):
        restore(other, old)


def test_one_changed_byte_of_any_file_is_noticed(old: Path, backup: Path) -> None:
    with zipfile.ZipFile(backup) as archive:
        names = [name for name in archive.namelist() if name != "manifest.json"]
    assert len(names) == 4
    for name in names:

        def change(files: dict[str, bytes], _: Any, name: str = name) -> None:
            files[name] = files[name][:-1] + bytes([files[name][-1] ^ 1])

        other = changed(backup, change, sums=False)
        with nothing_changes(old, "damaged"):
            restore(other, old)


def test_more_than_was_said_is_not_unpacked(old: Path, backup: Path) -> None:
    def change(files: dict[str, bytes], manifest: dict[str, Any]) -> None:
        files["conversations.db"] = bytes(50_000_000)

    other = changed(backup, change, sums=False)
    with nothing_changes(old, "damaged"):
        restore(other, old)


def test_what_there_is_no_room_for_is_refused_before_it_is_unpacked(
    old: Path, backup: Path
) -> None:
    def change(files: dict[str, bytes], manifest: dict[str, Any]) -> None:
        manifest["files"][0]["size"] = LARGEST * 100

    with nothing_changes(old, "there is room for"):
        restore(changed(backup, change), old)


def test_a_file_cut_off_or_with_changed_bytes_never_restores_another_state(
    old: Path, backup: Path
) -> None:
    whole, chance = backup.read_bytes(), Random(5)
    other = backup.with_name("other.zip")
    right = people(old)
    for _ in range(60):
        data = bytearray(whole)
        if chance.random() < 0.4:
            del data[chance.randrange(len(data)) :]
        else:
            for _ in range(chance.randrange(1, 4)):
                data[chance.randrange(len(data))] = chance.randrange(256)
        other.write_bytes(data)
        try:
            restore(other, old)
        except (DataError, OSError):
            assert people(old) == right
        else:
            # A byte that nothing depends on, such as a file's date.
            right = ["telegram:2", "telegram:3"]
            assert people(old) == right


def test_a_damaged_database_is_what_a_backup_is_for(old: Path, backup: Path) -> None:
    for side in ("", "-wal", "-shm"):
        (old / f"conversations.db{side}").write_bytes(Random(1).randbytes(9000))
    restored = restore(backup, old)
    assert {path.name for path in old.iterdir()} == {"conversations.db", "standards"}
    assert restored.before is None
    assert people(old) == ["telegram:2", "telegram:3"]


def test_a_journal_of_the_old_database_never_meets_the_new_one(old: Path, backup: Path) -> None:
    # As a killed bot leaves it: the last steps are in the journal alone.
    code = (
        "import os, sqlite3, sys; file = sqlite3.connect(sys.argv[1]);"
        "file.execute(\"INSERT INTO people VALUES ('telegram:late', 'en')\"); file.commit();"
        "os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", code, str(old / "conversations.db")], check=False)
    assert (old / "conversations.db-wal").stat().st_size > 0
    assert restore(backup, old).before == State(2, 0, 1)
    assert people(old) == ["telegram:2", "telegram:3"]


def killed_while(what: str, place: Path) -> list[Any]:
    done = subprocess.run(
        [sys.executable, "-m", "killed_while", what, str(place)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forked children")
@pytest.mark.usefixtures("old", "backup")
def test_a_restore_killed_at_any_step_leaves_the_old_state_or_the_new(tmp_path: Path) -> None:
    found = killed_while("restore", tmp_path)
    states = []
    for each in found:
        documents = [name for name in each["documents"] if name.endswith(".txt")]
        if each["people"] == ["telegram:1"]:
            assert documents == ["OLD1234-001v1.txt"]
            states.append("old")
        else:
            assert each["people"] == ["telegram:2", "telegram:3"]
            assert documents == ["NEW1234-001v1.txt", "NEW1234-002v1.txt"]
            states.append("new")
        assert each["folder"] == ["conversations.db", "standards"]
    assert [each["killed"] for each in found] == [True] * (len(found) - 1) + [False]
    # It is one step that decides, and there are several on either side of it.
    assert states == sorted(states, reverse=True)
    assert states.count("old") > 10
    assert states.count("new") > 5


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forked children")
@pytest.mark.usefixtures("old")
def test_a_backup_killed_at_any_step_is_whole_or_not_there(tmp_path: Path) -> None:
    *found, left = killed_while("backup", tmp_path)
    assert len(found) > 10
    for each in found:
        assert each["people"] == (["telegram:1"] if each["there"] else None)
    assert (found[0]["there"], found[-1]["there"]) == (False, True)
    assert left == []


def test_a_moment_is_written_with_its_zone(backup: Path) -> None:
    with zipfile.ZipFile(backup) as archive:
        said = json.loads(archive.read("manifest.json"))
    assert datetime.fromisoformat(said["made_at"]) == NOON.astimezone(UTC)
    assert [each["name"] for each in said["files"]] == [
        "conversations.db",
        "standards/NEW1234-001v1.txt",
        "standards/NEW1234-002v1.txt",
        "standards/library.json",
    ]
