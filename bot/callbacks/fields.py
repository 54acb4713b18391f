"""The fields of an action: read strictly, since data comes back from anybody, at any age."""

import re
from collections.abc import Callable
from typing import TypeVar

_Kind = TypeVar("_Kind")
Shape = tuple[Callable[..., _Kind], tuple[Callable[[str], object], ...]]
"""A kind of action, and what reads each of its fields; ValueError or KeyError for a wrong one."""


def number(field: str) -> int:
    """At most four digits."""
    if not re.fullmatch(r"0|[1-9][0-9]{0,3}", field):
        raise ValueError(field)
    return int(field)


def serial(field: str) -> int:
    """The number of something kept, at most 18 digits."""
    if not re.fullmatch(r"0|[1-9][0-9]{0,17}", field):
        raise ValueError(field)
    return int(field)


def minutes(field: str) -> int:
    """Minutes since 1970, at most nine digits."""
    if not re.fullmatch(r"0|[1-9][0-9]{0,8}", field):
        raise ValueError(field)
    return int(field)


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
