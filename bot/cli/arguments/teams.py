"""The arguments of `teams` and `invite`."""

import argparse
from pathlib import Path

from bot.cli.arguments.shared import add_json, add_language, person_help, text
from conversations.language import Translator


def add_teams(group: argparse.ArgumentParser, _: Translator) -> None:
    actions = group.add_subparsers(metavar=_("ACTION"), required=True)
    team = ("team", _("TEAM"), _("its name or id"))
    person = ("person", "KEY", person_help(_))
    name = ("name", _("NAME"), None)
    standard = ("standard", _("CODE"), None)
    assignment = ("assignment", _("ASSIGNMENT"), _("its id, as teams assignments shows it"))
    rows = (
        ("list", _("The teams; with a team, who is in it."), ()),
        ("create", _("Makes a team."), (name,)),
        ("rename", _("Gives a team another name."), (team, name)),
        ("archive", _("Ends a team; who was in it is kept."), (team,)),
        ("add", _("Puts somebody into a team."), (team, person)),
        ("remove", _("Takes somebody out of a team."), (team, person)),
        ("hand-over", _("Makes somebody a team's only manager."), (team, person)),
        ("assign", _("Assigns a standard, or some of its tasks."), (team, standard)),
        ("assignments", _("What a team works towards, and how far it is."), (team,)),
        ("withdraw", _("Ends an assignment; no answer is lost."), (assignment,)),
    )
    modules = {
        "list": "teams_list",
        "assign": "teams_assign",
        "assignments": "teams_assignments",
        "withdraw": "teams_withdraw",
    }
    for verb, about, operands in rows:
        action: argparse.ArgumentParser = actions.add_parser(verb, help=about, description=about)
        module = modules.get(verb, "teams_change")
        action.set_defaults(module=f"bot.cli.{module}", verb=verb)
        if verb == "list":
            action.add_argument("team", nargs="?", type=text, metavar=_("TEAM"))
        for dest, metavar, help_ in operands:
            action.add_argument(dest, type=text, metavar=metavar, help=help_)
        if verb == "assign":
            _add_terms(action, _)
        if verb == "add":
            action.add_argument("--role", choices=("learner", "staff"), default="learner")
            action.add_argument("--name", type=text, default="", help=_("what the team calls them"))
        add_json(action, _)
        add_language(action, _)


def _add_terms(action: argparse.ArgumentParser, _: Translator) -> None:
    for name, help_ in (
        ("--task", _("one of its tasks, as T1; all of them without it")),
        ("--critical", _("a task where a mistake does harm")),
    ):
        action.add_argument(
            name, action="append", type=text, default=[], metavar=_("TASK"), help=help_
        )
    action.add_argument("--person", type=text, metavar=_("KEY"), help=_("one learner alone"))
    action.add_argument("--until", type=text, metavar=_("DATE"), help=_("the last day"))
    action.add_argument(
        "--wanted",
        choices=("passed", "verified"),
        default="passed",
        help=_("the knowledge check passed, or also seen at work"),
    )


def add_invite(invite: argparse.ArgumentParser, _: Translator) -> None:
    invite.add_argument("team", nargs="?", type=text, metavar=_("TEAM"))
    invite.add_argument(
        "--role",
        choices=("learner", "staff", "manager"),
        default="learner",
        help=_("a manager waits for an owner's word"),
    )
    invite.add_argument("--days", type=int, metavar="N", help=_("how long it is valid"))
    invite.add_argument(
        "--uses", type=int, default=1, metavar="N", help=_("how many people may use it")
    )
    invite.add_argument("--bot", type=text, metavar=_("NAME"), help=_("the bot's user name"))
    invite.add_argument(
        "--qr", type=Path, metavar=_("FILE"), help=_("writes the link as a picture, a PNG, too")
    )
    invite.add_argument("--force", action="store_true", help=_("overwrites that file"))
    invite.add_argument("--list", action="store_true", help=_("the invites there are"))
    invite.add_argument(
        "--revoke", type=text, metavar=_("INVITE"), help=_("ends an invite: its id or its link")
    )
    add_json(invite, _)
    add_language(invite, _)
