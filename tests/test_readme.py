"""What the README shows is what the program says."""

import os
import subprocess
import sys
from pathlib import Path

from conversations.quiz import mermaid

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_picture_of_a_quiz_is_made_from_its_table() -> None:
    assert mermaid() in README


def test_the_commands_are_those_of_the_command_line() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "bot", "--help"],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=os.environ | {"COMPETENCY_LANGUAGE": "en", "COLUMNS": "100"},
    ).stdout
    commands = shown.partition("COMMAND\n")[2].partition("\noptions")[0]
    for line in commands.strip().splitlines():
        assert line.strip() in README


def test_every_setting_is_explained() -> None:
    settings = (ROOT / "bot" / "settings.py").read_text(encoding="utf-8")
    for name in (
        "COMPETENCY_DATA",
        "COMPETENCY_LANGUAGE",
        "COMPETENCY_KEEP_DAYS",
        "COMPETENCY_TIMEZONE",
        "TELEGRAM_TOKEN",
        "TELEGRAM_BOT",
        "EMBEDDING_MODEL",
        "RERANKING_MODEL",
    ):
        assert name in settings
        assert f"`{name}`" in README
