"""Choosing what to be asked about, and answering."""

from dataclasses import dataclass

from bot.callbacks import fields
from bot.callbacks.fields import Shape
from bot.callbacks.personal import Personal


@dataclass(frozen=True, slots=True)
class ShowChecks(Personal):
    """Choose between today's check, one of one's choice, and practice."""


@dataclass(frozen=True, slots=True)
class StartCheck(Personal):
    """Start today's check."""


@dataclass(frozen=True, slots=True)
class SetPolls(Personal):
    """Ask by polls from now on, or by buttons."""

    polls: bool


@dataclass(frozen=True, slots=True)
class ChooseQuiz(Personal):
    """Choose the standard to be asked about."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class ChooseScope(Personal):
    """Choose the whole standard or one of its tasks."""

    code: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class StartQuiz(Personal):
    """Start a quiz that counts over a standard (its code) or a task (its id)."""

    scope: str


@dataclass(frozen=True, slots=True)
class ChoosePractice(Personal):
    """Choose the standard to practise."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class ChoosePracticeScope(Personal):
    """Choose to practise the whole standard or one of its tasks."""

    code: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class StartPractice(Personal):
    """Start a quiz that does not count over a standard (its code) or a task (its id)."""

    scope: str


@dataclass(frozen=True, slots=True)
class AnswerQuestion(Personal):
    """Answer the question at `position` with the option at `option`, both counted from 0."""

    quiz: str
    position: int
    option: int


@dataclass(frozen=True, slots=True)
class NextQuestion(Personal):
    """Go on from the review of the question at `position`."""

    quiz: str
    position: int


@dataclass(frozen=True, slots=True)
class ResumeQuiz(Personal):
    """Show the quiz again where it stands."""

    quiz: str


@dataclass(frozen=True, slots=True)
class AskToEnd(Personal):
    """Ask whether the quiz shall be stopped."""

    quiz: str


@dataclass(frozen=True, slots=True)
class EndQuiz(Personal):
    """Stop the quiz."""

    quiz: str


QuizAction = (
    ShowChecks
    | StartCheck
    | SetPolls
    | ChooseQuiz
    | ChooseScope
    | StartQuiz
    | ChoosePractice
    | ChoosePracticeScope
    | StartPractice
    | AnswerQuestion
    | NextQuestion
    | ResumeQuiz
    | AskToEnd
    | EndQuiz
)

SHAPES: dict[str, Shape[QuizAction]] = {
    "q": (ChooseQuiz, (fields.number,)),
    "c": (ChooseScope, (fields.text, fields.number)),
    "b": (StartQuiz, (fields.text,)),
    "k": (ShowChecks, ()),
    "d": (StartCheck, ()),
    "sp": (SetPolls, (fields.flag,)),
    "x": (ChoosePractice, (fields.number,)),
    "y": (ChoosePracticeScope, (fields.text, fields.number)),
    "o": (StartPractice, (fields.text,)),
    "r": (AnswerQuestion, (fields.text, fields.number, fields.number)),
    "n": (NextQuestion, (fields.text, fields.number)),
    "u": (ResumeQuiz, (fields.text,)),
    "ae": (AskToEnd, (fields.text,)),
    "e": (EndQuiz, (fields.text,)),
}
