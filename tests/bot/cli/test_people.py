"""`competency-bot people`: who is known, all about one, and nothing any more."""

import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.cli.command_line import run
from bot.offers import Offers
from bot.settings import Settings
from conversations.quiz import Quiz

Answering = Callable[..., list[Quiz]]


@pytest.fixture
def played(answering: Answering) -> list[Quiz]:
    answering("terminal:bo", checks=1)
    return answering("terminal:mei", checks=2)


@pytest.mark.usefixtures("played")
def test_everybody_is_listed_with_how_much_they_answered(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["people", "list"]) == 0
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert [line[:3] for line in lines] == [
        ["terminal:bo", "-", "6 answers"],
        ["terminal:mei", "-", "12 answers"],
    ]
    assert run(["people", "list", "--json"]) == 0
    first, _second = json.loads(capsys.readouterr().out)
    assert first.pop("last_answer").startswith(lines[0][3])
    assert first == {"key": "terminal:bo", "language": None, "answers": 6}


@pytest.mark.usefixtures("own_data")
def test_where_nobody_talked_nothing_is_made_to_say_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["people", "list"]) == 0
    assert capsys.readouterr().err == "Nothing is kept about anybody.\n"
    for command in (["export", "terminal:mei", "-"], ["erase", "terminal:mei", "--yes"]):
        assert run(["people", *command]) == 2
        assert "Nothing is kept about terminal:mei." in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_an_export_says_all_that_is_kept_and_what_follows_from_it(
    played: list[Quiz], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["people", "export", "terminal:mei", "-"]) == 0
    told: Any = json.loads(capsys.readouterr().out)
    assert (told["document"], told["version"]) == ("competency-bot person", 1)
    assert told["person"] == "terminal:mei"
    quizzes = {quiz["id"]: quiz for quiz in told["kept"]["quizzes"]}
    assert set(quizzes) == {quiz.id for quiz in played}
    for quiz in played:
        questions = quizzes[quiz.id]["questions"]
        assert [question["stem"] for question in questions] == [item.stem for item in quiz.items]
        for question, item in zip(questions, quiz.items, strict=True):
            assert [option["text"] for option in question["options"]] == [
                option.text for option in item.options
            ]
            assert [answer["option"] for answer in question["answers"]] == [item.key]
    (standard,) = told["computed"]["standards"]
    assert standard["tasks"][3]["state"] == "knowledge check passed"
    assert run(["readiness", "--learner", "mei", "--json"]) == 0
    (learner,) = json.loads(capsys.readouterr().out)["learners"]
    assert [task["state"] for task in learner["tasks"]] == [
        task["state"] for task in standard["tasks"]
    ]


@pytest.mark.usefixtures("played")
def test_an_export_is_a_file_for_its_owner_that_overwrites_nothing(
    tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path_factory.mktemp("out") / "mei.json"
    assert run(["people", "export", "terminal:mei", str(file)]) == 0
    shown = capsys.readouterr()
    assert (shown.out, shown.err) == ("", f"All that is kept about terminal:mei is in {file}.\n")
    assert file.stat().st_mode & 0o777 == 0o600
    before = file.read_bytes()
    assert json.loads(before)["person"] == "terminal:mei"
    assert run(["people", "export", "terminal:bo", str(file)]) == 2
    assert "--force" in capsys.readouterr().err
    assert file.read_bytes() == before
    assert run(["people", "export", "terminal:bo", str(file), "--force"]) == 0
    assert json.loads(file.read_bytes())["person"] == "terminal:bo"
    assert [path.name for path in file.parent.iterdir()] == ["mei.json"]


def keys(capsys: pytest.CaptureFixture[str]) -> list[str]:
    capsys.readouterr()
    assert run(["people", "list", "--json"]) == 0
    return [each["key"] for each in json.loads(capsys.readouterr().out)]


@pytest.mark.usefixtures("played")
@pytest.mark.parametrize("typed", ["", "yes\n", "mei\n", "terminal:bo\n"])
def test_nobody_is_erased_unless_the_key_is_typed(
    typed: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    assert run(["people", "erase", "terminal:mei"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.splitlines()[-1] == "That is not the key. Nothing was erased."
    assert keys(capsys) == ["terminal:bo", "terminal:mei"]


@pytest.mark.usefixtures("played")
def test_an_erasure_prints_a_receipt_without_content(
    own_data: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    offers = Offers(own_data.data / "offered")
    offers.keep("terminal:mei", "shop.txt", b"sent", datetime.now(UTC))
    monkeypatch.setattr("sys.stdin", io.StringIO("terminal:mei\n"))
    assert run(["people", "erase", "terminal:mei"]) == 0
    assert offers.all() == []
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("Erased on 2")
    assert lines[0].endswith(" UTC about terminal:mei:")
    assert lines[1:] == [
        "12\tanswers",
        "1\tthe person, with the language chosen",
        "12\tquestions as shown",
        "2\tquizzes",
        "1\tfiles that wait to be added",
        "Backups made before still hold it.",
    ]
    assert keys(capsys) == ["terminal:bo"]
    left = b"".join(path.read_bytes() for path in own_data.data.iterdir() if path.is_file())
    assert b"terminal:bo" in left
    assert b"terminal:mei" not in left
    assert run(["people", "erase", "terminal:mei", "--yes"]) == 2


@pytest.mark.usefixtures("played")
def test_a_receipt_is_json_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["people", "erase", "terminal:bo", "--yes", "--json"]) == 0
    receipt = json.loads(capsys.readouterr().out)
    assert receipt.pop("erased_at").startswith("2")
    assert receipt == {
        "person": "terminal:bo",
        "erased": {"answers": 6, "people": 1, "quiz_questions": 6, "quizzes": 1},
        "file_rewritten": True,
    }


@pytest.mark.usefixtures("played")
def test_traces_that_may_be_left_are_told_and_the_same_command_takes_them_out(
    own_data: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("conversations.database.personal_data.rewrite", lambda path: False)
        assert run(["people", "erase", "terminal:mei", "--yes"]) == 1
    assert "Run the same command again" in capsys.readouterr().err
    size = (own_data.data / "conversations.db").stat().st_size
    assert run(["people", "erase", "terminal:mei", "--yes"]) == 2
    assert (own_data.data / "conversations.db").stat().st_size < size
