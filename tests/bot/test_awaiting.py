"""A next message that is an answer: what cancels it, and what it is taken for."""

from datetime import timedelta

import pytest

from bot.callbacks import Home, NeverMind, encode
from bot.engine import Commanded, Engine, Event, Pressed, Said
from bot_twins import World, seen
from conversations.awaited import Awaited

ME = "terminal:me"


@pytest.fixture
async def engine(world: World) -> Engine:
    """Where a name is awaited that nobody has a use for."""
    await world.awaited.expect(ME, Awaited("name", "", world.time + timedelta(minutes=15)))
    return world.engine()


@pytest.mark.parametrize(
    "event",
    [Commanded(name="help"), Pressed(data=encode(Home())), Pressed(data=encode(NeverMind()))],
)
async def test_a_command_and_any_button_cancel_it(
    engine: Engine, world: World, event: Event
) -> None:
    await engine.handle(ME, event)
    assert await world.awaited.take(ME, world.time) is None


@pytest.mark.parametrize(
    "event",
    [
        Said(text="danger", private=False),
        Said(text="danger", edited=True),
        Said(text=""),
        Commanded(name="help", private=False),
        Pressed(data=encode(Home()), private=False),
    ],
)
async def test_what_is_done_elsewhere_or_says_nothing_leaves_it_awaited(
    engine: Engine, world: World, event: Event
) -> None:
    await engine.handle(ME, event)
    assert await world.awaited.take(ME, world.time) is not None


async def test_after_never_mind_a_message_is_a_question_again(engine: Engine, world: World) -> None:
    reply = await engine.handle(ME, Pressed(data=encode(NeverMind()), locale="en"))
    assert "nothing was changed" in seen(reply)
    await engine.handle(ME, Said(text="danger"))
    assert [question for question, *_rest in world.assistant.questions] == ["danger"]
