"""`competency-bot people log`: what owners, managers and the operator did."""

import argparse
import asyncio

from bot.app import organisation_of
from bot.cli.context import Context, out, out_json
from bot.cli.person import name_of
from bot.settings import SettingsError
from conversations.audit import Entry
from conversations.language import N_
from conversations.roles import OPERATOR
from conversations.teams import Team


def run(context: Context, options: argparse.Namespace) -> int:
    """The newest lines, newest first."""
    if options.last < 1:
        raise SettingsError(N_("Ask for at least one line."))
    entries, teams = asyncio.run(_read(context, options.last))
    rows = [
        {
            "at": each.at.isoformat(timespec="seconds"),
            "who": name_of(each.who),
            "action": each.action.value,
            "whom": None if each.whom is None else name_of(each.whom),
            "team": teams[each.team].name if each.team else None,
            "detail": each.detail,
        }
        for each in entries
    ]
    if options.json:
        out_json(rows)
        return 0
    for row in rows:
        out("\t".join(value or "–" for value in row.values()))
    return 0


async def _read(context: Context, last: int) -> tuple[tuple[Entry, ...], dict[str, Team]]:
    async with organisation_of(context.settings) as organisation:
        teams = {team.id: team for team in await organisation.teams(OPERATOR)}
        return await organisation.log(OPERATOR, last), teams
