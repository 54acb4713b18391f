"""Adding, exporting, comparing, removing and bringing back standards on the command line."""

import json
import os
import pty
import select
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]

from bot.app import library_of
from bot.cli.command_line import run
from bot.settings import Settings
from bot_twins import CODES, DOCUMENTS
from standards import csv_file
from standards.library import Library, shipped

ROOT = Path(__file__).parents[3]
UNIT = (DOCUMENTS / "110985L5.txt").read_text("utf-8")
OLD = (DOCUMENTS / "KRM4224-001v1.txt").read_text("utf-8")
NEWER = OLD.replace("KRM4224-001v1", "KRM4224-001v3").replace("K02 產品知識", "K02 商品知識")


@pytest.fixture
def data(tmp_path: Path, indexed: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    data = tmp_path / "data"
    shutil.copytree(indexed, data)
    monkeypatch.setenv("COMPETENCY_DATA", str(data))
    monkeypatch.setenv("COMPETENCY_LANGUAGE", "en")
    return data


@pytest.fixture
def newer(tmp_path: Path) -> str:
    path = tmp_path / "newer.txt"
    path.write_text(NEWER, "utf-8")
    return str(path)


def unit(folder: Path, number: int) -> str:
    path = folder / f"unit {number}.txt"
    path.write_text(UNIT.replace("110985L5", f"2{number:05}L5"), "utf-8")
    return str(path)


def codes(data: Path) -> list[str]:
    return [one.code for one in library_of(Settings(data=data)).standards()]


def test_a_newer_version_is_refused_with_the_way_to_add_it(
    data: Path, newer: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["standards", "add", newer]) == 2
    assert capsys.readouterr().err == (
        "KRM4224-001v3 is a newer version of KRM4224-001v1, which is in the library; "
        "--supersede lets it take its place.\n"
    )
    assert run(["standards", "add", newer, "--supersede"]) == 0
    capsys.readouterr()
    assert run(["standards", "show", "KRM4224-001v1"]) == 0
    assert capsys.readouterr().err == "KRM4224-001v3 has taken its place.\n"
    assert run(["standards", "list"]) == 0
    listed = capsys.readouterr()
    assert "KRM4224-001v1" not in listed.out
    assert "KRM4224-001v1 is kept to be read; KRM4224-001v3 has taken its place." in listed.err
    assert run(["ask", "網站商品知識", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert {hit["id"].partition("/")[0] for hit in answer["hits"]} & {"KRM4224-001v3"}
    assert not {hit["id"].partition("/")[0] for hit in answer["hits"]} & {"KRM4224-001v1"}


def test_an_older_version_is_kept_to_be_read_by_word(
    data: Path, newer: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["standards", "add", newer, "--supersede"]) == 0
    older = tmp_path / "older.txt"
    older.write_text(OLD.replace("KRM4224-001v1", "KRM4224-001v2"), "utf-8")
    capsys.readouterr()
    assert run(["standards", "add", str(older)]) == 2
    assert "is an older version of KRM4224-001v3" in capsys.readouterr().err
    assert run(["standards", "add", str(older), "--older"]) == 0
    assert "KRM4224-001v2" not in codes(data)
    assert run(["standards", "show", "KRM4224-001v2"]) == 0


def test_two_versions_are_compared_without_adding_either(
    data: Path, newer: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["standards", "compare", "KRM4224-001v1", newer]) == 0
    said = capsys.readouterr().out
    assert said.startswith("KRM4224-001v1 → KRM4224-001v3: 1 reworded · 82 as before\n")
    assert "  ~ K02 產品知識 → 商品知識\n" in said
    assert run(["standards", "compare", "KRM4224-001v1", newer, "--json"]) == 0
    (change,) = json.loads(capsys.readouterr().out)["changes"]
    assert (change["kind"], change["item"]) == ("reworded", "knowledge")
    assert (change["before"]["text"], change["after"]["text"]) == ("產品知識", "商品知識")


@pytest.mark.parametrize("code", CODES)
def test_an_export_adds_again_what_was_removed(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], code: str
) -> None:
    assert run(["standards", "show", code, "--json"]) == 0
    before = json.loads(capsys.readouterr().out)
    file = tmp_path / f"{code}.json"
    assert run(["standards", "export", code, str(file)]) == 0
    assert "CFDocument" in json.loads(file.read_text("utf-8"))
    library = Library(data / "standards")
    library.remove(code)
    library.add([file])
    assert run(["standards", "show", code, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == before


def test_a_standard_is_written_in_each_format(
    data: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    code = CODES[0]
    for arguments in (
        [code, "--format", "csv"],
        ["--format", "csv", code],
        [code, "-", "--format", "csv"],
    ):
        assert run(["standards", "export", *arguments]) == 0
        assert capfdbinary.readouterr().out == csv_file.written(shipped()[0])
    book = tmp_path / "x.xlsx"
    assert run(["standards", "export", code, "--format", "xlsx", str(book)]) == 0
    assert load_workbook(book).active["A1"].value == "kind"
    assert run(["standards", "export", code, str(book)]) == 2
    assert b"is there already; --force overwrites it." in capfdbinary.readouterr().err
    assert run(["standards", "export", code, "--force", str(book)]) == 0


def test_what_was_removed_is_listed_and_comes_back(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["standards", "add", unit(tmp_path, 1)]) == 0
    assert run(["standards", "remove", "200001L5"]) == 0
    assert "competency-bot standards restore 200001L5" in capsys.readouterr().err
    assert run(["standards", "restore", "--json"]) == 0
    assert [gone["code"] for gone in json.loads(capsys.readouterr().out)] == ["200001L5"]
    assert run(["standards", "restore", "200001l5"]) == 0
    assert "200001L5 Manage e-commerce" in capsys.readouterr().out
    assert codes(data)[-1] == "200001L5"
    assert run(["standards", "restore"]) == 0
    assert "Nothing was removed" in capsys.readouterr().err


def test_what_can_be_added_is_and_the_rest_is_reported(
    data: Path, tmp_path: Path, newer: str, capsys: pytest.CaptureFixture[str]
) -> None:
    good = [unit(tmp_path, number) for number in range(4)]
    bad = tmp_path / "bad.txt"
    bad.write_text("nothing of the kind", "utf-8")
    files = [*good, str(bad), good[0], newer]
    assert run(["standards", "add", *files]) == 2
    (refused,) = capsys.readouterr().err.splitlines()
    assert refused == f"{bad} is not a competency standard of a kind that can be read here."
    assert codes(data) == list(CODES)
    assert run(["standards", "add", "--each", *files]) == 1
    said = capsys.readouterr()
    assert said.out.count("Added") == 4
    assert "4 added, 3 left out" in said.err
    assert "200000L5 was given twice." in said.err
    assert len(codes(data)) == len(CODES) + 4
    # Run again, only what is new is added.
    assert run(["standards", "add", "--each", "--json", *good, unit(tmp_path, 9)]) == 1
    report = json.loads(capsys.readouterr().out)
    assert [one["code"] for one in report["added"]] == ["200009L5"]
    assert len(report["left_out"]) == 4


def test_of_several_mistakes_each_is_told(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [str(tmp_path / "none.txt"), str(DOCUMENTS / "110985L5.txt"), str(tmp_path / "no.csv")]
    assert run(["standards", "add", *files]) == 2
    *why, last = capsys.readouterr().err.splitlines()
    assert [line.rpartition("/")[2] for line in why] == [
        "none.txt is not there.",
        "no.csv is not there.",
    ]
    assert last == "Nothing was added: 2 of 3 files can't be. --each adds the others."


def on_a_terminal(data: Path, *arguments: str, answer: str) -> tuple[int, str]:
    """What a person sees, and the exit status, when `answer` is typed at the question."""
    main, other = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "standards", "add", *arguments],
        cwd=ROOT,
        env={**os.environ, "COMPETENCY_DATA": str(data), "COMPETENCY_LANGUAGE": "en"},
        stdin=other,
        stdout=other,
        stderr=other,
        start_new_session=True,
        # A shell starts what it puts in the background deaf to Ctrl-C; whoever sits here is not.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    os.close(other)
    seen, until, typed = b"", time.monotonic() + 60, False
    while time.monotonic() < until:
        if select.select([main], [], [], 0.2)[0]:
            try:
                part = os.read(main, 4096)
            except OSError:
                break
            if not part:
                break
            seen += part
        if not typed and b"[y/N]" in seen:
            typed = True
            if answer == "^C":
                os.killpg(process.pid, signal.SIGINT)
            else:
                os.write(main, answer.encode() + b"\n")
    os.close(main)
    return process.wait(60), seen.decode().replace("\r\n", "\n")


@pytest.mark.slow
@pytest.mark.parametrize(("answer", "status"), [("y", 0), ("n", 1), ("", 1), ("^C", 130)])
def test_on_a_terminal_the_preview_comes_first_and_then_the_question(
    data: Path, newer: str, answer: str, status: int
) -> None:
    done, seen = on_a_terminal(data, newer, answer=answer)
    assert "KRM4224-001v3 · level 4 · zh-Hant" in seen
    assert "4 tasks · 10 activities" in seen
    assert "It is a newer version of KRM4224-001v1, and would take its place." in seen
    assert "~ K02 產品知識 → 商品知識" in seen
    assert "Add it in the place of KRM4224-001v1? [y/N]" in seen
    assert done == status
    assert ("Nothing was added." in seen) == (answer != "y")
    assert ("KRM4224-001v3" in codes(data)) == (answer == "y")


@pytest.mark.slow
def test_one_who_says_yes_in_advance_is_not_asked(data: Path, tmp_path: Path) -> None:
    done, seen = on_a_terminal(data, unit(tmp_path, 1), "--yes", answer="")
    assert done == 0
    assert "[y/N]" not in seen
    assert "200001L5" in codes(data)
