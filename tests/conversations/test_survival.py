import asyncio
import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from conversations.database import open_database
from conversations.quiz import Phase

ROOT = Path(__file__).parents[2]
PROGRAM = ROOT / "tests" / "answer_forever.py"
ME = "terminal:mei"


async def killed_while_answering(path: Path, seconds: float) -> list[tuple[str, int, int]]:
    """The answers that the program said were counted, before it was killed."""
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        str(PROGRAM),
        str(path),
        ME,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=asyncio.subprocess.PIPE,
    )
    assert child.stdout is not None
    lines = [await child.stdout.readline()]
    await asyncio.sleep(seconds)
    child.kill()
    lines += (await child.stdout.read()).splitlines(keepends=True)
    await child.wait()
    whole = [line.decode().split() for line in lines if line.endswith(b"\n")]
    return [(quiz, int(position), int(option)) for quiz, position, option in whole]


@pytest.mark.slow
async def test_answers_survive_a_kill_each_once_and_the_quiz_goes_on(tmp_path: Path) -> None:
    path, chance = tmp_path / "bot.db", Random(7)
    told: list[tuple[str, int, int]] = []
    for _ in range(4):
        told += await killed_while_answering(path, chance.uniform(0.01, 0.4))
        database = await open_database(path)
        quiz = await database.quizzes.open_quiz(ME)
        await database.close()
        if quiz is not None:
            right_one = len(quiz.answers) - (quiz.phase is Phase.REVIEWING)
            assert quiz.position == right_one
            assert [answer.position for answer in quiz.answers] == list(range(len(quiz.answers)))
    with closing(sqlite3.connect(path)) as connection:
        kept = connection.execute('SELECT quiz, position, "option" FROM answers').fetchall()
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert len(told) > 20
    assert len(set(told)) == len(told)
    assert set(told) <= set(kept)
    assert len(kept) - len(told) <= 4, "a kill may hide one answer's word, no more"
