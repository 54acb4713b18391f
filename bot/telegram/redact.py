"""Keeps bot tokens and people's keys out of every log line: message, arguments, traceback."""

import logging
import re

HIDDEN = "<token>"
_TOKEN = re.compile(r"\d{6,}(?::|%3A)[A-Za-z0-9_-]{30,}", re.IGNORECASE)
SOMEBODY = "<person>"
_PERSON = re.compile(r"\b(?:telegram:(?:-?\d+(?:/\d+)?:)?-?\d+|terminal:[^\s'\"),\]]+)")
_PLAIN = logging.Formatter()


def redact(words: str) -> str:
    """`words` without tokens, be they plain or percent-encoded as in an address, and without keys
    of people.
    """
    return _PERSON.sub(SOMEBODY, _TOKEN.sub(HIDDEN, words))


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
