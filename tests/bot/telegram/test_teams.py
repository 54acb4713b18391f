"""A team in Telegram: from the first owner's link to a learner who joined by an invite."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from io import BytesIO

import pytest
from PIL import Image

from bot.callbacks import MakeInvite, ShowTeam, encode
from bot.links import join_of, own_of
from bot.telegram.profile import LANGUAGES
from bot_serving import serving
from bot_twins import World
from conversations.roles import OPERATOR, Role
from standards.model import Language
from telegram_emulator.people import Person
from telegram_emulator.server import Emulator

pytestmark = pytest.mark.slow


@pytest.fixture
async def emulator() -> AsyncIterator[Emulator]:
    async with Emulator() as emulator:
        yield emulator


def menu_of(emulator: Emulator, person: Person, language: str = "") -> list[str]:
    """The commands in the menu of the person's private chat; none where it has no own menu."""
    scope = json.dumps({"chat_id": person.user.id, "type": "chat"}, sort_keys=True)
    return [
        str(command["command"])
        for (place, code), commands in emulator.state.commands.items()
        if (json.dumps(json.loads(place), sort_keys=True), code) == (scope, language)
        for command in commands
    ]


async def menu_begins(emulator: Emulator, person: Person, *commands: str) -> None:
    """The menu comes a moment after the message."""
    for _moment in range(400):
        shown = menu_of(emulator, person)
        if tuple(shown[: len(commands)]) == commands and bool(shown) == bool(commands):
            return
        await asyncio.sleep(0.005)
    raise AssertionError(menu_of(emulator, person))


async def test_from_the_first_owner_to_a_learner_in_a_team(
    emulator: Emulator, newcomers: World
) -> None:
    owner, learner = emulator.person(first_name="Olga"), emulator.person(first_name="Mei")
    offered = await newcomers.organisation.offer_ownership()
    assert offered is not None
    await newcomers.people.set_language(f"telegram:{learner.user.id}", Language.EN)
    async with serving(emulator, newcomers, chores_every=0.05):
        await owner.opens(own_of(offered.code))
        await owner.waits_for("Become the first owner")
        await owner.taps("Become the owner")
        await owner.waits_for("You are the owner now.")
        assert len(owner.messages) == 1
        await owner.taps("New team")
        await owner.waits_for("Write its name")
        await owner.says("Export")
        await owner.waits_for("There is a team Export now.")
        await menu_begins(emulator, owner, "team", "people")
        assert menu_of(emulator, owner, "zh")[:2] == ["team", "people"]
        await owner.taps("Invites")
        await owner.waits_for("There is none yet")
        await owner.taps("New invite")
        await owner.waits_for("A new invite")
        await owner.taps("5 uses")
        await owner.waits_for("For 5 people.")
        await owner.taps("Make the link")
        link = await owner.waits_for("Whoever opens this link")
        picture = next(message for message in owner.messages if message.file is not None)
        assert picture.file is not None
        drawn = Image.open(BytesIO(picture.file.content))
        assert drawn.size[0] == drawn.size[1] > 400
        found = re.search(r"start=(join-\S+)", link.text)
        assert found is not None
        start = found[1]

        await learner.opens(start)
        notice = await learner.waits_for("Before you join")
        assert [button["text"] for button in notice.buttons] == ["Understood, go on", "Not now"]
        assert not any("join" in button["callback_data"] for button in notice.buttons)
        await learner.taps("Understood, go on")
        await learner.waits_for("You are invited to Export")
        await learner.taps("Join as Mei")
        await learner.waits_for("there you are called Mei")
        assert len(learner.messages) == 1
        await menu_begins(emulator, learner, "team")
        assert "people" not in menu_of(emulator, learner)
        await learner.opens(start)
        await learner.waits_for("already")

        await owner.says("/team")
        await owner.waits_for("1 person")
        await owner.taps("Members")
        await owner.waits_for("Mei · learner")
        await owner.taps("Mei")
        await owner.waits_for("Since")
        await owner.taps("Make manager")
        await owner.waits_for("Make Mei manager of Export?")
        await owner.taps("Yes")
        await owner.waits_for("Mei is the manager of Export now.")
        await learner.waits_for("You are the manager of Export now.")
    (invite,) = await newcomers.kept.invites.all()
    assert invite.uses_left == 4


async def test_a_menu_is_set_once_and_taken_away_with_the_role(
    emulator: Emulator, world: World
) -> None:
    ann = emulator.person()
    key = f"telegram:{ann.user.id}"
    await world.organisation.name_owner(OPERATOR, "telegram:1")
    team = await world.organisation.create_team("telegram:1", "Export")
    await world.organisation.add_member("telegram:1", team.id, key, Role.LEARNER, "Ann")
    async with serving(emulator, world):
        for _time in range(2):
            await ann.says("/start")
            await ann.waits_for("Hello!")
        await ann.says("/team")
        await ann.waits_for("You are in this team as learner.")
        await menu_begins(emulator, ann, "team")
        await ann.taps("Leave the team")
        await ann.waits_for("Leave Export?")
        await ann.taps("Yes, leave")
        await ann.waits_for("You are not in Export any more.")
        await ann.says("/help")
        await ann.waits_for("I look it up")
        await menu_begins(emulator, ann)
        chats = [call for call in emulator.calls_to("setMyCommands") if "chat_id" in str(call)]
        assert len(chats) == len(LANGUAGES)


async def test_a_role_that_went_while_the_bot_was_off_takes_its_commands_along(
    emulator: Emulator, world: World
) -> None:
    ann = emulator.person()
    key = f"telegram:{ann.user.id}"
    await world.organisation.name_owner(OPERATOR, "telegram:1")
    await world.organisation.name_owner(OPERATOR, key)
    async with serving(emulator, world):
        await ann.says("/start")
        await menu_begins(emulator, ann, "team", "people", "log", "add")
    await world.organisation.dismiss_owner(OPERATOR, key)
    async with serving(emulator, world):
        await ann.says("/start")
        await menu_begins(emulator, ann)
    assert menu_of(emulator, ann, "zh") == []


async def test_the_menu_speaks_the_language_that_was_chosen(
    emulator: Emulator, world: World
) -> None:
    ann = emulator.person(language_code="en")
    async with serving(emulator, world):
        await ann.says("/language")
        await ann.waits_for("繁體中文")
        await ann.taps("繁體中文")
        await menu_begins(emulator, ann, "standards")
    told = [
        command["description"]
        for (place, _code), commands in emulator.state.commands.items()
        if str(ann.user.id) in place
        for command in commands
        if command["command"] == "standards"
    ]
    assert told == ["瀏覽職能基準"] * len(LANGUAGES)


async def test_a_stranger_in_telegram_gets_a_sentence_and_nothing_else(
    emulator: Emulator, world: World
) -> None:
    eve = emulator.person(first_name="Eve")
    await world.organisation.name_owner(OPERATOR, "telegram:1")
    team = await world.organisation.create_team("telegram:1", "Export")
    async with serving(emulator, world):
        await eve.opens(join_of("guessed"))
        shown = await eve.waits_for("I don't know this invite")
        await eve.presses(shown, encode(ShowTeam(team.id)))
        await eve.waits_for("You may not do that")
        await eve.presses(shown, encode(MakeInvite(team.id, Role.LEARNER, 14, 1)))
        await eve.waits_for("You may not do that")
        assert menu_of(emulator, eve) == []
    assert await world.kept.invites.all() == ()
