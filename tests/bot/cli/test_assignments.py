"""`competency-bot teams assign`, `assignments` and `withdraw`."""

import asyncio
import json
from typing import Any

import pytest

from bot.app import database_of
from bot.cli.command_line import run
from bot.settings import Settings
from conversations.notices import Notice, NoticeKind

CODE = "KRM4224-001v1"
MEI, BO = "terminal:mei", "terminal:bo"


def done(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What the command prints; it succeeds."""
    assert run(arguments) == 0
    return capsys.readouterr().out


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    return json.loads(done(capsys, *arguments, "--json"))


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(arguments) == 2
    return capsys.readouterr().err


def notices(settings: Settings, person: str) -> tuple[Notice, ...]:
    async def take() -> tuple[Notice, ...]:
        async with database_of(settings) as database:
            return await database.notices.take_all(person)

    return asyncio.run(take())


@pytest.fixture(autouse=True)
def team(own_data: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    """A team of two learners."""
    done(capsys, "teams", "create", "Export")
    done(capsys, "teams", "add", "Export", "mei", "--name", "Mei")
    done(capsys, "teams", "add", "Export", "bo", "--name", "Bo")


def test_what_is_assigned_is_listed_and_told(
    own_data: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    made = told(
        capsys,
        *("teams", "assign", "export", CODE.lower(), "--task", "t3", "--task", "T1"),
        *("--critical", "T3", "--until", "2999-12-03", "--wanted", "verified"),
    )
    assert made["tasks"] == [f"{CODE}/T1", f"{CODE}/T3"]
    assert (made["critical"], made["wanted"], made["told"]) == ([f"{CODE}/T3"], "verified", 2)
    assert [each.kind for each in notices(own_data, MEI)] == [NoticeKind.ASSIGNED]
    (listed,) = told(capsys, "teams", "assignments", "Export")
    assert [each["person"] for each in listed["learners"]] == ["bo", "mei"]
    assert listed["learners"][0]["missing"] == made["tasks"]
    line = done(capsys, "teams", "assignments", "Export")
    assert "0 of 2 learners done · until 2999-12-03" in line
    # The same again makes no second one.
    again = told(
        capsys,
        *("teams", "assign", "export", CODE, "--task", "T1", "--task", "T3"),
        *("--critical", "T3", "--until", "2999-12-03", "--wanted", "verified"),
    )
    assert (again["id"], again["told"]) == (made["id"], 0)


def test_one_for_a_single_learner_is_told_to_them_alone_and_withdrawn(
    own_data: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    made = told(capsys, "teams", "assign", "Export", CODE, "--person", "mei")
    assert made["person"] == "mei"
    assert len(notices(own_data, MEI)) == 1
    assert "No answer was lost" in done(capsys, "teams", "withdraw", made["id"])
    assert [each.kind for each in notices(own_data, MEI)] == [NoticeKind.ASSIGNMENT_WITHDRAWN]
    assert notices(own_data, BO) == ()
    assert told(capsys, "teams", "assignments", "Export") == []
    assert "no such assignment" in refused(capsys, "teams", "withdraw", made["id"])


def test_what_cannot_be_assigned_is_refused_in_a_sentence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert "has no task T9" in refused(capsys, "teams", "assign", "Export", CODE, "--task", "T9")
    assert "is no date" in refused(capsys, "teams", "assign", "Export", CODE, "--until", "soon")
    assert "over already" in refused(
        capsys, "teams", "assign", "Export", CODE, "--until", "2020-01-01"
    )
    assert "not in this team" in refused(
        capsys, "teams", "assign", "Export", CODE, "--person", "zoe"
    )
    assert "no team" in refused(capsys, "teams", "assign", "Import", CODE)
    assert told(capsys, "teams", "assignments", "Export") == []
