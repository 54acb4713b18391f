"""`competency-bot people roles`: who is owner, editor or manager, and who waits for it."""

import argparse
import asyncio

from bot.app import organisation_of
from bot.cli.context import Context, note, out, out_json
from bot.cli.person import name_of
from conversations.appointments import Grant, Nomination
from conversations.roles import OPERATOR, Role
from conversations.teams import Team


def run(context: Context, options: argparse.Namespace) -> int:
    """A line a role and person."""
    grants, waiting, teams = asyncio.run(_read(context))
    held = [(each.person, each.role, each.team, each.at, True) for each in grants]
    held += [(each.person, Role.MANAGER, each.team, each.at, False) for each in waiting]
    if options.json:
        out_json(
            [
                {
                    "person": name_of(person),
                    "role": role.value,
                    "team": teams[team].name if team else None,
                    "since": since.isoformat(),
                    "confirmed": confirmed,
                }
                for person, role, team, since, confirmed in held
            ]
        )
        return 0
    _ = context.say
    if not any(each.role is Role.OWNER for each in grants):
        note(_("Nobody is owner yet; name one with competency-bot people owner KEY."))
    for person, role, team, _since, confirmed in held:
        words = _(role) if confirmed else _("{role}, waits for an owner's word", role=_(role))
        out("\t".join((name_of(person), words, teams[team].name if team else "")).rstrip())
    return 0


async def _read(
    context: Context,
) -> tuple[tuple[Grant, ...], tuple[Nomination, ...], dict[str, Team]]:
    async with organisation_of(context.settings) as organisation:
        teams = {team.id: team for team in await organisation.teams(OPERATOR)}
        grants = await organisation.people(OPERATOR)
        return grants, await organisation.nominations(OPERATOR), teams
