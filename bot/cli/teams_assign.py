"""`competency-bot teams assign TEAM CODE`: asks a team, or one of its learners, for a standard."""

import argparse
import asyncio
from datetime import date
from typing import Any

from bot.app import assigning_of, library_of
from bot.cli.context import Context, out, out_json
from bot.cli.person import name_of, person_of
from bot.settings import SettingsError
from conversations.assigning import Spread
from conversations.assignments import Assignment, Terms, Wanted
from conversations.language import N_
from conversations.notices import Reach
from conversations.roles import OPERATOR
from standards.model import Standard


def run(context: Context, options: argparse.Namespace) -> int:
    """In the operator's name.

    Raises UnknownTeam, UnknownStandard, UnknownPerson, UnusableAssignment, and SettingsError for a
    date that is none.
    """
    _ = context.say
    standard = library_of(context.settings).get(options.standard)
    terms = Terms(
        _ids(standard, options.task),
        Wanted[options.wanted.upper()],
        _day(options.until) if options.until else None,
        _ids(standard, options.critical),
    )
    person = person_of(options.person) if options.person else None

    async def act() -> tuple[Assignment, Spread]:
        async with assigning_of(context.settings) as (organisation, assigning):
            team = await organisation.team_named(options.team)
            return await assigning.assign(OPERATOR, team.id, standard, terms, person=person)

    assignment, spread = asyncio.run(act())
    if options.json:
        out_json(as_json(assignment) | {"told": spread.total})
        return 0
    out(_("Assigned as {id}: {terms}", id=assignment.id, terms=assignment.in_words))
    out(told(spread, context))
    return 0


def told(spread: Spread, context: Context) -> str:
    """How many people are told, and how many can't be."""
    said = context.say.count(
        "{n} learner will be told.", "{n} learners will be told.", spread.total
    )
    if gone := spread.reach.get(Reach.ON_RETURN, 0):
        waiting = context.say("{n} of them only on coming back.", n=gone)
        said = f"{said} {waiting}"
    return said


def as_json(assignment: Assignment) -> dict[str, Any]:
    """What it asks for."""
    return {
        "id": assignment.id,
        "person": assignment.person and name_of(assignment.person),
        "standard": assignment.standard,
        "tasks": list(assignment.tasks),
        "wanted": assignment.wanted.name.lower(),
        "until": assignment.due and assignment.due.isoformat(),
        "critical": list(assignment.critical),
    }


def _ids(standard: Standard, named: list[str]) -> tuple[str, ...]:
    """Tasks are named by their codes, or by their whole ids."""
    by_code = {task.code.casefold(): task.id for task in standard.tasks}
    return tuple(by_code.get(each.strip().casefold(), each) for each in named)


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise SettingsError(
            N_("{date} is no date; write it like 2026-12-03."), date=words
        ) from None
