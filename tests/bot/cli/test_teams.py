"""`competency-bot people`, `teams`, `invite`, and `readiness --team`."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest

from bot.app import database_of, library_of
from bot.cli.command_line import run
from bot.links import secret_of
from bot.qr_code import png
from bot.settings import Settings
from conversations.assignments import Terms
from conversations.database import Database
from conversations.invites import Outcome
from conversations.quiz import Quiz
from conversations.roles import OPERATOR

Answering = Callable[..., list[Quiz]]
Found = TypeVar("Found")
CODE = "KRM4224-001v1"

pytestmark = pytest.mark.usefixtures("own_data")


def done(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What the command prints; it succeeds."""
    assert run(arguments) == 0
    return capsys.readouterr().out


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    return json.loads(done(capsys, *arguments, "--json"))


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(arguments) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert len(shown.err.splitlines()) == 1
    return shown.err.strip()


def kept(settings: Settings, read: Callable[[Database], Awaitable[Found]]) -> Found:
    async def within() -> Found:
        async with database_of(settings) as database:
            return await read(database)

    return asyncio.run(within())


def test_an_owner_is_named_and_taken_back(capsys: pytest.CaptureFixture[str]) -> None:
    run(["people", "roles"])
    assert "Nobody is owner yet" in capsys.readouterr().err
    assert done(capsys, "people", "owner", "telegram:1001") == "telegram:1001 is owner now.\n"
    assert done(capsys, "people", "owner", "telegram:1001") == "telegram:1001 is owner already.\n"
    assert "Somebody must stay owner" in refused(
        capsys, "people", "owner", "telegram:1001", "--off"
    )
    done(capsys, "people", "owner", "mei")
    assert done(capsys, "people", "owner", "telegram:1001", "--off") == (
        "telegram:1001 is not owner any more.\n"
    )
    (row,) = told(capsys, "people", "roles")
    assert datetime.fromisoformat(row.pop("since"))
    assert row == {"person": "mei", "role": "owner", "team": None, "confirmed": True}


def test_an_invite_is_also_a_picture_that_overwrites_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    done(capsys, "teams", "create", "Export")
    file = tmp_path / "invite.png"
    link = done(capsys, "invite", "Export", "--bot", "our_bot", "--qr", str(file)).strip()
    assert file.read_bytes() == png(link)
    assert file.stat().st_mode & 0o777 == 0o600
    assert "--force" in refused(capsys, "invite", "Export", "--bot", "our_bot", "--qr", str(file))
    assert len(told(capsys, "invite", "--list")) == 1
    other = done(capsys, "invite", "Export", "--bot", "our_bot", "--qr", str(file), "--force")
    assert file.read_bytes() == png(other.strip())


@pytest.mark.parametrize("key", ["telegram:", "telegram:abc", "telegram:-5", " ", "terminal:"])
def test_a_key_that_can_be_nobodys_is_a_mistake(
    key: str, capsys: pytest.CaptureFixture[str]
) -> None:
    refused(capsys, "people", "owner", key)
    assert told(capsys, "people", "roles") == []


def test_an_editor_and_a_manager_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    done(capsys, "people", "editor", "bo")
    assert refused(capsys, "people", "manager", "lin", "Export") == "There is no team Export."
    done(capsys, "teams", "create", "Export")
    done(capsys, "people", "manager", "lin", "export")
    assert [
        (row["person"], row["role"], row["team"]) for row in told(capsys, "people", "roles")
    ] == [
        ("bo", "editor", None),
        ("lin", "manager", "Export"),
    ]
    done(capsys, "people", "manager", "lin", "export", "--off")
    assert refused(capsys, "people", "editor", "lin", "--off") == "They don't have this role."
    assert done(capsys, "people", "roles", "--lang", "zh-Hant") == "bo\t編輯\n"


def test_a_team_is_made_changed_and_archived(capsys: pytest.CaptureFixture[str]) -> None:
    assert done(capsys, "teams", "create", "外貿部") == "There is a team 外貿部 now.\n"
    assert "already" in refused(capsys, "teams", "create", "外貿部")
    done(capsys, "teams", "rename", "外貿部", "Export")
    done(capsys, "teams", "add", "Export", "telegram:5", "--name", "Anna")
    done(capsys, "teams", "add", "Export", "bo", "--role", "staff")
    done(capsys, "teams", "hand-over", "Export", "lin")
    found = told(capsys, "teams", "list", "export")
    assert [(row["person"], row["name"], row["role"]) for row in found["members"]] == [
        ("bo", "", "staff"),
        ("telegram:5", "Anna", "learner"),
    ]
    assert done(capsys, "teams", "list") == "Export\t2 members\tlin\n"
    done(capsys, "teams", "remove", "Export", "telegram:5")
    assert refused(capsys, "teams", "remove", "Export", "telegram:5") == (
        "They are not in this team."
    )
    assert [row["person"] for row in told(capsys, "teams", "list", "export")["members"]] == ["bo"]
    done(capsys, "teams", "archive", "Export")
    assert refused(capsys, "teams", "add", "Export", "mei") == "The team Export is archived."
    (row,) = told(capsys, "teams", "list")
    assert (row["name"], row["members"], row["managers"]) == ("Export", 1, ["lin"])
    assert datetime.fromisoformat(row["archived"])


def test_an_invite_is_a_link_that_is_shown_once_and_lets_people_in(
    own_data: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    done(capsys, "teams", "create", "Export")
    assert "--bot" in refused(capsys, "invite", "Export")
    made = told(capsys, "invite", "Export", "--bot", "@our_bot", "--days", "3", "--uses", "2")
    assert made["link"] == f"https://t.me/our_bot?start=join-{made['token']}"
    until = datetime.fromisoformat(made["until"]) - datetime.now(UTC)
    assert timedelta(days=2, hours=23) < until <= timedelta(days=3)
    assert (made["team"], made["role"], made["uses_left"]) == ("Export", "learner", 2)

    async def open_(database: Database) -> Outcome:
        organisation = database.organisation(lambda: datetime.now(UTC))
        secret = secret_of(made["link"].partition("start=")[2])
        assert secret is not None
        return (await organisation.open_invite("telegram:5", secret)).outcome

    assert kept(own_data, open_) is Outcome.JOINED
    (row,) = told(capsys, "invite", "--list")
    assert (row["id"], row["uses_left"], row["revoked"]) == (made["id"], 1, False)
    assert made["token"] not in json.dumps(row)
    assert kept(own_data, open_) is Outcome.ALREADY_IN


@pytest.mark.parametrize("by", ["id", "link", "token"])
def test_an_invite_is_revoked_by_whatever_names_it(
    by: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT", "our_bot")
    done(capsys, "teams", "create", "Export")
    made = told(capsys, "invite", "Export", "--role", "manager")
    assert done(capsys, "invite", f"--revoke={made[by]}") == (
        f"The invite {made['id']} lets nobody in any more.\n"
    )
    assert "before" in refused(capsys, "invite", f"--revoke={made[by]}")
    assert "no such invite" in refused(capsys, "invite", "--revoke", "0" * 12)
    assert done(capsys, "invite", "--list", "Export").endswith("\trevoked\n")


def test_an_invite_as_text_is_the_link_alone_on_stdout(
    capsys: pytest.CaptureFixture[str],
) -> None:
    done(capsys, "teams", "create", "Export")
    assert run(["invite", "Export", "--bot", "our_bot"]) == 0
    shown = capsys.readouterr()
    assert shown.out.startswith("https://t.me/our_bot?start=join-")
    assert len(shown.out.split()) == 1
    assert "It lets 1 person into Export as learner" in shown.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["invite"],
        ["invite", "Export", "--bot", "our bot"],
        ["invite", "Export", "--bot", "our_bot", "--days", "0"],
        ["invite", "Export", "--bot", "our_bot", "--uses", "0"],
        ["invite", "nowhere", "--bot", "our_bot"],
        ["readiness", "--team", "nowhere"],
        ["readiness", "--team", "Export", "--learner", "mei"],
        ["people", "log", "--last", "0"],
    ],
)
def test_a_mistake_is_a_sentence_and_changes_nothing(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    done(capsys, "teams", "create", "Export")
    refused(capsys, *arguments)
    assert told(capsys, "invite", "--list") == []


def test_the_log_says_what_the_operator_did(capsys: pytest.CaptureFixture[str]) -> None:
    done(capsys, "teams", "create", "Export")
    done(capsys, "teams", "add", "Export", "mei")
    newest, first = told(capsys, "people", "log")
    assert datetime.fromisoformat(newest.pop("at"))
    assert newest == {
        "who": "operator",
        "action": "add member",
        "whom": "mei",
        "team": "Export",
        "detail": "learner",
    }
    assert (first["action"], first["whom"]) == ("create team", None)
    assert len(done(capsys, "people", "log", "--last", "1").splitlines()) == 1


def test_the_readiness_of_a_team_is_that_of_its_learners(
    own_data: Settings, answering: Answering, capsys: pytest.CaptureFixture[str]
) -> None:
    answering("terminal:mei")
    answering("terminal:other")
    done(capsys, "teams", "create", "Export")
    for person in ("mei", "telegram:5"):
        done(capsys, "teams", "add", "Export", person)
    done(capsys, "teams", "add", "Export", "other", "--role", "staff")
    (only,) = told(capsys, "readiness", "--team", "export")["learners"]
    assert only == told(capsys, "readiness", "--learner", "mei")["learners"][0]

    async def assign(database: Database) -> None:
        organisation = database.organisation(lambda: datetime.now(UTC))
        team = await organisation.team_named("Export")
        standard = library_of(own_data).get(CODE)
        await organisation.assign(OPERATOR, team.id, standard, Terms(due=date(2999, 1, 1)))

    kept(own_data, assign)
    found = told(capsys, "readiness", "--team", "export")
    assert set(found) == {"as_of", "algorithm", "cut", "confidence", "learners"}
    assert [(each["learner"], each["standard"]) for each in found["learners"]] == [
        ("telegram:5", CODE),
        ("mei", CODE),
    ]
    never = found["learners"][0]["tasks"]
    assert {task["state"] for task in never} == {"not started"}
    assert set(never[0]) == set(only["tasks"][0])
    lines = done(capsys, "readiness", "--team", "export").splitlines()
    assert len(lines) == 2 * len(never)
    done(capsys, "teams", "remove", "Export", "mei")
    assert [
        each["learner"] for each in told(capsys, "readiness", "--team", "Export")["learners"]
    ] == ["telegram:5"]


def test_the_file_holds_no_secret(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done(capsys, "teams", "create", "Export")
    made = told(capsys, "invite", "Export", "--bot", "our_bot")
    for file in tmp_path.rglob("*"):
        assert not file.is_file() or made["token"].encode() not in file.read_bytes()
