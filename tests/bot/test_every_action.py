"""Every button and command, tried by everybody who must not: nothing changes, nothing shows."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.engine import Engine
from bot.message import Reply
from bot.views.home import COMMANDS as SHOWN
from bot.views.home import OF_ROLES
from bot_twins import buttons, seen
from conversations.database import Database
from conversations.roles import RULES, allowed
from conversations.roles import Action as Right
from inhabited import (
    COMMANDS,
    ELSEWHERE,
    FREE,
    KNOWN,
    NEEDS,
    PEOPLE,
    Ids,
    actions,
    commanded,
    dump,
    entered,
    everything_in,
    furnished,
    kinds,
    pressed,
    secrets_from,
)
from organisation import Clock

REFUSED = "You may not do that"
OWN_WORDS = (Right.LEAD_ROUND, Right.EDIT_STANDARDS)
"""Rights whose lack is told in words of their own."""


@dataclass
class House:
    database: Database
    engine: Engine
    path: Path
    ids: Ids

    async def may(self, person: str, need: Right | str | None) -> bool:
        actor = await self.database.organisation(Clock()).actor(person)
        if need is FREE:
            return True
        if need == KNOWN:
            is_in = any(team == self.ids.team for team, _role in actor.posts)
            return is_in or allowed(actor, Right.SEE_TEAM, self.ids.team)
        return allowed(actor, Right(need), self.ids.team)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ids]:
    path = tmp_path_factory.mktemp("house") / "bot.db"
    return path, asyncio.run(furnished(path))


@pytest.fixture
async def house(template: tuple[Path, Ids], tmp_path: Path) -> AsyncIterator[House]:
    built, ids = template
    path = tmp_path / "bot.db"
    shutil.copy(built, path)
    database, engine = await entered(path)
    yield House(database, engine, path, ids)
    await database.close()


def test_every_kind_of_button_and_every_right_is_in_the_table() -> None:
    assert set(NEEDS) == kinds()
    needed = {each for each in NEEDS.values() if isinstance(each, Right)}
    assert needed | set(ELSEWHERE) == set(RULES)
    assert not needed & set(ELSEWHERE)


def test_every_command_is_in_the_table() -> None:
    assert set(SHOWN) | set(OF_ROLES) <= set(COMMANDS)


def _has_a_way_on(reply: Reply) -> bool:
    return bool(buttons(reply)) or reply.poll is not None or "/" in seen(reply)


@pytest.mark.parametrize("who", PEOPLE)
async def test_who_may_not_changes_nothing_and_learns_nothing(house: House, who: str) -> None:
    person = PEOPLE[who]
    before = dump(house.path)
    tried = 0
    for action, need in actions(house.ids):
        if await house.may(person, need):
            continue
        tried += 1
        reply = await house.engine.handle(person, pressed(action))
        assert REFUSED in seen(reply) or need in OWN_WORDS, action
        shown = everything_in(reply)
        assert not any(secret in shown for secret in secrets_from(person)), action
        assert _has_a_way_on(reply), action
        assert dump(house.path) == before, action
    for name, right in COMMANDS.items():
        if not await house.may(person, right):
            tried += 1
            reply = await house.engine.handle(person, commanded(name))
            assert _has_a_way_on(reply), name
            assert not any(each in everything_in(reply) for each in secrets_from(person)), name
            assert dump(house.path) == before, name
    assert tried > (5 if who in ("an owner", "its manager") else 30) or who == "an owner"


@pytest.mark.parametrize("who", PEOPLE)
async def test_what_anybody_may_press_is_about_themselves_alone(house: House, who: str) -> None:
    person = PEOPLE[who]
    before = dump(house.path, but=person)
    for action, need in actions(house.ids):
        if need is not FREE:
            continue
        reply = await house.engine.handle(person, pressed(action))
        shown = everything_in(reply)
        assert REFUSED not in shown, action
        assert not any(secret in shown for secret in secrets_from(person)), action
        assert reply.messages or reply.poll, action
        assert dump(house.path, but=person) == before, action


@pytest.mark.slow
@pytest.mark.parametrize("who", ["staff", "a learner", "its manager", "an owner"])
async def test_who_may_is_not_refused(template: tuple[Path, Ids], tmp_path: Path, who: str) -> None:
    built, ids = template
    person = PEOPLE[who]
    for number, (action, need) in enumerate(actions(ids)):
        path = tmp_path / f"{number}.db"
        shutil.copy(built, path)
        database, engine = await entered(path)
        house = House(database, engine, path, ids)
        if need is not FREE and await house.may(person, need):
            reply = await engine.handle(person, pressed(action))
            assert REFUSED not in everything_in(reply), action
        await database.close()
