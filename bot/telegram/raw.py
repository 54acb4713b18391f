"""Updates as Telegram sends them, of which no more is understood than what an inbox needs."""

import json
from collections.abc import Iterator
from typing import Any

from bot.telegram.events import KEY
from conversations.inbox import Received

Raw = dict[str, Any]

KINDS = frozenset(
    {
        "message",
        "edited_message",
        "callback_query",
        "inline_query",
        "chosen_inline_result",
        "poll",
        "poll_answer",
        "my_chat_member",
        "chat_member",
    }
)
_TEXTS = frozenset({"text", "caption", "query", "first_name", "last_name", "username", "title"})
"""Fields that say what somebody wrote or is called."""


def received(raw: Raw) -> Received:
    """The update for the inbox."""
    # In ASCII: halves of letters, which JSON may hold, could not be stored otherwise.
    body = json.dumps(raw, ensure_ascii=True, separators=(",", ":"))
    who = _who(raw)
    return Received(raw["update_id"], body, None if who is None else f"{KEY}{who}")


def kind_of(raw: Raw) -> str:
    """What kind of update it is, `other` for one we don't know."""
    return next((name for name in raw if name in KINDS), "other")


def texts_of(raw: Any) -> Iterator[str]:
    """Everything in it that somebody wrote or is called."""
    if isinstance(raw, dict):
        for name, value in raw.items():
            if isinstance(value, str):
                if name in _TEXTS:
                    yield value
            else:
                yield from texts_of(value)
    elif isinstance(raw, list):
        for value in raw:
            yield from texts_of(value)


def _who(raw: Raw) -> int | None:
    """The number of the person who did it, else of the chat it happened in."""
    for body in raw.values():
        if isinstance(body, dict):
            for name in ("from", "user", "chat"):
                number = body[name].get("id") if isinstance(body.get(name), dict) else None
                if isinstance(number, int):
                    return number
    return None
