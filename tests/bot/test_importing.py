"""Standards sent as files: previewed, added by an editor's word, asked and quizzed at once."""

import json
import re
import shutil
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest

from bot.app import engine_of, library_of, organisation_of
from bot.callbacks import AddDocument, Understood, Wish, encode
from bot.cli.command_line import run
from bot.engine import Engine
from bot.events import Commanded, Pressed, Said, Sent
from bot.message import Reply
from bot.offers import KEPT_OF_ONE, Offers
from bot.settings import Settings
from bot_twins import DOCUMENTS, World, buttons, seen
from conversations.privacy import NOTICE
from conversations.roles import OPERATOR, Action
from quiz_samples import NOON
from standards.incoming import Verdict

ANN, BOB = "telegram:7", "telegram:8"
UNIT = (DOCUMENTS / "110985L5.txt").read_text("utf-8").replace("110985L5", "110999L5")
NEWER = (
    (DOCUMENTS / "KRM4224-001v1.txt")
    .read_text("utf-8")
    .replace("KRM4224-001v1", "KRM4224-001v3")
    .replace("K02 產品知識", "K02 網站商品知識")
)


@dataclass
class Chat:
    """A person and an engine over a data folder of its own."""

    engine: Engine
    reply: Reply = field(default_factory=lambda: Reply(()))

    async def sends(self, text: str, name: str = "unit.txt", person: str = ANN) -> Reply:
        data = text.encode()

        async def fetch() -> bytes:
            return data

        event = Sent(locale="en", name=name, size=len(data), fetch=fetch)
        self.reply = await self.engine.handle(person, event)
        return self.reply

    async def presses(self, label: str, person: str = ANN) -> Reply:
        (button,) = [each for each in buttons(self.reply) if each.label.startswith(label)]
        data = encode(button.action)  # type: ignore[arg-type]
        self.reply = await self.engine.handle(person, Pressed(locale="en", data=data))
        return self.reply

    async def says(self, words: str) -> str:
        return seen(await self.engine.handle(ANN, Said(locale="en", text=words)))


@pytest.fixture
def settings(tmp_path: Path, indexed: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    shutil.copytree(indexed, tmp_path, dirs_exist_ok=True)
    monkeypatch.setenv("COMPETENCY_DATA", str(tmp_path))
    monkeypatch.setenv("COMPETENCY_LANGUAGE", "en")
    return Settings(data=tmp_path)


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Chat]:
    async with organisation_of(settings) as organisation:
        for person in (ANN, BOB):
            await organisation.name_editor(OPERATOR, person)
    async with engine_of(settings) as engine:
        yield Chat(engine)


@pytest.fixture
async def chat(settings: Settings) -> AsyncIterator[Chat]:
    async with opened(settings) as chat:
        yield chat


def codes(settings: Settings) -> set[str]:
    return {one.code for one in library_of(settings).standards()}


async def test_a_file_is_previewed_and_nothing_is_added(chat: Chat, settings: Settings) -> None:
    words = seen(await chat.sends(UNIT))
    assert words.startswith("unit.txt\n\nManage e-commerce service outsourcing vendors")
    assert "110999L5 · level 5 · en" in words
    assert "3 tasks · 9 indicators · 2 findings" in words
    labels = [button.label for button in buttons(chat.reply)]
    assert labels == ["Add", "Not now", "Findings (2)", "Home"]
    assert "110999L5" not in codes(settings)


async def test_after_a_day_what_nobody_decided_on_and_what_was_removed_is_gone(
    chat: Chat, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    await chat.sends(UNIT)
    await chat.presses("Add")
    await chat.sends(NEWER)
    library_of(settings).remove("110999L5")
    await chat.engine.forget_daily()
    assert len(list((settings.data / "offered").iterdir())) == 1
    assert [gone.code for gone in library_of(settings).removed()] == ["110999L5"]
    for kept in ("OFFER_KEPT", "KEPT"):
        monkeypatch.setattr(f"bot.handlers.importing.{kept}", timedelta(0))
    await chat.engine.forget_daily()
    assert list((settings.data / "offered").iterdir()) == []
    assert library_of(settings).removed() == ()


async def test_what_was_added_is_asked_and_quizzed_at_once(chat: Chat, settings: Settings) -> None:
    await chat.sends(UNIT)
    reply = await chat.presses("Add")
    assert seen(reply).startswith("Added 110999L5 Manage e-commerce")
    assert "110999L5" in codes(settings)
    async with organisation_of(settings) as organisation:
        line = (await organisation.log(OPERATOR))[0]
    assert (line.who, line.action, line.detail) == (ANN, Action.EDIT_STANDARDS, "110999L5")
    assert "outsourcing" in await chat.says("110999L5 R2.1")
    chosen = await chat.presses("Check what I know")
    assert "110999L5" in encode(buttons(chosen)[0].action)  # type: ignore[arg-type]
    notice = await chat.engine.handle(
        ANN,
        Pressed(locale="en", data=encode(buttons(chosen)[0].action)),  # type: ignore[arg-type]
    )
    (read,) = [each for each in buttons(notice) if encode(each.action).startswith("un:")]  # type: ignore[arg-type]
    started = await chat.engine.handle(ANN, Pressed(locale="en", data=encode(read.action)))  # type: ignore[arg-type]
    assert len([each for each in buttons(started) if encode(each.action).startswith("r:")]) >= 3  # type: ignore[arg-type]


async def test_an_editor_who_is_erased_is_in_no_file_of_the_data_folder(
    chat: Chat, settings: Settings
) -> None:
    editor = "telegram:7654321"
    async with organisation_of(settings) as organisation:
        await organisation.name_editor(OPERATOR, editor)
    await chat.sends(UNIT, "my unit.txt", editor)
    (given,) = (await chat.engine.handle(editor, Commanded(name="mydata", locale="en"))).documents
    assert json.loads(given.content)["kept"]["offered"][0]["name"] == "my unit.txt"
    chat.reply = await chat.engine.handle(editor, Commanded(name="forgetme", locale="en"))
    assert "files you sent that wait to be added: 1" in seen(chat.reply)
    erased = await chat.presses("Yes, erase", editor)
    assert "files you sent that wait to be added: 1" in seen(erased)
    files = [each for each in settings.data.rglob("*") if each.is_file()]
    assert settings.data / "conversations.db" in files
    assert [each for each in files if b"7654321" in each.read_bytes()] == []


async def test_not_now_forgets_the_file(chat: Chat, settings: Settings) -> None:
    await chat.sends(UNIT)
    again = chat.reply
    assert seen(await chat.presses("Not now")) == "unit.txt was not added."
    assert Offers(settings.data / "offered").all() == []
    chat.reply = again
    assert "older screen" in seen(await chat.presses("Add"))
    assert "110999L5" not in codes(settings)


async def test_what_is_odd_about_the_file_is_told_in_the_preview(chat: Chat) -> None:
    words = seen(await chat.sends(UNIT, "unit.pdf"))
    assert "The name ends in .pdf, the content is Markdown" in words


async def test_the_findings_are_shown_and_lead_back(chat: Chat) -> None:
    await chat.sends(UNIT)
    findings = seen(await chat.presses("Findings"))
    assert "107158L5 is the code of another unit, not of this one. (line 18)" in findings
    assert "3 tasks" in seen(await chat.presses("‹ Back"))


async def test_a_newer_version_shows_what_changes_and_takes_the_place(
    chat: Chat, settings: Settings
) -> None:
    words = seen(await chat.sends(NEWER, "krm.txt"))
    assert "newer version of KRM4224-001v1, and would take its place" in words
    assert "1 reworded" in words
    assert "產品知識 → 網站商品知識" in seen(await chat.presses("What changes"))
    await chat.presses("‹ Back")
    assert "has taken the place of KRM4224-001v1" in seen(await chat.presses("Add, in place"))
    assert {"KRM4224-001v3"} == {code for code in codes(settings) if code.startswith("KRM")}
    assert "網站商品知識" in await chat.says("網站商品知識")
    # The old one can still be opened, from where it was answered under, but not quizzed.
    old = await chat.engine.handle(ANN, Pressed(locale="en", data="s:KRM4224-001v1:0"))
    assert "KRM4224-001v3 has taken its place." in seen(old)
    quiz = encode(Understood(NOTICE, Wish.TASK, "KRM4224-001v1"))
    refused = seen(await chat.engine.handle(ANN, Pressed(locale="en", data=quiz)))
    assert "KRM4224-001v3 has taken the place of KRM4224-001v1" in refused


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("nothing of the kind", "unit.txt is not a competency standard of a kind"),
        ("", "unit.txt is empty."),
        ("kind,code,title\n", "unit.txt: the first row lacks the column “text”."),
    ],
)
async def test_what_cannot_be_read_is_a_sentence_and_forgotten(
    chat: Chat, settings: Settings, text: str, sentence: str
) -> None:
    assert seen(await chat.sends(text)).startswith(sentence)
    assert Offers(settings.data / "offered").all() == []


async def test_a_file_that_is_too_large_is_not_even_fetched(chat: Chat) -> None:
    async def fetch() -> bytes:
        raise AssertionError("it was fetched")

    event = Sent(locale="en", name="big.txt", size=100 << 20, fetch=fetch)
    assert "big.txt is larger than 20 MB" in seen(await chat.engine.handle(ANN, event))


async def test_only_editors_add_standards(chat: Chat, settings: Settings) -> None:
    async with organisation_of(settings) as organisation:
        await organisation.dismiss_editor(OPERATOR, ANN)
    assert "Only editors can add standards" in seen(await chat.sends(UNIT))
    add = Commanded(locale="en", name="add")
    assert "Only editors can add standards" in seen(await chat.engine.handle(ANN, add))
    async with organisation_of(settings) as organisation:
        await organisation.name_editor(OPERATOR, ANN)
    assert "Send me the file" in seen(await chat.engine.handle(ANN, add))
    await chat.sends(UNIT)
    # Whoever was dismissed meanwhile can't press the button any more, nor can anybody else.
    async with organisation_of(settings) as organisation:
        await organisation.dismiss_editor(OPERATOR, ANN)
    preview = chat.reply
    assert "Only editors" in seen(await chat.presses("Add"))
    chat.reply = preview
    assert "older screen" in seen(await chat.presses("Add", BOB))
    assert "110999L5" not in codes(settings)


async def test_without_an_intake_nobody_adds_anything(world: World) -> None:
    chat = Chat(world.engine())
    assert "Only editors can add standards" in seen(await chat.sends(UNIT))
    pressed = Pressed(locale="en", data=encode(AddDocument("a" * 12, Verdict.NEW)))
    assert "Only editors" in seen(await chat.engine.handle(ANN, pressed))


async def test_the_choice_outlives_a_restart(settings: Settings) -> None:
    async with opened(settings) as chat:
        preview = await chat.sends(UNIT)
    async with opened(settings) as chat:
        chat.reply = preview
        assert "Added 110999L5" in seen(await chat.presses("Add"))


async def test_what_somebody_else_added_meanwhile_is_shown_before_anything_is_done(
    chat: Chat, settings: Settings
) -> None:
    preview = await chat.sends(UNIT)
    await chat.sends(UNIT, person=BOB)
    await chat.presses("Add", BOB)
    chat.reply = preview
    assert "110999L5 is loaded already, word for word the same." in seen(await chat.presses("Add"))


async def test_a_standard_added_on_the_command_line_is_taken_up_without_a_restart(
    chat: Chat, settings: Settings, tmp_path: Path
) -> None:
    before = await chat.says("110999L5 R2.1")
    file = tmp_path / "unit.txt"
    file.write_text(UNIT, "utf-8")
    assert run(["standards", "add", str(file)]) == 0
    assert await chat.says("110999L5 R2.1") != before
    assert run(["standards", "remove", "110999L5"]) == 0
    assert await chat.says("110999L5 R2.1") == before


async def test_a_file_sent_in_a_group_is_nobodys_business(chat: Chat) -> None:
    add = Commanded(private=False, locale="en", name="add")
    assert "private chat" in seen(await chat.engine.handle(ANN, add))
    pressed = Pressed(private=False, locale="en", data=encode(AddDocument("a" * 12, Verdict.NEW)))
    assert "private chat" in seen(await chat.engine.handle(ANN, pressed))


@pytest.fixture
def offers(tmp_path: Path) -> Offers:
    return Offers(tmp_path / "offered")


def test_a_file_is_kept_under_no_name_that_was_given(offers: Offers, tmp_path: Path) -> None:
    for name in ("../../x.txt", "/etc/passwd", "..\\..\\x.txt", "C:\\x.txt"):
        offer = offers.keep(ANN, name, b"data", NOON)
        assert re.fullmatch(r"[\w.]+", offer.name)
        assert offer.path.parent.parent == tmp_path / "offered"
        assert offers.get(offer.token, ANN) == offer
        assert offers.get(offer.token, BOB) is None


def test_what_is_being_kept_is_not_taken_for_what_was_left_half_written(offers: Offers) -> None:
    ended = Event()

    def forget() -> None:
        while not ended.is_set():
            offers.forget(NOON - timedelta(days=1))

    with ThreadPoolExecutor(1) as beside:
        forgetting = beside.submit(forget)
        try:
            kept = [offers.keep(f"{ANN}{number}", "x.txt", b"data", NOON) for number in range(200)]
        finally:
            ended.set()
        forgetting.result()
    assert {offer.token for offer in offers.all()} == {offer.token for offer in kept}


@pytest.mark.parametrize("token", ["", "..", "../offered", "a" * 12, "a/b", "x" * 11 + "/"])
def test_no_token_leads_out_of_the_folder(offers: Offers, tmp_path: Path, token: str) -> None:
    offers.keep(ANN, "x.txt", b"data", NOON)
    (tmp_path / "offer.json").write_text("{}", "utf-8")
    assert offers.get(token, ANN) is None
    offers.drop(token)
    assert len(offers.all()) == 1


def test_what_nobody_decides_on_is_forgotten_after_a_day(offers: Offers) -> None:
    old = offers.keep(ANN, "old.txt", b"data", NOON - timedelta(hours=25))
    new = offers.keep(ANN, "new.txt", b"data", NOON)
    offers.forget(NOON - timedelta(days=1))
    assert offers.all() == [new]
    assert not old.path.exists()


def test_of_a_person_who_is_erased_no_file_stays(offers: Offers) -> None:
    offers.keep(ANN, "x.txt", b"data", NOON)
    theirs = offers.keep(BOB, "x.txt", b"data", NOON)
    offers.erase(ANN)
    assert offers.all() == [theirs]


def test_of_one_person_only_so_many_wait(offers: Offers) -> None:
    first = offers.keep(BOB, "x.txt", b"data", NOON)
    for number in range(KEPT_OF_ONE + 3):
        offers.keep(ANN, f"{number}.txt", b"data", NOON + timedelta(seconds=number))
    names = [each.name for each in offers.all() if each.person == ANN]
    assert names == [f"{number}.txt" for number in range(3, KEPT_OF_ONE + 3)]
    assert offers.get(first.token, BOB) == first
