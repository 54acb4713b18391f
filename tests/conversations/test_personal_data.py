"""Nothing about a person escapes: every table is either theirs, or known to be about nobody."""

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    MetaData,
    Table,
    Text,
    create_engine,
    insert,
)

from conversations.assignments import Terms
from conversations.database import Database, open_database
from conversations.database.personal_data import naming, owned
from conversations.database.tables import UtcTime, metadata
from conversations.errors import LastOwner
from conversations.grounds import Grounds
from conversations.inbox import Received
from conversations.language import translator
from conversations.notices import Notice, NoticeKind
from conversations.personal_data import LABELS, SOMEBODY_ELSE, Holdings, as_document, person_of
from conversations.retention import Retention, forget
from conversations.roles import OPERATOR
from database_twin import in_memory
from organisation import ANNA, BO, LIN, OWNER, Clock, founded, on
from quiz_samples import NOON
from small_standard import small_standard
from standards.model import Language

ABOUT_NOBODY = {
    "asked": {"name", "question", "language", "topic", "at"},
    "ratings": {"vote", "rating", "at"},
    "unanswered": {
        "folded",
        "question",
        "language",
        "why",
        "nearest",
        "first_asked",
        "last_asked",
        "times",
    },
    "voided_items": {"id", "item", "version", "reason", "at"},
    "policies": {"task", "kind", "votes", "set_by", "at"},
    "teams": {"id", "name", "folded", "made_at", "archived_at"},
    "standard_texts": {"code", "version", "at"},
    "owner_codes": {"digest", "until"},
    # Who made one is named in it, and taken out by an erasure.
    "invites": {
        "digest",
        "team",
        "role",
        "made_at",
        "expires_at",
        "uses_left",
        "revoked_at",
        "made_by",
    },
    "leases": {"name", "holder", "until"},
}
"""Tables no row of which leads to a person, with the columns for which that was looked at.

A table or column that is added does not belong here just because this test fails: it belongs to a
person if it says anything about one, and then refers to `people`.
"""
THEIRS = frozenset(owned(metadata, ()))


def test_every_table_is_a_persons_or_is_known_to_be_about_nobody() -> None:
    others = {table.name: set(table.c.keys()) for table in metadata.sorted_tables}
    for table in THEIRS:
        del others[table.name]
    assert others == ABOUT_NOBODY


def test_whatever_refers_to_a_person_goes_with_them() -> None:
    """Or names them no more; a reference without either would forbid the erasure."""
    for table in metadata.sorted_tables:
        for reference in table.foreign_key_constraints:
            if reference.referred_table in THEIRS:
                ends = reference.ondelete, all(column.nullable for column in reference.columns)
                where = f"{table.name}: {reference.column_keys}"
                assert ends in {("CASCADE", False), ("CASCADE", True), ("SET NULL", True)}, where


def test_a_row_goes_with_whom_it_is_about_and_stays_where_it_only_names_them() -> None:
    later = MetaData()
    for table in metadata.sorted_tables:
        table.to_metadata(later)
    key = later.tables["people"].c.key
    about = Table("later_notes", later, Column("whom", ForeignKey(key, ondelete="CASCADE")))
    Table("later_lists", later, Column("made_by", ForeignKey(key, ondelete="SET NULL")))
    Table("later_words", later, Column("text", Text))
    theirs = owned(later, ["telegram:1"])
    assert {table.name for table in theirs} == {table.name for table in THEIRS} | {"later_notes"}
    assert about in theirs
    before = {str(column) for column in naming(metadata)}
    assert {str(column) for column in naming(later)} == before | {"later_lists.made_by"}


def test_every_table_of_a_person_has_a_name_that_the_receipt_can_say() -> None:
    assert set(LABELS) == {table.name for table in THEIRS}
    zh = translator(Language.ZH_HANT)
    assert all(zh(label) != label for label in LABELS.values())


class Filled:
    """A row of every table for every key, each value of which occurs only there."""

    def __init__(self, path: Path, keys: dict[str, str], start: int = 1000) -> None:
        self.values: dict[str, set[Any]] = {key: set() for key in keys}
        self._numbers = count(start)
        engine = create_engine(f"sqlite:///{path}")
        with engine.begin() as connection:
            for key, tag in keys.items():
                made: dict[Table, dict[str, Any]] = {}
                for table in metadata.sorted_tables:
                    # What is nobody's, such as a team, is there because theirs refers to it.
                    mark = tag if table in THEIRS else "NOBODY"
                    made[table] = self._row(table, key, mark, made)
                    connection.execute(insert(table).values(made[table]))
        engine.dispose()

    def _row(
        self, table: Table, key: str, tag: str, made: dict[Table, dict[str, Any]]
    ) -> dict[str, Any]:
        row: dict[str, Any] = {}
        for column in table.columns:
            if column.foreign_keys:
                there = next(iter(column.foreign_keys)).column
                row[column.name] = made[there.table][there.name]
            elif column.name in ("key", "person"):
                row[column.name] = key
            else:
                row[column.name] = value = self._value(column, tag)
                if not isinstance(value, bool) and table in THEIRS:
                    self.values[key].add(said(value))
        return row

    def _value(self, column: Column[Any], tag: str) -> Any:
        number = next(self._numbers)
        if isinstance(column.type, Boolean):
            return True
        if isinstance(column.type, Integer):
            return number
        if isinstance(column.type, Date):
            return NOON.date() + timedelta(days=number)
        if isinstance(column.type, UtcTime):
            return NOON + timedelta(seconds=number)
        if isinstance(column.type, JSON):
            return [f"{tag}-{number}"]
        return "en" if column.name == "language" else f"{tag}-{number}"


def said(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value[0] if isinstance(value, list) else value


def leaves(value: Any) -> Iterator[Any]:
    """Every number and text in a JSON value."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from leaves(each)
    else:
        yield value


KEYS = {"telegram:1001": "AMEI", "telegram:-50:1001": "BMEI", "telegram:1002": "OTHER"}


@pytest.fixture
async def path(tmp_path: Path) -> Path:
    path = tmp_path / "bot.db"
    await (await open_database(path)).close()
    return path


def document(holdings: Holdings) -> Any:
    made = as_document(holdings, Grounds(), lambda code: None, NOON, translator(Language.EN))
    return json.loads(json.dumps(made, ensure_ascii=False))


async def test_every_value_of_every_column_about_a_person_is_in_the_document(path: Path) -> None:
    filled = Filled(path, KEYS)
    database = await open_database(path)
    holdings = await database.personal_data.of("telegram:1001")
    assert holdings is not None
    told = document(holdings)
    found = set(leaves(told["kept"]))
    assert filled.values["telegram:1001"] - found == set()
    assert filled.values["telegram:-50:1001"] - found == set()
    assert filled.values["telegram:1002"] & found == {"en"}
    assert (told["person"], told["as_of"]) == ("telegram:1001", NOON.isoformat())
    assert re.fullmatch(r"\d{4}", told["schema"])
    await database.close()


async def test_questions_stand_in_their_quizzes_and_answers_in_their_questions(path: Path) -> None:
    Filled(path, KEYS)
    database = await open_database(path)
    holdings = await database.personal_data.of("telegram:1002")
    assert holdings is not None
    kept = document(holdings)["kept"]
    (quiz,) = kept["quizzes"]
    (question,) = quiz["questions"]
    assert [set(answer) for answer in question["answers"]] == [{"option", "at"}]
    assert [poll["person"] for poll in question["polls"]] == ["telegram:1002"]
    assert not {"quiz_questions", "answers", "polls"} & set(kept)
    await database.close()


def rows(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    with closing(sqlite3.connect(path)) as file:
        return {
            table.name: file.execute(f'SELECT * FROM "{table.name}"').fetchall() for table in THEIRS
        }


async def test_an_erasure_leaves_no_row_no_orphan_and_no_trace_in_the_file(path: Path) -> None:
    Filled(path, {"telegram:1002": "OTHER"})
    before = rows(path)
    Filled(path, {"telegram:1001": "AMEI", "telegram:-50:1001": "BMEI"}, 5000)
    # A running bot has the file open, with what it wrote of late still in the journal.
    running = await open_database(path)
    await running.people.set_language("telegram:1001", Language.EN)
    database = await open_database(path)
    receipt = await database.personal_data.erase("telegram:1001", NOON)
    assert await database.personal_data.scrub()
    assert receipt is not None
    assert set(receipt.rows) == {table.name for table in THEIRS}
    assert set(receipt.rows.values()) == {2}
    assert rows(path) == before
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("PRAGMA foreign_key_check").fetchall() == []
        assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    left = b"".join(each.read_bytes() for each in path.parent.iterdir())
    assert b"OTHER" in left
    for trace in (b"AMEI", b"BMEI", b"telegram:1001", b":1001"):
        assert trace not in left
    await database.close()
    await running.close()


async def test_no_trace_stays_between_the_rows_of_a_file_that_has_seen_much(path: Path) -> None:
    """Overwriting deleted rows is not enough for that, see `rewrite`."""
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA secure_delete = ON")
        for number in range(60):
            key = f"telegram:{number * 7919 % 1000:03d}{number:03d}MARK"
            connection.exec_driver_sql("INSERT INTO people VALUES (?, 'en')", (key,))
        people = connection.exec_driver_sql("SELECT key FROM people").scalars().all()
        for number in range(2000):
            key = people[number * 31 % 60]
            connection.exec_driver_sql(
                "INSERT INTO quizzes VALUES (?, ?, ?, 'en', 'ended', 0, '2026-01-01', 'task')",
                (f"{number * 7919 % 100003:06d}{key}", key, key * (number % 23)),
            )
    engine.dispose()
    database = await open_database(path)
    for key in people[::7]:
        await database.personal_data.erase(key, NOON)
        assert await database.personal_data.scrub()
        left = b"".join(each.read_bytes() for each in path.parent.iterdir())
        assert key.encode() not in left
    await database.close()


UNTIL_ERASED = {"threads", "acceptances", "reminders", "preferences", "self_ratings", "told_once"}
UNTIL_IT_IS_OVER = {"unreachable": "they are back", "nominations": "an owner decides"}
OF_THE_HOUSE = {"teams", "standard_texts", "voided_items", "policies", "unanswered"}
REPLACED = {"owner_codes": "by the next code", "leases": "by the next process"}


async def test_whatever_is_over_for_ten_years_is_gone_but_for_what_is_known_to_stay(
    path: Path,
) -> None:
    """A table that is added has to be forgotten of, or be put among those for which it is said."""
    Filled(path, KEYS)
    database, later = await open_database(path), NOON + timedelta(days=3650)
    await forget(database.kept(Retention()), later)
    # Rows of every bot are made up here, each with a number of its own.
    with closing(sqlite3.connect(path)) as file:
        bots = [bot for (bot,) in file.execute("SELECT DISTINCT bot FROM inbox")]
    for bot in bots:
        await database.inbox(bot).forget(later)
    with closing(sqlite3.connect(path)) as file:
        left = {
            table.name
            for table in metadata.sorted_tables
            if file.execute(f'SELECT 1 FROM "{table.name}" LIMIT 1').fetchone()
        }
    assert left == {"people", *UNTIL_ERASED, *UNTIL_IT_IS_OVER, *OF_THE_HOUSE, *REPLACED}
    await database.close()


async def test_while_somebody_reads_the_file_it_is_said_that_traces_may_be_left(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("conversations.database.whole_file.BUSY_SECONDS", 0)
    Filled(path, KEYS)
    database = await open_database(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM people").fetchall()
        assert await database.personal_data.erase("telegram:1001", NOON) is not None
        assert not await database.personal_data.scrub()
        reader.execute("ROLLBACK")
    assert await database.personal_data.scrub()
    await database.close()


async def test_what_was_set_aside_of_others_and_tells_of_somebody_goes_with_them(
    path: Path,
) -> None:
    database = await open_database(path)
    inbox = database.inbox(1)
    bodies = {
        1: '{"message":{"from":{"id":1002},"reply_to_message":{"from":{"id":1001}}}}',
        2: '{"message":{"from":{"id":1002},"text":"1001","chat":{"id":-1001},"at":{"id":10011}}}',
    }
    every = [Received(number, body, "telegram:1002") for number, body in bodies.items()]
    await inbox.put(every, NOON)
    for number in bodies:
        await inbox.set_aside(number, "ValueError", NOON)
    await database.people.set_language("telegram:1001", Language.EN)
    assert await database.personal_data.erase("telegram:1001", NOON) is not None
    with closing(sqlite3.connect(path)) as file:
        left = [number for (number,) in file.execute("SELECT number FROM inbox")]
    assert left == [2]
    await database.close()


async def test_a_message_that_names_somebody_goes_with_them(path: Path) -> None:
    for database in (await open_database(path), in_memory()):
        for person, named in ((BO, ANNA), (BO, None), (ANNA, None)):
            notice = Notice(person, NoticeKind.COMMENTED, {"name": "Anna"}, NOON, NOON, named)
            await database.notices.add(notice)
        holdings = await database.personal_data.of(ANNA)
        assert holdings is not None
        told = [(row["person"], row["named"]) for row in holdings.rows["notices"]]
        assert told == [(SOMEBODY_ELSE, ANNA), (ANNA, None)]
        await database.personal_data.erase(ANNA, NOON)
        assert len(await database.notices.take_all(BO)) == 1
        await database.close()


async def test_an_erasure_that_fails_erases_nothing(path: Path) -> None:
    Filled(path, KEYS)
    before = rows(path)
    with closing(sqlite3.connect(path)) as file:
        # Once it is the turn of `people`, all else is deleted already.
        file.execute(
            "CREATE TRIGGER no BEFORE DELETE ON people BEGIN SELECT RAISE(ABORT, 'no'); END"
        )
    database = await open_database(path)
    with pytest.raises(Exception, match="no"):
        await database.personal_data.erase("telegram:1001", NOON)
    assert rows(path) == before
    await database.close()


@given(st.integers(), st.integers())
def test_a_key_in_a_group_is_the_persons_own(group: int, number: int) -> None:
    assert person_of(f"telegram:{group}:{number}") == f"telegram:{number}"
    assert person_of(f"telegram:{group}/7:{number}") == f"telegram:{number}"
    assert person_of(f"telegram:{number}") == f"telegram:{number}"
    assert person_of(f"terminal:{group}:{number}") == f"terminal:{group}:{number}"


async def in_teams(database: Database) -> None:
    """What somebody does and is in teams, in every store that keeps it."""
    clock = Clock()
    organisation, (export, shop) = database.organisation(clock), await founded(on(database))
    standard = small_standard()
    assigned = await organisation.assign(LIN, export.id, standard, person=ANNA)
    await organisation.assign(LIN, export.id, standard, Terms(due=date(2026, 3, 1)))
    await organisation.withdraw_assignment(LIN, assigned)
    await organisation.look_at(LIN, export.id, ANNA)
    await organisation.name_editor(OWNER, ANNA)
    made = await organisation.invite(OWNER, shop.id)
    await organisation.open_invite(ANNA, made.secret, "at the shop")
    await organisation.appoint_manager(OWNER, shop.id, ANNA)
    made = await organisation.invite(ANNA, shop.id)
    await organisation.open_invite(BO, made.secret, "at the shop")
    await organisation.hand_over(ANNA, shop.id, BO)
    await organisation.nominate_manager(LIN, export.id, ANNA)
    await organisation.leave_team(ANNA, shop.id)


def without_secrets(holdings: Holdings | None) -> Any:
    """Ids and digests are made anew each time."""
    assert holdings is not None
    return {
        table: [
            {
                name: value
                for name, value in row.items()
                if name not in ("team", "digest", "invite", "detail")
                and (table, name) != ("assignments", "id")
            }
            for row in rows
        ]
        for table, rows in holdings.rows.items()
    }


async def test_what_is_held_of_teams_in_memory_is_what_the_database_holds(path: Path) -> None:
    in_file, twin = await open_database(path), in_memory()
    for database in (in_file, twin):
        await in_teams(database)
    for person in (ANNA, BO, LIN, OWNER):
        held = [without_secrets(await each.personal_data.of(person)) for each in (in_file, twin)]
        assert held[0] == held[1]
    receipts = [await each.personal_data.erase(ANNA, NOON) for each in (in_file, twin)]
    assert receipts[0] == receipts[1]
    for person in (BO, LIN, OWNER):
        held = [without_secrets(await each.personal_data.of(person)) for each in (in_file, twin)]
        assert held[0] == held[1]
    for database in (in_file, twin):
        assert await database.personal_data.of(ANNA) is None
        assert ANNA not in str(await database.audit.entries())
        assert ANNA not in str(await database.invites.all())
        assert ANNA not in str(await database.appointments.nominations())
        assert await database.appointments.of(ANNA) == ()
        assert await database.teams.times_of(ANNA) == ()
    await in_file.close()


@pytest.mark.parametrize("alone", [True, False])
async def test_the_last_owner_is_spared_where_that_is_asked_for(path: Path, alone: bool) -> None:
    in_file = await open_database(path)
    for database in (in_file, in_memory()):
        organisation = database.organisation(Clock())
        await organisation.name_owner(OPERATOR, OWNER)
        if not alone:
            await organisation.name_owner(OPERATOR, LIN)
        if alone:
            with pytest.raises(LastOwner):
                await database.personal_data.erase(OWNER, NOON, spare_owner=True)
            assert await database.personal_data.of(OWNER) is not None
            assert await database.personal_data.erase(OWNER, NOON) is not None
        else:
            assert await database.personal_data.erase(OWNER, NOON, spare_owner=True) is not None
    await in_file.close()


async def test_nobody_is_given_somebody_elses_key(path: Path) -> None:
    in_file = await open_database(path)
    for database in (in_file, in_memory()):
        await in_teams(database)
        told = str(await database.personal_data.of(ANNA))
        assert SOMEBODY_ELSE in told
        for other in (BO, LIN, OWNER):
            assert f"'{other}'" not in told
    await in_file.close()
