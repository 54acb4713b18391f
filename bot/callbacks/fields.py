"""The fields of an action: read strictly, since data comes back from anybody, at any age."""

import re
from collections.abc import Callable
from typing import TypeVar

_Kind = TypeVar("_Kind")
Shape = tuple[Callable[..., _Kind], tuple[Callable[[str], object], ...]]
"""A kind of action, and what reads each of its fields; ValueError or KeyError for a wrong one."""


def _digits(most: int) -> Callable[[str], int]:
    """What reads a whole number of so many digits at most, as `str` writes it."""
    written = re.compile(rf"0|[1-9][0-9]{{0,{most - 1}}}")

    def read(field: str) -> int:
        if not written.fullmatch(field):
            raise ValueError(field)
        return int(field)

    return read


number = _digits(4)
serial = _digits(18)
"""The number of something kept."""
minutes = _digits(9)
"""Minutes since 1970."""


def flag(field: str) -> bool:
    """True or False."""
    return {"True": True, "False": False}[field]


def text(field: str) -> str:
    """Some words."""
    if not field:
        raise ValueError(field)
    return text_or_nothing(field)


def text_or_nothing(field: str) -> str:
    """Words, or none."""
    return field.replace("%3A", ":").replace("%25", "%")
