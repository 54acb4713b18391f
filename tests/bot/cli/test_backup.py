"""`competency-bot backup` and `restore`, as they are typed."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli.command_line import run
from bot.data_folder import alone_in
from bot.settings import Settings
from conversations.quiz import Quiz

ROOT = Path(__file__).parents[3]
Answering = Callable[..., list[Quiz]]


@pytest.fixture
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("backups") / "mine.zip"


def people(capsys: pytest.CaptureFixture[str]) -> list[str]:
    capsys.readouterr()
    assert run(["people", "list", "--json"]) == 0
    return [each["key"] for each in json.loads(capsys.readouterr().out)]


def test_what_was_backed_up_comes_back_and_both_say_what_it_was(
    answering: Answering, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answering(checks=1)
    assert run(["backup", str(file)]) == 0
    assert capsys.readouterr().out == (
        f"Backed up to {file}: 1 person, 6 answers, 0 added standards.\n"
    )
    answering("terminal:bo", checks=1)
    assert run(["restore", str(file)]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("Restored what was kept on 2")
    assert first.endswith(" UTC: 1 person, 6 answers, 0 added standards.")
    assert second == "It took the place of: 2 people, 12 answers, 0 added standards."
    assert people(capsys) == ["terminal:mei"]


def test_both_say_the_same_as_json(
    answering: Answering, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answering(checks=1)
    assert run(["backup", str(file), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["file"], said["bytes"]) == (str(file), file.stat().st_size)
    assert run(["restore", str(file), "--json"]) == 0
    back = json.loads(capsys.readouterr().out)
    assert back["made_at"] == said["made_at"]
    assert back["restored"] == back["replaced"] == {"people": 1, "answers": 6, "standards": 0}


def sentence(capsys: pytest.CaptureFixture[str]) -> str:
    shown = capsys.readouterr()
    assert shown.out == ""
    assert len(shown.err.splitlines()) == 1
    return shown.err


@pytest.mark.usefixtures("own_data")
def test_every_mistake_is_a_sentence(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["restore", str(file)]) == 2
    assert str(file) in sentence(capsys)
    file.write_bytes(b"a letter")
    assert run(["restore", str(file)]) == 2
    assert "is no backup" in sentence(capsys)
    assert run(["backup", str(file)]) == 2
    assert "--force" in sentence(capsys)
    assert run(["restore", str(file.parent)]) == 2
    assert str(file.parent) in sentence(capsys)
    assert run(["backup", str(file / "deeper.zip")]) == 2
    assert str(file) in sentence(capsys)
    assert run(["backup", str(file.parent / "none" / "mine.zip")]) == 2
    assert "none" in sentence(capsys)
    assert run(["backup", str(file), "--force"]) == 0


def test_while_a_backup_is_restored_no_command_begins(
    own_data: Settings,
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("bot.data_folder.WAIT_SECONDS", 0.1)
    assert run(["backup", str(file)]) == 0
    capsys.readouterr()
    with alone_in(own_data.data):
        assert run(["standards", "list"]) == 2
        assert "being restored" in sentence(capsys)
        assert run(["restore", str(file)]) == 2
        assert "in use" in sentence(capsys)
    assert run(["standards", "list"]) == 0


@pytest.mark.slow
def test_while_somebody_talks_a_backup_is_made_and_none_is_restored(
    answering: Answering, own_data: Settings, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answering(checks=1)
    talk = subprocess.Popen(
        [sys.executable, "-m", "bot", "chat", "--user", "bo"],
        cwd=ROOT,
        env=os.environ | {"COMPETENCY_DATA": str(own_data.data)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert talk.stdin is not None
    assert talk.stdout is not None
    assert talk.stdout.readline()
    assert run(["backup", str(file)]) == 0
    capsys.readouterr()
    assert run(["restore", str(file)]) == 2
    assert "is in use" in sentence(capsys)
    talk.communicate()
    assert run(["restore", str(file)]) == 0
