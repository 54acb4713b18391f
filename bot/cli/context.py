"""What every command gets, and how it writes."""

import json
import sys
from dataclasses import dataclass
from typing import Any

from bot.settings import Settings
from conversations.language import Translator


@dataclass(frozen=True, slots=True)
class Context:
    """The settings and the language of one run of the command line."""

    settings: Settings
    say: Translator


def out(text: str) -> None:
    """A line of the result, on stdout."""
    sys.stdout.write(text + "\n")


def out_json(value: Any, *, indent: int | None = 2) -> None:
    """The result as JSON, on stdout; `indent=None` puts it on one line."""
    out(json.dumps(value, ensure_ascii=False, indent=indent))


def note(text: str) -> None:
    """Progress and remarks, on stderr, so that stdout holds the result alone."""
    sys.stderr.write(text + "\n")
