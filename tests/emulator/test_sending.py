"""Sending, editing and deleting, as aiogram reads it, and what Telegram refuses."""

from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramMigrateToChat
from aiogram.types import (
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    LinkPreviewOptions,
    Message,
    ReplyKeyboardMarkup,
    ReplyParameters,
)

from telegram_emulator.people import Person
from telegram_emulator.server import Emulator

from .conftest import Ask

SAME = (
    "Bad Request: message is not modified: specified new message content and reply markup are "
    "exactly the same as a current content and reply markup of the message"
)


def keyboard(*rows: list[str]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        inline_keyboard=[
            [InlineKeyboardButton(text=label, callback_data=label.lower()) for label in row]
            for row in rows
        ]
    )


@pytest.fixture
async def ann(emulator: Emulator) -> Person:
    person = emulator.person(1001, "Ann")
    await person.says("hello")
    return person


async def test_a_message_is_seen_with_its_buttons(bot: Bot, ann: Person) -> None:
    sent = await bot.send_message(
        ann.id,
        "<b>Ready?</b>",
        parse_mode="HTML",
        reply_markup=keyboard(["Yes", "No"], ["Later"]),
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    assert sent.html_text == "<b>Ready?</b>"
    assert ann.screen == "Ready?\n[Yes] [No]\n[Later]"
    assert ann.newest.rows == [["Yes", "No"], ["Later"]]


async def test_message_ids_count_in_each_chat(bot: Bot, emulator: Emulator, ann: Person) -> None:
    bob = emulator.person(1002, "Bob")
    await bob.says("hello")
    assert (await bot.send_message(ann.id, "a")).message_id == 2
    assert (await bot.send_message(bob.id, "b")).message_id == 2


async def test_an_edit_shows_and_the_same_edit_is_refused(bot: Bot, ann: Person) -> None:
    sent = await bot.send_message(ann.id, "one", reply_markup=keyboard(["Go"]))
    place: dict[str, Any] = {"chat_id": ann.id, "message_id": sent.message_id}
    edited = await bot.edit_message_text("two", reply_markup=keyboard(["Go"]), **place)
    assert isinstance(edited, Message)
    assert edited.edit_date is not None
    with pytest.raises(TelegramBadRequest) as refused:
        await bot.edit_message_text("two", reply_markup=keyboard(["Go"]), **place)
    assert refused.value.message == SAME
    await bot.edit_message_text("two", reply_markup=keyboard(["Stop"]), **place)
    assert ann.screen == "two\n[Stop]"
    await bot.edit_message_text("<b>two</b>", parse_mode="HTML", **place)
    assert ann.screen == "two"
    with pytest.raises(TelegramBadRequest, match="not modified"):
        await bot.edit_message_reply_markup(**place)


async def test_only_own_standing_messages_can_be_edited(bot: Bot, ann: Person) -> None:
    with pytest.raises(TelegramBadRequest, match="message can't be edited"):
        await bot.edit_message_text("x", chat_id=ann.id, message_id=1)
    with pytest.raises(TelegramBadRequest, match="message to edit not found"):
        await bot.edit_message_text("x", chat_id=ann.id, message_id=9)
    sent = await bot.send_message(ann.id, "one")
    assert await bot.delete_message(ann.id, sent.message_id)
    assert ann.messages == []
    with pytest.raises(TelegramBadRequest, match="message to edit not found"):
        await bot.edit_message_text("x", chat_id=ann.id, message_id=sent.message_id)
    with pytest.raises(TelegramBadRequest, match="message to delete not found"):
        await bot.delete_message(ann.id, sent.message_id)


@pytest.mark.parametrize(
    ("text", "description"),
    [
        ("", "Bad Request: message text is empty"),
        (" \n ", "Bad Request: message text is empty"),
        ("x" * 4097, "Bad Request: message is too long"),
        ("🙂" * 2049, "Bad Request: message is too long"),
        ("<p>x", 'Bad Request: can\'t parse entities: Unsupported start tag "p" at byte offset 0'),
    ],
)
async def test_a_bad_text_is_refused(ask: Ask, ann: Person, text: str, description: str) -> None:
    answer = await ask("sendMessage", chat_id=ann.id, text=text, parse_mode="HTML")
    assert answer["description"] == description


async def test_length_is_counted_after_the_entities_are_parsed(ask: Ask, ann: Person) -> None:
    text = "<b>" + "&lt;" * 4096 + "</b>"
    assert (await ask("sendMessage", chat_id=ann.id, text=text, parse_mode="HTML"))["ok"]
    edit = await ask("editMessageText", chat_id=ann.id, message_id=2, text="x" * 4097)
    assert edit["description"] == "Bad Request: MESSAGE_TOO_LONG"


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([[{"text": "a", "callback_data": "級" * 22}]], "BUTTON_DATA_INVALID"),
        ([[{"text": "a", "callback_data": ""}]], "BUTTON_DATA_INVALID"),
        ([[{"text": " ", "callback_data": "a"}]], "text must be non-empty"),
        ([[{"text": "a"}]], "Text buttons are unallowed in the inline keyboard"),
        ([[{"text": "a", "url": "https://a.org", "callback_data": "a"}]], "more than one action"),
        ([[{"text": "a", "url": "nonsense url"}]], "Wrong HTTP URL"),
        ([[{"text": "a", "callback_data": "a"}] * 9], "reply markup is too long"),
        ([[{"text": "a", "callback_data": "a"}]] * 101, "reply markup is too long"),
    ],
)
async def test_a_bad_keyboard_is_refused(
    ask: Ask, ann: Person, rows: list[list[dict[str, str]]], reason: str
) -> None:
    markup = {"inline_keyboard": rows}
    answer = await ask("sendMessage", chat_id=ann.id, text="x", reply_markup=markup)
    assert reason in answer["description"]
    assert ann.messages == []


async def test_sixty_four_bytes_fit_into_a_button(ask: Ask, ann: Person) -> None:
    markup = {"inline_keyboard": [[{"text": "a", "callback_data": "x" * 64}]]}
    assert (await ask("sendMessage", chat_id=ann.id, text="x", reply_markup=markup))["ok"]


async def test_a_stranger_is_not_found_and_a_blocked_bot_is_told(
    bot: Bot, emulator: Emulator, ann: Person
) -> None:
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await bot.send_message(42, "x")
    await ann.blocks_bot()
    with pytest.raises(TelegramForbiddenError, match="bot was blocked by the user"):
        await bot.send_message(ann.id, "x")
    await ann.unblocks_bot()
    assert await bot.send_message(ann.id, "x")
    assert [update.kind for update in emulator.updates.history] == [
        "message",
        "my_chat_member",
        "my_chat_member",
    ]


async def test_somebody_known_from_a_group_must_write_first(bot: Bot, emulator: Emulator) -> None:
    bob = emulator.person(1002, "Bob")
    await bob.says("hi", chat=emulator.group())
    with pytest.raises(TelegramForbiddenError, match="can't initiate conversation with a user"):
        await bot.send_message(bob.id, "x")


async def test_a_missing_message_can_be_replied_to_only_when_allowed(bot: Bot, ann: Person) -> None:
    with pytest.raises(TelegramBadRequest, match="message to be replied not found"):
        await bot.send_message(ann.id, "x", reply_parameters=ReplyParameters(message_id=77))
    allowed = ReplyParameters(message_id=77, allow_sending_without_reply=True)
    assert (await bot.send_message(ann.id, "x", reply_parameters=allowed)).reply_to_message is None
    there = ReplyParameters(message_id=1)
    replied = (await bot.send_message(ann.id, "x", reply_parameters=there)).reply_to_message
    assert replied is not None
    assert replied.text == "hello"


async def test_files_go_up_and_come_down(bot: Bot, emulator: Emulator, ann: Person) -> None:
    sent = await bot.send_document(
        ann.id, BufferedInputFile(b"a,b\n", "team.csv"), caption="<i>all</i>", parse_mode="HTML"
    )
    assert sent.document is not None
    assert (sent.document.file_name, sent.document.file_size) == ("team.csv", 4)
    assert sent.html_text == "<i>all</i>"
    again = await bot.send_document(ann.id, sent.document.file_id)
    assert again.document == sent.document
    received = await ann.sends_document("plan.txt", b"safety first", mime_type="text/plain")
    assert received.file is not None
    content = await bot.download(received.file.id)
    assert content is not None
    assert content.read() == b"safety first"
    huge = await ann.sends_document("huge.bin", b"", size=21 * 1024 * 1024)
    assert huge.file is not None
    with pytest.raises(TelegramBadRequest, match="file is too big"):
        await bot.get_file(huge.file.id)
    with pytest.raises(TelegramBadRequest, match="caption is too long"):
        await bot.send_document(ann.id, sent.document.file_id, caption="x" * 1025)


async def test_a_photo_must_be_a_picture(bot: Bot, ann: Person) -> None:
    received = await ann.sends_photo()
    assert received.file is not None
    sent = await bot.send_photo(ann.id, BufferedInputFile(received.file.content, "a.png"))
    assert sent.photo is not None
    assert (sent.photo[0].width, sent.photo[0].height) == (1, 1)
    with pytest.raises(TelegramBadRequest, match="IMAGE_PROCESS_FAILED"):
        await bot.send_photo(ann.id, BufferedInputFile(b"text", "a.png"))


async def test_a_reply_keyboard_sends_its_label(bot: Bot, ann: Person) -> None:
    menu = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="Practise")]])
    await bot.send_message(ann.id, "What now?", reply_markup=menu)
    tap = await ann.taps("Practise")
    assert tap.message.text == "Practise"
    assert tap.message.sender is ann.user


async def test_a_topic_must_exist(bot: Bot, emulator: Emulator, ann: Person) -> None:
    group = emulator.group(ann, is_forum=True)
    topic = await group.opens_topic(ann, "Questions")
    sent = await bot.send_message(group.id, "x", message_thread_id=topic)
    assert (sent.message_thread_id, sent.is_topic_message) == (topic, True)
    with pytest.raises(TelegramBadRequest, match="message thread not found"):
        await bot.send_message(group.id, "x", message_thread_id=topic + 99)


async def test_a_migrated_group_names_its_new_id(bot: Bot, emulator: Emulator, ann: Person) -> None:
    group = emulator.group(ann, type="group")
    supergroup = await group.migrates(ann)
    with pytest.raises(TelegramMigrateToChat) as moved:
        await bot.send_message(group.id, "x")
    assert moved.value.migrate_to_chat_id == supergroup.id
    assert await bot.send_message(supergroup.id, "x")
    assert emulator.updates.history[-2].body["migrate_to_chat_id"] == supergroup.id


async def test_a_bot_that_was_removed_cannot_write(
    bot: Bot, emulator: Emulator, ann: Person
) -> None:
    group = emulator.group(ann)
    await group.removes_bot(ann)
    with pytest.raises(TelegramForbiddenError, match="bot was kicked from the supergroup chat"):
        await bot.send_message(group.id, "x")
    await group.adds_bot(ann)
    assert await bot.send_message(group.id, "x")
    said = await ann.says("hi", chat=group)
    with pytest.raises(TelegramBadRequest, match="message can't be deleted"):
        await bot.delete_message(group.id, said.id)


async def test_drafts_and_chat_actions_are_seen(bot: Bot, ann: Person) -> None:
    await bot.send_chat_action(ann.id, "typing")
    await bot.send_message_draft(chat_id=ann.id, draft_id=1, text="Let me")
    assert (ann.actions, ann.draft) == (["typing"], "Let me")
    await bot.send_message(ann.id, "Let me see")
    assert ann.draft is None
    with pytest.raises(TelegramBadRequest, match="wrong parameter action"):
        await bot.send_chat_action(ann.id, "dancing")
