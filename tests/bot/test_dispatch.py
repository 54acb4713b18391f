"""Every action a button can mean: who handles it, and where it may be pressed."""

import inspect
import pkgutil
from collections import Counter
from importlib import import_module
from typing import get_args, get_type_hints

import pytest

from actions import KINDS, sample
from bot import handlers
from bot.callbacks import (
    Action,
    AnswerAction,
    BrowseAction,
    Personal,
    RoundAction,
    decode,
    encode,
)
from bot.engine import Pressed
from bot.handlers.visit import Visit
from bot.message import Message, Reply, text
from bot_twins import World, seen


def handler_classes() -> list[type]:
    """Whatever in `bot/handlers/` answers a button."""
    modules = [import_module(f"bot.handlers.{each.name}") for each in _modules()]
    return [
        each
        for module in modules
        for _, each in inspect.getmembers(module, inspect.isclass)
        if each.__module__ == module.__name__ and hasattr(each, "pressed")
    ]


def _modules() -> list[pkgutil.ModuleInfo]:
    return list(pkgutil.iter_modules(handlers.__path__))


def handled_by(handler: type) -> set[type]:
    """The kinds of action that its `pressed` takes, as mypy holds it to."""
    taken = get_type_hints(vars(handler)["pressed"])["action"]
    return set(get_args(taken) or (taken,))


def test_every_action_is_handled_by_exactly_one_handler() -> None:
    handled = Counter(kind for handler in handler_classes() for kind in handled_by(handler))
    assert handled == Counter(KINDS)


@pytest.mark.parametrize("kind", KINDS)
async def test_the_engine_gives_an_action_to_its_handler_alone(
    kind: type, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def pressed(self: object, visit: Visit, action: Action) -> Reply:
        asked.append((type(self), action))
        return Reply((Message((text("done"),)),))

    asked: list[tuple[type, Action]] = []
    owners = [handler for handler in handler_classes() if kind in handled_by(handler)]
    for handler in handler_classes():
        monkeypatch.setattr(handler, "pressed", pressed)
    action = sample(kind)
    reply = await world.engine().handle("terminal:me", Pressed(data=encode(action)))
    assert asked == [(owner, action) for owner in owners]
    assert seen(reply) == "done"


@pytest.mark.parametrize("kind", KINDS)
def test_every_action_has_data_of_its_own(kind: type) -> None:
    action = sample(kind)
    assert decode(encode(action)) == action


@pytest.mark.parametrize("kind", KINDS)
def test_all_but_reading_and_asking_is_personal(kind: type) -> None:
    assert issubclass(kind, Personal) == (
        kind not in get_args(BrowseAction | AnswerAction | RoundAction)
    )


@pytest.mark.parametrize("kind", KINDS)
async def test_a_group_is_shown_nothing_personal(kind: type, world: World) -> None:
    pressed = Pressed(data=encode(sample(kind)), private=False, locale="en")
    reply = await world.engine().handle("terminal:me", pressed)
    assert ("private chat" in seen(reply)) == issubclass(kind, Personal)
