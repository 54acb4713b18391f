"""The log of deeds in words, for owners alone; and who looked, for those they looked at."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bot.callbacks import Action, ShowLog, ShowLooks, encode
from bot.engine import Commanded, Engine, Pressed
from bot.message import Reply
from bot.views.deeds import LINES_A_PAGE, OF_THEMSELVES, SENTENCES, in_words
from bot_twins import buttons, seen
from conversations.audit import Entry, declining
from conversations.database import Database, open_database
from conversations.language import translator
from conversations.organisation import LogNames
from conversations.roles import OPERATOR
from conversations.roles import Action as Deed
from conversations.teams import Team
from lives import engine_on
from organisation import ANNA, BO, LIN, OWNER, WANG, Clock, founded, on
from quiz_samples import NOON
from standards.model import Language

EDITOR, STRANGER = "telegram:8", "telegram:9"
NAMES = LogNames({LIN: "Lin", ANNA: "Anna"}, {"t1": "外貿部"})


@dataclass
class Deeds:
    database: Database
    clock: Clock
    engine: Engine
    export: Team

    async def log(self, person: str = OWNER, locale: str = "en") -> Reply:
        return await self.engine.handle(person, Commanded(name="log", locale=locale))

    async def presses(self, action: Action, person: str) -> Reply:
        return await self.engine.handle(person, Pressed(data=encode(action), locale="en"))


@pytest.fixture
async def deeds(tmp_path: Path) -> AsyncIterator[Deeds]:
    clock, database = Clock(), await open_database(tmp_path / "bot.db")
    export, _shop = await founded(on(database))
    await database.organisation(clock).name_editor(OWNER, EDITOR)
    yield Deeds(database, clock, engine_on(database, clock), export)
    await database.close()


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("deed", Deed)
def test_every_deed_is_a_sentence_that_names_who_and_whom(deed: Deed, language: Language) -> None:
    say = translator(language)
    line = Entry(NOON, LIN, deed, ANNA, "t1", "Shop")
    said = in_words(line, NAMES, say)
    assert "Lin" in said
    assert ("Anna" in said) == ("{whom}" in SENTENCES[deed])
    assert ("外貿部" in said) == ("{team}" in SENTENCES[deed])
    assert "{" not in said
    for sentence in (SENTENCES[deed], OF_THEMSELVES.get(deed)):
        if sentence and language is Language.ZH_HANT:
            assert say.template(sentence) != sentence


def test_who_is_gone_who_runs_it_and_who_has_no_name_are_told_apart() -> None:
    say = translator(Language.EN)
    line = Entry(NOON, OPERATOR, Deed.NAME_OWNER, "telegram:12345678")
    assert in_words(line, NAMES, say) == "whoever runs this bot made …5678 owner"
    gone = Entry(NOON, "", Deed.ARCHIVE_TEAM, None, "t1")
    assert in_words(gone, NAMES, say) == "somebody erased since archived 外貿部"


def test_an_assignment_says_what_until_when_and_to_all() -> None:
    detail = "KRM/T1 KRM/T2, knowledge check passed, until 2026-03-01, critical: KRM/T1"
    line = Entry(NOON, LIN, Deed.ASSIGN, None, "t1", detail)
    said = in_words(line, NAMES, translator(Language.ZH_HANT))
    for words in ("所有人", "KRM/T1 KRM/T2", "2026-03-01 截止", "知識檢核", "關鍵：KRM/T1"):
        assert words in said
    odd = replace(line, detail="KRM{0}/T1, {x}")
    assert "KRM{0}/T1 · {x}" in in_words(odd, NAMES, translator(Language.EN))


def test_a_declined_nomination_is_not_told_as_an_appointment() -> None:
    line = Entry(NOON, LIN, Deed.APPOINT_MANAGER, ANNA, "t1", declining("Anna"))
    said = in_words(line, NAMES, translator(Language.EN))
    assert said == "Lin declined Anna as manager of 外貿部"


async def test_an_owner_reads_the_newest_lines_first_by_names(deeds: Deeds) -> None:
    deeds.clock.pass_(hours=1)
    await deeds.database.organisation(deeds.clock).look_at(LIN, deeds.export.id, ANNA)
    told = seen(await deeds.log())
    lines = [line for line in told.splitlines() if "2026-01-02" in line]
    assert "looked at the card of Anna (外貿部)" in lines[0]
    assert "2026-01-02 21:00" in lines[0]
    assert any("whoever runs this bot made" in line and "owner" in line for line in lines)


async def test_the_log_is_turned_page_by_page_and_back(deeds: Deeds) -> None:
    organisation = deeds.database.organisation(deeds.clock)
    for number in range(2 * LINES_A_PAGE):
        await organisation.rename_team(OWNER, deeds.export.id, f"Team {number}")
    first = await deeds.log()
    assert "renamed a team to Team 19" in seen(first)
    turns = [each.action for each in buttons(first) if isinstance(each.action, ShowLog)]
    assert turns == [ShowLog(1)]
    second = await deeds.presses(ShowLog(1), OWNER)
    assert "renamed a team to Team 9" in seen(second)
    turns = [each.action for each in buttons(second) if isinstance(each.action, ShowLog)]
    assert turns == [ShowLog(0), ShowLog(2)]
    assert seen(await deeds.presses(ShowLog(9999), OWNER)) == seen(first)


@pytest.mark.parametrize("person", [LIN, WANG, ANNA, BO, EDITOR, STRANGER])
async def test_nobody_else_reads_the_log(deeds: Deeds, person: str) -> None:
    before = await deeds.log()
    replies = (await deeds.log(person), await deeds.presses(ShowLog(0), person))
    for reply in replies:
        assert "You may not do that" in seen(reply)
        assert "Anna" not in seen(reply)
    asked = Commanded(name="privacy", locale="en")
    shown = buttons(await deeds.engine.handle(person, asked))
    assert ShowLog() not in [each.action for each in shown]
    assert seen(await deeds.log()) == seen(before)


async def test_owners_find_the_log_at_privacy(deeds: Deeds) -> None:
    reply = await deeds.engine.handle(OWNER, Commanded(name="privacy", locale="en"))
    assert ShowLog() in [each.action for each in buttons(reply)]


async def test_somebody_reads_who_looked_at_their_card_and_nobody_elses(deeds: Deeds) -> None:
    organisation = deeds.database.organisation(deeds.clock)
    assert "Nobody so far." in seen(await deeds.presses(ShowLooks(), ANNA))
    await organisation.look_at(LIN, deeds.export.id, ANNA)
    await organisation.record(OWNER, Deed.EXPORT_TEAM, deeds.export.id)
    anna = seen(await deeds.presses(ShowLooks(), ANNA))
    assert "2026-01-02 20:00" in anna
    assert "looked at your card (外貿部)" in anna
    assert "exported the states of 外貿部" in anna
    bo = seen(await deeds.presses(ShowLooks(), BO))
    assert "looked at your card (" not in bo
    assert "exported the states of 外貿部" in bo


async def test_the_same_on_one_day_is_one_line_that_says_how_often(deeds: Deeds) -> None:
    organisation = deeds.database.organisation(deeds.clock)
    for hours in (0, 1, 1, 24):
        deeds.clock.pass_(hours=hours)
        await organisation.record(OWNER, Deed.EXPORT_TEAM, deeds.export.id)
        await organisation.look_at(LIN, deeds.export.id, ANNA)
    lines = seen(await deeds.presses(ShowLooks(), ANNA)).splitlines()
    looks = [line[line.index("2026-") :] for line in lines if "2026-" in line]
    said = [line.partition(" ")[2] for line in looks]
    assert [line[:10] for line in looks] == ["2026-01-03"] * 2 + ["2026-01-02"] * 2
    assert sum(line.endswith(" · 3 times") for line in said) == 2
    assert sum("exported the states" in line for line in said) == 2


@pytest.mark.parametrize("command", ["privacy", "me"])
async def test_who_looked_is_one_tap_away(deeds: Deeds, command: str) -> None:
    reply = await deeds.engine.handle(ANNA, Commanded(name=command, locale="en"))
    assert ShowLooks() in [each.action for each in buttons(reply)]
