"""Reads the command line, runs the command, and turns mistakes into one sentence and a status.

Building the parser must stay light (`--help` in a blink), so a command's module is imported only
when that command is run.
"""

import argparse
import io
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import NoReturn

from bot.cli.context import Context
from bot.data_folder import working_in
from bot.errors import DataError
from bot.settings import Settings, SettingsError
from bot.telegram.errors import CannotRun
from conversations.errors import ConversationError
from conversations.language import N_, Translator, language_of, translator
from index.errors import IndexFailure
from standards.errors import StandardError
from standards.model import Language

USER_MISTAKE = 2
"""The exit status when the user can mend it: a wrong file, a missing token, an unknown code."""
INTERRUPTED = 130
_RESTORE = "bot.cli.restore"


def run(arguments: Sequence[str]) -> int:
    """Runs one command and returns its exit status; never lets a traceback through."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that can't show Chinese still gets the rest.
            stream.reconfigure(errors="backslashreplace")
    language = spoken_language(os.environ)
    _ = translator(language)
    try:
        settings = Settings.from_env(os.environ)
        options = parser(_).parse_args(arguments)
        language = getattr(options, "lang", None) or settings.language or language
        _ = translator(Language(language))
        command: Callable[[Context, argparse.Namespace], int] = import_module(options.module).run
        _refuse_no_folder(settings.data)
        # A restore wants the folder for itself.
        with nullcontext() if options.module == _RESTORE else working_in(settings.data):
            status = command(Context(settings, _), options)
        sys.stdout.flush()
        return status
    except (
        StandardError,
        IndexFailure,
        ConversationError,
        SettingsError,
        CannotRun,
        DataError,
    ) as error:
        _say(_(error.msgid, **error.params))
        return USER_MISTAKE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone (`… | head`).
        _close_stdout()
        return 0
    except OSError as error:
        reason = error.strerror or str(error)
        if error.filename is None:
            _say(_("The system refused: {reason}.", reason=reason))
        else:
            _say(_("{reason}: {file}", reason=reason, file=error.filename))
        _close_stdout()
        return USER_MISTAKE


def _close_stdout() -> None:
    """Writes what is waiting; if that can't be, drops it, or Python would complain on closing."""
    try:
        sys.stdout.flush()
    except OSError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _refuse_no_folder(data: Path) -> None:
    """Raises SettingsError if `data`, or what it would stand in, is there and no folder."""
    for place in (data, *data.parents):
        if place.is_dir():
            return
        if place.exists():
            raise SettingsError(
                N_("Data can't be kept in {folder}: {place} is not a folder."),
                folder=str(data),
                place=str(place),
            )


def _text(argument: str) -> str:
    """An argument that is no file's name, made of whole letters."""
    from conversations.letters import well_formed  # late: `--help` reads no arguments

    return well_formed(argument)


def _say(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")


def spoken_language(environ: Mapping[str, str]) -> Language:
    """The language of the terminal: ours if set, else the locale's."""
    for name in ("COMPETENCY_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(name):
            return language_of(environ[name], Language.EN)
    return Language.EN


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, without the usage in front of it."""

    mixed = False
    """Options may stand between the operands, of which the last may be left out."""

    def parse_known_args(self, args=None, namespace=None):  # type: ignore[no-untyped-def]
        """As ever, or as `mixed` says."""
        if not self.mixed:
            return super().parse_known_args(args, namespace)
        self.mixed = False
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self.mixed = True

    def error(self, message: str) -> NoReturn:
        _say(f"{self.prog}: {message}")
        sys.exit(USER_MISTAKE)


def parser(_: Translator) -> argparse.ArgumentParser:
    """The whole command line."""
    top = _Parser(
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
        type=_text,
        metavar=_("NAME"),
        help=_("who is talking; quizzes are kept by name"),
    )
    _add_language(chat, _)

    ask = command("ask", _("One answer, or many from a file."), "ask")
    ask.add_argument("question", nargs="*", type=_text, metavar=_("QUESTION"))
    ask.add_argument("--batch", metavar=_("FILE"), help=_("JSON Lines of questions; - reads stdin"))
    ask.add_argument(
        "--explain", action="store_true", help=_("print how the question is understood")
    )
    _add_json(ask, _)
    _add_language(ask, _)

    _add_standards(
        command(
            "standards", _("Lists, shows, checks, adds and removes standards; sets pass marks."), ""
        ),
        _,
    )

    _add_items(
        command("items", _("Lists, checks and voids the quiz items, and shows how they do."), ""), _
    )

    evaluate = command(
        "evaluate", _("Retrieval and answer figures on a file of judged questions."), "evaluate"
    )
    evaluate.add_argument("file", metavar="FILE.jsonl")
    _add_json(evaluate, _)

    unanswered = command(
        "unanswered",
        _("Questions that were declined or whose answers did not help, for the editors."),
        "unanswered",
    )
    unanswered.add_argument(
        "--clear", action="store_true", help=_("empty the list after printing it")
    )
    _add_json(unanswered, _)
    _add_language(unanswered, _)

    simulate = command(
        "simulate",
        _("Plays learners of known ability through the checks: error rates."),
        "simulate",
    )
    simulate.add_argument(
        "--learners", type=int, default=200, metavar="N", help=_("how many of each ability")
    )
    simulate.add_argument("--seed", type=int, default=1, metavar="N", help=_("of the chance"))
    _add_json(simulate, _)
    _add_language(simulate, _)

    readiness = command(
        "readiness", _("Where learners stand on the tasks they were asked about."), "readiness"
    )
    readiness.add_argument(
        "--learner", metavar=_("NAME"), help=_("one learner, as in chat --user; all without it")
    )
    readiness.add_argument(
        "--team", type=_text, metavar=_("NAME"), help=_("the learners of one team")
    )
    readiness.add_argument(
        "--export",
        type=_text,
        metavar=_("FILE"),
        help=_("write the team's summary; the ending says how: .xlsx, .csv, .pdf, .png"),
    )
    readiness.add_argument(
        "--standard", type=_text, metavar=_("CODE"), help=_("of which standard to export it")
    )
    _add_force(readiness, _)
    _add_json(readiness, _)
    _add_language(readiness, _)

    _add_observe(command("observe", _("Keeps what a supervisor saw at work."), "observe"), _)

    _add_people(
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
    _add_teams(command("teams", _("Lists and changes teams and who is in them."), ""), _)
    _add_invite(command("invite", _("Makes a link that lets people into a team."), "invite"), _)

    command("run", _("The Telegram bot. Needs TELEGRAM_TOKEN."), "run")
    return top


def _add_standards(group: argparse.ArgumentParser, _: Translator) -> None:
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
            action.add_argument("code", type=_text, metavar=_("CODE"), nargs=nargs)
        if name == "add":
            _add_adding(action, _)
        elif name == "export":
            _add_exporting(action, _)
        elif name == "compare":
            for side, about in (("old", _("a code, or a file")), ("new", _("a code, or a file"))):
                action.add_argument(side, type=_text, metavar=side.upper(), help=about)
        _add_json(action, _)
        _add_language(action, _)
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
    if isinstance(action, _Parser):
        action.mixed = True
    action.add_argument("file", nargs="?", metavar=_("FILE"), help=_("to write; - is stdout"))
    action.add_argument(
        "--format",
        choices=["case", "csv", "xlsx"],
        help=_("as the file's name ends, without it"),
    )
    _add_force(action, _)


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
        action.add_argument("task", nargs="?", type=_text, metavar=_("TASK"))
        action.add_argument("--off", action="store_true", help=_("take it back"))
        action.add_argument(
            "--by", type=_text, default="", metavar=_("NAME"), help=_("who decided it")
        )
        _add_json(action, _)
        _add_language(action, _)
    cut.add_argument("votes", nargs="*", type=_text, metavar=_("VOTE"), help=_("0.7 or 7/10"))


def _add_observe(observe: argparse.ArgumentParser, _: Translator) -> None:
    observe.add_argument("learner", type=_text, metavar=_("LEARNER"), help=_("as in chat --user"))
    observe.add_argument(
        "item", type=_text, metavar=_("ITEM"), help=_("an indicator or output, with its standard")
    )
    observe.add_argument("--by", required=True, type=_text, metavar=_("NAME"), help=_("who saw it"))
    observe.add_argument(
        "--not-yet", action="store_true", help=_("it was tried and not yet mastered")
    )
    observe.add_argument(
        "--note", type=_text, default="", metavar=_("TEXT"), help=_("for the learner to read")
    )
    observe.add_argument(
        "--valid-until", metavar=_("DATE"), help=_("the last day it counts; a year without it")
    )
    _add_json(observe, _)
    _add_language(observe, _)


def _add_backup(
    backup: argparse.ArgumentParser, restore: argparse.ArgumentParser, _: Translator
) -> None:
    for command in (backup, restore):
        command.add_argument("file", metavar=_("FILE"))
        if command is backup:
            _add_force(command, _)
        _add_json(command, _)
        _add_language(command, _)


def _add_force(command: argparse.ArgumentParser, _: Translator) -> None:
    command.add_argument(
        "--force", action="store_true", help=_("overwrite the file if it is there")
    )


def _add_items(group: argparse.ArgumentParser, _: Translator) -> None:
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
            action.add_argument("code", nargs="?", type=_text, metavar=_("CODE"))
        if name in ("void", "restore"):
            action.add_argument("item", type=_text, metavar=_("ID"))
        if name == "void":
            action.add_argument(
                "--version", type=int, metavar="N", help=_("only this one; all without it")
            )
            action.add_argument(
                "--reason", required=True, type=_text, metavar=_("TEXT"), help=_("what is wrong")
            )
        _add_json(action, _)
        _add_language(action, _)


def _add_people(group: argparse.ArgumentParser, _: Translator) -> None:
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
                "key", type=_text, metavar=_("KEY"), help=_("as people list shows it")
            )
        if name == "export":
            action.add_argument("file", metavar=_("FILE"), help=_("to write; - is stdout"))
            _add_force(action, _)
        else:
            _add_json(action, _)
        if name == "erase":
            action.add_argument("--yes", action="store_true", help=_("don't ask to type the key"))
        _add_language(action, _)


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
            action.add_argument("person", type=_text, metavar="KEY", help=_person_help(_))
            if name == "manager":
                action.add_argument("team", type=_text, metavar=_("TEAM"))
            action.add_argument("--off", action="store_true", help=_("take it back"))
        if name == "log":
            action.add_argument(
                "--last", type=int, default=50, metavar="N", help=_("how many lines")
            )
        _add_json(action, _)
        _add_language(action, _)


def _add_teams(group: argparse.ArgumentParser, _: Translator) -> None:
    actions = group.add_subparsers(metavar=_("ACTION"), required=True)
    team = ("team", _("TEAM"), _("its name or id"))
    person = ("person", "KEY", _person_help(_))
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
            action.add_argument("team", nargs="?", type=_text, metavar=_("TEAM"))
        for dest, metavar, help_ in operands:
            action.add_argument(dest, type=_text, metavar=metavar, help=help_)
        if verb == "assign":
            _add_terms(action, _)
        if verb == "add":
            action.add_argument("--role", choices=("learner", "staff"), default="learner")
            action.add_argument(
                "--name", type=_text, default="", help=_("what the team calls them")
            )
        _add_json(action, _)
        _add_language(action, _)


def _add_terms(action: argparse.ArgumentParser, _: Translator) -> None:
    for name, help_ in (
        ("--task", _("one of its tasks, as T1; all of them without it")),
        ("--critical", _("a task where a mistake does harm")),
    ):
        action.add_argument(
            name, action="append", type=_text, default=[], metavar=_("TASK"), help=help_
        )
    action.add_argument("--person", type=_text, metavar=_("KEY"), help=_("one learner alone"))
    action.add_argument("--until", type=_text, metavar=_("DATE"), help=_("the last day"))
    action.add_argument(
        "--wanted",
        choices=("passed", "verified"),
        default="passed",
        help=_("the knowledge check passed, or also seen at work"),
    )


def _add_invite(invite: argparse.ArgumentParser, _: Translator) -> None:
    invite.add_argument("team", nargs="?", type=_text, metavar=_("TEAM"))
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
    invite.add_argument("--bot", type=_text, metavar=_("NAME"), help=_("the bot's user name"))
    invite.add_argument(
        "--qr", type=Path, metavar=_("FILE"), help=_("writes the link as a picture, a PNG, too")
    )
    invite.add_argument("--force", action="store_true", help=_("overwrites that file"))
    invite.add_argument("--list", action="store_true", help=_("the invites there are"))
    invite.add_argument(
        "--revoke", type=_text, metavar=_("INVITE"), help=_("ends an invite: its id or its link")
    )
    _add_json(invite, _)
    _add_language(invite, _)


def _person_help(_: Translator) -> str:
    return _("telegram: and a number, or a name as in chat --user")


def _add_json(command: argparse.ArgumentParser, _: Translator) -> None:
    command.add_argument("--json", action="store_true", help=_("JSON on stdout and nothing else"))


def _add_language(command: argparse.ArgumentParser, _: Translator) -> None:
    command.add_argument(
        "--lang",
        choices=[language.value for language in Language],
        help=_("the language to speak"),
    )
