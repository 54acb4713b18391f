"""What holds when several processes use one index and some of them are killed."""

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import TypedDict

import pytest

ROOT = Path(__file__).parents[2]
CHUNKS = 17
"""A small standard has so many."""


class Seen(TypedDict):
    hits: int
    best: str
    embedded: int
    imported: list[str]
    imported_to_search: list[str]


def start(folder: Path, *numbers: int, home: Path | None = None) -> "subprocess.Popen[str]":
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}",
        "PYTHONDONTWRITEBYTECODE": "1",
        "OMP_NUM_THREADS": "1",
        **({"HOME": str(home)} if home else {}),
    }
    return subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("worker.py")), str(folder)]
        + [str(number) for number in numbers],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=home or folder,
        env=environment,
    )


def seen_by(process: "subprocess.Popen[str]") -> Seen:
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert err == ""
    seen: Seen = json.loads(out)
    return seen


@pytest.mark.slow
def test_a_second_start_embeds_nothing_and_imports_neither_chroma_nor_bm25(
    tmp_path: Path,
) -> None:
    first = seen_by(start(tmp_path, 2))
    second = seen_by(start(tmp_path, 2))
    assert (first["embedded"], first["hits"]) == (2 * CHUNKS, 2 * CHUNKS)
    assert second == {
        "hits": 2 * CHUNKS,
        "best": "退貨紀錄表",
        "embedded": 0,
        "imported": [],
        "imported_to_search": ["chromadb"],
    }


@pytest.mark.slow
def test_where_every_chunk_is_compared_chroma_is_imported_only_to_build(tmp_path: Path) -> None:
    assert seen_by(start(tmp_path, 2, 0, 1_000))["imported_to_search"] == ["chromadb"]
    second = seen_by(start(tmp_path, 2, 0, 1_000))
    assert (second["hits"], second["imported_to_search"]) == (2 * CHUNKS, [])


@pytest.mark.slow
def test_of_two_that_start_at_once_one_builds_and_the_other_reads(tmp_path: Path) -> None:
    processes = [start(tmp_path, 3) for _ in range(2)]
    seen = [seen_by(process) for process in processes]
    assert sorted(each["embedded"] for each in seen) == [0, 3 * CHUNKS]
    assert [each["hits"] for each in seen] == [3 * CHUNKS] * 2


@pytest.mark.slow
def test_two_that_keep_writing_do_no_harm(tmp_path: Path) -> None:
    processes = [start(tmp_path, count, 4) for count in (1, 3)]
    assert [seen_by(process)["hits"] for process in processes] == [CHUNKS, 3 * CHUNKS]
    assert seen_by(start(tmp_path, 3))["hits"] == 3 * CHUNKS


@pytest.mark.slow
def test_being_killed_at_any_point_leaves_an_index_that_works(tmp_path: Path) -> None:
    chance = random.Random(20)
    for _ in range(20):
        process = start(tmp_path, 2, 30)
        time.sleep(chance.uniform(0.1, 1.4))
        process.kill()
        process.communicate()
    last = seen_by(start(tmp_path, 2))
    assert (last["hits"], last["best"]) == (2 * CHUNKS, "退貨紀錄表")
    assert list((tmp_path / "copies").iterdir()) == []
    assert seen_by(start(tmp_path, 2))["embedded"] == 0


@pytest.mark.slow
def test_nothing_is_written_outside_the_folder(tmp_path: Path) -> None:
    home, folder = tmp_path / "home", tmp_path / "index"
    home.mkdir()
    seen_by(start(folder, 1, home=home))
    assert list(home.iterdir()) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "index"]
