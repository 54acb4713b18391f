"""`@bot words` in any chat, and the links of what is picked there."""

from collections.abc import AsyncIterator

import pytest

from bot.links import opening_of
from bot_serving import serving
from bot_twins import World
from telegram_emulator.server import Emulator
from telegram_emulator.state import InlineQuery

pytestmark = pytest.mark.slow


@pytest.fixture
async def emulator() -> AsyncIterator[Emulator]:
    async with Emulator() as emulator:
        yield emulator


@pytest.fixture
async def bot(emulator: Emulator, world: World) -> AsyncIterator[None]:
    async with serving(emulator, world):
        yield


async def answered(emulator: Emulator, query: InlineQuery) -> InlineQuery:
    await emulator.quiet()
    assert query.is_answered
    return query


async def test_items_are_offered_to_the_one_who_types_alone_and_kept_briefly(
    emulator: Emulator, bot: None
) -> None:
    mei = emulator.person(language_code="zh-hant")
    query = await answered(emulator, await mei.asks_inline("發文頻次"))
    (card,) = query.results
    assert card["title"].startswith("P1.1.2")
    assert "發文頻次" in card["input_message_content"]["message_text"]
    assert (query.answer["is_personal"], query.answer["cache_time"]) == (True, 60)
    assert query.answer["button"]["start_parameter"] == "here"


async def test_the_link_of_a_card_opens_the_item_in_the_private_chat(
    emulator: Emulator, bot: None
) -> None:
    mei = emulator.person(language_code="zh-hant")
    query = await answered(emulator, await mei.asks_inline("發文頻次"))
    ((button,),) = query.results[0]["reply_markup"]["inline_keyboard"]
    payload = button["url"].partition("?start=")[2]
    assert payload == opening_of("KRM4224-001v1/P1.1.2")
    await mei.opens(payload)
    message = await mei.waits_for("發文頻次")
    assert "首頁" in str(message)


async def test_the_button_above_the_cards_opens_the_first_screen(
    emulator: Emulator, bot: None
) -> None:
    mei = emulator.person(language_code="en")
    query = await answered(emulator, await mei.asks_inline("pizza"))
    assert query.results == []
    await mei.opens(query.answer["button"]["start_parameter"])
    await mei.waits_for("Hello")


async def test_a_link_to_what_is_no_longer_here_has_a_way_on(emulator: Emulator, bot: None) -> None:
    mei = emulator.person(language_code="en")
    payload = opening_of("XYZ0000-000v9/P1.1")
    assert payload is not None
    await mei.opens(payload)
    await mei.waits_for("no longer here")
