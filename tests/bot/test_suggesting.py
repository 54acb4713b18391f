"""What is offered while somebody types into a chat of theirs."""

from bot.links import opened_by
from bot.message import PrivateChat
from bot.plain import render
from bot_twins import World, buttons, standards
from conversations.feedback import Unanswered
from standards.model import Language

SOLD = "發文頻次"
ANNA = "telegram:7"


async def test_every_card_is_an_item_that_the_answer_quotes_with_a_link_to_the_whole(
    world: World,
) -> None:
    found = await world.engine().suggest(ANNA, SOLD, "zh-TW")
    assert [card.id for card in found.cards] == ["KRM4224-001v1/P1.1.2"]
    (card,) = found.cards
    assert card.title.startswith("P1.1.2 ")
    assert "跨境電商營運人員" in card.about
    assert "發文頻次" in render(card.message)
    assert card.id in render(card.message)
    (button,) = buttons(card.message)
    assert isinstance(button.action, PrivateChat)
    assert opened_by(button.action.start) == card.id
    assert found.way == "到我們的私訊裡問我"


async def test_before_anything_is_typed_the_standards_are_offered(world: World) -> None:
    found = await world.engine().suggest(ANNA, "  ", "en")
    assert [card.id for card in found.cards] == [standard.code for standard in standards()]
    assert world.assistant.questions == []


async def test_what_the_standards_do_not_say_offers_nothing_but_the_way_to_us(
    world: World,
) -> None:
    found = await world.engine().suggest(ANNA, "pizza", None)
    assert found.cards == ()
    assert found.way == "The standards don't say; ask me in our own chat"


async def test_typing_into_a_chat_leaves_no_trace(world: World) -> None:
    await world.engine().suggest(ANNA, "pizza", None)
    assert await world.threads.load(ANNA) is None
    unanswered: tuple[Unanswered, ...] = await world.feedback.unanswered()
    assert unanswered == ()


async def test_the_language_set_goes_before_that_of_the_words(world: World) -> None:
    await world.people.set_language(ANNA, Language.EN)
    await world.engine().suggest(ANNA, SOLD, "zh-TW")
    assert world.assistant.questions == [(SOLD, Language.EN, None)]


async def test_a_standard_that_was_removed_while_it_was_looked_up_is_not_offered(
    world: World,
) -> None:
    engine = world.engine()
    world.loaded = [standard for standard in standards() if standard.code != "KRM4224-001v1"]
    assert (await engine.suggest(ANNA, SOLD, "zh-TW")).cards == ()
