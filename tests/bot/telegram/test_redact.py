"""Tokens stay out of the log."""

import io
import logging
from collections.abc import Iterator

import pytest

from bot.telegram.redact import install, redact

TOKEN = "7000000001:AAEmulatedTokenOfTheCompetencyBot0_x"


@pytest.fixture
def log() -> Iterator[tuple[logging.Logger, io.StringIO]]:
    """A root-like logger with a filtered handler, and what it wrote."""
    out = io.StringIO()
    logger = logging.Logger("root of the test")
    handler = logging.StreamHandler(out)
    handler.setFormatter(logging.Formatter("%(message)s"))
    logger.addHandler(handler)
    install(logger)
    yield logger, out
    handler.close()


def fail(words: str) -> None:
    raise ValueError(words)


@pytest.mark.parametrize(
    ("message", "args"),
    [
        (f"POST https://api.telegram.org/bot{TOKEN}/getMe", ()),
        ("POST %s", (f"https://api.telegram.org/bot{TOKEN.replace(':', '%3A')}/getMe",)),
        ("%r", ({"token": TOKEN},)),
        (f"{TOKEN} %d", ("not a number",)),
    ],
)
def test_no_message_shows_a_token(
    log: tuple[logging.Logger, io.StringIO], message: str, args: tuple[object, ...]
) -> None:
    logger, out = log
    logger.warning(message, *args)
    assert "AAEmulated" not in out.getvalue()
    assert "<token>" in out.getvalue()


def test_no_traceback_shows_a_token(log: tuple[logging.Logger, io.StringIO]) -> None:
    logger, out = log
    try:
        try:
            fail(f"inner {TOKEN}")
        except ValueError as error:
            raise RuntimeError(f"outer {TOKEN}") from error
    except RuntimeError:
        logger.exception("it failed", stack_info=True)
    assert "AAEmulated" not in out.getvalue()
    assert "RuntimeError: outer <token>" in out.getvalue()
    assert "ValueError: inner <token>" in out.getvalue()


def test_other_words_stay_as_they_are() -> None:
    words = "12:30, KRM4224-001v1/T1, 1234567:short"
    assert redact(words) == words


def test_what_a_child_logger_says_is_filtered_too() -> None:
    out = io.StringIO()
    root = logging.getLogger()
    handler = logging.StreamHandler(out)
    root.addHandler(handler)
    try:
        install()
        install()
        assert len(handler.filters) == 1
        logging.getLogger("some.library").warning("with %s", TOKEN)
        logging.getLogger("httpx").info("POST %s", TOKEN)
    finally:
        root.removeHandler(handler)
    assert out.getvalue() == "with <token>\n"


@pytest.mark.parametrize(
    "key",
    [
        "telegram:123456789",
        "telegram:-100500:123456789",
        "telegram:-100500/7:123456789",
        "terminal:mei",
        "terminal:小美",
    ],
)
def test_nobodys_key_is_shown(log: tuple[logging.Logger, io.StringIO], key: str) -> None:
    logger, out = log
    try:
        fail(f"no {key}, nor ('{key}',)")
    except ValueError:
        logger.exception("%s of %s", "All", [key])
    assert key not in out.getvalue()
    assert key.partition(":")[2] not in out.getvalue()
    assert out.getvalue().startswith("All of ['<person>']")
