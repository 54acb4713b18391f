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
from pathlib import Path

from bot.cli.arguments.commands import parser
from bot.cli.arguments.parser import USER_MISTAKE, complain
from bot.cli.context import Context
from bot.data_folder import working_in
from bot.errors import DataError
from bot.settings import Settings, SettingsError
from bot.telegram.errors import CannotRun
from conversations.errors import ConversationError
from conversations.language import N_, language_of, translator
from index.errors import IndexFailure
from standards.errors import StandardError
from standards.model import Language

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
        complain(_(error.msgid, **error.params))
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
            complain(_("The system refused: {reason}.", reason=reason))
        else:
            complain(_("{reason}: {file}", reason=reason, file=error.filename))
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


def spoken_language(environ: Mapping[str, str]) -> Language:
    """The language of the terminal: ours if set, else the locale's."""
    for name in ("COMPETENCY_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(name):
            return language_of(environ[name], Language.EN)
    return Language.EN
