"""`competency-bot simulate`: what it prints."""

import json
from argparse import Namespace
from pathlib import Path

import pytest

from bot.cli import simulate
from bot.cli.context import Context
from bot.settings import Settings, SettingsError
from conversations.language import translator
from conversations.simulation import ABILITIES
from standards.model import Language


def run(
    tmp_path: Path,
    *,
    learners: int = 3,
    seed: int = 1,
    as_json: bool = False,
    language: Language = Language.EN,
) -> int:
    context = Context(Settings(data=tmp_path), translator(language))
    return simulate.run(context, Namespace(learners=learners, seed=seed, json=as_json))


def test_a_line_for_each_ability_and_then_what_a_pass_takes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("3 learners of each ability, pass mark 75%, certainty 80%")
    assert lines[1].split("\t") == ["ability", "passed", "gap", "unsure", "questions"]
    rows = [line.split("\t") for line in lines[2 : 2 + len(ABILITIES)]]
    assert [row[0] for row in rows] == [f"{ability}%" for ability in ABILITIES]
    assert all(len(row) == 5 for row in rows)
    assert lines[-2:] == [
        "75% / 80%\t5 of 5\t9 of 10\t13 of 15",
        "80% / 90%\t10 of 10\t16 of 17\t22 of 24",
    ]


def test_the_tables_speak_chinese(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, language=Language.ZH_HANT) == 0
    assert "15 題對 13 題" in capsys.readouterr().out


def test_as_json_the_result_stands_alone_and_tells_its_seed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, as_json=True, seed=7) == 0
    shown = capsys.readouterr()
    told = json.loads(shown.out)
    assert shown.err == ""
    assert (told["seed"], told["cut"], told["confidence"], told["most_items"]) == (7, 0.75, 0.8, 15)
    assert [row["ability"] for row in told["abilities"]] == list(ABILITIES)
    assert {row["learners"] for row in told["abilities"]} == {3}
    assert [row["right"] for row in told["fewest_right"]] == [5, 9, 13, 10, 16, 22]


def test_the_same_seed_prints_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed = []
    for seed in (1, 1, 2):
        run(tmp_path, learners=10, seed=seed)
        printed.append(capsys.readouterr().out)
    assert printed[0] == printed[1] != printed[2]


def test_no_learners_are_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="at least 1"):
        run(tmp_path, learners=0)
