"""`competency-bot standards critical [TASK]`: tasks where a mistake does harm."""

import argparse
from datetime import UTC, datetime
from typing import Any

from bot.app import library_of
from bot.cli.context import Context, out, out_json
from bot.cli.task_policy import kept, lift, put, task_of
from bot.settings import SettingsError
from conversations.language import N_
from conversations.policies import Critical
from conversations.readiness import CRITICAL


def run(context: Context, options: argparse.Namespace) -> int:
    """Marks a task, takes the mark off it, or without a task lists those marked."""
    _ = context.say
    if options.task is None:
        rows = [policy for policy in kept(context) if isinstance(policy, Critical)]
        if options.json:
            out_json([_json(row) for row in rows])
        else:
            for row in rows:
                out("\t".join((row.task, f"{row.at:%Y-%m-%d}", row.by)).rstrip())
        return 0
    task = task_of(library_of(context.settings), options.task)
    if options.off:
        if not lift(context, task, Critical):
            raise SettingsError(N_("{task} is not marked as critical."), task=task)
        if options.json:
            out_json({"task": task, "critical": False})
        else:
            out(_("{task} is not critical any more.", task=task))
        return 0
    critical = Critical(task, options.by.strip(), datetime.now(UTC))
    put(context, critical)
    if options.json:
        out_json(_json(critical))
    else:
        out(
            _(
                "{task} is critical: it is asked about before others; the pass mark is {cut} "
                "unless experts set another, the certainty {confidence}.",
                task=task,
                confidence=f"{CRITICAL.confidence:.0%}",
                cut=f"{CRITICAL.cut:.0%}",
            )
        )
    return 0


def _json(critical: Critical) -> dict[str, Any]:
    return {
        "task": critical.task,
        "critical": True,
        "by": critical.by,
        "at": critical.at.isoformat(),
    }
