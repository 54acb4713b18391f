"""`competency-bot standards cut [TASK [VOTE...]]`: the cut of a task, by experts' votes."""

import argparse
from datetime import UTC, datetime
from typing import Any

from bot.app import library_of
from bot.cli.context import Context, note, out, out_json
from bot.cli.task_policy import kept, lift, put, task_of
from bot.settings import SettingsError
from conversations.language import N_, Translator
from conversations.policies import CutScore, votes_of


def run(context: Context, options: argparse.Namespace) -> int:
    """Sets the cut, takes it off, or without votes shows what is set."""
    _ = context.say
    task = task_of(library_of(context.settings), options.task) if options.task else None
    if task and options.off:
        if not lift(context, task, CutScore):
            raise SettingsError(N_("No pass mark is set for {task}."), task=task)
        if options.json:
            out_json({"task": task, "cut": None})
        else:
            out(_("{task} is judged by the default pass mark again.", task=task))
        return 0
    if not task or not options.votes:
        _show(context, options, task)
        return 0
    if not options.by.strip():
        raise SettingsError(N_("Say with --by who set the pass mark."))
    cut = CutScore(task, votes_of(options.votes), options.by.strip(), datetime.now(UTC))
    put(context, cut)
    if options.json:
        out_json(_json(cut))
    else:
        out(_line(cut, _))
    return 0


def _show(context: Context, options: argparse.Namespace, task: str | None) -> None:
    _ = context.say
    rows = [
        policy
        for policy in kept(context)
        if isinstance(policy, CutScore) and task in (None, policy.task)
    ]
    if options.json:
        out_json([_json(row) for row in rows])
        return
    for row in rows:
        out(_line(row, _))
    if not rows:
        note(_("No pass mark is set; the default holds."))


def _line(cut: CutScore, _: Translator) -> str:
    return _(
        "{task}: pass mark {cut}, the mean of {votes} (standard deviation {spread}); {by}, {date}",
        task=cut.task,
        cut=f"{cut.cut:.1%}",
        votes=", ".join(f"{vote:.0%}" for vote in cut.votes),
        spread=f"{cut.spread:.1%}",
        by=cut.by,
        date=cut.at.date().isoformat(),
    )


def _json(cut: CutScore) -> dict[str, Any]:
    return {
        "task": cut.task,
        "cut": round(cut.cut, 4),
        "spread": round(cut.spread, 4),
        "votes": list(cut.votes),
        "by": cut.by,
        "at": cut.at.isoformat(),
    }
