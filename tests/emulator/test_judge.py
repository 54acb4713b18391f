"""What the judge finds."""

import pytest

from telegram_emulator.server import Emulator

from .conftest import Ask


async def test_an_unknown_method_is_not_found_and_judged(
    ask_lenient: Ask, lenient: Emulator
) -> None:
    assert (await ask_lenient("sendMassage", chat_id=1))["error_code"] == 404
    with pytest.raises(AssertionError, match="unknown method sendMassage"):
        lenient.judge()


@pytest.mark.parametrize(
    ("params", "finding"),
    [
        ({"text": "x", "colour": "red"}, "unknown parameter colour"),
        ({"text": "x", "reply_markup": {"inline_keyboard": [[{"txt": "a"}]]}}, "reply_markup"),
        ({"text": "x", "reply_parameters": {"message_id": "one"}}, "reply_parameters.message_id"),
        ({"text": "x", "disable_notification": "perhaps"}, "disable_notification"),
        ({"text": ["x"]}, "text"),
    ],
)
async def test_an_unknown_or_ill_typed_parameter_is_refused_and_judged(
    ask_lenient: Ask, lenient: Emulator, params: dict[str, object], finding: str
) -> None:
    await lenient.person(7).says("hello")
    answer = await ask_lenient("sendMessage", chat_id=7, **params)
    assert answer["error_code"] == 400
    assert finding in answer["description"]
    with pytest.raises(AssertionError, match=finding):
        lenient.judge()
    assert lenient.person(7).messages == []


async def test_a_deprecated_parameter_works_and_is_judged(
    ask_lenient: Ask, lenient: Emulator
) -> None:
    await lenient.person(7).says("hello")
    answer = await ask_lenient("sendMessage", chat_id=7, text="x", reply_to_message_id=1)
    assert answer["ok"]
    with pytest.raises(AssertionError, match="deprecated parameter reply_to_message_id"):
        lenient.judge()


async def test_a_method_that_is_not_emulated_is_judged(ask_lenient: Ask, lenient: Emulator) -> None:
    await lenient.person(7).says("hello")
    await ask_lenient("sendDice", chat_id=7)
    await ask_lenient("sendMessage", chat_id=7, text="a_b_", parse_mode="MarkdownV2")
    with pytest.raises(AssertionError, match="sendDice: this method is not emulated"):
        lenient.judge()
    with pytest.raises(AssertionError, match="parse_mode MarkdownV2 on a text with marks"):
        lenient.judge()


async def test_more_than_a_hundred_entities_are_cut_and_judged(
    ask_lenient: Ask, lenient: Emulator
) -> None:
    await lenient.person(7).says("hello")
    text = "<b>a</b> " * 101
    answer = await ask_lenient("sendMessage", chat_id=7, text=text, parse_mode="HTML")
    assert len(answer["result"]["entities"]) == 100
    with pytest.raises(AssertionError, match="101 entities"):
        lenient.judge()


async def test_an_update_that_telegram_would_not_send_is_judged(lenient: Emulator) -> None:
    lenient.deliver("poll_answer", {"poll_id": "1", "option_ids": [0]})
    with pytest.raises(AssertionError, match="option_persistent_ids: Field required"):
        lenient.judge()


async def test_leaving_the_emulator_judges() -> None:
    with pytest.raises(AssertionError, match="location"):
        async with Emulator() as emulator:
            await emulator.person().sends(location={"latitude": "north"})
