"""A next message that is an answer: what cancels it, and what it is taken for."""

from datetime import timedelta

import pytest

from bot.callbacks import Home, NeverMind, NewTeam, encode
from bot.engine import Commanded, Engine, Event, Pressed, Said
from bot_twins import World, seen
from conversations.awaited import Awaited
from conversations.roles import OPERATOR

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


EDITED = "What you wrote was taken as it first came"


async def names_a_team(world: World, words: str, message: str = "7") -> Engine:
    await world.organisation.name_owner(OPERATOR, ME)
    engine = world.engine()
    await engine.handle(ME, Pressed(data=encode(NewTeam())))
    await engine.handle(ME, Said(text=words, message=message))
    return engine


async def test_an_answer_that_was_taken_is_no_question_when_it_is_changed(world: World) -> None:
    engine = await names_a_team(world, "Export")
    reply = await engine.handle(ME, Said(text="Sales", edited=True, message="7", locale="en"))
    assert EDITED in seen(reply)
    assert world.assistant.questions == []
    assert [team.name for team in await world.organisation.teams(ME)] == ["Export"]


async def test_an_answer_that_could_not_be_taken_is_tried_again_when_it_is_changed(
    world: World,
) -> None:
    engine = await names_a_team(world, "x" * 200)
    await engine.handle(ME, Said(text="Sales", edited=True, message="7", locale="en"))
    assert [team.name for team in await world.organisation.teams(ME)] == ["Sales"]


async def test_an_answer_that_is_changed_does_not_answer_what_was_asked_since(
    world: World,
) -> None:
    engine = await names_a_team(world, "Export")
    await engine.handle(ME, Pressed(data=encode(NewTeam())))
    reply = await engine.handle(ME, Said(text="Sales", edited=True, message="7", locale="en"))
    assert EDITED in seen(reply)
    assert [team.name for team in await world.organisation.teams(ME)] == ["Export"]
    await engine.handle(ME, Said(text="Shop", message="9"))
    assert len(await world.organisation.teams(ME)) == 2


async def test_another_message_that_is_changed_is_a_question(world: World) -> None:
    engine = await names_a_team(world, "Export")
    await engine.handle(ME, Said(text="danger", edited=True, message="5"))
    assert [question for question, *_rest in world.assistant.questions] == ["danger"]
