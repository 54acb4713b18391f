"""`competency-bot standards list`: what is loaded."""

import argparse

from bot.app import library_of
from bot.cli.context import Context, note, out, out_json
from standards.model import Standard


def run(context: Context, options: argparse.Namespace) -> int:
    """A line a standard, or their heads as JSON."""
    library = library_of(context.settings)
    standards = library.standards()
    if options.json:
        out_json([_head(standard) for standard in standards])
    else:
        for standard in standards:
            out(f"{standard.code}\t{standard.title}\t{_about(context, standard)}")
    for standard in () if options.json else library.past():
        by = library.successor(standard.code) or ""
        note(
            context.say(
                "{code} is kept to be read; {by} has taken its place.", code=standard.code, by=by
            )
        )
    for problem in library.problems():
        note(context.say(problem.msgid, **problem.params))
    return 0


def _head(standard: Standard) -> dict[str, object]:
    return {
        "id": standard.id,
        "code": standard.code,
        "title": standard.title,
        "family": standard.family,
        "language": standard.language,
        "level": standard.level,
        "credit": standard.credit,
        "tasks": len(standard.tasks),
        "indicators": sum(len(tuple(task.all_indicators())) for task in standard.tasks),
        "findings": len(standard.findings),
        "publisher": standard.source.publisher,
        "source": standard.source.source,
    }


def _about(context: Context, standard: Standard) -> str:
    say = context.say
    tasks = say.count("{n} task", "{n} tasks", len(standard.tasks))
    level = "" if standard.level is None else say("level {level}", level=standard.level)
    return " · ".join(filter(None, (level, tasks, standard.source.publisher)))
