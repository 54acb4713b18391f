"""`competency-bot items statistics [CODE]`: how the items do in real answers."""

import argparse
import asyncio
from collections.abc import Iterator, Sequence
from typing import Any

from bot.app import database_of, has_database, library_of
from bot.cli.context import Context, note, out, out_json
from bot.cli.item_versions import letters_of
from conversations.exposure import Exposure
from conversations.item_statistics import ItemStatistics, Look, Right, statistics_of
from conversations.language import Translator
from conversations.voiding import VoidedItems
from standards.model import Standard


def run(context: Context, options: argparse.Namespace) -> int:
    """A line an item version, what is worth a look below it; or the same as JSON."""
    _ = context.say
    library = library_of(context.settings)
    code = library.get(options.code).code if options.code else None
    found, voided = collected(context, library.standards())
    wanted = [each for each in found if code in (None, each.standard)]
    if options.json:
        out_json([_json(each, voided, _) for each in wanted])
        return 0
    if not wanted:
        note(_("Nobody has answered a question yet."))
    for each in wanted:
        out("\t".join(_cells(each, voided, _)))
        for look in each.looks:
            out("\t" + _("look: {why}", why=_said(look, _)))
    return 0


def collected(
    context: Context, standards: Sequence[Standard]
) -> tuple[tuple[ItemStatistics, ...], VoidedItems]:
    """The statistics of everything answered, and what is void; nothing without a database."""
    if not has_database(context.settings):
        return (), VoidedItems()
    exposures, voided = asyncio.run(_read(context))
    letters = letters_of(standards)
    found = statistics_of(
        exposures,
        voided=voided,
        label=lambda asked, text: letters.get((asked, text), text),
    )
    return found, voided


async def _read(context: Context) -> tuple[tuple[Exposure, ...], VoidedItems]:
    async with database_of(context.settings) as database:
        return await database.quizzes.exposures(), await database.grounding.voided()


def _said(look: Look, _: Translator) -> str:
    return _(look.flag, option=look.option)


def _cells(each: ItemStatistics, voided: VoidedItems, _: Translator) -> Iterator[str]:
    yield f"{each.item} v{each.version}"
    right = each.right
    yield _(
        "{right} of {answers} right: {share} ({low} to {high})",
        right=right.right,
        answers=right.answers,
        share=f"{right.share:.0%}",
        low=f"{right.low:.0%}",
        high=f"{right.high:.0%}",
    )
    r = "–" if each.correlation is None else f"{each.correlation:.2f}"
    yield f"r = {r} (n = {each.compared})"
    yield ", ".join(
        f"{' '.join(option.option.split())}{'*' if option.correct else ''}"
        f" {option.chosen}/{option.shown}"
        for option in each.options
    )
    yield _("mean position {position}", position=f"{each.position:.1f}")
    if void := voided.of(each.asked):
        yield _("void: {reason}", reason=void.reason)


def _json(each: ItemStatistics, voided: VoidedItems, _: Translator) -> dict[str, Any]:
    void = voided.of(each.asked)
    return {
        "item": each.item,
        "version": each.version,
        "standard": each.standard,
        "task": each.task,
        "kind": each.kind,
        **_right(each.right),
        "point_biserial": None if each.correlation is None else round(each.correlation, 4),
        "learners_compared": each.compared,
        "mean_position": round(each.position, 2),
        "options": [
            {
                "option": option.option,
                "correct": option.correct,
                "shown": option.shown,
                "chosen": option.chosen,
            }
            for option in each.options
        ],
        "languages": {language: _right(right) for language, right in each.languages.items()},
        "look": [
            {"flag": look.flag.name.lower(), "option": look.option, "sentence": _said(look, _)}
            for look in each.looks
        ],
        "voided": void and void.reason,
    }


def _right(right: Right) -> dict[str, Any]:
    return {
        "answers": right.answers,
        "right": right.right,
        "share": round(right.share, 4),
        "low": round(right.low, 4),
        "high": round(right.high, 4),
    }
