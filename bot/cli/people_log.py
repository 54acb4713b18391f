"""`competency-bot people log`: what owners, managers and the operator did."""

import argparse
import asyncio

from bot.app import organisation_of
from bot.cli.context import Context, out, out_json
from bot.cli.person import name_of
from bot.settings import SettingsError
from bot.views.deeds import in_words
from conversations.audit import Entry
from conversations.language import N_
from conversations.organisation import LogNames
from conversations.roles import OPERATOR


def run(context: Context, options: argparse.Namespace) -> int:
    """The newest lines, newest first, in words; in JSON with the keys of people."""
    if options.last < 1:
        raise SettingsError(N_("Ask for at least one line."))
    entries, names = asyncio.run(_read(context, options.last))
    if options.json:
        out_json([_as_row(each, names) for each in entries])
        return 0
    told = LogNames(_with_keys(entries, names), names.teams)
    for each in entries:
        out(f"{each.at:%Y-%m-%d %H:%M} UTC\t{in_words(each, told, context.say)}")
    return 0


def _with_keys(entries: tuple[Entry, ...], names: LogNames) -> dict[str, str]:
    """Whoever runs the bot needs the keys, which are what its commands take."""
    keys = {key for each in entries for key in (each.who, each.whom) if key}
    return {
        key: f"{names.people[key]} ({name_of(key)})" if key in names.people else name_of(key)
        for key in keys
    }


def _as_row(entry: Entry, names: LogNames) -> dict[str, str | None]:
    return {
        "at": entry.at.isoformat(timespec="seconds"),
        "who": name_of(entry.who),
        "action": entry.action.value,
        "whom": None if entry.whom is None else name_of(entry.whom),
        "team": names.teams[entry.team] if entry.team else None,
        "detail": entry.detail,
    }


async def _read(context: Context, last: int) -> tuple[tuple[Entry, ...], LogNames]:
    async with organisation_of(context.settings) as organisation:
        entries = await organisation.log(OPERATOR, last)
        return entries, await organisation.names_in_log(OPERATOR, entries)
