"""What every command gets, and how it writes."""

import io
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.settings import Settings
from conversations.errors import MalformedQuestions
from conversations.language import N_, Translator


@dataclass(frozen=True, slots=True)
class Context:
    """The settings and the language of one run of the command line."""

    settings: Settings
    say: Translator


def out(text: str) -> None:
    """A line of the result, on stdout."""
    sys.stdout.write(text + "\n")


def out_json(value: Any, *, indent: int | None = 2) -> None:
    """The result as JSON in UTF-8, on stdout; `indent=None` puts it on one line."""
    if isinstance(sys.stdout, io.TextIOWrapper) and sys.stdout.encoding.lower() != "utf-8":
        sys.stdout.reconfigure(encoding="utf-8")
    out(json.dumps(value, ensure_ascii=False, indent=indent))


def note(text: str) -> None:
    """Progress and remarks, on stderr, so that stdout holds the result alone."""
    sys.stderr.write(text + "\n")


def read_lines(file: str) -> list[str]:
    """The lines of a UTF-8 file, or of stdin for `-`, without a byte order mark.

    Only a line feed ends a line: JSON may hold the other separators of Unicode as they are.
    """
    data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    try:
        return data.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise MalformedQuestions(N_("{file} is not a UTF-8 text file."), file=file) from error
