"""`competency-bot teams list [TEAM]`: the teams, or who is in one."""

import argparse
import asyncio
from typing import Any

from bot.app import organisation_of
from bot.cli.context import Context, out, out_json
from bot.cli.person import name_of
from conversations.organisation import Organisation
from conversations.roles import OPERATOR
from conversations.teams import Team


def run(context: Context, options: argparse.Namespace) -> int:
    """A line a team; with a team, a line a member. Raises UnknownTeam."""
    _ = context.say
    if options.team is not None:
        found = asyncio.run(_one(context, options.team))
        if options.json:
            out_json(found)
        for each in () if options.json else found["members"]:
            role = each["role"]
            out("	".join((each["person"], _(role), each["since"][:10], each["name"])).rstrip())
        return 0
    rows = asyncio.run(_all(context))
    if options.json:
        out_json(rows)
        return 0
    for row in rows:
        members, archived = row["members"], row["archived"]
        told = [row["name"], _.count("{n} member", "{n} members", members)]
        told.append(", ".join(row["managers"]) or _("no manager"))
        if archived:
            told.append(_("archived {date}", date=archived[:10]))
        out("\t".join(told))
    return 0


async def _all(context: Context) -> list[dict[str, Any]]:
    async with organisation_of(context.settings) as organisation:
        return [await _team(organisation, team) for team in await organisation.teams(OPERATOR)]


async def _team(organisation: Organisation, team: Team) -> dict[str, Any]:
    managers = await organisation.managers(OPERATOR, team.id)
    return {
        "id": team.id,
        "name": team.name,
        "managers": [name_of(person) for person in managers],
        "members": len(await organisation.members(OPERATOR, team.id)),
        "archived": team.archived_at and team.archived_at.isoformat(),
    }


async def _one(context: Context, named: str) -> dict[str, Any]:
    async with organisation_of(context.settings) as organisation:
        team = await organisation.team_named(named)
        members = [
            {
                "person": name_of(each.person),
                "name": each.name,
                "role": each.role.value,
                "since": each.joined_at.isoformat(),
            }
            for each in await organisation.members(OPERATOR, team.id)
        ]
        return {**await _team(organisation, team), "members": members}
