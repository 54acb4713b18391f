"""What the README shows is what the program says."""

import os
import subprocess
import sys
from dataclasses import replace
from itertools import count
from pathlib import Path
from random import Random

from bot.message import Message
from bot.plain import render
from bot.views import quiz as view
from bot_twins import standard_of
from conversations.language import translator
from conversations.pool import pool
from conversations.quiz import Answered, Continued, Quiz, mermaid
from conversations.readiness import scopes
from quiz_samples import NOON
from standards.item_bank import written_items
from standards.model import Language

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


def test_the_question_and_its_review_are_as_the_terminal_shows_them() -> None:
    standard = standard_of("KRM4224-001v1")
    items = pool(
        standard, scopes(standard), Random(7), language=Language.ZH_HANT, written=written_items
    )
    item = next(each for each in items if each.id == "KRM4224-001v1-T1-s04")
    # The order is left to chance; the README has the one it had there.
    order = sorted(item.options, key=lambda each: README.index(each.text))
    item = replace(item, options=tuple(order))
    quiz = Quiz("quiz", "me", "KRM4224-001v1", Language.ZH_HANT, (item,) * 6, started_at=NOON)
    quiz = quiz.apply(Answered(0, NOON)).apply(Continued(NOON))
    say = translator(Language.ZH_HANT)
    for screen in (
        view.quiz(quiz, standard_of, say),
        view.quiz(quiz.apply(Answered(item.key, NOON)), standard_of, say),
    ):
        assert f"{render(screen)}\n{numbered(screen)}\n" in README


def numbered(screen: Message) -> str:
    """The buttons as the terminal numbers them."""
    number = count(1)
    return "\n".join(
        "  ".join(f"[{next(number)}] {button.label}" for button in row) for row in screen.rows
    )


def test_what_stands_under_an_answer_is_what_it_offers() -> None:
    label = translator(Language.ZH_HANT)("Check what I know")
    assert f"[1] T2 預測國際市場和企業需求\n[2] {label}\n" in README


def test_every_setting_is_explained() -> None:
    settings = (ROOT / "bot" / "settings.py").read_text(encoding="utf-8")
    for name in (
        "COMPETENCY_DATA",
        "COMPETENCY_LANGUAGE",
        "COMPETENCY_KEEP_DAYS",
        "COMPETENCY_KEEP_TEAM_DAYS",
        "COMPETENCY_KEEP_LOG_DAYS",
        "COMPETENCY_TIMEZONE",
        "TELEGRAM_TOKEN",
        "TELEGRAM_BOT",
        "EMBEDDING_MODEL",
        "RERANKING_MODEL",
        "WEBHOOK_URL",
        "WEBHOOK_SECRET",
        "WEBHOOK_PORT",
        "METRICS_PORT",
        "LISTEN_HOST",
        "LOG_FORMAT",
    ):
        assert name in settings
        assert f"`{name}`" in README
