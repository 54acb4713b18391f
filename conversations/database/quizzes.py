"""Quizzes, in the database."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Integer,
    Row,
    Select,
    String,
    Text,
    bindparam,
    cast,
    delete,
    exists,
    func,
    insert,
    literal,
    literal_column,
    select,
    type_coerce,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from conversations.database.connection import writing
from conversations.database.people import in_parts, know
from conversations.database.tables import answers, quiz_questions, quizzes
from conversations.evidence import NO_ANSWERS, AnswerRecord, Kind, Mark
from conversations.exposure import Exposure, exposure_of
from conversations.quiz import (
    OPEN,
    GivenAnswer,
    Option,
    Phase,
    Purpose,
    Quiz,
    QuizItem,
    record_of,
)
from standards.model import Language


class QuizTables:
    """A QuizStore that keeps them; every step is one transaction."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._reader = engine
        self._writer = writing(engine)

    async def add(self, quiz: Quiz) -> bool:
        """Keeps a new quiz, unless its person has one open."""
        async with self._writer.begin() as connection:
            if await connection.scalar(_OPEN_OF, {"person": quiz.person}):
                return False
            await know(connection, quiz.person)
            await connection.execute(insert(quizzes).values(_quiz_row(quiz)))
            rows = [_question_row(quiz, position) for position in range(quiz.total)]
            await connection.execute(insert(quiz_questions), rows)
            if quiz.answers:
                rows = [_answer_row(quiz, answer) for answer in quiz.answers]
                await connection.execute(insert(answers), rows)
            return True

    async def load(self, person: str, quiz_id: str) -> Quiz | None:
        """The person's own quiz."""
        return await self._load(_BY_ID, {"id": quiz_id, "person": person})

    async def open_quiz(self, person: str) -> Quiz | None:
        """The person's quiz that still goes on."""
        return await self._load(_OPEN_OF, {"person": person})

    async def _load(self, wanted: Select[Any], values: Mapping[str, str]) -> Quiz | None:
        # One transaction, so that no other process's step falls between the three readings.
        async with self._reader.begin() as connection:
            row = (await connection.execute(wanted, values)).one_or_none()
            return await _quiz(connection, row) if row else None

    async def save(self, before: Quiz, after: Quiz) -> bool:
        """Keeps one step from `before`."""
        try:
            async with self._writer.begin() as connection:
                moved = await connection.execute(
                    _MOVED,
                    {
                        "quiz": before.id,
                        "from_phase": before.phase,
                        "from_position": before.position,
                        "phase": after.phase,
                        "position": after.position,
                    },
                )
                if not moved.rowcount:
                    return False
                for answer in after.answers[len(before.answers) :]:
                    await connection.execute(insert(answers), _answer_row(after, answer))
                return True
        except IntegrityError:
            return False

    async def answers_of(self, person: str) -> tuple[AnswerRecord, ...]:
        """Every answer of the person."""
        async with self._reader.begin() as connection:
            return tuple(
                record_of(
                    _item(row),
                    GivenAnswer(row.position, row.option, row.at),
                    Purpose(row.purpose),
                )
                for row in await connection.execute(_ANSWERED_BY, {"person": person})
            )

    async def answers_of_many(
        self, persons: Collection[str]
    ) -> dict[str, tuple[AnswerRecord, ...]]:
        """Every answer of each person."""
        found: dict[str, list[AnswerRecord]] = {person: [] for person in persons}
        targets = _Remembered()
        async with self._reader.begin() as connection:
            for some in in_parts(list(found)):
                # Whole rows, taken apart as they come: a team has tens of thousands of them.
                for (
                    person,
                    purpose,
                    item,
                    version,
                    standard,
                    task,
                    rests_on,
                    kind,
                    correct,
                    at,
                    task_text,
                ) in (await connection.execute(answers_of_many(some))).all():
                    found[person].append(
                        AnswerRecord(
                            item,
                            version,
                            standard,
                            task,
                            targets[rests_on],
                            _KINDS[kind],
                            correct == 1,
                            datetime.fromisoformat(at),
                            purpose == Purpose.PRACTICE,
                            task_text,
                        )
                    )
        return {person: tuple(records) for person, records in found.items()}

    async def marks_of_many(self, persons: Collection[str]) -> dict[str, Mark]:
        """What changes whenever an answer of the person comes or goes."""
        found = dict.fromkeys(persons, NO_ANSWERS)
        async with self._reader.begin() as connection:
            for some in in_parts(list(found)):
                for person, *mark in (await connection.execute(marks_of_many(some))).all():
                    found[person] = Mark(*mark)
        return found

    async def answered_by(self) -> tuple[str, ...]:
        """The keys of all who ever answered."""
        wanted = (
            select(quizzes.c.person)
            .distinct()
            .join(answers, answers.c.quiz == quizzes.c.id)
            .order_by(quizzes.c.person)
        )
        async with self._reader.begin() as connection:
            return tuple(await connection.scalars(wanted))

    async def forget(self, before: datetime) -> int:
        """Deletes old answers, and the quizzes that are left without one."""
        old = answers.c.at < before
        answered = exists().where(answers.c.quiz == quizzes.c.id)
        async with self._writer.begin(long=True) as connection:
            await connection.execute(
                update(quizzes)
                .where(quizzes.c.phase.in_(sorted(OPEN)), answered.where(old))
                .values(phase=Phase.ENDED)
            )
            forgotten = await connection.execute(delete(answers).where(old))
            await connection.execute(
                delete(quizzes).where(quizzes.c.started_at < before, ~answered)
            )
            return int(forgotten.rowcount)

    async def exposures(self) -> tuple[Exposure, ...]:
        """Every answer of everybody."""
        async with self._reader.begin() as connection:
            return tuple(
                exposure_of(
                    row.person,
                    _item(row),
                    GivenAnswer(row.position, row.option, row.at),
                    Language(row.language),
                    Purpose(row.purpose),
                )
                for row in await connection.execute(_ANSWERED)
            )


_ANSWERED = (
    select(
        quiz_questions,
        quizzes.c.person,
        quizzes.c.language,
        quizzes.c.purpose,
        answers.c.option,
        answers.c.at,
    )
    .join_from(quizzes, quiz_questions, quizzes.c.id == quiz_questions.c.quiz)
    .join(
        answers,
        (answers.c.quiz == quiz_questions.c.quiz)
        & (answers.c.position == quiz_questions.c.position),
    )
    .order_by(answers.c.at, answers.c.quiz, answers.c.position)
)
"""Questions with the answers to them, oldest first."""
_ANSWERED_BY = _ANSWERED.where(quizzes.c.person == bindparam("person"))

_OF_PERSON = select(quizzes).where(quizzes.c.person == bindparam("person"))
_BY_ID = _OF_PERSON.where(quizzes.c.id == bindparam("id"))
# The phases as they are: SQLite then sees that its index on open quizzes is meant.
_OPEN_OF = _OF_PERSON.where(
    quizzes.c.phase.in_([literal_column(f"'{each}'") for each in sorted(OPEN)])
)
_MOVED = update(quizzes).where(
    quizzes.c.id == bindparam("quiz"),
    quizzes.c.phase == bindparam("from_phase"),
    quizzes.c.position == bindparam("from_position"),
)
"""To be executed with the new `phase` and `position`."""
_ASKED = (
    select(quiz_questions)
    .where(quiz_questions.c.quiz == bindparam("quiz"))
    .order_by(quiz_questions.c.position)
)
_GIVEN = select(answers).where(answers.c.quiz == bindparam("quiz")).order_by(answers.c.position)

_KINDS = {kind.value: kind for kind in Kind}


def answers_of_many(persons: Sequence[str]) -> Select[Any]:
    """The answers of those persons, oldest first, without the words that were shown."""
    path = literal("$[").concat(cast(answers.c.option, String)).concat("].correct")
    return (
        select(
            quizzes.c.person,
            quizzes.c.purpose,
            quiz_questions.c.item,
            quiz_questions.c.version,
            quiz_questions.c.standard,
            quiz_questions.c.task,
            # As text: the same few lists come again and again.
            type_coerce(quiz_questions.c.targets, Text),
            quiz_questions.c.kind,
            # The options' texts are most of what is stored; only this much of them leaves SQLite.
            func.json_extract(type_coerce(quiz_questions.c.options, Text), path, type_=Integer),
            # Also as text, with its zone: it is read faster so.
            type_coerce(answers.c.at, String).concat("+00:00"),
            quiz_questions.c.task_text,
        )
        .join_from(quizzes, quiz_questions, quizzes.c.id == quiz_questions.c.quiz)
        .join(
            answers,
            (answers.c.quiz == quiz_questions.c.quiz)
            & (answers.c.position == quiz_questions.c.position),
        )
        .where(quizzes.c.person.in_(persons))
        .order_by(answers.c.at, answers.c.quiz, answers.c.position)
    )


def marks_of_many(persons: Sequence[str]) -> Select[Any]:
    """How many answers each of those persons gave, and when the first and the last of them."""
    return (
        select(
            quizzes.c.person,
            func.count(),
            func.min(answers.c.at, type_=answers.c.at.type),
            func.max(answers.c.at, type_=answers.c.at.type),
        )
        .join_from(quizzes, answers, answers.c.quiz == quizzes.c.id)
        .where(quizzes.c.person.in_(persons))
        .group_by(quizzes.c.person)
    )


class _Remembered(dict[str, tuple[str, ...]]):
    """Lists of texts by their JSON, each read once."""

    def __missing__(self, written: str) -> tuple[str, ...]:
        read = self[written] = tuple(json.loads(written))
        return read


def _quiz_row(quiz: Quiz) -> dict[str, Any]:
    return {
        "id": quiz.id,
        "person": quiz.person,
        "scope": quiz.scope,
        "language": quiz.language,
        "phase": quiz.phase,
        "position": quiz.position,
        "started_at": quiz.started_at,
        "purpose": quiz.purpose,
    }


def _question_row(quiz: Quiz, position: int) -> dict[str, Any]:
    item = quiz.items[position]
    return {
        "quiz": quiz.id,
        "position": position,
        "item": item.id,
        "standard": item.standard,
        "task": item.task,
        "targets": item.targets,
        "kind": item.kind,
        "stem": item.stem,
        "options": [
            {"text": option.text, "correct": option.correct, "reason": option.reason}
            for option in item.options
        ],
        "explanation": item.explanation,
        "version": item.version,
        "origin": item.origin,
        "task_text": item.task_text,
    }


def _answer_row(quiz: Quiz, answer: GivenAnswer) -> dict[str, Any]:
    return {
        "quiz": quiz.id,
        "position": answer.position,
        "option": answer.option,
        "at": answer.at,
    }


async def _quiz(connection: AsyncConnection, row: Row[Any]) -> Quiz:
    asked = await connection.execute(_ASKED, {"quiz": row.id})
    given = await connection.execute(_GIVEN, {"quiz": row.id})
    return Quiz(
        id=row.id,
        person=row.person,
        scope=row.scope,
        language=Language(row.language),
        items=tuple(_item(question) for question in asked),
        started_at=row.started_at,
        answers=tuple(GivenAnswer(each.position, each.option, each.at) for each in given),
        phase=Phase(row.phase),
        position=row.position,
        purpose=Purpose(row.purpose),
    )


def _item(row: Row[Any]) -> QuizItem:
    return QuizItem(
        id=row.item,
        standard=row.standard,
        task=row.task,
        targets=tuple(row.targets),
        kind=Kind(row.kind),
        stem=row.stem,
        options=tuple(Option(**option) for option in row.options),
        explanation=row.explanation,
        version=row.version,
        origin=row.origin,
        task_text=row.task_text,
    )
