"""A manager's team in Telegram: the picture, the words, a file, and what was seen at work."""

from collections.abc import AsyncIterator
from io import BytesIO

import openpyxl  # type: ignore[import-untyped,unused-ignore]  # ships no types
import pytest
from PIL import Image

from bot.callbacks import CommentOn, ExportTeam, FileKind, ShowLearner, ShowSummary, encode
from bot_serving import serving
from bot_twins import World
from conversations.roles import Role
from conversations.teams import Team, seat_of
from organisation import OWNER
from standards.model import Language
from team_at_work import CODE, TASK, answered, at_work
from telegram_emulator.people import Person
from telegram_emulator.server import Emulator
from telegram_emulator.state import Message

pytestmark = pytest.mark.slow


@pytest.fixture
async def emulator() -> AsyncIterator[Emulator]:
    async with Emulator() as emulator:
        yield emulator


def key_of(person: Person) -> str:
    return f"telegram:{person.user.id}"


async def managing(world: World, lin: Person, ann: Person) -> Team:
    """LIN manages a team in which ANN has passed the check on a task."""
    team = await at_work(world)
    await world.organisation.appoint_manager(OWNER, team.id, key_of(lin))
    await world.organisation.add_member(OWNER, team.id, key_of(ann), Role.LEARNER, "Ann Chen")
    await answered(world, key_of(ann), TASK)
    for person in (lin, ann):
        await world.people.set_language(key_of(person), Language.EN)
    return team


async def greeted(person: Person) -> Message:
    await person.says("/start")
    return await person.waits_for("Hello!")


async def test_a_team_is_shown_as_a_picture_and_in_words_and_taken_along(
    emulator: Emulator, world: World
) -> None:
    lin, ann = emulator.person(), emulator.person()
    team = await managing(world, lin, ann)
    async with serving(emulator, world):
        hello = await greeted(lin)
        await lin.presses(hello, encode(ShowSummary(team.id)))
        await lin.waits_for("Due within 30 days")
        picture = next(each for each in lin.messages if each.file is not None)
        assert picture.file is not None
        image = Image.open(BytesIO(picture.file.content))
        assert (image.format, image.width) == ("PNG", 1080)
        assert image.width + image.height <= 10_000
        assert "As of" in str(picture)
        await lin.taps("Take it along as a file")
        await lin.waits_for("Keep it where only those")
        await lin.taps("Workbook (XLSX)")
        await lin.waits_for("Here is your file")
        file = next(each.file for each in reversed(lin.messages) if each.file is not None)
        assert file.name == f"外貿部-{CODE}-{world.time.date().isoformat()}.xlsx"
        book = openpyxl.load_workbook(BytesIO(file.content))
        names = {row[0].value for row in book.worksheets[0].iter_rows(min_row=2)}
        assert names == {"Ann Chen", "Anna", "小波"}
        await lin.presses(hello, encode(ExportTeam(team.id, CODE, FileKind.PDF)))
        await lin.waits_for(lambda message: ".pdf" in str(message.json().get("document")))


async def test_what_was_seen_is_recorded_told_and_commented_on(
    emulator: Emulator, world: World
) -> None:
    lin, ann = emulator.person(), emulator.person()
    team = await managing(world, lin, ann)
    async with serving(emulator, world, chores_every=0.02):
        hello = await greeted(lin)
        await greeted(ann)
        await lin.presses(hello, encode(ShowLearner(team.id, seat_of(key_of(ann)), CODE)))
        page = await lin.waits_for("Ann Chen")
        for label, shown in (
            ("✓ T4 Provide pre-sales and after-sales…", "What did you see?"),
            ("P4.1.1", "Did you see Ann Chen do this"),
            ("I saw it done", "Kept: Ann Chen has done P4.1.1"),
        ):
            await lin.taps(label)
            assert (await lin.waits_for(shown)).id == page.id
        await lin.taps("Add a note")
        await lin.waits_for("Write your note")
        await lin.says("Calm with the customer.")
        await lin.waits_for("note: Calm with the customer.")
        # What she is told comes by itself.
        told = await ann.waits_for("has recorded that you did P4.1.1 at work")
        await ann.taps("See and comment", message=told)
        await ann.waits_for("done at work (seen by")
        (seen,) = await world.kept.observations.of(key_of(ann))
        await ann.presses(told, encode(CommentOn(seen.id)))
        await ann.waits_for("Write what you have to say")
        await ann.says("It was the Tokyo order.")
        await ann.waits_for("kept beside what was seen")
        comment = await lin.waits_for("Ann Chen has written a comment")
        await lin.taps("Read it", message=comment)
        await lin.waits_for("comment: It was the Tokyo order.")


async def test_a_group_is_told_nothing_of_a_team(emulator: Emulator, world: World) -> None:
    lin, ann = emulator.person(), emulator.person()
    team = await managing(world, lin, ann)
    group = emulator.group(lin, ann)
    async with serving(emulator, world):
        await lin.says("/help", chat=group)
        shown = await lin.waits_for("/standards", chat=group)
        await lin.presses(shown, encode(ShowSummary(team.id)))
        await lin.waits_for("private chat", chat=group)
        assert all(each.file is None for each in group.messages)
        assert not any("Ann Chen" in str(each) for each in group.messages)
