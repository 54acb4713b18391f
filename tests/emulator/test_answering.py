"""Taps on buttons, inline queries, and the bot's own settings."""

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultUnion,
    InputTextMessageContent,
    MenuButtonCommands,
)

from telegram_emulator.people import Person
from telegram_emulator.server import Emulator

MENU = InlineKeyboardMarkup(
    inline_keyboard=[[InlineKeyboardButton(text="Yes", callback_data="v1:yes")]]
)


@pytest.fixture
async def ann(emulator: Emulator) -> Person:
    person = emulator.person(1001, "Ann", "zh-Hant")
    await person.says("hello")
    return person


async def test_a_tap_is_answered_once(bot: Bot, emulator: Emulator, ann: Person) -> None:
    await bot.send_message(ann.id, "Ready?", reply_markup=MENU)
    tap = await ann.taps("Yes")
    assert tap.update is not None
    query = CallbackQuery.model_validate(tap.update.body)
    assert (query.data, query.from_user.language_code) == ("v1:yes", "zh-Hant")
    assert emulator.unanswered_taps == [tap]
    assert await bot.answer_callback_query(tap.id, "Good", show_alert=True)
    assert (tap.is_answered, tap.notice, tap.is_alert) == (True, "Good", True)
    with pytest.raises(TelegramBadRequest, match="query is too old and response timeout expired"):
        await bot.answer_callback_query(tap.id)


async def test_a_late_answer_is_too_old(bot: Bot, emulator: Emulator, ann: Person) -> None:
    await bot.send_message(ann.id, "Ready?", reply_markup=MENU)
    tap = await ann.taps("v1:yes")
    emulator.expire_taps()
    with pytest.raises(TelegramBadRequest, match="query ID is invalid"):
        await bot.answer_callback_query(tap.id)


async def test_a_button_must_be_there_to_be_tapped(bot: Bot, ann: Person) -> None:
    sent = await bot.send_message(ann.id, "Ready?", reply_markup=MENU)
    with pytest.raises(AssertionError, match=r"Ready\?"):
        await ann.taps("No")
    await bot.edit_message_reply_markup(chat_id=ann.id, message_id=sent.message_id)
    with pytest.raises(AssertionError, match="no button 'Yes'"):
        await ann.taps("Yes")
    stale = await ann.presses(ann.newest, "v1:yes")
    assert stale.update is not None
    assert stale.update.body["data"] == "v1:yes"


async def test_an_inline_query_gets_results(bot: Bot, ann: Person) -> None:
    query = await ann.asks_inline("danger")
    found: list[InlineQueryResultUnion] = [
        InlineQueryResultArticle(
            id=str(number),
            title="Danger",
            input_message_content=InputTextMessageContent(message_text="Check first"),
        )
        for number in range(51)
    ]
    with pytest.raises(TelegramBadRequest, match="RESULTS_TOO_MUCH"):
        await bot.answer_inline_query(query.id, found)
    assert await bot.answer_inline_query(query.id, found[:2], cache_time=5, is_personal=True)
    assert [result["title"] for result in query.results] == ["Danger", "Danger"]
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await bot.answer_inline_query(query.id, found[:1])


async def test_commands_are_kept_by_scope_and_language(bot: Bot, ann: Person) -> None:
    ask = [BotCommand(command="ask", description="Ask")]
    question = [BotCommand(command="ask", description="提問")]
    private = BotCommandScopeAllPrivateChats()
    await bot.set_my_commands(ask)
    await bot.set_my_commands(question, scope=private, language_code="zh")
    [default] = await bot.get_my_commands()
    [chinese] = await bot.get_my_commands(scope=private, language_code="zh")
    assert (default.description, chinese.description) == ("Ask", "提問")
    assert await bot.get_my_commands(scope=private) == []
    await bot.delete_my_commands()
    assert await bot.get_my_commands() == []
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await bot.set_my_commands(ask, scope=BotCommandScopeChat(chat_id=42))
    with pytest.raises(TelegramBadRequest, match="language code"):
        await bot.set_my_commands(ask, language_code="zh-Hant")


@pytest.mark.parametrize(
    "commands",
    [
        [BotCommand(command="Ask", description="Ask")],
        [BotCommand(command="ask-me", description="Ask")],
        [BotCommand(command="a" * 33, description="Ask")],
        [BotCommand(command="ask", description=" ")],
        [BotCommand(command="ask", description="x" * 257)],
        [BotCommand(command=f"a{number}", description="x") for number in range(101)],
    ],
)
async def test_a_bad_command_is_refused(bot: Bot, commands: list[BotCommand]) -> None:
    with pytest.raises(TelegramBadRequest, match="BOT_COMMAND"):
        await bot.set_my_commands(commands)


async def test_names_and_descriptions_fall_back_to_the_default_language(bot: Bot) -> None:
    await bot.set_my_description("About")
    await bot.set_my_description("關於", language_code="zh")
    await bot.set_my_short_description("Short")
    await bot.set_my_name("Skills")
    assert (await bot.get_my_description("zh")).description == "關於"
    assert (await bot.get_my_description("de")).description == "About"
    assert (await bot.get_my_short_description()).short_description == "Short"
    assert (await bot.get_my_name()).name == "Skills"
    with pytest.raises(TelegramBadRequest):
        await bot.set_my_description("x" * 513)
    with pytest.raises(TelegramBadRequest):
        await bot.set_my_short_description("x" * 121)
    with pytest.raises(TelegramBadRequest):
        await bot.set_my_name("x" * 65)


async def test_the_bot_knows_itself_its_chats_and_its_menu(bot: Bot, ann: Person) -> None:
    me = await bot.get_me()
    assert (me.is_bot, me.username) == (True, "competency_test_bot")
    assert (await bot.get_chat(ann.id)).first_name == "Ann"
    assert (await bot.get_chat_member(ann.id, ann.id)).status == "member"
    await bot.set_chat_menu_button(chat_id=ann.id, menu_button=MenuButtonCommands())
    assert (await bot.get_chat_menu_button(chat_id=ann.id)).type == "commands"
