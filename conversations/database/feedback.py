"""Ratings and the editors' list, in the database."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from conversations.database.connection import writing
from conversations.database.tables import ratings
from conversations.database.tables import unanswered as questions
from conversations.feedback import Rating, Unanswered, Why, by_frequency
from standards.model import Language


class FeedbackTables:
    """A FeedbackStore that keeps it; a rating and what comes of it are one transaction."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._reader = engine
        self._writer = writing(engine)

    async def add(self, question: Unanswered) -> None:
        """Keeps or counts a question for the editors."""
        async with self._writer.begin() as connection:
            await _add(connection, question)

    async def rate(self, vote: str, rating: Rating, question: Unanswered) -> None:
        """Keeps the last rating of a vote."""
        given = {"rating": rating, "at": question.last_asked}
        async with self._writer.begin() as connection:
            before = await connection.scalar(select(ratings.c.rating).where(ratings.c.vote == vote))
            if before is None:
                await connection.execute(insert(ratings).values(vote=vote, **given))
            else:
                await connection.execute(
                    update(ratings).where(ratings.c.vote == vote).values(given)
                )
            if rating == before:
                return
            if rating is Rating.NOT_HELPFUL:
                await _add(connection, question)
            elif before == Rating.NOT_HELPFUL:
                await _take_back(connection, question)

    async def unanswered(self) -> tuple[Unanswered, ...]:
        """The questions for the editors."""
        async with self._reader.begin() as connection:
            kept = [_question(row) for row in await connection.execute(select(questions))]
        return tuple(sorted(kept, key=by_frequency, reverse=True))

    async def clear(self) -> int:
        """Empties the editors' list."""
        async with self._writer.begin() as connection:
            return (await connection.execute(delete(questions))).rowcount

    async def ratings(self) -> dict[Rating, int]:
        """How many ratings of each kind are kept."""
        counted = select(ratings.c.rating, func.count()).group_by(ratings.c.rating)
        async with self._reader.begin() as connection:
            kept = {Rating(rating): count for rating, count in await connection.execute(counted)}
        return {rating: kept.get(rating, 0) for rating in Rating}

    async def forget(self, before: datetime) -> None:
        """Forgets old ratings."""
        await self._writer.drop(ratings, ratings.c.at < before)


async def _kept(connection: AsyncConnection, folded: str) -> Unanswered | None:
    wanted = select(questions).where(questions.c.folded == folded)
    row = (await connection.execute(wanted)).one_or_none()
    return None if row is None else _question(row)


async def _add(connection: AsyncConnection, question: Unanswered) -> None:
    folded = question.folded
    kept = await _kept(connection, folded)
    if kept is None:
        row = {"folded": folded, **_values(question)}
        await connection.execute(insert(questions).values(row))
    else:
        await _put(connection, folded, kept.again(question))


async def _take_back(connection: AsyncConnection, question: Unanswered) -> None:
    folded = question.folded
    kept = await _kept(connection, folded)
    if kept is None:
        return
    left = kept.taken_back()
    if left is None:
        await connection.execute(delete(questions).where(questions.c.folded == folded))
    else:
        await _put(connection, folded, left)


async def _put(connection: AsyncConnection, folded: str, question: Unanswered) -> None:
    changed = update(questions).where(questions.c.folded == folded)
    await connection.execute(changed.values(_values(question)))


def _values(question: Unanswered) -> dict[str, Any]:
    return {
        "question": question.question,
        "language": question.language,
        "why": question.why,
        "nearest": question.nearest,
        "first_asked": question.first_asked,
        "last_asked": question.last_asked,
        "times": question.times,
    }


def _question(row: Row[Any]) -> Unanswered:
    return Unanswered(
        row.question,
        Language(row.language),
        Why(row.why),
        tuple(row.nearest),
        row.first_asked,
        row.last_asked,
        row.times,
    )
