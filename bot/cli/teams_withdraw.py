"""`competency-bot teams withdraw ASSIGNMENT`: ends an assignment; no answer is lost."""

import argparse
import asyncio

from bot.app import assigning_of
from bot.cli.context import Context, out, out_json
from bot.cli.teams_assign import as_json, told
from conversations.assigning import Spread
from conversations.assignments import Assignment
from conversations.roles import OPERATOR


def run(context: Context, options: argparse.Namespace) -> int:
    """In the operator's name. Raises UnusableAssignment where there is none."""

    async def act() -> tuple[Assignment, Spread]:
        async with assigning_of(context.settings) as (_organisation, assigning):
            return await assigning.withdraw(OPERATOR, options.assignment)

    assignment, spread = asyncio.run(act())
    if options.json:
        out_json(as_json(assignment) | {"told": spread.total})
        return 0
    out(context.say("The assignment is withdrawn. No answer was lost."))
    out(told(spread, context))
    return 0
