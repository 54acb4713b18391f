"""An action of every kind that a button can mean."""

from dataclasses import fields
from enum import Enum
from typing import get_args, get_type_hints

from bot.callbacks import Action

KINDS = get_args(Action)
SAMPLES = {str: "KRM4224-001v1/T1", int: 0, bool: True}


def sample(kind: type) -> Action:
    """An action of that kind."""
    types = get_type_hints(kind)
    values = [
        next(iter(types[field.name]))
        if issubclass(types[field.name], Enum)
        else SAMPLES[types[field.name]]
        for field in fields(kind)
    ]
    action: Action = kind(*values)
    return action
