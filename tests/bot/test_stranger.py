"""A stranger presses, writes and commands anything at all: the house stays as it was."""

import asyncio
from collections.abc import Iterator
from dataclasses import fields
from enum import Enum
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.callbacks import Action, LongAction, encode
from bot.engine import Engine, Said
from bot.events import Event
from bot.links import join_of, opening_of, own_of, start_of
from bot_twins import buttons, seen
from conversations.database import Database
from inhabited import (
    COMMANDS,
    STRANGER,
    TASK,
    Ids,
    commanded,
    dump,
    entered,
    everything_in,
    furnished,
    kinds,
    pressed,
    secrets_from,
)

pytestmark = pytest.mark.slow

KINDS = sorted(kinds(), key=lambda each: each.__name__)


class Street:
    """The house from outside, with a loop that outlives each example."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.runner = asyncio.Runner()
        self.ids: Ids = self.runner.run(furnished(path))
        self.database, self.engine = self.runner.run(entered(path))
        self.before = dump(path, but=STRANGER)

    def close(self) -> None:
        self.runner.run(_left(self.database))
        self.runner.close()


async def _left(database: Database) -> None:
    await database.close()


@pytest.fixture(scope="module")
def street(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Street]:
    street = Street(tmp_path_factory.mktemp("street") / "bot.db")
    yield street
    street.close()


def data_of(ids: Ids) -> st.SearchStrategy[str]:
    """The data of any button on what is there, or nearly; and of none."""
    every = st.sampled_from(ids.every())
    numbers = st.sampled_from([0, 1, 2, 5, 7, 12, 14, ids.observation, 9999])
    return st.one_of(
        st.sampled_from(KINDS).flatmap(lambda kind: _of_kind(kind, every, numbers)),
        st.text(max_size=64),
        st.sampled_from(ids.every()).map(lambda id: f"ms:{id}:x"),
    )


def _of_kind(
    kind: type, texts: st.SearchStrategy[str], numbers: st.SearchStrategy[int]
) -> st.SearchStrategy[str]:
    types = get_type_hints(kind)

    def values(name: str) -> st.SearchStrategy[Any]:
        of = types[name]
        if issubclass(of, Enum):
            return st.sampled_from(list(of))
        return {str: texts, int: numbers, bool: st.booleans()}[of]

    return st.builds(kind, *(values(field.name) for field in fields(kind))).map(_data)


def _data(action: Action) -> str:
    try:
        return encode(action)
    except LongAction as error:
        return str(error)[:64]


def starts_of(ids: Ids) -> st.SearchStrategy[str]:
    """What a link may carry; the open invite's secret is nobody's guess."""
    links = (join_of("guessed"), own_of("guessed"), start_of(TASK), opening_of(TASK) or "", "team")
    return st.sampled_from([*links, join_of(ids.invite), join_of(ids.team)]) | st.text(max_size=64)


def events_of(ids: Ids) -> st.SearchStrategy[Event]:
    """Whatever a stranger can do in their private chat."""
    names = st.sampled_from(sorted(COMMANDS)) | st.text(max_size=8)
    arguments = st.sampled_from(["", "22:30-07:00", "Asia/Bangkok", "off"]) | starts_of(ids)
    return st.one_of(
        data_of(ids).map(pressed),
        data_of(ids).map(pressed),
        st.builds(commanded, names, arguments),
        starts_of(ids).map(lambda start: commanded("start", start)),
        st.text(max_size=40).map(lambda words: Said(text=words, locale="en", called="X")),
    )


@given(chosen=st.data())
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_a_stranger_changes_and_learns_nothing_and_always_gets_on(
    street: Street, chosen: st.DataObject
) -> None:
    events = chosen.draw(st.lists(events_of(street.ids), min_size=1, max_size=8))
    street.runner.run(_does(street.engine, events))
    assert dump(street.path, but=STRANGER) == street.before


async def _does(engine: Engine, events: list[Event]) -> None:
    secrets = secrets_from(STRANGER)
    for event in events:
        reply = await engine.handle(STRANGER, event)
        shown = everything_in(reply)
        typed = getattr(event, "text", "")
        assert not any(secret in shown for secret in secrets if secret not in typed), event
        assert reply.poll is not None or buttons(reply) or "/" in seen(reply), event
