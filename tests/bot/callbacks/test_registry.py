"""No action is forgotten: whatever a subject has can be carried, and is found in the package."""

from collections import Counter
from dataclasses import is_dataclass
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import get_args

import pytest

from bot import callbacks
from bot.callbacks.registry import SHAPES, Action


def actions_of(module: ModuleType) -> list[type]:
    own = [each for each in vars(module).values() if is_dataclass(each) and isinstance(each, type)]
    return [each for each in own if each.__module__ == module.__name__]


MODULES = [import_module(f"bot.callbacks.{each.name}") for each in iter_modules(callbacks.__path__)]
SUBJECTS = [module for module in MODULES if actions_of(module)]


def test_every_action_of_every_subject_is_in_the_union_and_has_one_shape() -> None:
    every = {kind for module in SUBJECTS for kind in actions_of(module)}
    assert every == set(get_args(Action))
    assert Counter(kind for kind, _shape in SHAPES.values()) == Counter(every)


def test_no_two_subjects_begin_their_data_alike() -> None:
    letters = Counter(letter for module in SUBJECTS for letter in module.SHAPES)
    assert set(letters) == set(SHAPES)
    assert max(letters.values()) == 1


@pytest.mark.parametrize("module", SUBJECTS, ids=lambda module: module.__name__)
def test_every_action_is_found_in_the_package(module: ModuleType) -> None:
    for kind in actions_of(module):
        assert getattr(callbacks, kind.__name__) is kind
        assert kind.__name__ in callbacks.__all__


@pytest.mark.parametrize("module", SUBJECTS, ids=lambda module: module.__name__)
def test_a_module_of_handlers_is_named_as_the_subject(module: ModuleType) -> None:
    assert import_module(module.__name__.replace("callbacks", "handlers"))
