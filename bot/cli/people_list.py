"""`competency-bot people list`: of whom anything is kept."""

import argparse
import asyncio

from bot.app import database_of, has_database
from bot.cli.context import Context, note, out, out_json
from conversations.personal_data import PersonSummary


def run(context: Context, options: argparse.Namespace) -> int:
    """A line each: the key, the language chosen, how many answers, and the day of the last."""
    people = asyncio.run(_people(context)) if has_database(context.settings) else ()
    _ = context.say
    if options.json:
        out_json(
            [
                {
                    "key": each.key,
                    "language": each.language,
                    "answers": each.answers,
                    "last_answer": each.last_answer and each.last_answer.isoformat(),
                }
                for each in people
            ]
        )
        return 0
    for each in people:
        out(
            "\t".join(
                (
                    each.key,
                    each.language or "-",
                    _.count("{n} answer", "{n} answers", each.answers),
                    f"{each.last_answer:%Y-%m-%d}" if each.last_answer else "-",
                )
            )
        )
    if not people:
        note(_("Nothing is kept about anybody."))
    return 0


async def _people(context: Context) -> tuple[PersonSummary, ...]:
    async with database_of(context.settings) as database:
        return await database.personal_data.people()
