"""`competency-bot items list [CODE]`: the quiz items, written and generated."""

import argparse
from collections.abc import Iterator
from random import Random
from typing import Any

from bot.app import library_of
from bot.cli.context import Context, out, out_json
from conversations.items import recall_bank
from conversations.language import translator
from conversations.quiz import QuizItem
from standards.item_bank import WrittenItem, written_items
from standards.model import Language, Standard

SEED = 0
"""Which distractors a generated item is listed with; any other seed would do as well."""


def run(context: Context, options: argparse.Namespace) -> int:
    """A line an item and language, or the same as JSON."""
    library = library_of(context.settings)
    standards = [library.get(options.code)] if options.code else library.standards()
    rows = [row for standard in standards for row in rows_of(standard)]
    if options.json:
        out_json(rows)
    else:
        for row in rows:
            cells = ("id", "language", "kind", "status", "task", "stem")
            out("\t".join(" ".join(str(row[cell]).split()) for cell in cells))
    return 0


def rows_of(standard: Standard) -> Iterator[dict[str, Any]]:
    """One row for each language an item is written in, the written items first."""
    for item in written_items(standard.code):
        yield from _written(item)
    for language in Language:
        for generated in recall_of(standard, language):
            yield _generated(generated, language)


def recall_of(standard: Standard, language: Language) -> tuple[QuizItem, ...]:
    """The recall items of `standard` in one language, the same at every call."""
    return recall_bank(standard, Random(SEED), translate=translator(language))


def _written(item: WrittenItem) -> Iterator[dict[str, Any]]:
    for language, wording in item.wordings.items():
        yield {
            "id": item.id,
            "standard": item.standard,
            "task": item.task,
            "targets": list(item.targets),
            "kind": item.kind,
            "origin": "written",
            "status": item.status,
            "version": item.version,
            "language": language,
            "stem": wording.stem,
            "options": [
                {"text": each.text, "correct": each.letter == item.key, "reason": each.reason}
                for each in wording.options
            ],
            "explanation": wording.explanation,
        }


def _generated(item: QuizItem, language: Language) -> dict[str, Any]:
    return {
        "id": item.id,
        "standard": item.standard,
        "task": item.task,
        "targets": list(item.targets),
        "kind": item.kind,
        "origin": "generated",
        # Its rules were checked when they were written; a change of wording is another id.
        "status": "approved",
        "version": 1,
        "language": language,
        "stem": item.stem,
        "options": [
            {"text": each.text, "correct": each.correct, "reason": each.reason}
            for each in item.options
        ],
        "explanation": item.explanation,
    }
