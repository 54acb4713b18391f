"""Options that several commands take."""

import argparse

from conversations.language import Translator
from standards.model import Language


def text(argument: str) -> str:
    """An argument that is no file's name, made of whole letters."""
    from conversations.letters import well_formed  # late: `--help` reads no arguments

    return well_formed(argument)


def add_force(command: argparse.ArgumentParser, _: Translator) -> None:
    command.add_argument(
        "--force", action="store_true", help=_("overwrite the file if it is there")
    )


def person_help(_: Translator) -> str:
    return _("telegram: and a number, or a name as in chat --user")


def add_json(command: argparse.ArgumentParser, _: Translator) -> None:
    command.add_argument("--json", action="store_true", help=_("JSON on stdout and nothing else"))


def add_language(command: argparse.ArgumentParser, _: Translator) -> None:
    command.add_argument(
        "--lang",
        choices=[language.value for language in Language],
        help=_("the language to speak"),
    )
