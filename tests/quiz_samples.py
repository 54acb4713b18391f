"""Quizzes made by hand, for tests that don't care what is asked."""

from datetime import UTC, datetime

from conversations.evidence import Kind
from conversations.quiz import Option, Quiz, QuizItem
from standards.model import Language

NOON = datetime(2026, 1, 2, 12, 0, tzinfo=UTC)
CODE = "ABC1234-001v1"


def sample_item(number: int, task: str = "T1", key: int = 0) -> QuizItem:
    """An item with three options; the one at `key` is right."""
    return QuizItem(
        id=f"item{number}",
        standard=CODE,
        task=f"{CODE}/{task}",
        targets=(f"{CODE}/P1.1.{number}",),
        kind=Kind.RECALL,
        stem=f"下列哪一項屬於「第 {number} 項」？",
        options=tuple(
            Option(f"選項{letter}", place == key, f"{letter} 列在別處")
            for place, letter in enumerate("甲乙丙")
        ),
        explanation=f"P1.1.{number} 列在 T1.1 之下。",
    )


def sample_quiz(total: int = 3, person: str = "terminal:mei", id: str = "quiz1") -> Quiz:
    """A new quiz of `total` items, all on task T1; the first option is right."""
    items = tuple(sample_item(number) for number in range(total))
    return Quiz(id, person, CODE, Language.ZH_HANT, items, started_at=NOON)
