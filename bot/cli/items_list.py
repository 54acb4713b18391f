"""`competency-bot items list [CODE]`: the quiz items, written and generated."""

import argparse
import asyncio
from collections.abc import Iterator
from random import Random
from typing import Any

from bot.app import database_of, has_database, library_of
from bot.cli.context import Context, note, out, out_json
from conversations.items import recall_bank
from conversations.language import translator
from conversations.quiz import QuizItem
from conversations.voiding import VoidedItems
from standards.item_bank import WrittenItem, written_items
from standards.model import Language, Standard

SEED = 0
"""Which distractors a generated item is listed with; any other seed would do as well."""


def run(context: Context, options: argparse.Namespace) -> int:
    """A line an item and language, or the same as JSON."""
    library = library_of(context.settings)
    standards = [library.get(options.code)] if options.code else library.standards()
    voided = _voided(context)
    rows = [_marked(row, voided) for standard in standards for row in rows_of(standard)]
    if options.json:
        out_json(rows)
        return 0
    _ = context.say
    for row in rows:
        reason = row.get("voided")
        status = row["status"] if reason is None else _("void: {reason}", reason=reason)
        cells = (row["id"], row["language"], row["kind"], status, row["task"], row["stem"])
        out("\t".join(" ".join(str(cell).split()) for cell in cells))
    if not options.code:
        for void in voided.beside([(row["id"], row["version"]) for row in rows]):
            note(
                _(
                    "{item} is not in the bank (any more), and void: {reason}",
                    item=void.item if void.version is None else f"{void.item} v{void.version}",
                    reason=void.reason,
                )
            )
    return 0


def _voided(context: Context) -> VoidedItems:
    if not has_database(context.settings):
        return VoidedItems()
    return asyncio.run(_read_voided(context))


async def _read_voided(context: Context) -> VoidedItems:
    async with database_of(context.settings) as database:
        return await database.grounding.voided()


def _marked(row: dict[str, Any], voided: VoidedItems) -> dict[str, Any]:
    """The row, with the reason where the item is void."""
    void = voided.of((row["id"], row["version"]))
    return row if void is None else {**row, "voided": void.reason}


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
