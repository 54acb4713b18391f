"""`competency-bot items check`: what the lint says of the written items, and the bank's figures."""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from bot.app import has_database, library_of
from bot.cli.context import Context, out, out_json
from bot.cli.items_list import recall_of
from bot.cli.items_statistics import collected
from bot.places import item_code
from conversations.item_figures import (
    FormFigures,
    TaskFigures,
    form_figures,
    task_figures,
    telling_forms,
    written_forms,
)
from conversations.item_lint import ItemFinding, lint_bank
from conversations.language import Translator
from standards.item_bank import written_items
from standards.model import Language

FOUND = 1
"""The exit status when the lint finds something: the command worked, the items need work."""


def run(context: Context, options: argparse.Namespace) -> int:
    """The findings, then the figures; or both as JSON."""
    standards = library_of(context.settings).standards()
    written = [item for standard in standards for item in written_items(standard.code)]
    recall = {
        language: {standard.code: recall_of(standard, language) for standard in standards}
        for language in Language
    }
    forms = {
        "written": written_forms(written),
        "generated": {
            language: form_figures([item for bank in banks.values() for item in bank])
            for language, banks in recall.items()
            if any(banks.values())
        },
    }
    tasks = [
        figures
        for standard in standards
        for figures in task_figures(
            standard,
            [item for item in written if item.standard == standard.code],
            recall[standard.language][standard.code],
        )
    ]
    answered, _voided = collected(context, standards)
    flagged = sum(bool(each.looks) for each in answered)
    findings = (*lint_bank(written, standards), *telling_forms(forms["written"]))
    if options.json:
        out_json(
            {
                "findings": [_finding(each, context.say) for each in findings],
                "figures": _figures(forms, tasks),
                "worth_a_look": flagged,
            }
        )
    else:
        _print(findings, forms, tasks, context.say)
        if has_database(context.settings):
            out(
                context.say.count(
                    "{n} item is worth a look by its answers: competency-bot items statistics",
                    "{n} items are worth a look by their answers: competency-bot items statistics",
                    flagged,
                )
            )
    return FOUND if findings else 0


def _finding(found: ItemFinding, say: Translator) -> dict[str, Any]:
    return {
        "item": found.item,
        "language": found.language,
        "rule": found.broken.rule,
        "sentence": say(found.broken.msgid, **found.broken.params),
    }


def _figures(
    forms: Mapping[str, Mapping[Language, FormFigures]], tasks: Sequence[TaskFigures]
) -> dict[str, Any]:
    return {
        "forms": [
            {"origin": origin, "language": language, **asdict(figures)}
            for origin, by_language in forms.items()
            for language, figures in by_language.items()
        ],
        "tasks": [{**asdict(each), "enough": each.enough} for each in tasks],
    }


def _print(
    findings: Sequence[ItemFinding],
    forms: Mapping[str, Mapping[Language, FormFigures]],
    tasks: Sequence[TaskFigures],
    _: Translator,
) -> None:
    for each in findings:
        row = _finding(each, _)
        out("\t".join(str(row[name] or "–") for name in ("item", "language", "rule", "sentence")))
    out(_.count("{n} finding.", "{n} findings.", len(findings)))
    origins = {"written": _("written"), "generated": _("generated")}
    for origin, by_language in forms.items():
        for language, figures in by_language.items():
            out(
                _(
                    "{origin}, {language}: {n} items; the key is the longest option in {longest}, "
                    "the shortest in {shortest}; by place {places} (p = {p}); {polls} fit a poll.",
                    origin=origins[origin],
                    language=language,
                    n=figures.items,
                    longest=f"{figures.longest.share:.0%}",
                    shortest=f"{figures.shortest.share:.0%}",
                    places=" / ".join(map(str, figures.positions.counts)),
                    p=f"{figures.positions.p:.2f}",
                    polls=figures.polls,
                )
            )
    for task in tasks:
        line = _(
            "{task}: {scenario} scenario, {knowledge} knowledge, {recall} recall; "
            "{covered} of {indicators} indicators have a scenario",
            task=task.task,
            scenario=task.scenario,
            knowledge=task.knowledge,
            recall=task.recall,
            covered=task.indicators - len(task.without_scenario),
            indicators=task.indicators,
        )
        missing = ", ".join(item_code(id) for id in task.without_scenario)
        too_few = "" if task.enough else _("too few items to say that a check is passed")
        out(" · ".join(filter(None, (line, missing, too_few))))
