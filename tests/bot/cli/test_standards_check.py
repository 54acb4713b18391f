"""`standards check` shows what was understood of each document, how surely, and every finding."""

import json
import re
from pathlib import Path

import pytest

from bot.cli.command_line import run
from document_files import pdf, xlsx
from made_documents import NEWER, OLDER
from publisher_layouts import laid_out
from standards.model import FindingKind
from standards_documents import OUTSOURCING, TRADE, standard_of

pytestmark = pytest.mark.usefixtures("own_data")


@pytest.fixture
def trade(tmp_path: Path) -> Path:
    path = tmp_path / "trade.pdf"
    path.write_bytes(pdf(laid_out(standard_of(TRADE))))
    return path


def test_a_pdf_shows_its_standard_its_pages_and_how_sure_the_reader_is(
    trade: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["standards", "check", str(trade)]) == 0
    first, level, read_from, sure, *findings = capsys.readouterr().out.splitlines()
    assert first.startswith(f"{trade}: {TRADE} 貿易經理 [icap-occupation] 5 tasks, 17 activities")
    assert (level, read_from) == ("  Level: 5", "  Read from PDF, 5 pages.")
    assert sure == "  Sure: 100% of the words found their place."
    assert any(
        re.match(rf"  {TRADE}/\S+, page \d+, line \d+ \[{FindingKind.MENDED_CUT}\]", line)
        for line in findings
    )


def test_a_finding_about_a_line_names_its_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "unit.pdf"
    path.write_bytes(pdf(laid_out(standard_of(OUTSOURCING)), heading_again=False, height=300))
    assert run(["standards", "check", str(path)]) == 0
    shown = capsys.readouterr().out
    assert re.search(r"^  page 2, line \d+ \[unplaced\]", shown, re.MULTILINE)


def test_what_makes_the_reader_doubt_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "older.pdf"
    path.write_bytes(xlsx(OLDER.blocks))
    assert run(["standards", "check", str(path)]) == 0
    shown = capsys.readouterr().out
    assert "The name ends in .pdf, the content is XLSX; it was read as what it is." in shown
    assert "  Worth a look: 100% of the words found their place." in shown
    assert "    Items printed without a code, which were numbered by their place: 2." in shown


def test_json_adds_the_document_and_the_certainty_to_each_standard(
    trade: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "newer.xlsx"
    other.write_bytes(xlsx(NEWER.blocks))
    assert run(["standards", "check", str(trade), str(other), "--json"]) == 0
    first, second = json.loads(capsys.readouterr().out)
    assert (first["code"], second["code"]) == (TRADE, NEWER.code)
    assert first["document"] == {
        "file": str(trade),
        "format": "pdf",
        "pages": 5,
        "remarks": [],
    }
    assert len(first["places"]) == len(first["findings"])
    assert all(place["page"] in range(1, 6) for place in first["places"])
    assert {place["page"] for place in second["places"]} <= {None}
    assert first["certainty"] == {"grade": "sure", "placed": 1.0, "doubts": []}


def test_a_file_that_cannot_be_read_does_not_hide_the_others(
    trade: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"%PDF-1.7 nothing")
    assert run(["standards", "check", str(bad), str(trade), "--json"]) == 2
    shown = capsys.readouterr()
    assert shown.err == f"{bad} is damaged; it could not be opened.\n"
    assert [one["code"] for one in json.loads(shown.out)] == [TRADE]


@pytest.mark.slow
def test_a_standard_is_added_from_a_workbook_and_can_be_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "newer.xlsx"
    path.write_bytes(xlsx(NEWER.blocks))
    assert run(["standards", "add", str(path)]) == 0
    assert run(["standards", "show", NEWER.code]) == 0
    assert "依訂單換算配方用量。" in capsys.readouterr().out
