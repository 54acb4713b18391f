"""One answer with all that its learner saw: what the statistics of items are made from."""

from dataclasses import dataclass

from conversations.evidence import AnswerRecord
from conversations.quiz import GivenAnswer, Option, Purpose, QuizItem, record_of
from standards.model import Language


@dataclass(frozen=True, slots=True)
class Exposure:
    """An item as it was shown to somebody, and what they chose."""

    person: str
    """Only tells learners apart."""
    record: AnswerRecord
    language: Language
    """Of the quiz."""
    position: int
    """Of the question in its quiz, from 1."""
    options: tuple[Option, ...]
    chosen: int
    """Counts from 0, as shown."""


def exposure_of(
    person: str, item: QuizItem, answer: GivenAnswer, language: Language, purpose: Purpose
) -> Exposure:
    """The answer to `item` with what was shown."""
    return Exposure(
        person,
        record_of(item, answer, purpose),
        language,
        position=answer.position + 1,
        options=item.options,
        chosen=answer.option,
    )
