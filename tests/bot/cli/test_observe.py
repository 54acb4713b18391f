"""`competency-bot observe`: what a supervisor saw, and what follows from it."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.cli.command_line import run
from conversations.quiz import Quiz

INDICATOR = "KRM4224-001v1/P4.1.1"
Answering = Callable[..., list[Quiz]]

pytestmark = pytest.mark.usefixtures("own_data")


def observe(*arguments: str) -> int:
    return run(["observe", *arguments])


def told(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def task(capsys: pytest.CaptureFixture[str]) -> Any:
    assert run(["readiness", "--learner", "mei", "--json"]) == 0
    return told(capsys)["learners"][0]["tasks"][3]


@pytest.fixture
def passed(answering: Answering) -> None:
    answering()


@pytest.mark.usefixtures("passed")
def test_a_passed_check_becomes_verified_and_says_by_whom(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert (task(capsys)["state"], task(capsys)["observed"]) == ("knowledge check passed", False)
    assert observe("mei", INDICATOR.lower(), "--by", "Ms Lin", "--valid-until", "2999-12-31") == 0
    assert capsys.readouterr().out == (
        f"Kept: mei has done {INDICATOR} at work; valid until 2999-12-31.\n"
    )
    found = task(capsys)
    assert (found["state"], found["observed"]) == ("verified", True)
    assert found["why"].endswith("seen at work by Ms Lin, valid until 2999-12-31")


@pytest.mark.usefixtures("passed")
def test_not_yet_verifies_nothing_and_takes_back_what_was_seen_before(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert observe("mei", INDICATOR, "--by", "Ms Lin") == 0
    assert observe("mei", INDICATOR, "--by", "Ms Lin", "--not-yet", "--note", "Ask first.") == 0
    assert capsys.readouterr().out.splitlines()[1] == (
        f"Kept: mei has tried {INDICATOR} and not yet mastered it."
    )
    assert (task(capsys)["state"], task(capsys)["observed"]) == ("knowledge check passed", False)


@pytest.mark.usefixtures("passed")
def test_without_a_last_day_it_is_valid_for_a_year(capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        observe("terminal:mei", INDICATOR, "--by", " Ms Lin ", "--note", "well done", "--json") == 0
    )
    found = told(capsys)
    until = datetime.fromisoformat(found.pop("valid_until"))
    at = datetime.fromisoformat(found.pop("at"))
    assert timedelta(days=365) <= until - at < timedelta(days=366)
    assert (until + timedelta(microseconds=1)).time() == datetime.min.replace(tzinfo=UTC).time()
    assert found == {
        "learner": "terminal:mei",
        "target": INDICATOR,
        "observer": "Ms Lin",
        "performed": True,
        "note": "well done",
    }


@pytest.mark.usefixtures("passed")
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["bo", INDICATOR, "--by", "Lin"], "bo has not answered a question yet."),
        (["mei", "KRM4224-001v1/T4", "--by", "Lin"], "no indicator or output"),
        (["mei", "KRM4224-001v1/P9.9.9", "--by", "Lin"], "no indicator or output"),
        (["mei", "P4.1.1", "--by", "Lin"], "with its standard"),
        (["mei", "XYZ/P4.1.1", "--by", "Lin"], "XYZ"),
        (["mei", INDICATOR, "--by", " "], "--by"),
        (["mei", INDICATOR, "--by", "Lin", "--valid-until", "2020-01-01"], "is over already"),
        (["mei", INDICATOR, "--by", "Lin", "--valid-until", "soon"], "is no date"),
    ],
)
def test_what_cannot_be_an_observation_is_told_in_a_sentence(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert observe(*arguments) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert len(shown.err.splitlines()) == 1
    assert sentence in shown.err
    assert task(capsys)["observed"] is False
