"""`competency-bot unanswered`: what the editors get."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.app import database_of
from bot.cli.command_line import run
from bot.settings import Settings
from conversations.asked import KEPT, AskedQuestion
from conversations.feedback import Rating, Why, unanswered
from standards.model import Language

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("COMPETENCY_DATA", str(tmp_path))
    monkeypatch.setenv("COMPETENCY_LANGUAGE", "en")
    return Settings(data=tmp_path)


@pytest.fixture
def three_questions(settings: Settings) -> None:
    """`hours` declined once, `退貨` found unhelpful twice."""

    async def add() -> None:
        zh, day = Language.ZH_HANT, timedelta(days=1)
        async with database_of(settings) as database:
            feedback = database.feedback
            await feedback.add(unanswered("hours", Language.EN, Why.DECLINED, (), NOON))
            for vote, at in (("one", NOON), ("two", NOON + day)):
                kept = unanswered("退貨", zh, Why.NOT_HELPFUL, ("A/T1", "A/K1"), at)
                await feedback.rate(vote, Rating.NOT_HELPFUL, kept)

    asyncio.run(add())


def test_an_empty_list_says_so_beside_the_result(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["unanswered"]) == 0
    assert capsys.readouterr() == ("", "No question waits for the editors.\n")
    assert run(["unanswered", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


@pytest.mark.usefixtures("three_questions")
def test_the_list_has_a_line_a_question_the_most_frequent_first(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["unanswered"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "2×\t2026-01-02\tnot helpful\t退貨\tA/T1 A/K1",
        "1×\t2026-01-01\tdeclined\thours",
    ]
    assert run(["unanswered", "--lang", "zh-Hant"]) == 0
    assert "沒幫助" in capsys.readouterr().out


@pytest.mark.usefixtures("three_questions")
def test_as_json_the_list_is_whole_and_alone_on_stdout(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["unanswered", "--json"]) == 0
    first, second = json.loads(capsys.readouterr().out)
    assert first == {
        "question": "退貨",
        "language": "zh-Hant",
        "why": "not-helpful",
        "times": 2,
        "first_asked": "2026-01-01T12:00:00+00:00",
        "last_asked": "2026-01-02T12:00:00+00:00",
        "nearest": ["A/T1", "A/K1"],
    }
    assert second["question"] == "hours"


@pytest.mark.usefixtures("three_questions")
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_clearing_prints_the_list_says_how_many_and_empties_it(
    form: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["unanswered", "--clear", *form]) == 0
    shown = capsys.readouterr()
    assert "退貨" in shown.out
    assert "2 questions are taken off the list." in shown.err
    assert run(["unanswered", "--clear", *form]) == 0
    assert "0 questions" in capsys.readouterr().err


def test_the_ratings_of_the_last_days_are_counted_beside_the_list(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    async def rate() -> None:
        now = datetime.now(UTC)
        async with database_of(settings) as database:
            for vote, rating, at in (
                ("one", Rating.HELPFUL, now),
                ("two", Rating.HELPFUL, now),
                ("three", Rating.NOT_HELPFUL, now),
                ("four", Rating.NOT_HELPFUL, now - KEPT - timedelta(minutes=1)),
            ):
                question = unanswered("?", Language.EN, Why.NOT_HELPFUL, (), at)
                await database.feedback.rate(vote, rating, question)

    asyncio.run(rate())
    assert run(["unanswered", "--json"]) == 0
    shown = capsys.readouterr()
    assert [row["times"] for row in json.loads(shown.out)] == [2]
    assert shown.err == "Answers of the last days: 2 times helpful, 1 times not.\n"


def test_a_damaged_database_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "conversations.db").write_bytes(b"no database at all" * 500)
    assert run(["unanswered"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert len(shown.err.splitlines()) == 1
    assert "damaged" in shown.err


def test_a_start_forgets_what_is_too_old(settings: Settings) -> None:
    async def start() -> list[bool]:
        now = datetime.now(UTC)
        old, new = now - KEPT - timedelta(minutes=1), now - KEPT + timedelta(minutes=1)
        async with database_of(settings) as database:
            for key, at in (("old", old), ("new", new)):
                await database.asked.save(key, AskedQuestion("?", Language.EN, None, at))
                question = unanswered("?", Language.EN, Why.NOT_HELPFUL, (), at)
                await database.feedback.rate(key, Rating.HELPFUL, question)
        async with database_of(settings) as database:
            assert (await database.feedback.ratings())[Rating.HELPFUL] == 1
            return [await database.asked.load(key) is not None for key in ("old", "new")]

    assert asyncio.run(start()) == [False, True]
