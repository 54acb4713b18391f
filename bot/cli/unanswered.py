"""`competency-bot unanswered`: the questions that wait for the editors."""

import argparse
import asyncio
from typing import Any

from bot.app import database_of
from bot.cli.context import Context, note, out, out_json
from conversations.feedback import Rating, Unanswered, Why
from conversations.language import N_, Translator

_WHY = {Why.DECLINED: N_("declined"), Why.NOT_HELPFUL: N_("not helpful")}


def run(context: Context, options: argparse.Namespace) -> int:
    """The list, most frequent first; `--clear` empties it after saying how many."""
    return asyncio.run(_run(context, options))


async def _run(context: Context, options: argparse.Namespace) -> int:
    _ = context.say
    async with database_of(context.settings) as database:
        kept = await database.feedback.unanswered()
        ratings = await database.feedback.ratings()
        if options.json:
            out_json([_as_json(one) for one in kept])
        else:
            for one in kept:
                out(_line(one, _))
        if options.clear:
            note(
                _.count(
                    "{n} question is taken off the list.",
                    "{n} questions are taken off the list.",
                    len(kept),
                )
            )
            await database.feedback.clear()
        elif not kept:
            note(_("No question waits for the editors."))
    if any(ratings.values()):
        note(
            _(
                "Answers of the last days: {helpful} times helpful, {not_helpful} times not.",
                helpful=ratings[Rating.HELPFUL],
                not_helpful=ratings[Rating.NOT_HELPFUL],
            )
        )
    return 0


def _line(one: Unanswered, _: Translator) -> str:
    cells = (
        f"{one.times}×",
        f"{one.last_asked:%Y-%m-%d}",
        _(_WHY[one.why]),
        one.question,
        " ".join(one.nearest),
    )
    return "\t".join(cells).rstrip()


def _as_json(one: Unanswered) -> dict[str, Any]:
    return {
        "question": one.question,
        "language": one.language,
        "why": one.why,
        "times": one.times,
        "first_asked": one.first_asked.isoformat(),
        "last_asked": one.last_asked.isoformat(),
        "nearest": list(one.nearest),
    }
