"""`competency-bot simulate`: how often the readiness rules are wrong, and what a pass takes."""

import argparse
from dataclasses import asdict

from bot.cli.context import Context, out, out_json
from bot.settings import SettingsError
from conversations.language import N_
from conversations.readiness import ALGORITHM, CRITICAL, DEFAULT, Criterion, fewest_right
from conversations.simulation import LONGEST, Figures, simulate

WRONG = (0, 1, 2)
"""The numbers of wrong answers for which the fewest right ones are shown."""
COLUMNS = (
    N_("ability"),
    N_("passed"),
    N_("gap"),
    N_("unsure"),
    N_("questions"),
)


def run(context: Context, options: argparse.Namespace) -> int:
    """Two tables, or the same as JSON."""
    if options.learners < 1:
        raise SettingsError(
            N_("{learners} learners can't be simulated; it takes at least 1."),
            learners=str(options.learners),
        )
    rows = simulate(options.learners, options.seed)
    if options.json:
        out_json(
            {
                "algorithm": ALGORITHM,
                "cut": DEFAULT.cut,
                "confidence": DEFAULT.confidence,
                "most_items": LONGEST,
                "seed": options.seed,
                "abilities": [asdict(row) for row in rows],
                "fewest_right": [
                    {
                        "cut": criterion.cut,
                        "confidence": criterion.confidence,
                        "wrong": wrong,
                        "right": fewest_right(criterion, wrong),
                    }
                    for criterion in (DEFAULT, CRITICAL)
                    for wrong in WRONG
                ],
            }
        )
        return 0
    _ = context.say
    out(
        _(
            "{learners} learners of each ability, pass mark {cut}, certainty {confidence},"
            " at most {most} questions ({algorithm}):",
            learners=options.learners,
            cut=f"{DEFAULT.cut:.0%}",
            confidence=f"{DEFAULT.confidence:.0%}",
            most=LONGEST,
            algorithm=ALGORITHM,
        )
    )
    out("\t".join(_(column) for column in COLUMNS))
    for row in rows:
        out("\t".join(_cells(row)))
    out("")
    out(_("Fewest right answers for a pass:"))
    out(
        "\t".join(
            [
                _("mark / certainty"),
                *(_("{wrong} wrong", wrong=wrong) for wrong in WRONG),
            ]
        )
    )
    for criterion in (DEFAULT, CRITICAL):
        shares = f"{criterion.cut:.0%} / {criterion.confidence:.0%}"
        out("\t".join([shares, *(_fewest(context, criterion, wrong) for wrong in WRONG)]))
    return 0


def _cells(row: Figures) -> tuple[str, ...]:
    shares = (f"{share:.1%}" for share in (row.passed, row.gap, row.unsure))
    return f"{row.ability}%", *shares, f"{row.mean_items:.1f}"


def _fewest(context: Context, criterion: Criterion, wrong: int) -> str:
    right = fewest_right(criterion, wrong)
    _ = context.say
    return _("{right} of {asked}", right=right, asked=right + wrong)
