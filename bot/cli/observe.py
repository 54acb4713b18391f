"""`competency-bot observe LEARNER ITEM --by NAME`: a supervisor saw somebody do it at work."""

import argparse
import asyncio
from datetime import UTC, date, datetime, time, timedelta

from bot.app import database_of, library_of
from bot.cli.context import Context, out, out_json
from bot.cli.readiness import key_of
from bot.settings import SettingsError
from conversations.language import N_
from conversations.observing import VALID, Observation
from conversations.readiness import scopes
from standards.library import Library


def run(context: Context, options: argparse.Namespace) -> int:
    """Keeps one observation. Raises SettingsError where it can't be one."""
    observation = _observation(context, options, datetime.now(UTC))
    asyncio.run(_keep(context, options.learner, observation))
    if options.json:
        out_json(
            {
                "learner": options.learner,
                "target": observation.target,
                "observer": observation.observer,
                "at": observation.at.isoformat(),
                "valid_until": observation.valid_until.isoformat(),
                "performed": observation.performed,
                "note": observation.note,
            }
        )
        return 0
    _ = context.say
    holes = {
        "learner": options.learner,
        "item": observation.target,
        "date": observation.valid_until.date().isoformat(),
    }
    if observation.performed:
        out(_("Kept: {learner} has done {item} at work; valid until {date}.", **holes))
    else:
        out(_("Kept: {learner} has tried {item} and not yet mastered it.", **holes))
    return 0


def _observation(context: Context, options: argparse.Namespace, now: datetime) -> Observation:
    observer = options.by.strip()
    if not observer:
        raise SettingsError(N_("Say with --by who saw it."))
    return Observation(
        target=target_of(library_of(context.settings), options.item),
        observer=observer,
        at=now,
        valid_until=_until(options.valid_until, now),
        performed=not options.not_yet,
        note=options.note.strip(),
    )


async def _keep(context: Context, learner: str, observation: Observation) -> None:
    async with database_of(context.settings) as database:
        key = key_of(learner, await database.quizzes.answered_by())
        await database.observations.add(key, observation)


def target_of(library: Library, item: str) -> str:
    """The id of an indicator or output, whatever the case of its letters.

    Raises SettingsError for anything else, and UnknownStandard.
    """
    code, slash, _rest = item.strip().partition("/")
    if not slash:
        raise SettingsError(
            N_("Name {item} with its standard, as in {like}."),
            item=item,
            like="KRM4224-001v1/P1.1.1",
        )
    standard = library.get(code)
    for scope in scopes(standard):
        for seen in sorted(scope.seen):
            if seen.casefold() == item.strip().casefold():
                return seen
    raise SettingsError(
        N_("{item} is no indicator or output of {title}; only these can be seen at work."),
        item=item,
        title=standard.title,
    )


def _until(said: str | None, now: datetime) -> datetime:
    """The last moment of that day, in UTC."""
    if said is None:
        return _end_of((now + VALID).date())
    try:
        until = _end_of(date.fromisoformat(said))
    except ValueError:
        raise SettingsError(N_("{date} is no date; write it as 2027-01-31."), date=said) from None
    if until < now:
        raise SettingsError(N_("{date} is over already."), date=said)
    return until


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time(), UTC) + timedelta(days=1, microseconds=-1)
