"""What a line of the log looks like, and what it never shows."""

import io
import json
import logging
from collections.abc import Iterator
from datetime import datetime

import pytest

from bot.logs import LogFormat, set_up
from bot.telegram import redact

TOKEN = "7000000001:AAEmulatedTokenOfTheCompetencyBot0_x"


@pytest.fixture
def out() -> Iterator[io.StringIO]:
    """What is written to the root's new handler, as JSON."""
    root, stream = logging.getLogger(), io.StringIO()
    before, level = list(root.handlers), root.level
    set_up(LogFormat.JSON, stream)
    redact.install()
    yield stream
    for handler in set(root.handlers) - set(before):
        root.removeHandler(handler)
    root.setLevel(level)


def lines(out: io.StringIO) -> list[dict[str, str]]:
    return [json.loads(line) for line in out.getvalue().splitlines()]


def fail(words: str) -> None:
    raise ValueError(words)


def test_a_line_is_an_object_with_its_time_in_utc(out: io.StringIO) -> None:
    logging.getLogger("bot.some").info("說 %s", "一聲")
    (line,) = lines(out)
    offset = datetime.fromisoformat(line.pop("time")).utcoffset()
    assert offset is not None
    assert not offset
    assert line == {"level": "INFO", "logger": "bot.some", "message": "說 一聲"}


def test_a_traceback_stands_in_its_line_without_token_secret_and_text(out: io.StringIO) -> None:
    redact.keep_secret("the-secret-of-the-webhook")
    with redact.hiding(["my 'worry'\nand the rest", "Al", "Mei"]):
        try:
            fail(f"{TOKEN} the-secret-of-the-webhook: {['my ' + chr(39) + 'worry' + chr(39)]} Mei")
        except ValueError:
            logging.getLogger("bot.some").exception("cannot: %s", "and the rest")
    (line,) = lines(out)
    assert line["message"] == "cannot: <text>"
    told = line["traceback"].splitlines()[-1]
    assert "AAEmulated" not in told
    assert "webhook" not in told
    assert "worry" not in told
    assert told.endswith("<text>")


def test_afterwards_the_same_words_are_words_again(out: io.StringIO) -> None:
    with redact.hiding(["standards"]):
        logging.getLogger("bot").warning("the standards")
    logging.getLogger("bot").warning("the standards")
    assert [line["message"] for line in lines(out)] == ["the <text>", "the standards"]


def test_as_text_a_line_begins_with_its_time() -> None:
    root, stream = logging.getLogger(), io.StringIO()
    before, level = list(root.handlers), root.level
    set_up(LogFormat.TEXT, stream)
    try:
        logging.getLogger("bot").info("said")
    finally:
        for handler in set(root.handlers) - set(before):
            root.removeHandler(handler)
        root.setLevel(level)
    assert stream.getvalue().endswith(" INFO bot said\n")
