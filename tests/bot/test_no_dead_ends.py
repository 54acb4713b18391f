"""Every screen that buttons lead to, walked by every kind of user: no press fails, none is an end.

A press that changes what others meet is tried at the end, each on a house of its own.
"""

import asyncio
import shutil
from collections import Counter, deque
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.callbacks import (
    Action,
    EraseMe,
    Home,
    NeverMind,
    NotNow,
    SetPolls,
    ShowMore,
    encode,
)
from bot.engine import Engine
from bot.message import Message, PrivateChat, Reply
from bot_twins import seen, standard_of
from conversations.database import Database, open_database
from inhabited import CODE, PEOPLE, Ids, commanded, furnished, pressed
from lives import engine_on
from organisation import Clock

BEGINNINGS = (
    "start",
    "help",
    "me",
    "quiz",
    "standards",
    "team",
    "people",
    "log",
    "privacy",
    "mydata",
    "forgetme",
    "reminders",
    "language",
    "add",
    "ask",
    "round",
    "cancel",
    "nonsense",
)
FAILED = ("Something went wrong", "older screen")
LEAVES = (Home, ShowMore, NeverMind, NotNow)
"""What always leads away from a screen; "More" stands on the first one alone."""


ALIKE = 6
"""Buttons of one kind that are pressed: terms are chosen in any order, invites made for ever."""


def _is_deed(action: Action) -> bool:
    """Whether it takes away what later presses need."""
    return getattr(action, "sure", False) or isinstance(action, EraseMe | SetPolls)


@dataclass
class Walk:
    """What somebody has met."""

    engine: Engine
    person: str
    met: set[str] = field(default_factory=set)
    pressed: Counter[type[Action]] = field(default_factory=Counter)
    deeds: dict[str, Action] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    async def from_(self, name: str) -> None:
        """Everything that the command leads to, nearest first."""
        reply = await self.engine.handle(self.person, commanded(name))
        begun: tuple[str, ...] = (f"/{name}",)
        ways = deque((each, begun) for each in self.looked_at(reply, begun))
        while ways:
            action, path = ways.popleft()
            further = (*path, encode(action))
            reply = await self.engine.handle(self.person, pressed(action))
            ways += [(each, further) for each in self.looked_at(reply, further)]

    def looked_at(self, reply: Reply, path: tuple[str, ...]) -> list[Action]:
        """Notes what is wrong with a reply, and gives its ways on that were not met before."""
        trail = " > ".join(path)
        if not (reply.messages or reply.poll):
            self.wrong.append(f"{trail}: nothing")
            return []
        if any(words in seen(reply) for words in FAILED):
            self.wrong.append(f"{trail}: {seen(reply)[:80]}")
        found = [action for message in reply.messages for action in _actions(message)]
        if reply.poll is None and not _leads_away(reply, path):
            self.wrong.append(f"{trail}: no way back in {seen(reply)[:80]!r}")
        new = []
        for action in found:
            key = encode(action)
            if key in self.met or self.pressed[type(action)] == ALIKE:
                continue
            self.met.add(key)
            self.pressed[type(action)] += 1
            if _is_deed(action):
                self.deeds[key] = action
            else:
                new.append(action)
        return new


def _actions(message: Message) -> list[Action]:
    return [
        button.action
        for row in message.rows
        for button in row
        if not isinstance(button.action, PrivateChat)
    ]


def _leads_away(reply: Reply, path: tuple[str, ...]) -> bool:
    """Home, or where somebody came from."""
    last = reply.messages[-1]
    links = [b for row in last.rows for b in row if isinstance(b.action, PrivateChat)]
    actions = _actions(last)
    return bool(links) or any(
        isinstance(each, LEAVES) or encode(each) in path[:-1] for each in actions
    )


async def _entered(path: Path) -> tuple[Database, Engine]:
    database = await open_database(path)
    return database, engine_on(database, Clock(), held=lambda: (standard_of(CODE),))


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ids]:
    path = tmp_path_factory.mktemp("house") / "bot.db"
    return path, asyncio.run(furnished(path))


@pytest.mark.slow
@pytest.mark.parametrize("who", PEOPLE)
async def test_every_screen_has_a_way_back_and_no_press_fails(
    template: tuple[Path, Ids], tmp_path: Path, who: str
) -> None:
    path = tmp_path / "bot.db"
    shutil.copy(template[0], path)
    database, engine = await _entered(path)
    walk = Walk(engine, PEOPLE[who])
    try:
        for name in BEGINNINGS:
            await walk.from_(name)
    finally:
        await database.close()
    for number, deed in enumerate(tuple(walk.deeds.values())):
        copy = tmp_path / f"{number}.db"
        shutil.copy(path, copy)
        database, walk.engine = await _entered(copy)
        walk.looked_at(await walk.engine.handle(walk.person, pressed(deed)), (encode(deed),))
        await database.close()
    assert not walk.wrong, "\n".join(walk.wrong)
    assert len(walk.met) > 60
    assert walk.deeds
