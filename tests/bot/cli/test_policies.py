"""`competency-bot standards critical` and `standards cut`, and what follows from them."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from bot.cli.command_line import run
from conversations.quiz import Quiz

TASK = "KRM4224-001v1/T4"
VOTES = ["0.7", "75%", "8 of 10"]
Answering = Callable[..., list[Quiz]]

pytestmark = pytest.mark.usefixtures("own_data")


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert run([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(["standards", *arguments]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert len(shown.err.splitlines()) == 1
    return shown.err.strip()


def tasks(capsys: pytest.CaptureFixture[str]) -> list[Any]:
    found = told(capsys, "readiness")
    assert (found["cut"], found["confidence"]) == (0.75, 0.8)
    rows: list[Any] = found["learners"][0]["tasks"]
    return rows


def test_a_critical_task_is_judged_by_marks_of_its_own_until_that_is_taken_back(
    answering: Answering, capsys: pytest.CaptureFixture[str]
) -> None:
    answering(wrong=1)
    assert "cut" not in tasks(capsys)[3]
    passed = tasks(capsys)[3]["state"]
    assert run(["standards", "critical", TASK.lower(), "--by", "Ms Lin"]) == 0
    assert "the pass mark is 80% unless" in capsys.readouterr().out
    *others, critical = tasks(capsys)
    assert (critical["cut"], critical["confidence"]) == (0.8, 0.9)
    assert critical["state"] == "unsure" != passed
    assert not any("cut" in task for task in others)
    (kept,) = told(capsys, "standards", "critical")
    assert kept.pop("at")
    assert kept == {"task": TASK, "critical": True, "by": "Ms Lin"}
    assert told(capsys, "standards", "critical", TASK, "--off") == {"task": TASK, "critical": False}
    assert tasks(capsys)[3]["state"] == passed
    assert refused(capsys, "critical", TASK, "--off") == f"{TASK} is not marked as critical."


def test_a_cut_is_the_mean_of_the_votes_and_keeps_who_set_it(
    answering: Answering, capsys: pytest.CaptureFixture[str]
) -> None:
    answering(checks=1)
    kept = told(capsys, "standards", "cut", TASK, "0.8", "0.9", "1", "--by", " Ms Lin ")
    assert kept.pop("at")
    assert kept == {
        "task": TASK,
        "cut": 0.9,
        "spread": 0.1,
        "votes": [0.8, 0.9, 1.0],
        "by": "Ms Lin",
    }
    task = tasks(capsys)[3]
    assert (round(task["cut"], 6), task["confidence"]) == (0.9, 0.8)
    assert run(["standards", "cut", TASK, *VOTES, "--by", "Mr Wu"]) == 0
    line = capsys.readouterr().out
    assert line.startswith(
        f"{TASK}: pass mark 75.0%, the mean of 70%, 75%, 80% (standard deviation"
    )
    assert "5.0%); Mr Wu, " in line
    assert run(["standards", "cut"]) == 0
    assert capsys.readouterr().out == line
    assert told(capsys, "standards", "cut", "KRM4224-001v1/T1") == []
    assert told(capsys, "standards", "cut", TASK, "--off") == {"task": TASK, "cut": None}
    assert "cut" not in tasks(capsys)[3]
    assert run(["standards", "cut"]) == 0
    assert capsys.readouterr() == ("", "No pass mark is set; the default holds.\n")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["cut", TASK, *VOTES], "--by"),
        (["cut", TASK, *VOTES[:2], "--by", "Lin"], "takes 3 to 5 votes"),
        (["cut", TASK, "1", "2", "3", "--by", "Lin"], "“2” is no vote"),
        (["cut", TASK, ".4", ".4", ".4", "--by", "Lin"], "at least 50%"),
        (["cut", TASK, "--off"], "No pass mark is set"),
        (["cut", "KRM4224-001v1/T9", *VOTES, "--by", "Lin"], "I know no task"),
        (["critical", "KRM4224-001v1/P1.1.1"], "I know no task"),
        (["critical", "T4"], "I know no task T4."),
        (["critical", "XYZ/T4"], "XYZ"),
    ],
)
def test_what_cannot_be_a_policy_is_told_in_a_sentence(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sentence in refused(capsys, *arguments)
    assert told(capsys, "standards", "cut") == told(capsys, "standards", "critical") == []
