"""In Telegram: one's own data as a document, erased with all that the process remembers."""

import asyncio
import io
import json
import logging
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import pytest

from bot.recent import Recent
from bot.telegram import patience
from bot_serving import serving
from bot_twins import World
from conversations.notices import Notice, NoticeKind
from organisation import ANNA, LIN, OWNER, founded
from standards.model import Language
from telegram_emulator import faults
from telegram_emulator.people import Person
from telegram_emulator.server import Emulator
from telegram_emulator.state import Message

pytestmark = pytest.mark.slow


@pytest.fixture
async def emulator() -> AsyncIterator[Emulator]:
    async with Emulator() as emulator:
        yield emulator


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What `run` would write to its log."""
    root, out = logging.getLogger(), io.StringIO()
    handler, before = logging.StreamHandler(out), root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield out
    root.setLevel(before)
    root.removeHandler(handler)


def content_of(emulator: Emulator, message: Message) -> bytes:
    return emulator.state.files[message.extra["document"]["file_id"]].content


def number_of(key: str) -> int:
    return int(key.partition(":")[2])


async def gets_file(person: Person, name: str) -> Message:
    """The newest document of that name, once it is there."""
    await person.waits_for("receipt" if name.startswith("receipt") else "as JSON")
    return next(
        each
        for each in reversed(person.messages)
        if each.extra.get("document", {}).get("file_name", "").startswith(name)
    )


async def test_everything_comes_as_a_document_and_goes_after_one_tap(
    emulator: Emulator, world: World
) -> None:
    ann = emulator.person()
    async with serving(emulator, world):
        await ann.says("/language")
        await ann.waits_for("語言")
        await ann.taps("✓ English")
        await ann.says("/mydata")
        file = await gets_file(ann, "mydata-")
        told = json.loads(content_of(emulator, file))
        assert told["person"] == f"telegram:{ann.id}"
        assert told["kept"]["people"] == [{"key": f"telegram:{ann.id}", "language": "en"}]
        await ann.waits_for("Erase everything")
        await ann.taps("Erase everything")
        screen = await ann.waits_for("Erase everything about you?")
        await ann.taps("Yes, erase everything")
        await ann.waits_for("Everything about you is erased")
        receipt = await gets_file(ann, "receipt-")
        assert "you, with the language chosen: 1" in content_of(emulator, receipt).decode()
        # In place: the confirmation can't be tapped again.
        assert "erased" in next(each.text for each in ann.messages if each.id == screen.id)
        await ann.says("/mydata")
        await ann.waits_for("Nothing is kept about you.")


async def test_an_owner_reads_the_log_and_a_learner_who_looked(
    emulator: Emulator, world: World
) -> None:
    kept = replace(world.kept, clock=world.now)  # type: ignore[arg-type]  # steps of itself
    export, _shop = await founded(kept)
    await world.organisation.look_at(LIN, export.id, ANNA)
    owner, anna = emulator.person(number_of(OWNER)), emulator.person(number_of(ANNA))
    async with serving(emulator, world):
        await owner.says("/log")
        await owner.waits_for("looked at the card of Anna (外貿部)")
        await anna.says("/privacy")
        await anna.waits_for("What is kept about you")
        await anna.taps("Who looked at my card")
        await anna.waits_for("looked at your card (外貿部)")
        await anna.says("/log")
        await anna.waits_for("You may not do that")


async def test_no_line_of_the_log_names_a_person(
    emulator: Emulator, world: World, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann = emulator.person(70017001, "Annabella")

    async def fail(person: str) -> None:
        raise RuntimeError(f"no such person: {person}, nor ('{person}',)")

    async with serving(emulator, world):
        await ann.says("/start")
        await ann.waits_for("Hello!")
        monkeypatch.setattr(world.quizzes, "open_quiz", fail)
        await ann.says("/quiz")
        await ann.waits_for("Something went wrong")
        await ann.blocks_bot()
        await emulator.quiet(0.2)
    log = written.getvalue()
    assert "no such person: <person>" in log
    assert "70017001" not in log
    assert "Annabella" not in log


async def test_what_was_being_sent_to_somebody_who_is_erased_is_not_kept_for_them_again(
    emulator: Emulator, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "PAUSES_BORNE", 1)
    ann = emulator.person()
    key = f"telegram:{ann.id}"
    async with serving(emulator, world, chores_every=0.01):
        await world.people.set_language(key, Language.EN)
        await ann.says("/forgetme")
        await ann.waits_for("Erase everything about you?")
        for _attempt in range(2):
            emulator.fails("sendMessage", faults.flood(1))
        params = {"team": "外貿部"}
        await world.notices.add(
            Notice(key, NoticeKind.TEAM_WITHOUT_MANAGER, params, world.time, world.time)
        )
        await asyncio.sleep(0.3)
        await ann.taps("Yes, erase everything")
        await ann.waits_for("Everything about you is erased")
        await asyncio.sleep(1.5)
        assert await world.personal_data.of(key) is None
    assert not any("外貿部" in message.text for message in ann.messages)


def test_what_was_seen_lately_of_somebody_is_forgotten() -> None:
    seen = Recent(10)
    for key in ((1, 2), (3, 2), (3, 4)):
        seen.is_new(key)
    seen.forget(lambda key: key == (3, 2))
    assert [seen.is_new(key) for key in ((1, 2), (3, 2), (3, 4))] == [False, True, False]
