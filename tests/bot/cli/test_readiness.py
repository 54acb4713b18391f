"""`competency-bot readiness`: what it prints."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bot.app import database_of
from bot.cli.command_line import run
from bot.settings import Settings
from bot_twins import DOCUMENTS, standard_of
from conversations.play import Play
from standards.model import Language

TASK = "KRM4224-001v1/T4"


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("COMPETENCY_DATA", str(tmp_path))
    monkeypatch.setenv("COMPETENCY_LANGUAGE", "en")
    return Settings(data=tmp_path)


@pytest.fixture
def two_learners(settings: Settings) -> None:
    """Two checks of one task for mei, a day apart and all right; one wrong answer for another."""
    start = datetime.now(UTC) - timedelta(days=3)
    chance = Random(1)

    async def answer() -> None:
        async with database_of(settings) as database:
            for day, person in ((0, "terminal:mei"), (1, "terminal:mei"), (0, "telegram:5")):
                now = partial(start.__add__, timedelta(days=day))
                play = Play(database.quizzes, standard_of, now, chance)
                quiz = await play.start(person, TASK, Language.EN)
                for position, item in enumerate(quiz.items):
                    if person == "telegram:5":
                        await play.answer(person, quiz.id, 0, (item.key + 1) % 3)
                        break
                    await play.answer(person, quiz.id, position, item.key)
                    await play.proceed(person, quiz.id, position)

    asyncio.run(answer())


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert run(["readiness", "--json", *arguments]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.usefixtures("two_learners")
def test_as_json_it_has_the_shape_that_others_rely_on(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, "--learner", "mei")
    assert set(found) == {"as_of", "algorithm", "cut", "confidence", "learners"}
    assert (found["algorithm"], found["cut"], found["confidence"]) == ("readiness-2", 0.75, 0.8)
    assert datetime.fromisoformat(found["as_of"]).utcoffset() == timedelta(0)
    (learner,) = found["learners"]
    assert (learner["learner"], learner["standard"]) == ("mei", "KRM4224-001v1")
    assert [task["task"] for task in learner["tasks"]] == [
        f"KRM4224-001v1/T{number}" for number in (1, 2, 3, 4)
    ]
    passed = learner["tasks"][3]
    last = datetime.fromisoformat(passed.pop("last_answered"))
    assert datetime.now(UTC) - last < timedelta(days=3)
    assert passed.pop("probability") > 0.8
    assert passed == {
        "task": TASK,
        "state": "knowledge check passed",
        "answers": 12,
        "correct": 12,
        "sessions": 2,
        "coverage": 1.0,
        "observed": False,
        "why": "12 of 12 right, 2 sessions, last 2 days ago",
    }
    untouched = learner["tasks"][0]
    assert set(untouched) == {*passed, "probability", "last_answered"}
    assert untouched["state"] == "not enough evidence"


@pytest.mark.usefixtures("two_learners")
def test_without_a_name_everybody_is_told_of(capsys: pytest.CaptureFixture[str]) -> None:
    assert [each["learner"] for each in told(capsys)["learners"]] == ["telegram:5", "mei"]
    (one,) = told(capsys, "--learner", "telegram:5")["learners"]
    assert one["tasks"][3]["correct"] == 0


@pytest.mark.usefixtures("two_learners")
def test_as_text_it_has_a_line_a_task(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["readiness", "--learner", "mei", "--lang", "zh-Hant"]) == 0
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert [(line[0], line[1].rpartition("/")[2]) for line in lines] == [
        ("mei", f"T{number}") for number in (1, 2, 3, 4)
    ]
    assert lines[3][2].startswith("✓ 通過知識檢核")


@pytest.mark.usefixtures("two_learners")
@pytest.mark.usefixtures("two_learners")
def test_a_teams_learners_are_called_by_name_and_key(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["teams", "create", "Shop"]) == 0
    capsys.readouterr()
    assert run(["readiness", "--team", "Shop"]) == 0
    nobody = "Nobody in this team was assigned anything or has answered a question yet.\n"
    assert capsys.readouterr() == ("", nobody)
    assert run(["teams", "add", "Shop", "telegram:5", "--name", "陳大文"]) == 0
    capsys.readouterr()
    assert run(["readiness", "--team", "Shop"]) == 0
    assert "陳大文 (telegram:5)\tKRM4224-001v1/T4\t" in capsys.readouterr().out
    assert told(capsys, "--team", "Shop")["learners"][0]["learner"] == "telegram:5"


@pytest.mark.usefixtures("two_learners")
def test_answers_on_an_older_version_go_on_to_count_as_in_the_chat(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = told(capsys, "--learner", "mei")["learners"][0]
    newer = tmp_path / "newer.txt"
    text = (DOCUMENTS / "KRM4224-001v1.txt").read_text("utf-8")
    newer.write_text(text.replace("KRM4224-001v1", "KRM4224-001v2"), encoding="utf-8")
    assert run(["standards", "add", str(newer), "--yes", "--supersede"]) == 0
    capsys.readouterr()
    (after,) = told(capsys, "--learner", "mei")["learners"]
    assert after["standard"] == "KRM4224-001v2"
    states = [[task["state"] for task in each["tasks"]] for each in (before, after)]
    assert states[0] == states[1]


def test_a_name_that_nobody_has_is_a_mistake(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["readiness", "--learner", "nobody"]) == 2
    assert capsys.readouterr() == ("", "nobody has not answered a question yet.\n")


def test_where_nobody_answered_the_list_is_empty(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys)["learners"] == []
    assert run(["readiness"]) == 0
    assert capsys.readouterr() == ("", "Nobody has answered a question yet.\n")
