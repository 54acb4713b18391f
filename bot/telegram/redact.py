"""Keeps secrets, people's keys and what they write out of every log line, traceback and all."""

import json
import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

HIDDEN = "<token>"
SAID = "<text>"
SHORTEST = 3
"""Letters of a text; a shorter one says nothing, and would be found everywhere."""
_TOKEN = re.compile(r"\d{6,}(?::|%3A)[A-Za-z0-9_-]{30,}", re.IGNORECASE)
SOMEBODY = "<person>"
_PERSON = re.compile(r"\b(?:telegram:(?:-?\d+(?:/\d+)?:)?-?\d+|terminal:[^\s'\"),\]]+)")
_PLAIN = logging.Formatter()


_secrets: set[str] = set()
_said: ContextVar[tuple[str, ...]] = ContextVar("said", default=())


def redact(words: str) -> str:
    """`words` without tokens, be they plain or percent-encoded as in an address, secrets, and keys
    of people.

    Nor does it show the texts that are being handled where it is called.
    """
    for secret in _secrets:
        words = words.replace(secret, HIDDEN)
    for text in _said.get():
        words = words.replace(text, SAID)
    return _PERSON.sub(SOMEBODY, _TOKEN.sub(HIDDEN, words))


def keep_secret(secret: str) -> None:
    """Takes it out of everything that is logged from now on."""
    _secrets.add(secret)


@contextmanager
def hiding(texts: Iterable[str]) -> Iterator[None]:
    """Inside, what is logged shows none of the texts, nor what is begun inside and goes on after.

    A text is found whole, line by line, and as Python or JSON would write it.
    """
    hidden = set()
    for text in texts:
        for part in (text, *text.splitlines()):
            if len(part.strip()) >= SHORTEST:
                hidden |= {part.strip(), repr(part.strip())[1:-1], json.dumps(part.strip())[1:-1]}
    token = _said.set(tuple(sorted(hidden, key=len, reverse=True)))
    try:
        yield
    finally:
        _said.reset(token)


class Redact(logging.Filter):
    """A handler's filter; on a logger it would miss what that logger's children say."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrites the record's text in place and lets it pass."""
        try:
            words = record.getMessage()
        except (TypeError, ValueError):
            # The logging call itself is wrong; its pieces are still worth having.
            words = f"{record.msg} {record.args}"
        record.msg, record.args = redact(words), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = _PLAIN.formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = redact(record.exc_text)
            # A formatter that words tracebacks anew must not find the exception again.
            record.exc_info = None
        if record.stack_info:
            record.stack_info = redact(record.stack_info)
        return True


def install(root: logging.Logger | None = None) -> None:
    """Filters every handler that `root` has by now, and silences the clients that log addresses."""
    for handler in (root or logging.getLogger()).handlers:
        if not any(isinstance(known, Redact) for known in handler.filters):
            handler.addFilter(Redact())
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
