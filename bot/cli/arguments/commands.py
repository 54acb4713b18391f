"""The whole command line: every command and its arguments."""

import argparse
from importlib.metadata import version

from bot.cli.arguments.items import add_items
from bot.cli.arguments.parser import Parser
from bot.cli.arguments.people import add_people
from bot.cli.arguments.shared import add_force, add_json, add_language, text
from bot.cli.arguments.standards import add_standards
from bot.cli.arguments.teams import add_invite, add_teams
from conversations.language import Translator


def parser(_: Translator) -> argparse.ArgumentParser:
    """The whole command line."""
    top = Parser(
        prog="competency-bot",
        description=_("Occupational competency standards, asked and practised in a chat."),
    )
    top.add_argument("--version", action="version", version=version("competency-bot"))
    commands = top.add_subparsers(metavar=_("COMMAND"), required=True)

    def command(name: str, about: str, module: str) -> argparse.ArgumentParser:
        added: argparse.ArgumentParser = commands.add_parser(name, help=about, description=about)
        added.set_defaults(module=f"bot.cli.{module}")
        return added

    chat = command("chat", _("The conversation, in the terminal."), "chat")
    chat.add_argument(
        "--user",
        type=text,
        metavar=_("NAME"),
        help=_("who is talking; quizzes are kept by name"),
    )
    add_language(chat, _)

    ask = command("ask", _("One answer, or many from a file."), "ask")
    ask.add_argument("question", nargs="*", type=text, metavar=_("QUESTION"))
    ask.add_argument("--batch", metavar=_("FILE"), help=_("JSON Lines of questions; - reads stdin"))
    ask.add_argument(
        "--explain", action="store_true", help=_("print how the question is understood")
    )
    add_json(ask, _)
    add_language(ask, _)

    add_standards(
        command(
            "standards", _("Lists, shows, checks, adds and removes standards; sets pass marks."), ""
        ),
        _,
    )

    add_items(
        command("items", _("Lists, checks and voids the quiz items, and shows how they do."), ""), _
    )

    evaluate = command(
        "evaluate", _("Retrieval and answer figures on a file of judged questions."), "evaluate"
    )
    evaluate.add_argument("file", metavar="FILE.jsonl")
    add_json(evaluate, _)

    unanswered = command(
        "unanswered",
        _("Questions that were declined or whose answers did not help, for the editors."),
        "unanswered",
    )
    unanswered.add_argument(
        "--clear", action="store_true", help=_("empty the list after printing it")
    )
    add_json(unanswered, _)
    add_language(unanswered, _)

    simulate = command(
        "simulate",
        _("Plays learners of known ability through the checks: error rates."),
        "simulate",
    )
    simulate.add_argument(
        "--learners", type=int, default=200, metavar="N", help=_("how many of each ability")
    )
    simulate.add_argument("--seed", type=int, default=1, metavar="N", help=_("of the chance"))
    add_json(simulate, _)
    add_language(simulate, _)

    readiness = command(
        "readiness", _("Where learners stand on the tasks they were asked about."), "readiness"
    )
    readiness.add_argument(
        "--learner", metavar=_("NAME"), help=_("one learner, as in chat --user; all without it")
    )
    readiness.add_argument(
        "--team", type=text, metavar=_("NAME"), help=_("the learners of one team")
    )
    readiness.add_argument(
        "--export",
        type=text,
        metavar=_("FILE"),
        help=_("write the team's summary; the ending says how: .xlsx, .csv, .pdf, .png"),
    )
    readiness.add_argument(
        "--standard", type=text, metavar=_("CODE"), help=_("of which standard to export it")
    )
    add_force(readiness, _)
    add_json(readiness, _)
    add_language(readiness, _)

    _add_observe(command("observe", _("Keeps what a supervisor saw at work."), "observe"), _)

    add_people(
        command(
            "people",
            _("Lists people, names their roles; exports or erases everything about one."),
            "",
        ),
        _,
    )

    _add_backup(
        command(
            "backup", _("Writes all that lasts into one file, also while the bot runs."), "backup"
        ),
        command("restore", _("Puts a backup in the place of what is there."), "restore"),
        _,
    )
    add_teams(command("teams", _("Lists and changes teams and who is in them."), ""), _)
    add_invite(command("invite", _("Makes a link that lets people into a team."), "invite"), _)

    command("run", _("The Telegram bot. Needs TELEGRAM_TOKEN."), "run")
    return top


def _add_observe(observe: argparse.ArgumentParser, _: Translator) -> None:
    observe.add_argument("learner", type=text, metavar=_("LEARNER"), help=_("as in chat --user"))
    observe.add_argument(
        "item", type=text, metavar=_("ITEM"), help=_("an indicator or output, with its standard")
    )
    observe.add_argument("--by", required=True, type=text, metavar=_("NAME"), help=_("who saw it"))
    observe.add_argument(
        "--not-yet", action="store_true", help=_("it was tried and not yet mastered")
    )
    observe.add_argument(
        "--note", type=text, default="", metavar=_("TEXT"), help=_("for the learner to read")
    )
    observe.add_argument(
        "--valid-until", metavar=_("DATE"), help=_("the last day it counts; a year without it")
    )
    add_json(observe, _)
    add_language(observe, _)


def _add_backup(
    backup: argparse.ArgumentParser, restore: argparse.ArgumentParser, _: Translator
) -> None:
    for command in (backup, restore):
        command.add_argument("file", metavar=_("FILE"))
        if command is backup:
            add_force(command, _)
        add_json(command, _)
        add_language(command, _)
