"""Requests to Telegram that don't end well: waited for, tried again, or told apart.

| what happened | was it carried out? | so |
|---|---|---|
| 429 | no | wait as long as asked, to the full, and try again |
| no connection | no | try again after 1, 2, 4 and 8 seconds |
| 5xx | no, says Telegram | the same |
| half an answer after a good status | yes | go on; only what the answer would have said is lost |
| no answer | nobody knows | try an edit again; never a message, which might come twice |
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.telegram.request import Unanswered, Unsent

_log = logging.getLogger(__name__)
T = TypeVar("T")

FAILURES_BORNE = 4
"""Times that something is tried again after a failure; the pauses are 1, 2, 4 and 8 seconds."""
PAUSES_BORNE = 5
"""Times that Telegram may ask us to wait for one request."""
FIRST_PAUSE = 1.0
_ANSWERS = (BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, RetryAfter)
"""What Telegram itself says of a request."""


async def patiently(
    call: Callable[[], Awaitable[T]], *, repeatable: bool = False, borne: int = FAILURES_BORNE
) -> T | None:
    """The call's result; None where it was carried out and the result is lost.

    With `repeatable` it may be carried out twice; so many failures are `borne`. Raises what
    Telegram says, and where it says nothing, what was the matter at last; `surely_unsent` and
    `maybe_sent` tell whether it may have come.
    """
    pauses = failures = 0
    while True:
        try:
            return await call()
        except RetryAfter as error:
            pauses += 1
            if pauses > PAUSES_BORNE:
                raise
            seconds = seconds_of(error)
            _log.info("Telegram asks for a pause of %s s", seconds)
            await asyncio.sleep(seconds)
        except TelegramError as error:
            if isinstance(error, _ANSWERS):
                raise
            if not repeatable and _surely_done(error):
                return None
            failures += 1
            if failures > borne or not (repeatable or surely_unsent(error)):
                raise
            await asyncio.sleep(FIRST_PAUSE * 2 ** (failures - 1))


def surely_unsent(error: TelegramError) -> bool:
    """Whether what failed after all patience certainly reached nobody."""
    if isinstance(error.__cause__, Unsent | Unanswered):
        return isinstance(error.__cause__, Unsent)
    # Without such a cause Telegram answered: an error of its own, or that we must wait.
    return isinstance(error, NetworkError | RetryAfter) and not isinstance(error, BadRequest)


def maybe_sent(error: TelegramError) -> bool:
    """Whether nobody knows if what failed was carried out."""
    return isinstance(error.__cause__, Unanswered)


def _surely_done(error: TelegramError) -> bool:
    cause = error.__cause__
    if isinstance(cause, Unanswered):
        return cause.status is not None and 200 <= cause.status < 300
    # python-telegram-bot says this of a good status with an answer that is no JSON.
    return type(error) is TelegramError and error.message == "Invalid server response"


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram asks us to wait."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
