"""A question as Telegram's own quiz poll, where it is short enough for one."""

from collections.abc import Container, Sequence

from bot.message import Poll, Row
from bot.views.quiz import leaving, said_withdrawn, seen_before
from conversations.evidence import ItemVersion, Kind
from conversations.language import Translator
from conversations.quiz import Purpose, Quiz, QuizItem

MOST_QUESTION, MOST_OPTION, MOST_EXPLANATION = 300, 100, 200
"""UTF-16 code units, which are never fewer than Telegram counts."""
MOST_LINE_FEEDS = 2
"""In an explanation."""


def poll(
    quiz: Quiz,
    _: Translator,
    used: Container[ItemVersion] = (),
    voided: Container[ItemVersion] = (),
) -> Poll | None:
    """The question that waits; None where a poll cannot hold it.

    A word says so where it is `used` up or `voided`.
    """
    item = quiz.item
    head = f"{quiz.position + 1}/{quiz.total}"
    remarks = [
        said_withdrawn(quiz, _, voided),
        _("Practice: this does not count.") if quiz.purpose is Purpose.PRACTICE else "",
        seen_before(quiz, _, used),
        _("Recall: about the standard's own wording.") if item.kind is Kind.RECALL else "",
    ]
    ways = (leaving(quiz, _),)
    return poll_of(item, (head, *remarks), quiz.id, quiz.position, ways)


def poll_of(
    item: QuizItem,
    above: Sequence[str],
    quiz: str,
    position: int,
    rows: tuple[Row, ...],
    *,
    anonymous: bool = False,
) -> Poll | None:
    """The item as a poll, what is `above` before its stem; None where a poll cannot hold it."""
    question = " · ".join(filter(None, (*above, _one_line(item.stem))))
    options = tuple(_one_line(option.text) for option in item.options)
    explanation = (item.explanation or item.options[item.key].reason).strip()
    fits = (
        _units(question) <= MOST_QUESTION
        and all(0 < _units(option) <= MOST_OPTION for option in options)
        and _units(explanation) <= MOST_EXPLANATION
        and explanation.count("\n") <= MOST_LINE_FEEDS
    )
    if not fits:
        return None
    return Poll(question, options, item.key, explanation, quiz, position, rows, anonymous)


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _units(words: str) -> int:
    return len(words.encode("utf-16-le", "surrogatepass")) // 2
