"""The arguments of `people`."""

import argparse

from bot.cli.arguments.shared import add_force, add_json, add_language, person_help, text
from conversations.language import Translator


def add_people(group: argparse.ArgumentParser, _: Translator) -> None:
    actions = group.add_subparsers(metavar=_("ACTION"), required=True)
    _add_data(actions, _)
    _add_roles(actions, _)


def _add_data(
    actions: "argparse._SubParsersAction[argparse.ArgumentParser]", _: Translator
) -> None:
    rows = (
        ("list", _("Everybody of whom something is kept.")),
        ("export", _("Everything kept about a person, and what follows from it, as JSON.")),
        ("erase", _("Erases everything kept about a person, for good.")),
    )
    for name, about in rows:
        action: argparse.ArgumentParser = actions.add_parser(name, help=about, description=about)
        action.set_defaults(module=f"bot.cli.people_{name}")
        if name != "list":
            action.add_argument(
                "key", type=text, metavar=_("KEY"), help=_("as people list shows it")
            )
        if name == "export":
            action.add_argument("file", metavar=_("FILE"), help=_("to write; - is stdout"))
            add_force(action, _)
        else:
            add_json(action, _)
        if name == "erase":
            action.add_argument("--yes", action="store_true", help=_("don't ask to type the key"))
        add_language(action, _)


def _add_roles(
    actions: "argparse._SubParsersAction[argparse.ArgumentParser]", _: Translator
) -> None:
    rows = (
        ("owner", _("Makes somebody an owner."), "people_role"),
        ("editor", _("Makes somebody an editor of standards and items."), "people_role"),
        ("manager", _("Makes somebody a team's manager, or confirms them."), "people_role"),
        ("roles", _("Who is owner, editor or manager, and who waits for it."), "people_roles"),
        ("log", _("What owners, managers and the operator did."), "people_log"),
    )
    for name, about, module in rows:
        action: argparse.ArgumentParser = actions.add_parser(name, help=about, description=about)
        action.set_defaults(module=f"bot.cli.{module}", role=name)
        if module == "people_role":
            action.add_argument("person", type=text, metavar="KEY", help=person_help(_))
            if name == "manager":
                action.add_argument("team", type=text, metavar=_("TEAM"))
            action.add_argument("--off", action="store_true", help=_("take it back"))
        if name == "log":
            action.add_argument(
                "--last", type=int, default=50, metavar="N", help=_("how many lines")
            )
        add_json(action, _)
        add_language(action, _)
