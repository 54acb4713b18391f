"""`competency-bot ask`: one answer, or many from a file."""

import argparse
from typing import Any

from bot.app import assistant_of
from bot.cli.context import Context, out, out_json, read_lines
from conversations.answer import Answer
from conversations.ask import Assistant
from conversations.errors import MalformedQuestions
from conversations.language import N_, translator
from conversations.plain import answer_text
from conversations.question_file import question_rows
from standards.model import Language


def run(context: Context, options: argparse.Namespace) -> int:
    """Answers the question of the command line, or every line of `--batch` in its order."""
    question = " ".join(options.question).strip()
    if bool(question) == bool(options.batch):
        raise MalformedQuestions(N_("Give a question, or --batch with a file of them."))
    language = Language(options.lang) if options.lang else None
    if options.batch:
        # All of them are read before the first is answered.
        rows = [row for _number, row in question_rows(read_lines(options.batch))]
        with assistant_of(context.settings) as assistant:
            for row in rows:
                _answer_row(assistant, row, language, options)
        return 0
    with assistant_of(context.settings) as assistant:
        if options.explain:
            out_json(assistant.explain(question, language).as_json())
            return 0
        answer = assistant.answer(question, language).answer
    if options.json:
        out_json(answer_json(answer))
    else:
        out(answer_text(answer, translator(answer.language)))
    return 0


def _answer_row(
    assistant: Assistant,
    row: dict[str, Any],
    language: Language | None,
    options: argparse.Namespace,
) -> None:
    topic = assistant.after(row["history"])
    asked = assistant.answer(row["question"], language, topic)
    name = {"id": row["id"]} if "id" in row else {}
    if options.json:
        explained = {"parsed": asked.parsed.as_json()} if options.explain else {}
        out_json(name | answer_json(asked.answer) | explained, indent=None)
    else:
        out(f"» {row['question']}")
        out(answer_text(asked.answer, translator(asked.answer.language)))
        out("")


def answer_json(answer: Answer) -> dict[str, Any]:
    """An answer in the stable shape for programs."""
    return {
        "question": answer.question,
        "language": answer.language,
        "answerable": answer.answerable,
        "text": answer_text(answer, translator(answer.language)),
        "citations": [{"id": quote.id, "text": quote.text} for quote in answer.citations],
        "hits": [{"id": hit.id, "score": round(hit.score, 6)} for hit in answer.hits],
        "seconds": round(answer.seconds, 6),
    }
