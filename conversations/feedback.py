"""What people made of answers, and the questions that wait for the editors because of it."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from conversations.mask import masked
from index.fold import fold
from standards.model import Language

MOST_LETTERS = 500
"""Of a question that is kept for the editors; a longer one is cut."""


class Rating(StrEnum):
    """What a person made of an answer."""

    HELPFUL = "helpful"
    NOT_HELPFUL = "not-helpful"


class Why(StrEnum):
    """Why a question is kept for the editors."""

    DECLINED = "declined"
    NOT_HELPFUL = "not-helpful"


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question that the standards did not answer, or not well; nothing of who asked."""

    question: str
    """As asked last, masked."""
    language: Language
    why: Why
    """What it was kept for last."""
    nearest: tuple[str, ...]
    """Ids of the items that came nearest, best first."""
    first_asked: datetime
    last_asked: datetime
    times: int = 1

    @property
    def folded(self) -> str:
        """What two questions have in common that are the same but for their spelling."""
        folded = " ".join(fold(self.question).split())
        return folded.strip(" ?!.,。、~…") or folded

    def again(self, later: "Unanswered") -> "Unanswered":
        """The same question, asked once more."""
        return replace(later, first_asked=self.first_asked, times=self.times + later.times)

    def taken_back(self) -> "Unanswered | None":
        """One time less; None where none is left."""
        return replace(self, times=self.times - 1) if self.times > 1 else None


def unanswered(
    question: str, language: Language, why: Why, nearest: tuple[str, ...], at: datetime
) -> Unanswered:
    """A question as it may be kept: masked, on one line, of bounded length."""
    words = " ".join(masked(question).split())
    if len(words) > MOST_LETTERS:
        words = words[: MOST_LETTERS - 1] + "…"
    return Unanswered(words, language, why, nearest, at, at)


def by_frequency(one: Unanswered) -> tuple[int, datetime]:
    """To sort by, the most frequent and the latest last."""
    return one.times, one.last_asked


class FeedbackStore(Protocol):
    """Keeps ratings, and the questions for the editors."""

    async def add(self, question: Unanswered) -> None:
        """Keeps a question for the editors, or counts it where it is kept already."""

    async def rate(self, vote: str, rating: Rating, question: Unanswered) -> None:
        """Keeps one rating a `vote`, the last one.

        `question` is kept for the editors once while that rating is NOT_HELPFUL, else not at all.
        """

    async def unanswered(self) -> tuple[Unanswered, ...]:
        """The questions for the editors, the most frequent first, of these the latest."""

    async def clear(self) -> int:
        """Empties the editors' list and gives how many questions were on it."""

    async def ratings(self) -> dict[Rating, int]:
        """How many ratings of each kind are kept."""

    async def forget(self, before: datetime) -> None:
        """Forgets ratings older than that; the questions for the editors stay."""
