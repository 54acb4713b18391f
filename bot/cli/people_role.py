"""`competency-bot people owner|editor|manager KEY`: gives a role, or takes it back."""

import argparse
import asyncio

from bot.app import organisation_of
from bot.cli.context import Context, out, out_json
from bot.cli.person import name_of, person_of
from conversations.organisation import Organisation
from conversations.roles import OPERATOR, Role


def run(context: Context, options: argparse.Namespace) -> int:
    """In the operator's name. Raises UnknownTeam, and where a role can't be taken back."""
    person, role = person_of(options.person), Role(options.role)
    team = getattr(options, "team", None)

    async def act() -> bool:
        async with organisation_of(context.settings) as organisation:
            if options.off:
                await _dismiss(organisation, role, person, team)
                return True
            return await _name(organisation, role, person, team)

    changed = asyncio.run(act())
    _ = context.say
    if options.json:
        out_json({"person": name_of(person), "role": role, "has": not options.off})
        return 0
    holes = {"person": name_of(person), "role": _(role)}
    if options.off:
        out(_("{person} is not {role} any more.", **holes))
    elif changed:
        out(_("{person} is {role} now.", **holes))
    else:
        out(_("{person} is {role} already.", **holes))
    return 0


async def _name(organisation: Organisation, role: Role, person: str, team: str | None) -> bool:
    if team is not None:
        named = await organisation.team_named(team)
        return await organisation.appoint_manager(OPERATOR, named.id, person)
    if role is Role.OWNER:
        return await organisation.name_owner(OPERATOR, person)
    return await organisation.name_editor(OPERATOR, person)


async def _dismiss(organisation: Organisation, role: Role, person: str, team: str | None) -> None:
    if team is not None:
        named = await organisation.team_named(team)
        await organisation.dismiss_manager(OPERATOR, named.id, person)
    elif role is Role.OWNER:
        await organisation.dismiss_owner(OPERATOR, person)
    else:
        await organisation.dismiss_editor(OPERATOR, person)
