"""`competency-bot readiness --team NAME --export FILE`: a team's summary as a file."""

import argparse
import asyncio
import os
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.app import database_of, library_of
from bot.callbacks import FileKind
from bot.cli.context import Context, note, out, out_json
from bot.errors import FileThere
from bot.message import Document
from bot.settings import SettingsError
from bot.team_files import documents
from bot.writing import written_aside
from conversations.language import N_
from conversations.roles import OPERATOR, Action
from conversations.team_standing import TeamReading


def run(context: Context, options: argparse.Namespace) -> int:
    """Writes the file, or one for each page of a picture as PNG, and names what it wrote.

    Raises SettingsError, UnknownTeam, UnknownStandard, and FileThere.
    """
    if options.team is None:
        raise SettingsError(N_("Say with --team whose summary it shall be."))
    file = Path(options.export)
    kind = _kind_of(file)
    if not options.force and os.path.lexists(file):
        # Before anything is read: nothing is taken along that is not written.
        raise FileThere(N_("{file} is there already; --force overwrites it."), file=str(file))
    made = asyncio.run(_made(context, options, kind))
    written = []
    for number, document in enumerate(made, start=1):
        path = file if len(made) == 1 else file.with_stem(f"{file.stem}-{number}")
        with written_aside(path, force=options.force) as (_folder, aside):
            aside.write_bytes(document.content)
        written.append(str(path))
    if options.json:
        out_json({"files": written, "about": made[0].caption})
        return 0
    for name in written:
        out(name)
    note(made[0].caption)
    return 0


def _kind_of(file: Path) -> FileKind:
    try:
        return FileKind(file.suffix.lower().removeprefix("."))
    except ValueError:
        raise SettingsError(
            N_("{file} ends in nothing known; let it end in {endings}."),
            file=file.name,
            endings=", ".join(f".{kind}" for kind in FileKind),
        ) from None


async def _made(
    context: Context, options: argparse.Namespace, kind: FileKind
) -> tuple[Document, ...]:
    library = library_of(context.settings)
    code = library.get(options.standard).code if options.standard else ""
    now = datetime.now(UTC)
    async with database_of(context.settings) as database:
        organisation = database.organisation(lambda: now)
        team = await organisation.team_named(options.team)
        grounding = database.grounding.among(library.standards, library.past)
        stands = await TeamReading(organisation, grounding).standing(
            OPERATOR,
            team.id,
            library.standards(),
            code,
            now.astimezone(ZoneInfo(context.settings.zone)),
        )
        if stands.standard is None or stands.summary is None:
            raise SettingsError(
                N_("Nothing is assigned in {team}, and nobody in it has answered a question."),
                team=team.name,
            )
        made = documents(kind, stands.summary, stands.standard, context.say)
        detail = f"{stands.standard.code}, {kind}"
        await organisation.record(OPERATOR, Action.EXPORT_TEAM, team.id, detail=detail)
    others = [each.code for each in stands.standards if each is not stands.standard]
    if others and not code:
        note(
            context.say(
                "This is {code}; the team also works with {others}: name one with --standard.",
                code=stands.standard.code,
                others=", ".join(others),
            )
        )
    return made
