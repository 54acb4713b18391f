"""`competency-bot items void` and `items restore`, and what follows from them."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from bot.app import has_database
from bot.cli.command_line import run
from bot.settings import Settings
from conversations.quiz import Quiz

ITEM = "KRM4224-001v1-T1-s01"
TASK = "KRM4224-001v1/T4"
Answering = Callable[..., list[Quiz]]

pytestmark = pytest.mark.usefixtures("own_data")


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert run([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(list(arguments)) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert len(shown.err.splitlines()) == 1
    return shown.err.strip()


def test_a_voided_item_counts_for_nobody_from_the_first_answer_on(
    answering: Answering, capsys: pytest.CaptureFixture[str]
) -> None:
    first, _second = answering()
    before = told(capsys, "readiness")["learners"][0]["tasks"][3]
    assert (before["answers"], before["state"]) == (12, "knowledge check passed")
    item = first.items[0].id
    assert run(["items", "void", item, "--reason", "two keys"]) == 0
    assert capsys.readouterr().out == (
        f"{item} is void: 1 answer does not count any more, and it is never asked again.\n"
    )
    after = told(capsys, "readiness")["learners"][0]["tasks"][3]
    assert (after["answers"], after["correct"]) == (11, 11)
    for other in first.items[1:]:
        assert run(["items", "void", other.id, "--reason", "two keys"]) == 0
    capsys.readouterr()
    left = told(capsys, "readiness")["learners"][0]["tasks"][3]
    assert (left["answers"], left["state"]) == (6, "not enough evidence")
    for each in first.items:
        assert told(capsys, "items", "restore", each.id) == {"restored": each.id}
    assert told(capsys, "readiness")["learners"][0]["tasks"][3]["answers"] == 12


def test_as_json_it_says_how_many_answers_of_how_many_learners_are_gone(
    answering: Answering, capsys: pytest.CaptureFixture[str]
) -> None:
    (quiz,) = answering(checks=1)
    answering("terminal:bo", checks=3)
    asked = quiz.items[0]
    version = ("--version", str(asked.version))
    found = told(capsys, "items", "void", asked.id, *version, "--reason", " no ")
    assert found.pop("at")
    assert found.pop("answers") >= found.pop("learners") >= 1
    assert found == {"item": asked.id, "version": asked.version, "reason": "no"}


def test_the_list_shows_what_is_void_and_why(capsys: pytest.CaptureFixture[str]) -> None:
    run(["items", "void", ITEM, "--reason", "two\nkeys"])
    capsys.readouterr()
    rows = told(capsys, "items", "list", "KRM4224-001v1")
    assert [row["id"] for row in rows if row.get("voided") == "two\nkeys"] == [ITEM, ITEM]
    assert all("voided" not in row for row in rows if row["id"] != ITEM)
    assert run(["items", "list", "KRM4224-001v1"]) == 0
    line = capsys.readouterr().out.splitlines()[0].split("\t")
    assert (line[0], line[3]) == (ITEM, "void: two keys")


def test_a_version_that_is_no_longer_in_the_bank_is_named_beside_the_list(
    answering: Answering,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (quiz,) = answering(checks=1)
    item, version = quiz.items[0].asked
    run(["items", "void", item, "--version", str(version), "--reason", "two keys"])
    monkeypatch.setattr("bot.cli.items_list.written_items", lambda code: ())
    capsys.readouterr()
    assert run(["items", "list"]) == 0
    assert capsys.readouterr().err == (
        f"{item} v{version} is not in the bank (any more), and void: two keys\n"
    )


def test_a_generated_item_can_be_voided(capsys: pytest.CaptureFixture[str]) -> None:
    rows = told(capsys, "items", "list", "110985L5")
    generated = next(row["id"] for row in rows if row["origin"] == "generated")
    assert told(capsys, "items", "void", generated, "--reason", "x")["item"] == generated


def test_an_item_that_is_only_in_the_log_can_be_voided(
    answering: Answering,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (quiz,) = answering(checks=1)
    item = quiz.items[0].id
    monkeypatch.setattr("bot.cli.item_versions.written_items", lambda code: ())
    assert told(capsys, "items", "void", item, "--reason", "x")["answers"] == 1


def test_an_item_or_version_that_nobody_knows_is_a_mistake(
    capsys: pytest.CaptureFixture[str],
) -> None:
    unknown = refused(capsys, "items", "void", "KRM4224-001v1-T1-s99", "--reason", "x")
    assert unknown.startswith("There is no item KRM4224-001v1-T1-s99;")
    version = refused(capsys, "items", "void", ITEM, "--version", "77", "--reason", "x")
    assert "no version 77" in version
    assert "--reason" in refused(capsys, "items", "void", ITEM, "--reason", " ")
    assert refused(capsys, "items", "restore", ITEM) == f"{ITEM} is not void."


def test_a_list_of_items_makes_no_database(
    own_data: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    for action in ("list", "check", "statistics"):
        run(["items", action, "--json"])
    capsys.readouterr()
    assert not has_database(own_data)
