"""A library that is killed at any step is as it was, or as it was to become."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from standards import csv_file
from standards.library import Library
from standards_documents import CODES, OUTSOURCING, occupation

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forked children"),
]

ROOT = Path(__file__).parents[2]
BEFORE = [OUTSOURCING, "OLD1-001v1"]
AFTER = {
    "add": [OUTSOURCING, "OLD1-001v1", "ONE1-001v1", "TWO1-001v1"],
    "supersede": [OUTSOURCING, "OLD1-001v2"],
    "change": BEFORE,
    "remove": [OUTSOURCING],
    "restore": [OUTSOURCING, "GONE1-001v1", "OLD1-001v1"],
}


def document(folder: Path, name: str, code: str, words: str = "微笑問候顧客。") -> Path:
    rows = [f"T1 接待|T1.1 問候||P1.1.1 {words}|3|K01 禮儀|S01 溝通"]
    path = folder / name
    path.write_text(occupation(rows, code=code), "utf-8")
    return path


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A data folder with one standard, one removed, and files to add."""
    library = Library(tmp_path / "data" / "standards")
    old = document(tmp_path, "old.txt", "OLD1-001v1")
    gone = document(tmp_path, "gone.txt", "GONE1-001v1")
    library.add([old, gone])
    library.remove("GONE1-001v1")
    # Fewer are quicker.
    for code in set(CODES) - {OUTSOURCING}:
        library.remove(code)
    document(tmp_path, "one.txt", "ONE1-001v1")
    document(tmp_path, "newer.txt", "OLD1-001v2")
    document(tmp_path, "changed.txt", "OLD1-001v1", "送別顧客。")
    two = replace(Library(tmp_path / "none").check([gone])[0].standard, findings=())
    text = csv_file.written(two).replace(b"GONE1-001v1", b"TWO1-001v1")
    (tmp_path / "two.csv").write_bytes(text)
    return tmp_path


def killed_while(what: str, place: Path) -> list[dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, "-m", "killed_adding", what, str(place)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("what", AFTER)
def test_a_change_killed_at_any_step_happened_whole_or_not_at_all(what: str, place: Path) -> None:
    found = killed_while(what, place)
    assert [each["killed"] for each in found] == [True] * (len(found) - 1) + [False]
    assert len(found) > 10
    states = []
    for each in found:
        assert each["codes"] in (BEFORE, AFTER[what])
        assert each["problems"] == []
        assert each["indexed"] == sorted(each["codes"])
        states.append(each["codes"] == AFTER[what])
        # Whoever does it again ends where it was to end, and nothing half written stays.
        assert each["again"] == AFTER[what]
        if each["killed"] and not states[-1]:
            assert not [name for name in each["kept"] if name.startswith(".")]
    # One step decides.
    assert states == sorted(states)
    assert states[-1]
    if what != "change":
        assert not states[0]
