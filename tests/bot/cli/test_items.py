"""`competency-bot items list` and `items check`: what editors and programs get."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.cli import items_check
from bot.cli.command_line import run
from conversations.item_lint import Rule
from standards import item_bank
from standards.item_bank import WrittenItem
from written_items import SOUND, in_chinese

CODES = ["IIS3513-005v2", "KRM4224-001v1", "KPS1420-001v2", "KPS5R0258v2", "110985L5"]
ROW = [
    "id",
    "standard",
    "task",
    "targets",
    "kind",
    "origin",
    "status",
    "version",
    "language",
    "stem",
    "options",
    "explanation",
]


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPETENCY_DATA", str(tmp_path))
    monkeypatch.setenv("COMPETENCY_LANGUAGE", "en")


def listed(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    assert run(["items", "list", *arguments, "--json"]) == 0
    rows: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return rows


def bank_of(*items: WrittenItem) -> Any:
    """A bank that holds these items and no others."""
    return lambda code: tuple(item for item in items if item.standard == code)


def test_the_list_has_the_contracts_shape(capsys: pytest.CaptureFixture[str]) -> None:
    rows = listed(capsys)
    assert list(dict.fromkeys(row["standard"] for row in rows)) == CODES
    for row in rows:
        assert list(row) == ROW
        assert row["kind"] in ("scenario", "knowledge", "recall")
        assert row["origin"] == ("generated" if row["kind"] == "recall" else "written")
        assert row["task"] == row["standard"] or row["task"].startswith(row["standard"] + "/")
        assert row["targets"]
        assert sum(option["correct"] for option in row["options"]) == 1
        for option in row["options"]:
            assert list(option) == ["text", "correct", "reason"]
            assert option["text"]
            assert option["reason"]


def test_an_item_has_one_row_for_each_language(capsys: pytest.CaptureFixture[str]) -> None:
    rows = listed(capsys)
    keys = [(row["id"], row["language"]) for row in rows]
    assert len(set(keys)) == len(keys)
    written = [key for key, row in zip(keys, rows, strict=True) if row["origin"] == "written"]
    assert {(id, "en") for id, _language in written} <= set(written)
    assert {(id, "zh-Hant") for id, _language in written} <= set(written)


def test_the_list_is_the_same_each_time(capsys: pytest.CaptureFixture[str]) -> None:
    assert listed(capsys, "KRM4224-001v1") == listed(capsys, "krm4224-001v1")


def test_generated_items_are_approved_recall(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [row for row in listed(capsys, "110985L5") if row["origin"] == "generated"]
    assert rows
    assert {(row["kind"], row["status"], row["version"]) for row in rows} == {
        ("recall", "approved", 1)
    }


def test_in_plain_text_an_item_is_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    rows = listed(capsys, "KRM4224-001v1")
    assert run(["items", "list", "KRM4224-001v1"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("\t")[:2] for line in lines] == [
        [row["id"], row["language"]] for row in rows
    ]


def test_an_unknown_standard_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["items", "list", "T1000"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert len(shown.err.splitlines()) == 1
    assert "T1000" in shown.err


def test_a_clean_bank_has_status_0(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(items_check, "written_items", bank_of(SOUND))
    assert run(["items", "check", "--json"]) == 0
    checked = json.loads(capsys.readouterr().out)
    assert checked["findings"] == []
    forms = {(row["origin"], row["language"]): row["items"] for row in checked["figures"]["forms"]}
    assert forms["written", "en"] == forms["written", "zh-Hant"] == 1
    assert forms["generated", "en"] > 100
    tasks = {row["task"]: row for row in checked["figures"]["tasks"]}
    assert tasks[SOUND.task]["scenario"] == 1
    assert tasks[SOUND.task]["enough"] is False
    assert SOUND.targets[0] not in tasks[SOUND.task]["without_scenario"]


def test_a_finding_is_named_and_has_status_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = in_chinese(explanation="先確認再行動。")
    monkeypatch.setattr(items_check, "written_items", bank_of(broken))
    assert run(["items", "check", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["findings"] == [
        {
            "item": broken.id,
            "language": "zh-Hant",
            "rule": Rule.CITATION,
            "sentence": "Its explanation does not cite P2.4.4.",
        }
    ]
    assert run(["items", "check", "--lang", "zh-Hant"]) == 1
    out = capsys.readouterr().out
    assert "說明沒有引用 P2.4.4。" in out
    assert "共 1 項發現。" in out


def test_a_removed_standards_items_are_not_checked(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["standards", "remove", "KRM4224-001v1"]) == 0
    capsys.readouterr()
    run(["items", "check", "--json"])
    figures = json.loads(capsys.readouterr().out)["figures"]
    assert not any(row["task"].startswith("KRM4224") for row in figures["tasks"])


def test_help_names_the_exit_status(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run(["items", "check", "--help"])
    assert "The exit status is 0" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize("command", ["list", "check"])
def test_a_malformed_item_is_one_sentence_with_status_2(
    command: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "110985L5.yaml").write_text("- id: 110985L5-R1-s01", encoding="utf-8")
    monkeypatch.setattr(item_bank, "FOLDER", tmp_path)
    item_bank.written_items.cache_clear()
    try:
        assert run(["items", command, "--json"]) == 2
    finally:
        item_bank.written_items.cache_clear()
    shown = capsys.readouterr()
    assert shown.out == ""
    assert len(shown.err.splitlines()) == 1
    assert "110985L5.yaml, 110985L5-R1-s01" in shown.err
