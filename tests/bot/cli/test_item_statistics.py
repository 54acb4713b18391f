"""`competency-bot items statistics`, and what `items check` says of it."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from bot.cli.command_line import run
from conversations.item_statistics import ENOUGH
from conversations.quiz import Quiz
from standards.model import Language

TASK = "KRM4224-001v1/T4"
Answering = Callable[..., list[Quiz]]

pytestmark = pytest.mark.usefixtures("own_data")


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert run(["items", "statistics", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.fixture
def class_of_learners(answering: Answering) -> list[Quiz]:
    """As many checks as make an item worth a look, half of them in Chinese, all wrong at first."""
    return [
        quiz
        for number in range(2 * ENOUGH)
        for quiz in answering(
            f"telegram:{number}",
            checks=1,
            wrong=6,
            language=tuple(Language)[number % 2],
        )
    ]


@pytest.mark.usefixtures("class_of_learners")
def test_an_item_has_its_figures_in_both_languages_together_and_apart(
    class_of_learners: list[Quiz], capsys: pytest.CaptureFixture[str]
) -> None:
    rows = told(capsys)
    assert sum(row["answers"] for row in rows) == sum(quiz.total for quiz in class_of_learners)
    row = max(rows, key=lambda row: int(row["answers"]))
    assert (row["standard"], row["task"]) == ("KRM4224-001v1", TASK)
    assert row["version"] in {item.version for quiz in class_of_learners for item in quiz.items}
    assert [option["option"] for option in row["options"]][1:] != []
    assert {option["option"] for option in row["options"]} == {"a", "b", "c"}
    assert sum(option["chosen"] for option in row["options"]) == row["answers"]
    assert row["options"][0]["correct"] is True
    assert (row["share"], row["low"]) == (0, 0)
    assert sum(part["answers"] for part in row["languages"].values()) == row["answers"]
    assert 1 <= row["mean_position"] <= 6
    assert row["voided"] is None


@pytest.mark.usefixtures("class_of_learners")
def test_what_is_worth_a_look_is_said_in_words_and_never_as_a_verdict(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows = told(capsys)
    flagged = [row for row in rows if row["look"]]
    assert flagged
    assert all(row["answers"] >= ENOUGH for row in flagged)
    assert {
        "flag": "below_chance",
        "option": "",
        "sentence": "fewer are right than by guessing",
    } in (flagged[0]["look"])
    assert run(["items", "statistics", "KRM4224-001v1"]) == 0
    out = capsys.readouterr().out
    assert "\tlook: fewer are right than by guessing\n" in out
    assert "is chosen more often than the key" in out
    run(["items", "check"])
    assert (
        f"{len(flagged)} items are worth a look by their answers: competency-bot items statistics"
        in capsys.readouterr().out
    )
    run(["items", "check", "--json"])
    assert json.loads(capsys.readouterr().out)["worth_a_look"] == len(flagged)


def test_the_figures_of_one_standard_can_be_asked_for(
    answering: Answering, capsys: pytest.CaptureFixture[str]
) -> None:
    answering(checks=1)
    answering(task="110985L5/R1", checks=1)
    assert {row["standard"] for row in told(capsys)} == {"KRM4224-001v1", "110985L5"}
    assert {row["standard"] for row in told(capsys, "110985l5")} == {"110985L5"}
    assert run(["items", "statistics", "T1000"]) == 2


def test_a_void_item_keeps_its_figures_and_says_why_it_is_void(
    answering: Answering, capsys: pytest.CaptureFixture[str]
) -> None:
    (quiz,) = answering(checks=1)
    item = quiz.items[0].id
    run(["items", "void", item, "--reason", "two keys"])
    capsys.readouterr()
    row = next(row for row in told(capsys) if row["item"] == item)
    assert (row["answers"], row["voided"]) == (1, "two keys")
    assert run(["items", "statistics"]) == 0
    line = next(line for line in capsys.readouterr().out.splitlines() if line.startswith(item))
    assert line.split("\t")[1].startswith("1 of 1 right: 100% (21% to 100%)")
    assert line.endswith("void: two keys")


def test_without_answers_it_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys) == []
    assert run(["items", "statistics"]) == 0
    assert capsys.readouterr() == ("", "Nobody has answered a question yet.\n")
    run(["items", "check"])
    assert "worth a look" not in capsys.readouterr().out
