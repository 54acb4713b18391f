"""A data folder of its own for a command, and learners who have answered."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from bot.app import database_of
from bot.settings import Settings
from bot_twins import standard_of
from conversations.play import Play
from conversations.quiz import Quiz
from standards.model import Language

Answering = Callable[..., list[Quiz]]


@pytest.fixture
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """An empty data folder, and English."""
    monkeypatch.setenv("COMPETENCY_DATA", str(tmp_path))
    monkeypatch.setenv("COMPETENCY_LANGUAGE", "en")
    return Settings(data=tmp_path)


@pytest.fixture
def answering(own_data: Settings) -> Answering:
    """Lets a person play checks of a task a day apart, the last one a day ago.

    The first `wrong` answers are wrong.
    """
    chance = Random(1)

    def answer(
        person: str = "terminal:mei",
        task: str = "KRM4224-001v1/T4",
        *,
        checks: int = 2,
        wrong: int = 0,
        language: Language = Language.EN,
    ) -> list[Quiz]:
        async def play() -> list[Quiz]:
            played = []
            async with database_of(own_data) as database:
                for day in range(checks):
                    at = datetime.now(UTC) - timedelta(days=checks - day)
                    quizzes = Play(database.quizzes, standard_of, lambda at=at: at, chance)  # type: ignore[misc]
                    quiz = await quizzes.start(person, task, language)
                    for position, item in enumerate(quiz.items):
                        slip = day == 0 and position < wrong
                        option = (item.key + 1) % 3 if slip else item.key
                        await quizzes.answer(person, quiz.id, position, option)
                        await quizzes.proceed(person, quiz.id, position)
                    played.append(quiz)
            return played

        return asyncio.run(play())

    return answer
