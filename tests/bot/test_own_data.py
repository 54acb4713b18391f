"""`/mydata` gives everything, `/forgetme` leaves nothing."""

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, select

from actions import KINDS, sample
from bot.callbacks import (
    Action,
    AskToErase,
    EraseMe,
    GiveMyData,
    Home,
    ShowPrivacy,
    StartCheck,
    encode,
)
from bot.engine import Commanded, Engine, Pressed, Voted
from bot.message import Document, Reply
from bot.views.own_data import STAYING
from bot_twins import buttons, seen
from conversations.database import Database, open_database
from conversations.database.personal_data import naming, owned
from conversations.database.tables import metadata
from conversations.language import translator
from conversations.personal_data import PERSONS, SOMEBODY_ELSE
from conversations.roles import OPERATOR
from conversations.teams import Team
from lives import IN_GROUP, MARK, engine_on, in_everything
from organisation import ANNA, BO, LIN, OWNER, WANG, Clock
from standards.model import Language


@dataclass
class Lived:
    path: Path
    database: Database
    clock: Clock
    engine: Engine
    export: Team
    shop: Team

    async def says(self, command: str, person: str = ANNA, locale: str = "en") -> Reply:
        return await self.engine.handle(person, Commanded(name=command, locale=locale))

    async def presses(self, action: Action, person: str = ANNA) -> Reply:
        return await self.engine.handle(person, Pressed(data=encode(action), locale="en"))

    def in_file(self) -> bytes:
        return b"".join(each.read_bytes() for each in sorted(self.path.parent.iterdir()))

    def rows(self) -> dict[str, list[dict[str, Any]]]:
        with closing(sqlite3.connect(self.path)) as file:
            file.row_factory = sqlite3.Row
            names = [table.name for table in metadata.sorted_tables]
            return {
                name: [dict(row) for row in file.execute(f'SELECT * FROM "{name}"')]
                for name in names
            }


@pytest.fixture
async def lived(tmp_path: Path) -> AsyncIterator[Lived]:
    path = tmp_path / "data" / "bot.db"
    clock, database = Clock(), await open_database(path)
    export, shop = await in_everything(database, clock)
    yield Lived(path, database, clock, engine_on(database, clock), export, shop)
    await database.close()


def leaves(value: Any) -> Iterator[Any]:
    """Every number and text in a JSON value."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from leaves(each)
    else:
        yield value


def given(reply: Reply) -> Document:
    (document,) = reply.documents
    return document


def erasing(reply: Reply) -> EraseMe:
    return next(each.action for each in buttons(reply) if isinstance(each.action, EraseMe))


def test_she_is_in_every_table_that_holds_anything_about_anybody(lived: Lived) -> None:
    """Else the tests here would say less than they seem to."""
    theirs = {table.name for table in owned(metadata, ())}
    rows = lived.rows()
    assert [name for name in sorted(theirs) if not rows[name]] == []
    named = {
        str(column)
        for column in naming(metadata)
        if any(row[column.name] == ANNA for row in rows[column.table.name])
    }
    assert named == set(STAYING)


def test_every_column_that_names_somebody_is_known_to_do_so() -> None:
    references = {
        column.name
        for table in metadata.sorted_tables
        for column in table.columns
        for reference in column.foreign_keys
        if reference.column.table.name == "people"
    }
    assert references == PERSONS


def hers(path: Path) -> set[Any]:
    """Every value of every row that is hers, as JSON says it."""
    engine, found = create_engine(f"sqlite:///{path}"), set[Any]()
    with engine.connect() as connection:
        for table, mine in owned(metadata, (ANNA, IN_GROUP)).items():
            for row in connection.execute(select(table).where(mine)):
                found |= {leaf for value in row for leaf in leaves(said(value))}
    engine.dispose()
    return found


def said(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value


async def test_my_data_holds_every_value_of_mine_and_nobody_elses_key(lived: Lived) -> None:
    others = {LIN, BO, OWNER, WANG}
    file = given(await lived.says("mydata"))
    told = json.loads(file.content)
    mine = hers(lived.path)
    assert len([value for value in mine if MARK in str(value)]) > 10
    assert mine - others - set(leaves(told)) == set()
    assert others & set(leaves(told)) == set()
    assert SOMEBODY_ELSE in set(leaves(told))
    assert told["person"] == ANNA


@pytest.mark.parametrize(("locale", "words"), [("en", "answers: 1"), ("zh-TW", "作答：1")])
async def test_my_data_says_in_words_what_is_in_the_file(
    lived: Lived, locale: str, words: str
) -> None:
    await lived.database.people.set_language(
        ANNA, Language.EN if locale == "en" else Language.ZH_HANT
    )
    reply = await lived.says("mydata", locale=locale)
    assert words in seen(reply)
    assert given(reply).name == "mydata-2026-01-02.json"
    assert {type(each.action) for each in buttons(reply)} >= {AskToErase, ShowPrivacy}


async def test_of_a_stranger_there_is_nothing(lived: Lived) -> None:
    for command in ("mydata", "forgetme"):
        reply = await lived.says(command, "telegram:99")
        assert seen(reply) == "Nothing is kept about you."
        assert not reply.documents
    assert await lived.database.personal_data.of("telegram:99") is None


async def test_before_anything_is_erased_it_is_said_what_goes_and_what_stays(lived: Lived) -> None:
    reply = await lived.says("forgetme")
    told = seen(reply)
    for words in (
        "answers: 1",
        "times in teams: 2",
        "invites that you made: 1",
        "what you saw of others at work: 1",
        "Nobody can tell which were yours",
        "The quiz that is open ends with it",
        "You are the only manager of Web shop",
        "Backups",
    ):
        assert words in told
    assert [type(each.action) for each in buttons(reply)] == [
        EraseMe,
        GiveMyData,
        ShowPrivacy,
        Home,
    ]
    assert MARK.encode() in lived.in_file()


async def test_one_confirmation_erases_all_of_it_and_leaves_no_trace(lived: Lived) -> None:
    await lived.database.people.set_language(BO, Language.EN)
    before = lived.rows()
    reply = await lived.presses(erasing(await lived.says("forgetme")))
    assert reply.erased
    left, after = lived.in_file(), lived.rows()
    for trace in (MARK, ANNA, IN_GROUP, "Anna"):
        # A team's own name, a whole key of somebody else's and the like may hold no trace either.
        assert trace.encode() not in left, trace
    with closing(sqlite3.connect(lived.path)) as file:
        assert file.execute("PRAGMA foreign_key_check").fetchall() == []
        assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    for name in ("teams", "invites"):
        assert len(after[name]) == len(before[name])
    assert [row for row in after["observations"] if row["person"] == BO]
    assert {row["person"] for row in after["memberships"]} == {BO}
    assert await lived.database.personal_data.of(ANNA) is None


async def test_the_receipt_says_what_and_when_and_nothing_of_what_was_said(lived: Lived) -> None:
    reply = await lived.presses(erasing(await lived.says("forgetme")))
    told, file = seen(reply), given(reply).content.decode()
    assert given(reply).name == "receipt-2026-01-02.txt"
    for words in ("answers: 1", "times in teams: 2", "log lines about you: ", "20:00+08:00"):
        assert words in told
        assert words in file
    assert "what you saw of others at work: 1" in file
    for trace in (MARK, ANNA, "Anna"):
        assert trace not in told + file


async def test_afterwards_they_are_a_stranger(lived: Lived) -> None:
    await lived.presses(erasing(await lived.says("forgetme")))
    assert await lived.engine.language(ANNA, Commanded(name="start")) is Language.ZH_HANT
    assert "Nothing is kept about you" in seen(await lived.says("mydata"))
    assert "Before you start" in seen(await lived.presses(StartCheck()))
    assert "have not answered" in seen(await lived.says("me"))
    assert await lived.database.personal_data.of(ANNA) is None


async def test_every_button_of_an_old_screen_gets_a_friendly_word(lived: Lived) -> None:
    await lived.presses(erasing(await lived.says("forgetme")))
    for kind in KINDS:
        reply = await lived.presses(sample(kind))
        assert reply.messages, kind
        assert "Something went wrong" not in seen(reply), kind


async def test_a_vote_in_a_poll_from_before_gets_a_friendly_word(lived: Lived) -> None:
    await lived.presses(erasing(await lived.says("forgetme")))
    reply = await lived.engine.handle(ANNA, Voted(poll=f"{MARK}poll", options=(0,), locale="en"))
    assert "not one of yours, or it is so old that it was deleted" in seen(reply)
    assert await lived.database.personal_data.of(ANNA) is None


async def test_a_second_tap_and_an_old_button_erase_nothing_unseen(lived: Lived) -> None:
    first = erasing(await lived.says("forgetme"))
    lived.clock.pass_(minutes=16)
    again = await lived.presses(first)
    assert "Erase everything about you?" in seen(again)
    assert not again.erased
    forged = EraseMe(erasing(again).until + 1)
    assert not (await lived.presses(forged)).erased
    assert (await lived.presses(erasing(again))).erased
    assert seen(await lived.presses(erasing(again))) == "Nothing is kept about you."


async def test_the_only_owner_is_told_to_name_another_first(lived: Lived) -> None:
    held = erasing(await lived.says("forgetme"))
    for reply in (await lived.says("forgetme", OWNER), await lived.presses(held, OWNER)):
        assert "You are the only owner" in seen(reply)
        assert "Name another owner first" in seen(reply)
        assert not reply.erased
    assert await lived.database.personal_data.of(OWNER) is not None
    await lived.database.organisation(lived.clock).name_owner(OPERATOR, LIN)
    assert (await lived.presses(held, OWNER)).erased


async def test_of_two_owners_who_go_at_once_one_stays(lived: Lived) -> None:
    await lived.database.organisation(lived.clock).name_owner(OPERATOR, LIN)
    held = erasing(await lived.says("forgetme"))
    replies = await asyncio.gather(*(lived.presses(held, person) for person in (OWNER, LIN)))
    assert sorted(reply.erased for reply in replies) == [False, True]


async def test_owners_are_told_of_a_team_that_is_left_without_a_manager(lived: Lived) -> None:
    await lived.presses(erasing(await lived.says("forgetme")))
    (notice,) = await lived.database.notices.take_all(OWNER)
    assert notice.params == {"team": "Web shop"}
    assert "Anna" not in str(notice)


async def test_where_the_file_is_being_read_the_traces_go_with_the_next_chore(
    lived: Lived, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("conversations.database.whole_file.BUSY_SECONDS", 0)
    held = erasing(await lived.says("forgetme"))
    with closing(sqlite3.connect(lived.path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM people").fetchall()
        reply = await lived.presses(held)
        assert "traces may be left" in seen(reply)
        assert "traces may be left" in given(reply).content.decode()
        reader.execute("ROLLBACK")
    await lived.engine.forget_daily()
    assert ANNA.encode() not in lived.in_file()


async def test_an_error_of_the_database_tells_no_values(lived: Lived) -> None:
    """It goes into the log as it is."""
    with closing(sqlite3.connect(lived.path)) as file:
        file.execute(
            "CREATE TRIGGER no BEFORE INSERT ON people BEGIN SELECT RAISE(ABORT,'no'); END"
        )
    with pytest.raises(Exception, match="no") as told:
        await lived.database.people.set_language("telegram:77001", Language.EN)
    assert "77001" not in str(told.value)


def test_what_stays_has_words_in_both_languages() -> None:
    assert set(STAYING) == {str(column) for column in naming(metadata)}
    zh = translator(Language.ZH_HANT)
    assert all(zh(label) != label for label in STAYING.values())


@pytest.mark.parametrize("command", ["mydata", "forgetme", "log"])
async def test_in_a_group_it_leads_to_the_private_chat(lived: Lived, command: str) -> None:
    asked = Commanded(name=command, private=False, locale="en")
    reply = await lived.engine.handle(ANNA, asked)
    assert "private chat" in seen(reply)
    assert not reply.documents


async def test_what_is_kept_of_the_removed_goes_as_the_settings_say(lived: Lived) -> None:
    """The bot runs on for years; nobody restarts it."""
    database, clock, engine = lived.database, lived.clock, lived.engine
    organisation = database.organisation(clock)
    await engine.forget_daily()
    clock.pass_(days=10)
    await organisation.remove_member(OWNER, lived.export.id, ANNA)
    left = clock()

    def kept() -> dict[str, int]:
        return {
            name: len([row for row in rows if ANNA in (row.get("person"), row.get("whom"))])
            for name, rows in lived.rows().items()
        }

    async def days_pass(until: timedelta) -> None:
        while clock() < left + until:
            clock.pass_(days=1)
            await engine.forget_daily()

    await days_pass(timedelta(days=354))
    assert (kept()["quizzes"], kept()["memberships"], kept()["assignments"]) == (1, 2, 1)
    await days_pass(timedelta(days=357))
    assert (kept()["quizzes"], kept()["memberships"]) == (0, 2)
    await days_pass(timedelta(days=367))
    # She is still in the other team.
    assert (kept()["memberships"], kept()["assignments"]) == (1, 0)
    assert kept()["observations"] == 1
    await days_pass(timedelta(days=722))
    assert (kept()["observations"], kept()["deeds"] > 0) == (0, True)
    await days_pass(timedelta(days=733))
    assert kept()["deeds"] == 0
