"""Files of questions, one JSON object a line, with what was asked before each."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, NoReturn

from conversations.errors import MalformedQuestions
from conversations.language import N_
from conversations.letters import well_formed


def question_rows(lines: Iterable[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows of JSON Lines with their line numbers from 1; blank lines are passed over.

    In each row `question` is a well-formed string and `history` a tuple of earlier questions.
    Raises MalformedQuestions with the line's number.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            row = None
        if not isinstance(row, dict) or not isinstance(row.get("question"), str):
            refuse(N_("Line {line} is not a JSON object with a “question”."), number)
        yield (
            number,
            row
            | {
                "question": well_formed(row["question"]),
                "history": _history(row.get("history"), number),
            },
        )


def _history(given: object, number: int) -> tuple[str, ...]:
    """What was asked before: strings, {"question"}, or {"role", "content"}; only the user's."""
    if given is None:
        return ()
    questions = []
    for entry in given if isinstance(given, list) else (None,):
        match entry:
            case str(text) | {"question": str(text)} | {"role": "user", "content": str(text)}:
                questions.append(well_formed(text))
            case {"role": str(), "content": str()}:
                continue
            case _:
                refuse(
                    N_(
                        "Line {line}: “history” must be a list of earlier questions: strings, or "
                        "objects with a “question” or with a “role” and its “content”."
                    ),
                    number,
                )
    return tuple(questions)


def refuse(msgid: str, number: int) -> NoReturn:
    """Raises MalformedQuestions about the line of this number."""
    raise MalformedQuestions(msgid, line=str(number))
