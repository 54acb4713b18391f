"""`competency-bot readiness`: where learners stand, task by task, from the answers kept."""

import argparse
import asyncio
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.app import database_of, library_of
from bot.cli.context import Context, note, out, out_json
from bot.settings import SettingsError
from bot.views.standing import said
from conversations.grounds import Grounds
from conversations.language import N_
from conversations.readiness import ALGORITHM, DEFAULT, TaskReadiness
from conversations.standing import answered_standards, standing
from conversations.standing_as_json import task_as_json
from standards.library import Library

TERMINAL = "terminal:"
"""What the key of a person in the terminal starts with; such a learner is named without it."""
TELEGRAM = "telegram:"


@dataclass(frozen=True, slots=True)
class _Stand:
    """One learner on one standard."""

    learner: str
    standard: str
    tasks: tuple[TaskReadiness, ...]


def run(context: Context, options: argparse.Namespace) -> int:
    """A line a task, or the same as JSON; raises SettingsError for a learner without answers."""
    wanted = asyncio.run(_grounds(context, options.learner))
    now = datetime.now(UTC)
    library = library_of(context.settings)
    stands = [
        stand for key, grounds in wanted.items() for stand in _stands(key, grounds, library, now)
    ]
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
        note(_("Nobody has answered a question yet."))
    for stand in stands:
        for task in stand.tasks:
            out("\t".join((stand.learner, task.task, said(task, _))))
    return 0


def key_of(learner: str, known: Collection[str]) -> str:
    """The key of a learner who is named as in `chat --user`, or by the key itself.

    Raises SettingsError for one who is not among the `known` keys.
    """
    key = learner if learner.startswith((TERMINAL, TELEGRAM)) else TERMINAL + learner
    if key not in known:
        raise SettingsError(N_("{learner} has not answered a question yet."), learner=learner)
    return key


async def _grounds(context: Context, learner: str | None) -> dict[str, Grounds]:
    """What the states of each person wanted rest on, by their key."""
    async with database_of(context.settings) as database:
        known = await database.quizzes.answered_by()
        wanted = known if learner is None else (key_of(learner, known),)
        return {key: await database.grounding.of(key) for key in wanted}


def _stands(key: str, grounds: Grounds, library: Library, now: datetime) -> Iterator[_Stand]:
    held = {standard.code: standard for standard in library.standards()}
    for code in sorted(answered_standards(grounds.records)):
        # Of a standard that was removed nothing can be said; its answers are kept.
        if code in held:
            yield _Stand(key.removeprefix(TERMINAL), code, standing(held[code], grounds, now))


def _json(stand: _Stand, context: Context) -> dict[str, Any]:
    return {
        "learner": stand.learner,
        "standard": stand.standard,
        "tasks": [task_as_json(task, context.say) for task in stand.tasks],
    }
