"""The arguments of `items`."""

import argparse

from bot.cli.arguments.shared import add_json, add_language, text
from conversations.language import Translator


def add_items(group: argparse.ArgumentParser, _: Translator) -> None:
    actions = group.add_subparsers(metavar=_("ACTION"), required=True)
    rows = (
        ("list", _("The quiz items, written and generated, a row for each language.")),
        (
            "check",
            _(
                "What the item lint finds, and figures on the bank. The exit status is 0 when "
                "nothing is found, 1 when something is, and 2 when a file can't be read."
            ),
        ),
        ("statistics", _("How the items do in real answers, and which are worth a look.")),
        ("void", _("Takes a wrong item out of everybody's results, also those until now.")),
        ("restore", _("Lets a void item count again.")),
    )
    for name, about in rows:
        action: argparse.ArgumentParser = actions.add_parser(name, help=about, description=about)
        action.set_defaults(module=f"bot.cli.items_{name}")
        if name in ("list", "statistics"):
            action.add_argument("code", nargs="?", type=text, metavar=_("CODE"))
        if name in ("void", "restore"):
            action.add_argument("item", type=text, metavar=_("ID"))
        if name == "void":
            action.add_argument(
                "--version", type=int, metavar="N", help=_("only this one; all without it")
            )
            action.add_argument(
                "--reason", required=True, type=text, metavar=_("TEXT"), help=_("what is wrong")
            )
        add_json(action, _)
        add_language(action, _)
