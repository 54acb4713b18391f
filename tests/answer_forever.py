"""A program that plays quizzes on a database until it is killed, and says what counted."""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from conversations.database import open_database
from conversations.play import Outcome, Play
from conversations.quiz import Phase, Purpose
from standards.library import shipped
from standards.model import Language


async def answer_forever(path: Path, person: str) -> None:
    """Writes `quiz position option` for every answer once it is known to be kept."""
    standards = {standard.code: standard for standard in shipped()}
    database = await open_database(path)
    play = Play(database.quizzes, standards.__getitem__, lambda: datetime.now(UTC), Random())
    chance = Random()
    while True:
        quiz = await play.open_quiz(person) or await play.start(
            person, "110985L5", Language.ZH_HANT, Purpose.PRACTICE
        )
        if quiz.phase is Phase.ASKING:
            option = chance.randrange(3)
            step = await play.answer(person, quiz.id, quiz.position, option)
            assert step.outcome is Outcome.COUNTED
            sys.stdout.write(f"{quiz.id} {quiz.position} {option}\n")
            sys.stdout.flush()
        else:
            await play.proceed(person, quiz.id, quiz.position)


if __name__ == "__main__":
    asyncio.run(answer_forever(Path(sys.argv[1]), sys.argv[2]))
