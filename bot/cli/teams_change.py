"""`competency-bot teams create|rename|archive|add|remove|hand-over`: changes a team."""

import argparse
import asyncio

from bot.app import organisation_of
from bot.cli.context import Context, out, out_json
from bot.cli.person import name_of, person_of
from conversations.language import N_
from conversations.organisation import Organisation
from conversations.roles import OPERATOR, Role
from conversations.teams import Team

_SAID = {
    "create": N_("There is a team {team} now."),
    "rename": N_("The team is called {team} now."),
    "archive": N_("The team {team} is archived."),
    "add": N_("{person} is in the team {team} now."),
    "remove": N_("{person} is not in the team {team} any more."),
    "hand-over": N_("{person} is the manager of {team} now."),
}


def run(context: Context, options: argparse.Namespace) -> int:
    """In the operator's name. Raises UnknownTeam, UnusableName, UnknownPerson."""
    person = person_of(options.person) if hasattr(options, "person") else None

    async def act() -> Team:
        async with organisation_of(context.settings) as organisation:
            return await _change(organisation, options, person or "")

    team = asyncio.run(act())
    if options.json:
        told = {"id": team.id, "name": team.name, "done": options.verb}
        out_json(told | ({"person": name_of(person)} if person else {}))
        return 0
    out(context.say(_SAID[options.verb], team=team.name, person=name_of(person or "")))
    return 0


async def _change(organisation: Organisation, options: argparse.Namespace, person: str) -> Team:
    if options.verb == "create":
        return await organisation.create_team(OPERATOR, options.name)
    team = await organisation.team_named(options.team)
    match options.verb:
        case "rename":
            return await organisation.rename_team(OPERATOR, team.id, options.name)
        case "archive":
            await organisation.archive_team(OPERATOR, team.id)
        case "add":
            role = Role(options.role)
            await organisation.add_member(OPERATOR, team.id, person, role, options.name)
        case "remove":
            await organisation.remove_member(OPERATOR, team.id, person)
        case _:
            await organisation.hand_over(OPERATOR, team.id, person)
    return team
