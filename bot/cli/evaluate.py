"""`competency-bot evaluate FILE.jsonl`: figures on judged questions, all and by kind."""

import argparse
from dataclasses import asdict

from bot.app import assistant_of
from bot.cli.context import Context, out, out_json, read_lines
from conversations.errors import MalformedQuestions
from conversations.evaluate import Figures, Outcome, by, figures, read_judged
from conversations.language import N_

RESAMPLES = 1_000
"""Bootstrap samples behind the intervals."""
COLUMNS = (
    ("any_at_5", N_("any@5")),
    ("first", N_("first")),
    ("mrr", "MRR"),
    ("ndcg_at_10", "nDCG@10"),
    ("citation_f1", N_("cite F1")),
    ("declined_unanswerable", N_("declined")),
    ("declined_answerable", N_("wrongly")),
)


def run(context: Context, options: argparse.Namespace) -> int:
    """A table, or the same as JSON."""
    judged = read_judged(read_lines(options.file))
    if not judged:
        raise MalformedQuestions(N_("{file} holds no judged question."), file=options.file)
    with assistant_of(context.settings) as assistant:
        outcomes = [
            Outcome(one, assistant.answer(one.question, topic=assistant.after(one.history)).answer)
            for one in judged
        ]
    whole = figures(outcomes, RESAMPLES)
    groups = {
        "kind": by(outcomes, lambda one: one.kind),
        "language": by(outcomes, lambda one: one.language),
    }
    if options.json:
        tables = {
            name: {key: asdict(row) for key, row in rows.items()} for name, rows in groups.items()
        }
        out_json({"all": asdict(whole), **tables})
        return 0
    _ = context.say
    out(" ".join([f"{'':16}{_('n'):>5}", *(f"{_(label):>9}" for _name, label in COLUMNS)]))
    out(_row(_("all"), whole))
    for rows in groups.values():
        for key, row in rows.items():
            out(_row(key or "-", row))
    for name, (low, high) in whole.intervals.items():
        out(f"{name}: {low:.3f}–{high:.3f}")
    if whole.seconds is not None:
        out(_("median time of an answer: {ms} ms", ms=f"{whole.seconds * 1000:.1f}"))
    return 0


def _row(name: str, row: Figures) -> str:
    cells = (getattr(row, column) for column, _label in COLUMNS)
    shown = (f"{'–' if cell is None else format(cell, '.3f'):>9}" for cell in cells)
    return " ".join([f"{name:16}{row.questions:>5}", *shown])
