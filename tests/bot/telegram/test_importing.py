"""A standard sent to the bot as a file, over HTTP, against an emulated Telegram."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.handlers.importing import Intake
from bot.offers import Offers
from bot_serving import serving
from bot_twins import DOCUMENTS, World
from standards.library import Library
from standards.model import Standard
from telegram_emulator import faults
from telegram_emulator.server import Emulator

pytestmark = pytest.mark.slow

UNIT = (DOCUMENTS / "110985L5.txt").read_bytes().replace(b"110985L5", b"110999L5")


@dataclass
class Shelf:
    """A library of one's own, and what the index was told."""

    library: Library
    ready: list[list[str]] = field(default_factory=list)
    followed: int = 0

    def prepare(self, standards: Sequence[Standard]) -> None:
        self.ready.append([standard.code for standard in standards])

    def follow(self) -> None:
        self.followed += 1


class Everybody:
    async def may_edit(self, person: str) -> bool:
        return person.startswith("telegram:")

    async def edited(self, person: str, code: str) -> None:
        pass


@pytest.fixture
def shelf(tmp_path: Path, world: World) -> Shelf:
    shelf = Shelf(Library(tmp_path / "standards"))
    world.intake = Intake(
        editors=Everybody(),
        library=shelf.library,
        offers=Offers(tmp_path / "offered"),
        prepare=shelf.prepare,
        follow=shelf.follow,
    )
    return shelf


@pytest.fixture
async def emulator() -> AsyncIterator[Emulator]:
    async with Emulator() as emulator:
        yield emulator


async def test_an_editor_sends_a_file_and_presses_add(
    emulator: Emulator, world: World, shelf: Shelf
) -> None:
    async with serving(emulator, world):
        ann = emulator.person(language_code="en")
        await ann.sends_document("unit.txt", UNIT)
        preview = await ann.waits_for("3 tasks")
        assert preview.rows[0] == ["Add", "Not now"]
        assert shelf.library.removed() == ()
        await ann.taps("Findings (2)")
        await ann.waits_for("is the code of another unit")
        await ann.taps("‹ Back")
        await ann.waits_for("3 tasks")
        await ann.taps("Add")
        await ann.waits_for("Added 110999L5 Manage e-commerce")
    assert len(emulator.calls_to("getFile")) == 1
    assert shelf.library.get("110999L5").source.file == "unit.txt"
    assert (shelf.ready[-1][-1], shelf.followed) == ("110999L5", 1)


async def test_two_taps_on_add_add_once(emulator: Emulator, world: World, shelf: Shelf) -> None:
    async with serving(emulator, world):
        ann = emulator.person(language_code="en")
        await ann.sends_document("unit.txt", UNIT)
        preview = await ann.waits_for("3 tasks")
        add = preview.buttons[0]["callback_data"]
        await asyncio.gather(ann.presses(preview, add), ann.presses(preview, add))
        await ann.waits_for("Added 110999L5")
        await emulator.quiet()
    assert len(shelf.ready) == 1


async def test_whoever_may_not_edit_is_told_so_and_nothing_is_fetched(
    emulator: Emulator, world: World
) -> None:
    async with serving(emulator, world):
        bob = emulator.person(language_code="en")
        await bob.sends_document("unit.txt", UNIT)
        await bob.waits_for("Only editors can add standards")
    assert emulator.calls_to("getFile") == []


async def test_a_file_in_a_group_is_left_alone(
    emulator: Emulator, world: World, shelf: Shelf
) -> None:
    async with serving(emulator, world):
        ann = emulator.person(language_code="en")
        group = emulator.group(ann)
        await ann.sends_document("unit.txt", UNIT, chat=group)
        await emulator.quiet()
        assert group.messages == []
    assert emulator.calls_to("getFile") == []


async def test_a_file_that_telegram_does_not_give_is_a_sentence(
    emulator: Emulator, world: World, shelf: Shelf
) -> None:
    async with serving(emulator, world):
        ann = emulator.person(language_code="en")
        emulator.fails("getFile", faults.server_error())
        await ann.sends_document("unit.txt", UNIT)
        await ann.waits_for("unit.txt could not be fetched; please send it once more.")


async def test_a_file_that_claims_to_be_huge_is_refused_unseen(
    emulator: Emulator, world: World, shelf: Shelf
) -> None:
    async with serving(emulator, world):
        ann = emulator.person(language_code="en")
        await ann.sends_document("big.pdf", b"%PDF", size=900 << 20)
        await ann.waits_for("big.pdf is larger than")
    assert emulator.calls_to("getFile") == []
