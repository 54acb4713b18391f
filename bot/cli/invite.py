"""`competency-bot invite TEAM`: a link that lets people into a team, shown this once.

On paper or a screen people take it from a picture (`--qr`).
"""

import argparse
import asyncio
from datetime import UTC, datetime
from typing import Any

from bot.app import organisation_of
from bot.cli.context import Context, note, out, out_json
from bot.links import join_of, link_of, secret_of
from bot.settings import SettingsError, bot_name
from bot.writing import written_aside
from conversations.appointments import digest
from conversations.invites import DAYS, ID_LETTERS, Invite, NewInvite
from conversations.language import N_
from conversations.roles import OPERATOR, Role


def run(context: Context, options: argparse.Namespace) -> int:
    """Makes an invite, lists those there are, or revokes one, in the operator's name."""
    if options.revoke is not None:
        return _revoke(context, options)
    if options.list:
        return _list(context, options)
    if options.team is None:
        raise SettingsError(N_("Say which team people shall join."))
    name = bot_name(options.bot) if options.bot else context.settings.bot_name
    if name is None:
        raise SettingsError(
            N_("A link needs the bot's user name: set TELEGRAM_BOT, or say it with --bot.")
        )
    if options.qr is None:
        made, team = asyncio.run(_make(context, options))
        link = link_of(name, join_of(made.secret))
    else:
        from bot.qr_code import png

        # Nothing is made where the file can't be written.
        with written_aside(options.qr, force=options.force) as (_folder, written):
            made, team = asyncio.run(_make(context, options))
            link = link_of(name, join_of(made.secret))
            written.write_bytes(png(link))
    if options.json:
        told = _json(made.invite, team)
        out_json(told | {"link": link, "token": made.secret})
        return 0
    _ = context.say
    out(link)
    note(
        _.count(
            "It lets {n} person into {team} as {role}, until {until} UTC. It is not shown again; "
            "competency-bot invite --revoke {id} ends it.",
            "It lets {n} people into {team} as {role}, until {until} UTC. It is not shown again; "
            "competency-bot invite --revoke {id} ends it.",
            made.invite.uses_left,
            team=team,
            role=_(made.invite.role),
            until=f"{made.invite.expires_at:%Y-%m-%d %H:%M}",
            id=made.invite.id,
        )
    )
    return 0


async def _make(context: Context, options: argparse.Namespace) -> tuple[NewInvite, str]:
    days = DAYS if options.days is None else options.days
    async with organisation_of(context.settings) as organisation:
        team = await organisation.team_named(options.team)
        made = await organisation.invite(
            OPERATOR, team.id, Role(options.role), days=days, uses=options.uses
        )
        return made, team.name


def _list(context: Context, options: argparse.Namespace) -> int:
    async def read() -> list[dict[str, Any]]:
        async with organisation_of(context.settings) as organisation:
            if options.team is None:
                teams = await organisation.teams(OPERATOR)
            else:
                teams = (await organisation.team_named(options.team),)
            return [
                _json(invite, team.name)
                for team in teams
                for invite in await organisation.invites(OPERATOR, team.id)
            ]

    rows = asyncio.run(read())
    if options.json:
        out_json(rows)
        return 0
    _ = context.say
    for row in rows:
        role, uses = row["role"], row["uses_left"]
        left = _.count("{n} use left", "{n} uses left", uses)
        if row["revoked"]:
            left = _("revoked")
        elif datetime.fromisoformat(row["until"]) <= datetime.now(UTC):
            left = _("expired")
        out("\t".join((row["id"], row["team"], _(role), row["until"][:16], left)))
    return 0


def _json(invite: Invite, team: str) -> dict[str, Any]:
    return {
        "id": invite.id,
        "team": team,
        "role": invite.role.value,
        "until": invite.expires_at.isoformat(timespec="seconds"),
        "uses_left": invite.uses_left,
        "revoked": invite.revoked_at is not None,
    }


def _revoke(context: Context, options: argparse.Namespace) -> int:
    id = _id_of(options.revoke.strip())

    async def revoke() -> bool:
        async with organisation_of(context.settings) as organisation:
            return await organisation.revoke_invite(OPERATOR, id)

    if not asyncio.run(revoke()):
        raise SettingsError(N_("The invite {id} was revoked before."), id=id)
    if options.json:
        out_json({"id": id, "revoked": True})
    else:
        out(context.say("The invite {id} lets nobody in any more.", id=id))
    return 0


def _id_of(named: str) -> str:
    """The id of an invite that is named by it, by its link, or by its secret."""
    if len(named) == ID_LETTERS:
        return named.lower()
    start = named.rpartition("start=")[2]
    return digest(secret_of(start) or start)[:ID_LETTERS]
