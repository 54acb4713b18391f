"""`competency-bot teams assignments TEAM`: what a team works towards, and how far it is."""

import argparse
import asyncio
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.app import assigning_of
from bot.cli.context import Context, note, out, out_json
from bot.cli.person import name_of
from bot.cli.teams_assign import as_json
from bot.views.assignments import state_of
from conversations.assigning import TeamProgress
from conversations.roles import OPERATOR


def run(context: Context, options: argparse.Namespace) -> int:
    """A line an assignment, or the same with every learner as JSON. Raises UnknownTeam."""
    today = datetime.now(UTC).astimezone(ZoneInfo(context.settings.zone)).date()

    async def look() -> tuple[TeamProgress, ...]:
        async with assigning_of(context.settings) as (organisation, assigning):
            team = await organisation.team_named(options.team)
            return await assigning.in_team(OPERATOR, team.id, today)

    found = asyncio.run(look())
    _ = context.say
    if options.json:
        out_json([_json(each) for each in found])
        return 0
    if not found:
        note(_("Nothing is assigned yet."))
    for each in found:
        whom = each.assignment.person
        out(
            "\t".join(
                (
                    each.assignment.id,
                    name_of(whom) if whom else _("the whole team"),
                    each.assignment.standard,
                    each.assignment.in_words,
                    state_of(each, _),
                )
            )
        )
    return 0


def _json(each: TeamProgress) -> dict[str, Any]:
    return {
        **as_json(each.assignment),
        "needs_a_look": each.followed.needs_a_look,
        "lost": list(each.followed.lost),
        "learners": [
            {
                "person": name_of(one.member.person),
                "name": one.member.name,
                "pace": one.progress.pace.value,
                "done": list(one.progress.done),
                "missing": list(one.progress.missing),
            }
            for one in each.learners
        ],
    }
