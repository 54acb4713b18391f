"""A task's own words as a short fingerprint, to notice that a standard changed between answers."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256

from conversations.evidence import AnswerRecord
from standards.model import Standard

_NEXT = timedelta(microseconds=1)


def fingerprints(standard: Standard) -> dict[str, str]:
    """The fingerprint of each task's text, by the task's id.

    It is of the titles, outputs and indicators, and of the knowledge and skills that are called
    for; what the task's codes are and where a page breaks is of no matter.
    """
    called = {each.id: (each.text, *each.items) for each in standard.knowledge}
    called |= {each.id: (each.text, *each.items) for each in standard.skills}
    return {
        task.id: _fingerprint(
            (
                task.title,
                *(activity.title for activity in task.activities),
                *(output.text for output in task.all_outputs()),
                *(indicator.text for indicator in task.all_indicators()),
                *(
                    text
                    for id in (*task.all_knowledge(), *task.all_skills())
                    for text in called.get(id, ())
                ),
            )
        )
        for task in standard.tasks
    }


def text_version(standard: Standard) -> str:
    """Which text of a standard this is: the date printed for its code, and 8 hexadecimal digits.

    The digits are of all its tasks' texts, since not every document prints a date.
    """
    digits = _fingerprint(fingerprints(standard).values())[:8]
    printed = next((row.date for row in standard.versions if row.code == standard.code), "")
    return f"{printed} {digits}".strip()


def _fingerprint(texts: Iterable[str]) -> str:
    return sha256("\x1f".join(texts).encode()).hexdigest()[:16]


def changed_at(task: str, now: str, records: Iterable[AnswerRecord]) -> datetime | None:
    """From when on the task's text is not what the learner was last asked about; None where it is.

    `now` is the fingerprint of its text. The log tells that it changed, not when: it is taken to be
    right after the last answer that was asked about another text.
    """
    others = (
        record.at for record in records if record.task == task and record.task_text not in ("", now)
    )
    last = max(others, default=None)
    return None if last is None else last + _NEXT
