"""`competency-bot readiness`: where learners stand, task by task, from the answers kept."""

import argparse
import asyncio
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.app import database_of, library_of
from bot.cli import team_export
from bot.cli.context import Context, note, out, out_json
from bot.cli.person import TELEGRAM, TERMINAL, name_of
from bot.settings import SettingsError
from bot.views.standing import said
from conversations.grounds import Grounds
from conversations.language import N_
from conversations.readiness import ALGORITHM, DEFAULT, TaskReadiness
from conversations.roles import Role
from conversations.standing import answered_standards, standing
from conversations.standing_as_json import task_as_json
from standards.library import Library


@dataclass(frozen=True, slots=True)
class _Stand:
    """One learner on one standard."""

    learner: str
    standard: str
    tasks: tuple[TaskReadiness, ...]
    name: str = ""
    """What their team calls them."""

    @property
    def called(self) -> str:
        """The name, and the key that commands take."""
        return f"{self.name} ({self.learner})" if self.name else self.learner


def run(context: Context, options: argparse.Namespace) -> int:
    """A line a task, or the same as JSON; with --export, a file.

    Raises SettingsError for a learner without answers, and UnknownTeam.
    """
    if options.learner is not None and options.team is not None:
        raise SettingsError(N_("Name a learner or a team, not both."))
    if options.export is not None:
        return team_export.run(context, options)
    library = library_of(context.settings)
    wanted = asyncio.run(
        _grounds(context, library, options.learner)
        if options.team is None
        else _team(context, library, options.team)
    )
    now = datetime.now(UTC)
    stands = [stand for each in wanted for stand in _stands(each, library, now)]
    if options.json:
        out_json(
            {
                "as_of": now.isoformat(),
                "algorithm": ALGORITHM,
                "cut": DEFAULT.cut,
                "confidence": DEFAULT.confidence,
                "learners": [_json(stand, context) for stand in stands],
            }
        )
        return 0
    _ = context.say
    if not stands:
        nobody = (
            N_("Nobody has answered a question yet.")
            if options.team is None
            else N_("Nobody in this team was assigned anything or has answered a question yet.")
        )
        note(_(nobody))
    for stand in stands:
        for task in stand.tasks:
            out("\t".join((stand.called, task.task, said(task, _))))
    return 0


def key_of(learner: str, known: Collection[str]) -> str:
    """The key of a learner who is named as in `chat --user`, or by the key itself.

    Raises SettingsError for one who is not among the `known` keys.
    """
    key = learner if learner.startswith((TERMINAL, TELEGRAM)) else TERMINAL + learner
    if key not in known:
        raise SettingsError(N_("{learner} has not answered a question yet."), learner=learner)
    return key


@dataclass(frozen=True, slots=True)
class _Learner:
    """Whose states are wanted, and on which standards, even if nothing was answered on them."""

    key: str
    grounds: Grounds
    assigned: tuple[str, ...] = ()
    name: str = ""


async def _grounds(context: Context, library: Library, learner: str | None) -> list[_Learner]:
    """One learner, or everybody who ever answered."""
    async with database_of(context.settings) as database:
        known = await database.quizzes.answered_by()
        wanted = known if learner is None else (key_of(learner, known),)
        grounding = database.grounding.among(library.standards, library.past)
        return [_Learner(key, await grounding.of(key)) for key in wanted]


async def _team(context: Context, library: Library, named: str) -> list[_Learner]:
    """The learners who are in the team now, also those who never answered."""
    async with database_of(context.settings) as database:
        organisation = database.organisation(lambda: datetime.now(UTC))
        team = await organisation.team_named(named)
        members = await database.teams.members(team.id)
        names = {each.person: each.name for each in members if each.role is Role.LEARNER}
        grounding = database.grounding.among(library.standards, library.past)
        return [
            _Learner(
                person,
                grounds,
                tuple(each.standard for each in grounds.assigned if each.team == team.id),
                names[person],
            )
            for person, grounds in (await grounding.of_many(list(names))).items()
        ]


def _stands(learner: _Learner, library: Library, now: datetime) -> Iterator[_Stand]:
    held = {standard.code: standard for standard in library.standards()}
    for code in sorted({*answered_standards(learner.grounds.records), *learner.assigned}):
        # Of a standard that was removed nothing can be said; its answers are kept.
        if code in held:
            tasks = standing(held[code], learner.grounds, now)
            yield _Stand(name_of(learner.key), code, tasks, learner.name)


def _json(stand: _Stand, context: Context) -> dict[str, Any]:
    return {
        "learner": stand.learner,
        "standard": stand.standard,
        "tasks": [task_as_json(task, context.say) for task in stand.tasks],
    }
