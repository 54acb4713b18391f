"""`competency-bot readiness --team … --export …`: a team's summary as files."""

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import openpyxl  # type: ignore[import-untyped,unused-ignore]  # ships no types
import pytest
from PIL.PdfParser import PdfParser

from bot.app import database_of
from bot.cli.command_line import run
from bot.settings import Settings
from conversations.quiz import Quiz
from conversations.roles import Action

Answering = Callable[..., list[Quiz]]

pytestmark = pytest.mark.usefixtures("own_data")


@pytest.fixture
def team(answering: Answering) -> None:
    """Mei has answered, Bo has not."""
    answering("terminal:mei")
    for command in (
        ["teams", "create", "外貿部"],
        ["teams", "add", "外貿部", "mei", "--name", "美美"],
        ["teams", "add", "外貿部", "bo", "--name", "Bo"],
    ):
        assert run(command) == 0


def export(file: Path, *arguments: str) -> int:
    return run(["readiness", "--team", "外貿部", "--export", str(file), *arguments])


@pytest.mark.usefixtures("team")
def test_a_workbook_has_real_dates_filters_and_the_states_explained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "team.xlsx"
    assert export(file) == 0
    assert capsys.readouterr().out.splitlines()[-1] == str(file)
    book = openpyxl.load_workbook(BytesIO(file.read_bytes()))
    cells, _counts, states = book.worksheets
    assert cells.freeze_panes == "A2"
    assert cells.auto_filter.ref == cells.dimensions
    head, *lines = cells.iter_rows(values_only=True)
    newest = [line[head.index("Newest answer")] for line in lines]
    assert any(isinstance(each, datetime) for each in newest)
    assert {line[0] for line in lines} == {"美美", "Bo"}
    assert "not enough evidence" in [row[0].value for row in states.iter_rows()]
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.usefixtures("team")
def test_csv_png_and_pdf_are_written_too_and_each_is_logged(
    tmp_path: Path, own_data: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    for ending in ("csv", "png", "pdf"):
        assert export(tmp_path / f"team.{ending}", "--json") == 0
    capsys.readouterr()
    assert (tmp_path / "team.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert (tmp_path / "team.png").read_bytes().startswith(b"\x89PNG")
    assert len(PdfParser(buf=(tmp_path / "team.pdf").read_bytes()).pages) == 1

    async def logged() -> list[str]:
        async with database_of(own_data) as database:
            entries = await database.audit.entries()
            return [each.detail for each in entries if each.action is Action.EXPORT_TEAM]

    assert [each.partition(", ")[2] for each in asyncio.run(logged())] == ["pdf", "png", "csv"]


@pytest.mark.usefixtures("team")
def test_a_picture_of_several_pages_is_several_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(12):
        assert run(["teams", "add", "外貿部", f"p{number}"]) == 0
    capsys.readouterr()
    assert export(tmp_path / "team.png", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["files"] == [str(tmp_path / f"team-{number}.png") for number in (1, 2)]
    assert datetime.now(UTC).strftime("%Y-%m") in told["about"]


@pytest.mark.usefixtures("team")
def test_a_file_that_is_there_stays_and_nothing_is_logged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "team.csv"
    file.write_text("mine")
    assert export(file) != 0
    assert "is there already" in capsys.readouterr().err
    assert file.read_text() == "mine"
    assert run(["people", "log"]) == 0
    assert "export" not in capsys.readouterr().out
    assert export(file, "--force") == 0
    assert file.read_text() != "mine"


@pytest.mark.usefixtures("team")
def test_what_cannot_be_exported_is_said_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(tmp_path / "team.doc") != 0
    assert "let it end in .csv, .xlsx, .png, .pdf" in capsys.readouterr().err
    assert run(["readiness", "--export", str(tmp_path / "a.csv")]) != 0
    assert "--team" in capsys.readouterr().err
    assert run(["teams", "create", "Empty"]) == 0
    assert run(["readiness", "--team", "Empty", "--export", str(tmp_path / "a.csv")]) != 0
    assert "nobody in it has answered" in capsys.readouterr().err
    assert list(tmp_path.glob("*.csv")) == []
