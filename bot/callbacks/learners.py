"""Where a learner of a team stands."""

from dataclasses import dataclass

from bot.callbacks import fields
from bot.callbacks.fields import Shape
from bot.callbacks.personal import Personal


@dataclass(frozen=True, slots=True)
class ShowLearner(Personal):
    """Show where a learner stands on a standard, at a page of its tasks."""

    team: str
    seat: str
    standard: str
    """Empty for the first that they work with."""
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowLearnerTask(Personal):
    """Show why a learner's task is in its state, and a page of what can be seen of it at work."""

    team: str
    seat: str
    task: str
    page: int = 0


LearnerAction = ShowLearner | ShowLearnerTask

SHAPES: dict[str, Shape[LearnerAction]] = {
    "ol": (ShowLearner, (fields.text, fields.text, fields.text_or_nothing, fields.number)),
    "ow": (ShowLearnerTask, (fields.text, fields.text, fields.text, fields.number)),
}
