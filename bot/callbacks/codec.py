"""An action as the data of a button, and back.

Data comes back from anybody, at any age: `decode` accepts exactly what `encode` makes.
"""

from dataclasses import astuple

from bot.callbacks.registry import SHAPES, Action

MOST_BYTES = 64
BELOW = "+"
"""Stands before the data of a button whose message stays as it is."""

_LETTERS = {kind: letter for letter, (kind, _) in SHAPES.items()}


class StaleButton(Exception):
    """The data means nothing, or means something that is no longer there."""


class LongAction(ValueError):
    """The action does not fit into a button's data."""


def encode(action: Action, *, below: bool = False) -> str:
    """The button's data; `below` where the message with the button is to stay.

    Raises `LongAction` where it needs more than 64 bytes.
    """
    fields = (str(field).replace("%", "%25").replace(":", "%3A") for field in astuple(action))
    data = ":".join((_LETTERS[type(action)], *fields))
    if below and len(data.encode("utf-8", "surrogatepass")) < MOST_BYTES:
        data = BELOW + data
    if len(data.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise LongAction(data)
    return data


def fits(action: Action) -> bool:
    """Whether a button can carry the action; only an id far longer than any printed one cannot."""
    try:
        encode(action)
    except LongAction:
        return False
    return True


def is_below(data: str) -> bool:
    """Whether the message with the button is to stay as it is."""
    return data.startswith(BELOW)


def decode(data: str) -> Action:
    """The action that `encode` made `data` from.

    Raises `StaleButton` for everything else.
    """
    below = is_below(data)
    letter, *fields = data.removeprefix(BELOW).split(":")
    try:
        kind, shape = SHAPES[letter]
        action = kind(*(read(field) for read, field in zip(shape, fields, strict=True)))
        if encode(action, below=below) == data:
            return action
    except (KeyError, ValueError):
        pass
    raise StaleButton(data)
