"""Whose thread a message in a group belongs to."""

from datetime import UTC, datetime

from telegram import Chat, Message, MessageEntity, Update, User

from bot.events import Said
from bot.telegram.events import event_of

BOT = User(1, "bot", is_bot=True, username="our_bot")
ANN, BOB = User(7, "Ann", is_bot=False), User(8, "Bob", is_bot=False)
GROUP = Chat(-100, "supergroup")


def said(who: User, *, topic: int | None = None, reply: bool = False) -> Said:
    """What comes of a message to us in the group, by a mention or by a reply."""
    at = datetime(2026, 1, 1, tzinfo=UTC)
    ours = Message(1, at, GROUP, from_user=BOT, text="Here is what …")
    message = Message(
        2,
        at,
        GROUP,
        from_user=who,
        text="and the skills?" if reply else "@our_bot and the skills?",
        reply_to_message=ours if reply else None,
        entities=() if reply else (MessageEntity(MessageEntity.MENTION, 0, 8),),
        message_thread_id=topic,
        is_topic_message=topic is not None,
    )
    event = event_of(Update(1, message=message), BOT)
    assert isinstance(event, Said)
    return event


def test_two_people_in_a_group_have_threads_of_their_own() -> None:
    assert said(ANN).thread != said(BOB).thread


def test_one_person_has_a_thread_in_each_topic() -> None:
    threads = {said(ANN).thread, said(ANN, topic=5).thread, said(ANN, topic=6).thread}
    assert len(threads) == 3


def test_a_reply_to_us_follows_up_on_what_was_said_there_to_anybody() -> None:
    assert said(BOB, reply=True).replying
    assert not said(BOB).replying
    assert said(ANN).common == said(BOB, reply=True).common
    assert said(ANN, topic=5).common != said(BOB, topic=6, reply=True).common


def test_what_was_picked_from_our_offers_is_not_asked_of_us() -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    chat = Chat(7, "private")
    picked = Message(3, at, chat, from_user=ANN, text="P1.1.2 發文頻次", via_bot=BOT)
    assert event_of(Update(1, message=picked), BOT) is None
