"""Where a learner stands on a task, as JSON says it."""

from typing import Any

from conversations.language import Translator
from conversations.readiness import DEFAULT, TaskReadiness


def task_as_json(task: TaskReadiness, _: Translator) -> dict[str, Any]:
    """The state with what it rests on; `cut` and `confidence` only where the task has its own."""
    own = {"cut": task.criterion.cut, "confidence": task.criterion.confidence}
    return {
        "task": task.task,
        "state": task.state,
        "probability": round(task.probability, 4),
        "answers": task.answers,
        "correct": task.correct,
        "sessions": task.sessions,
        "coverage": round(task.coverage, 4),
        "last_answered": task.last_answered and task.last_answered.isoformat(),
        "observed": task.observed,
        "why": task.why.said(_),
        **({} if task.criterion == DEFAULT else own),
    }
