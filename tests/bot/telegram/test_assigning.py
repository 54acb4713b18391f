"""A manager assigns in Telegram, the learner is told there, once, and starts from it."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.callbacks import RemindSeat, ShowAssignments, WithdrawAssignment, encode
from bot_serving import serving
from bot_twins import World
from conversations.database import Database, open_database
from conversations.roles import OPERATOR, Role
from conversations.teams import seat_of
from organisation import on
from standards.model import Language
from telegram_emulator.people import Person
from telegram_emulator.server import Emulator

pytestmark = pytest.mark.slow


@pytest.fixture
async def emulator() -> AsyncIterator[Emulator]:
    async with Emulator() as emulator:
        yield emulator


def key_of(person: Person) -> str:
    return f"telegram:{person.user.id}"


class Office:
    """A manager, a learner and a stranger, on a database that a restart finds again."""

    def __init__(self, path: Path, emulator: Emulator) -> None:
        self.path = path
        self.emulator = emulator
        self.lin, self.anna, self.stranger = (emulator.person() for _person in range(3))
        self.team = ""

    async def open(self) -> tuple[Database, World]:
        database = await open_database(self.path)
        world = World(
            kept=on(database),
            notices=database.notices,
            texts=database.texts,
            quizzes=database.quizzes,
        )
        return database, world

    async def found(self) -> None:
        database, world = await self.open()
        organisation = world.organisation
        self.team = (await organisation.create_team(OPERATOR, "外貿部")).id
        await organisation.appoint_manager(OPERATOR, self.team, key_of(self.lin))
        await organisation.add_member(OPERATOR, self.team, key_of(self.anna), Role.LEARNER, "Anna")
        for person in (self.lin, self.anna, self.stranger):
            await world.people.set_language(key_of(person), Language.EN)
        async with serving(self.emulator, world):
            for person in (self.lin, self.anna, self.stranger):
                await person.says("/start")
                await person.waits_for("Hello!")
        await database.close()


def told(person: Person, words: str) -> int:
    return sum(words in message.text for message in person.messages)


async def test_assigned_in_telegram_told_once_over_restarts_and_withdrawn(
    emulator: Emulator, tmp_path: Path
) -> None:
    office = Office(tmp_path / "bot.db", emulator)
    await office.found()
    lin, anna = office.lin, office.anna
    database, world = await office.open()
    for person in (lin, anna):
        await world.people.set_language(key_of(person), Language.EN)
    async with serving(emulator, world, chores_every=0.02):
        first = lin.newest
        await lin.presses(first, encode(ShowAssignments(office.team)))
        await lin.waits_for("Nothing is assigned yet")
        for button, words in (
            ("Assign a standard", "Who shall work towards it"),
            ("The whole team", "Which standard?"),
            ("Cross-border e-commerce operations spec…", "All tasks, or only some?"),
            ("Continue", "What shall they show?"),
            ("✓ Knowledge check passed", "Until when?"),
            ("Another day", "Write the last day"),
        ):
            await lin.taps(button)
            await lin.waits_for(words)
        await lin.says("2026-03-05")
        await lin.waits_for("does a mistake do harm")
        await lin.taps("Continue")
        await lin.waits_for("Is that right?")
        await lin.taps("Assign it")
        await lin.waits_for("1 learner is told now")
        await anna.waits_for("something new to work towards")
        assert "until 2026-03-05" in anna.newest.text
        # A stranger who copies the buttons gets nowhere.
        (made,) = await world.kept.assignments.of_team(office.team)
        for action in (
            ShowAssignments(office.team),
            WithdrawAssignment(made.id, sure=True),
            RemindSeat(office.team, seat_of(key_of(anna))),
        ):
            await office.stranger.presses(office.stranger.newest, encode(action))
            await office.stranger.waits_for("You may not do that")
    await database.close()
    for _restart in range(2):
        database, world = await office.open()
        async with serving(emulator, world, chores_every=0.02):
            await asyncio.sleep(0.2)
        await database.close()
    assert told(anna, "something new to work towards") == 1
    database, world = await office.open()
    for person in (lin, anna):
        await world.people.set_language(key_of(person), Language.EN)
    async with serving(emulator, world, chores_every=0.02):
        await lin.presses(lin.newest, encode(WithdrawAssignment(made.id, sure=False)))
        await lin.waits_for("No answer is lost")
        await lin.taps("Withdraw it")
        await lin.waits_for("No answer was lost")
        await anna.waits_for("was withdrawn")
        await asyncio.sleep(0.2)
    await database.close()
    assert told(anna, "was withdrawn") == 1
    assert told(lin, "something new to work towards") == 0
