"""Files that are given: sent by Telegram, written beside what is there by the terminal."""

import io
from pathlib import Path

import pytest

from bot.message import Document, Message, Reply, text
from bot.terminal import chat
from bot_twins import World
from standards.model import Language

GIVEN = Reply(
    (Message((text("Here it is."),)),),
    documents=(Document("all.json", b'{"a": 1}\n', "All of it."), Document("b.txt", b"b")),
)


async def given(*_args: object) -> Reply:
    return GIVEN


async def talk(world: World, folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    engine, out = world.engine(), io.StringIO()
    monkeypatch.setattr(engine, "handle", given)
    await chat(engine, "terminal:me", Language.EN, io.StringIO(), out, folder=folder)
    return out.getvalue()


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


async def test_the_terminal_writes_a_file_for_its_owner_alone_and_says_where(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = await talk(world, tmp_path, monkeypatch)
    assert "All of it." in told
    assert f"Written to {tmp_path / 'all.json'}" in told
    assert (tmp_path / "all.json").read_bytes() == b'{"a": 1}\n'
    assert (tmp_path / "all.json").stat().st_mode & 0o777 == 0o600
    assert f"Written to {tmp_path / 'b.txt'}" in told


async def test_the_terminal_overwrites_nothing(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "b.txt").write_bytes(b"mine")
    assert f"Written to {tmp_path / 'b-2.txt'}" in await talk(world, tmp_path, monkeypatch)
    assert f"Written to {tmp_path / 'b-3.txt'}" in await talk(world, tmp_path, monkeypatch)
    assert (tmp_path / "b.txt").read_bytes() == b"mine"
    assert names_in(tmp_path) == {"all.json", "all-2.json", "b.txt", "b-2.txt", "b-3.txt"}


async def test_the_terminal_goes_on_where_a_file_cannot_be_written(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = await talk(world, tmp_path / "nowhere", monkeypatch)
    assert "could not be written" in told
    assert "Goodbye!" in told
