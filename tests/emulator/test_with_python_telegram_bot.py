"""python-telegram-bot's real Application, polling the emulator over HTTP."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import BadRequest, Conflict, Forbidden, NetworkError, RetryAfter, TimedOut
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    PollAnswerHandler,
    filters,
)

from telegram_emulator import faults
from telegram_emulator.server import Emulator

App = Application[Any, Any, Any, Any, Any, Any]
Context = ContextTypes.DEFAULT_TYPE


async def start(update: Update, context: Context) -> None:
    assert update.effective_chat is not None
    yes = InlineKeyboardButton("Yes", callback_data="yes")
    text = f"<b>Ready</b> {' '.join(context.args or [])}".strip()
    await update.effective_chat.send_message(
        text, parse_mode="HTML", reply_markup=InlineKeyboardMarkup([[yes]])
    )


async def echo(update: Update, context: Context) -> None:
    assert update.effective_message is not None
    await update.effective_message.reply_text(
        f"{update.effective_message.text}!", do_quote=True, allow_sending_without_reply=True
    )


async def tapped(update: Update, context: Context) -> None:
    query = update.callback_query
    assert query is not None
    await query.answer("Here you go")
    await query.edit_message_text("Go")
    await context.bot.send_poll(
        query.from_user.id,
        "First?",
        ["Danger", "Lunch"],
        type="quiz",
        is_anonymous=False,
        correct_option_ids=[0],
        explanation="Look first",
    )


async def voted(update: Update, context: Context) -> None:
    answer = update.poll_answer
    assert answer is not None
    assert answer.user is not None
    await context.bot.send_message(answer.user.id, f"You chose {answer.option_ids[0]}")


async def looked_up(update: Update, context: Context) -> None:
    assert update.inline_query is not None
    await update.inline_query.answer([])


async def ponder(update: Update, context: Context) -> None:
    assert update.effective_chat is not None
    await asyncio.sleep(0.2)
    await update.effective_chat.send_message("Hm")


@pytest.fixture
async def app(emulator: Emulator) -> AsyncIterator[App]:
    built = (
        Application.builder()
        .token(emulator.token)
        .base_url(emulator.base_url)
        .base_file_url(emulator.base_file_url)
        .build()
    )
    built.add_handler(CommandHandler("start", start))
    built.add_handler(CommandHandler("ponder", ponder))
    built.add_handler(MessageHandler(filters.TEXT, echo))
    built.add_handler(CallbackQueryHandler(tapped))
    built.add_handler(PollAnswerHandler(voted))
    built.add_handler(InlineQueryHandler(looked_up))
    assert built.updater is not None
    async with built:
        emulator.busy = lambda: (
            not built.update_queue.empty() or built.update_processor.current_concurrent_updates > 0
        )
        await built.start()
        await built.updater.start_polling(allowed_updates=Update.ALL_TYPES, poll_interval=0)
        yield built
        await built.updater.stop()
        await built.stop()


async def test_a_conversation_with_buttons_and_a_quiz(emulator: Emulator, app: App) -> None:
    ann = emulator.person(1001, "Ann")
    await ann.opens("invite-1")
    await ann.waits_for("Ready invite-1")
    assert ann.screen == "Ready invite-1\n[Yes]"
    tap = await ann.taps("Yes")
    await ann.waits_for(lambda message: message.poll is not None)
    assert ann.messages[0].text == "Go"
    assert tap.notice == "Here you go"
    await ann.votes(None, [1])
    await ann.waits_for("You chose 1")
    await emulator.quiet()
    assert emulator.unanswered_taps == []
    assert emulator.refusals == []


async def test_the_bot_hears_of_a_group_only_what_is_meant_for_it(
    emulator: Emulator, app: App
) -> None:
    ann = emulator.person(1001, "Ann")
    group = emulator.group(ann)
    await ann.says("lunch?", chat=group)
    said = await ann.says("hi @competency_test_bot", chat=group)
    answer = await ann.waits_for("hi @competency_test_bot!", chat=group)
    assert answer.reply_to is said
    await ann.says("thanks", chat=group, reply_to=answer)
    await ann.waits_for("thanks!", chat=group)
    await ann.says("/start@other_bot", chat=group)
    await emulator.quiet()
    assert [message.text for message in group.messages] == ["hi @competency_test_bot!", "thanks!"]


async def test_an_inline_query_and_an_edit_reach_the_bot(emulator: Emulator, app: App) -> None:
    ann = emulator.person(1001, "Ann")
    query = await ann.asks_inline("danger")
    said = await ann.says("one")
    await ann.waits_for("one!")
    await ann.edits(said, "two")
    await ann.waits_for("two!")
    await emulator.quiet()
    assert query.is_answered


async def test_files_come_down_through_the_file_url(emulator: Emulator, app: App) -> None:
    sent = await emulator.person(1001).sends_document("a.txt", b"abc")
    assert sent.file is not None
    file = await app.bot.get_file(sent.file.id)
    assert bytes(await file.download_as_bytearray()) == b"abc"
    document = await app.bot.send_document(1001, b"xyz", filename="b.txt", caption="there")
    assert document.document is not None
    assert document.document.file_name == "b.txt"


async def test_faults_reach_the_bot_as_its_own_errors(
    emulator: Emulator, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Without it, reading a RetryAfter warns that its seconds will become a timedelta.
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    ann = emulator.person(1001, "Ann")
    await ann.sends(location={"latitude": 25.0, "longitude": 121.5})
    emulator.fails("sendMessage", faults.flood(3), chat=ann)
    with pytest.raises(RetryAfter) as told:
        await app.bot.send_message(ann.id, "a")
    assert told.value.retry_after == timedelta(seconds=3)
    emulator.fails("sendMessage", faults.server_error(), times=2)
    for _ in range(2):
        with pytest.raises(NetworkError, match="Bad Gateway"):
            await app.bot.send_message(ann.id, "b")
    emulator.fails("sendMessage", faults.no_answer())
    with pytest.raises(NetworkError):
        await app.bot.send_message(ann.id, "c")
    assert ann.messages == []
    emulator.fails("sendMessage", faults.half_answer())
    with pytest.raises(NetworkError):
        await app.bot.send_message(ann.id, "d")
    emulator.fails(None, faults.silence(2))
    with pytest.raises(TimedOut):
        await app.bot.send_message(ann.id, "e", read_timeout=0.1)
    emulator.fails("sendMessage", faults.refusal(403, "user is deactivated"))
    with pytest.raises(Forbidden, match="deactivated"):
        await app.bot.send_message(ann.id, "f")
    with pytest.raises(BadRequest, match="Message text is empty"):
        await app.bot.send_message(ann.id, "")
    assert [message.text for message in ann.messages] == ["d", "e"]


async def test_a_second_poller_meets_a_conflict(emulator: Emulator, app: App) -> None:
    assert app.updater is not None
    await app.updater.stop()
    polling = asyncio.create_task(app.bot.get_updates(timeout=5))
    await emulator.polled()
    async with Bot(emulator.token, base_url=emulator.base_url) as other:
        await other.get_updates(timeout=0)
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await polling
    await app.updater.start_polling()


async def test_quiet_waits_for_work_that_the_wire_does_not_show(
    emulator: Emulator, app: App
) -> None:
    ann = emulator.person(1001, "Ann")
    await ann.says("/ponder")
    await emulator.quiet()
    assert ann.screen == "Hm"


async def test_every_kind_of_update_is_read_without_a_rest(emulator: Emulator) -> None:
    ann = emulator.person(1001, "Ann", last_name="Lee", username="ann_lee")
    group = emulator.group(ann, is_forum=True)
    await group.opens_topic(ann, "Questions")
    await group.removes_bot(ann)
    await group.adds_bot(ann)
    await emulator.group(ann, type="group").migrates(ann)
    await ann.edits(await ann.says("/ask a@b.org #c"), "/ask @ann_lee")
    await ann.sends_photo(caption="x")
    await ann.sends_document("a.txt", b"abc")
    await ann.asks_inline("x")
    await ann.blocks_bot()
    await ann.unblocks_bot()
    async with Bot(emulator.token, base_url=emulator.base_url) as bot:
        markup = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="yes")]])
        poll = await bot.send_poll(
            ann.id, "A?", ["a", "b"], is_anonymous=False, reply_markup=markup
        )
        await ann.votes(None, [0])
        tap = await ann.taps("Yes")
        await bot.delete_message(ann.id, poll.message_id)
        await ann.presses(tap.message, "yes")
    kinds = {update.kind for update in emulator.updates.history}
    assert kinds == {
        "message",
        "edited_message",
        "my_chat_member",
        "inline_query",
        "poll_answer",
        "poll",
        "callback_query",
    }
    for update in emulator.updates.history:
        read = Update.de_json(update.json(), None)
        assert not read.api_kwargs
        assert getattr(read, update.kind) is not None
        assert not getattr(read, update.kind).api_kwargs
