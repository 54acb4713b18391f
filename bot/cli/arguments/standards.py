"""The arguments of `standards`."""

import argparse

from bot.cli.arguments.parser import Parser
from bot.cli.arguments.shared import add_force, add_json, add_language, text
from conversations.language import Translator


def add_standards(group: argparse.ArgumentParser, _: Translator) -> None:
    actions = group.add_subparsers(metavar=_("ACTION"), required=True)
    rows = (
        ("list", _("What is loaded."), None),
        ("show", _("One standard, whole."), "CODE"),
        ("check", _("Reads documents without adding them."), "FILE"),
        ("add", _("Adds standards: all of them, or none if one can't be read."), "FILE"),
        ("remove", _("Removes a standard; for a day it can come back."), "CODE"),
        ("restore", _("Brings back a standard that was removed; lists those."), "CODE?"),
        ("export", _("Writes a standard as a CASE 1.1 package, as CSV or for Excel."), "CODE"),
        ("compare", _("What changed from one version of a standard to another."), None),
    )
    for name, about, operand in rows:
        action: argparse.ArgumentParser = actions.add_parser(name, help=about, description=about)
        action.set_defaults(module=f"bot.cli.standards_{name}")
        if operand == "FILE":
            action.add_argument("files", nargs="+", metavar=_("FILE"))
        elif operand:
            nargs = "?" if operand == "CODE?" else None
            action.add_argument("code", type=text, metavar=_("CODE"), nargs=nargs)
        if name == "add":
            _add_adding(action, _)
        elif name == "export":
            _add_exporting(action, _)
        elif name == "compare":
            for side, about in (("old", _("a code, or a file")), ("new", _("a code, or a file"))):
                action.add_argument(side, type=text, metavar=side.upper(), help=about)
        add_json(action, _)
        add_language(action, _)
    _add_policies(actions, _)


def _add_adding(action: argparse.ArgumentParser, _: Translator) -> None:
    for flag, about in (
        ("--yes", _("don't ask first, on a terminal")),
        ("--supersede", _("let a newer version take the place of the one that is loaded")),
        ("--older", _("keep an older version than the one that is loaded, to be read only")),
        ("--each", _("add what can be added and tell of the rest, a hundred at a time")),
    ):
        action.add_argument(flag, action="store_true", help=about)


def _add_exporting(action: argparse.ArgumentParser, _: Translator) -> None:
    if isinstance(action, Parser):
        action.mixed = True
    action.add_argument("file", nargs="?", metavar=_("FILE"), help=_("to write; - is stdout"))
    action.add_argument(
        "--format",
        choices=["case", "csv", "xlsx"],
        help=_("as the file's name ends, without it"),
    )
    add_force(action, _)


def _add_policies(
    actions: "argparse._SubParsersAction[argparse.ArgumentParser]", _: Translator
) -> None:
    critical = actions.add_parser(
        "critical",
        help=_("Marks a task as critical; lists those marked."),
        description=_("Marks a task as critical; lists those marked."),
    )
    cut = actions.add_parser(
        "cut",
        help=_("Sets a task's pass mark by 3 to 5 experts' votes; shows those set."),
        description=_(
            "Sets a task's pass mark by the votes of 3 to 5 experts: of ten just-competent people, "
            "how many get a question on it right? The mean of the votes is the mark."
        ),
    )
    for action, module in ((critical, "standards_critical"), (cut, "standards_cut")):
        action.set_defaults(module=f"bot.cli.{module}")
        action.add_argument("task", nargs="?", type=text, metavar=_("TASK"))
        action.add_argument("--off", action="store_true", help=_("take it back"))
        action.add_argument(
            "--by", type=text, default="", metavar=_("NAME"), help=_("who decided it")
        )
        add_json(action, _)
        add_language(action, _)
    cut.add_argument("votes", nargs="*", type=text, metavar=_("VOTE"), help=_("0.7 or 7/10"))
