"""`competency-bot standards check FILE…`: what would be understood, and every finding."""

import argparse
from pathlib import Path

from bot.app import library_of
from bot.cli.context import Context, out, out_json
from bot.cli.standard_text import finding_lines
from standards.as_json import standard_json
from standards.model import Standard


def run(context: Context, options: argparse.Namespace) -> int:
    """Each document's standard and findings, or the standards as JSON; nothing is added."""
    readings = library_of(context.settings).check([Path(file) for file in options.files])
    if options.json:
        out_json([standard_json(reading.standard, context.say.template) for reading in readings])
        return 0
    for file, reading in zip(options.files, readings, strict=True):
        out(f"{file}: {_understood(context, reading.standard)}")
        for line in finding_lines(reading.standard.findings, context.say):
            out(f"  {line}")
    return 0


def _understood(context: Context, standard: Standard) -> str:
    _ = context.say
    activities = sum(len(task.activities) for task in standard.tasks)
    indicators = sum(len(tuple(task.all_indicators())) for task in standard.tasks)
    outputs = sum(len(tuple(task.all_outputs())) for task in standard.tasks)
    counts = (
        _.count("{n} task", "{n} tasks", len(standard.tasks)),
        _.count("{n} activity", "{n} activities", activities),
        _.count("{n} output", "{n} outputs", outputs),
        _.count("{n} indicator", "{n} indicators", indicators),
        _.count("{n} item of knowledge", "{n} items of knowledge", len(standard.knowledge)),
        _.count("{n} skill", "{n} skills", len(standard.skills)),
        _.count("{n} attitude", "{n} attitudes", len(standard.attitudes)),
        _.count("{n} finding", "{n} findings", len(standard.findings)),
    )
    return f"{standard.code} {standard.title} [{standard.family}] " + ", ".join(counts)
