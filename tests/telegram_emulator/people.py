"""The people's side: what persons do in the app, and what they see there."""

import asyncio
import re
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from telegram_emulator import entities, limits
from telegram_emulator.chats import member
from telegram_emulator.entities import FormattedText
from telegram_emulator.sending import document
from telegram_emulator.state import Chat, InlineQuery, Json, Message, Poll, Tap, User
from telegram_emulator.updates import Update

if TYPE_CHECKING:
    from telegram_emulator.server import Emulator

Wanted = str | Callable[[Message], bool]
WITHIN = 60.0
"""Seconds that are waited for something: only what never comes may take so long."""

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]*")
_PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63606060000000040001f61738550000000049454e44ae426082"
)


class _Place:
    """A chat as a reader sees it."""

    def __init__(self, emulator: "Emulator", chat: Chat) -> None:
        self._emulator = emulator
        self.chat = chat

    @property
    def id(self) -> int:
        return self.chat.id

    @property
    def history(self) -> list[Message]:
        """Everything that stands in the chat, both sides."""
        return [message for message in self.chat.messages.values() if not message.is_deleted]

    @property
    def messages(self) -> list[Message]:
        """What the bot has written here and not deleted, oldest first."""
        return [message for message in self.history if message.from_bot]

    @property
    def newest(self) -> Message:
        """The newest message of the bot."""
        if not self.messages:
            raise AssertionError(f"the bot has written nothing to {self.chat.id}")
        return self.messages[-1]

    @property
    def screen(self) -> str:
        """The newest message of the bot, its buttons below: "Ready?\\n[Yes] [No]"."""
        return str(self.newest) if self.messages else ""

    @property
    def transcript(self) -> str:
        lines = (f"{message.sender.first_name}: {message}" for message in self.history)
        return "\n".join(lines) or "(nothing)"

    @property
    def draft(self) -> str | None:
        """The text that the bot is streaming just now."""
        return self.chat.draft

    @property
    def actions(self) -> list[str]:
        """The chat actions ("typing") shown here so far."""
        return [action for chat, action in self._emulator.state.actions if chat == self.chat.id]


class Person(_Place):
    """Somebody who uses the bot; `screen`, `messages` and so on are those of the private chat."""

    def __init__(self, emulator: "Emulator", user: User) -> None:
        chat = Chat(user.id, "private", person=user, bot_status="unknown")
        super().__init__(emulator, chat)
        self.user = user
        self._since = 0
        chat.members[user.id] = user
        emulator.state.people[user.id] = user

    async def says(
        self,
        text: str,
        *,
        chat: "Group | None" = None,
        reply_to: Message | None = None,
        thread: int | None = None,
    ) -> Message:
        """Sends `text`; commands, links and mentions in it are marked as Telegram does."""
        shown = entities.finish(text, ())
        return self._sends(chat, body=shown, reply_to=reply_to, thread_id=thread)

    async def opens(self, payload: str = "") -> Message:
        """Follows t.me/BOT?start=PAYLOAD and presses Start."""
        if len(payload) > limits.DEEP_LINK or not _PAYLOAD.fullmatch(payload):
            raise AssertionError(f"no deep link can carry {payload!r}")
        return await self.says(f"/start {payload}")

    async def edits(self, message: Message, text: str) -> Message:
        """Changes a message of their own."""
        if message.sender is not self.user:
            raise AssertionError("nobody can edit somebody else's message")
        self._acts()
        message.body = entities.finish(text, ())
        message.edit_date = self._emulator.state.now()
        self._emulator.state.touch(message)
        if message.chat.type == "private" or self._is_for_bot(message):
            self._tell(message, "edited_message")
        return message

    async def sends_document(
        self,
        name: str,
        content: bytes,
        *,
        caption: str = "",
        mime_type: str = "application/octet-stream",
        size: int | None = None,
        chat: "Group | None" = None,
    ) -> Message:
        """Sends a file; `size` claims more bytes than `content` holds."""
        file = self._emulator.state.keep(name, content, mime_type, size)
        extra = {"document": document(file)}
        shown = FormattedText(caption, entities.find(caption))
        return self._sends(chat, caption=shown, file=file, extra=extra)

    async def sends_photo(
        self, content: bytes = _PICTURE, *, caption: str = "", chat: "Group | None" = None
    ) -> Message:
        file = self._emulator.state.keep("photo.png", content, "image/png")
        photo: Json = {
            "file_id": file.id,
            "file_unique_id": file.unique_id,
            "width": 1,
            "height": 1,
            "file_size": file.size,
        }
        shown = FormattedText(caption, entities.find(caption))
        return self._sends(chat, caption=shown, file=file, extra={"photo": [photo]})

    async def sends(self, *, chat: "Group | None" = None, **fields: Any) -> Message:
        """Sends anything else, as the fields of a Message: `sends(location={…})`."""
        return self._sends(chat, extra=fields)

    async def taps(
        self, button: str, *, message: Message | None = None, chat: "Group | None" = None
    ) -> Tap:
        """Presses the button of that label, or else of that callback data.

        It is sought on the newest message that carries it, or on `message` alone. A button of the
        reply keyboard sends its label. Raises AssertionError where there is no such button.
        """
        place: _Place = chat or self
        for candidate in [message] if message else reversed(place.messages):
            for key in ("text", "callback_data"):
                for found in candidate.buttons:
                    if found.get(key) == button:
                        return self._press(candidate, found)
        if message is None and button in _reply_keyboard(place):
            said = await self.says(button, chat=chat)
            return Tap("", self.user, said, button)
        raise AssertionError(f"no button {button!r} in:\n{place.transcript}")

    async def presses(self, message: Message, data: str) -> Tap:
        """Presses a button with `data` that `message` need not carry (any more)."""
        return self._press(message, {"callback_data": data})

    async def votes(self, poll: Message | None, options: Sequence[int]) -> Update | None:
        """Chooses options by position, on `poll` or the newest one here; none retracts the vote.

        Returns the poll_answer update; None for an anonymous poll.
        """
        message = poll or next((found for found in reversed(self.messages) if found.poll), None)
        if message is None or message.poll is None:
            raise AssertionError(f"no poll in:\n{self.transcript}")
        _check_vote(message.poll, self.user, options)
        self._acts()
        return self._vote(message, message.poll, options)

    async def asks_inline(self, query: str, *, offset: str = "") -> InlineQuery:
        """Types `@bot query` into some chat."""
        if len(query) > limits.INLINE_QUERY:
            raise AssertionError("no inline query can be that long")
        self._acts()
        asked = InlineQuery(self._emulator.state.new_id(), self.user, query)
        self._emulator.state.inline_queries[asked.id] = asked
        asked.update = self._emulator.deliver(
            "inline_query",
            {
                "id": asked.id,
                "from": self.user.json(),
                "query": query,
                "offset": offset,
                "chat_type": "sender",
            },
        )
        return asked

    async def blocks_bot(self) -> Update:
        """Blocks the bot, whose every message is then refused."""
        return self._turns("kicked")

    async def unblocks_bot(self) -> Update:
        return self._turns("member")

    async def waits_for(
        self, wanted: Wanted, within: float = WITHIN, *, chat: "Group | None" = None
    ) -> Message:
        """The first message that the bot wrote or changed since this person's last act, and fits.

        `wanted` is a part of what the message shows, or says whether it is the one. Raises
        AssertionError with the transcript after `within` seconds.
        """
        place: _Place = chat or self
        fits = (lambda message: wanted in str(message)) if isinstance(wanted, str) else wanted
        deadline = time.monotonic() + within
        while True:
            for message in place.messages:
                if message.changed > self._since and fits(message):
                    return message
            if time.monotonic() > deadline:
                raise AssertionError(
                    f"{wanted!r} did not come within {within} s in:\n{place.transcript}"
                )
            await asyncio.sleep(0.005)

    def _acts(self) -> None:
        self._since = self._emulator.state.changes

    def _sends(self, group: "Group | None", **fields: Any) -> Message:
        self._acts()
        if group is None:
            chat = self.chat
            chat.bot_status = "member"
        else:
            chat = group.chat
            chat.members[self.user.id] = self.user
        # From a group, too, the bot knows whom it may not write to.
        self._emulator.state.chats[self.chat.id] = self.chat
        message = self._emulator.state.add(chat, self.user, **fields)
        self._since = self._emulator.state.changes
        if chat.type == "private" or self._is_for_bot(message):
            self._tell(message, "message")
        return message

    def _tell(self, message: Message, kind: str) -> None:
        update = self._emulator.deliver(kind, message.json())
        message.update = update

    def _is_for_bot(self, message: Message) -> bool:
        """Privacy mode: commands, mentions and replies to the bot are all it gets of a group."""
        state = self._emulator.state
        if message.chat.bot_status != "member":
            return False
        if state.sees_all_group_messages:
            return True
        if message.reply_to is not None and message.reply_to.from_bot:
            return True
        named = f"@{state.bot.username}".lower()
        for entity in message.entities:
            text = entities.part(message.text, entity).lower()
            if entity["type"] == "bot_command" and ("@" not in text or text.endswith(named)):
                return True
            if entity["type"] == "mention" and text == named:
                return True
        return False

    def _press(self, message: Message, button: Json) -> Tap:
        self._acts()
        state = self._emulator.state
        if "callback_data" not in button:
            return Tap("", self.user, message, "", url=button.get("url"))
        tap = Tap(state.new_id(), self.user, message, button["callback_data"])
        state.taps[tap.id] = tap
        shown = message.json()
        if message.is_deleted:
            shown = {"chat": message.chat.json(), "message_id": message.id, "date": 0}
        tap.update = self._emulator.deliver(
            "callback_query",
            {
                "id": tap.id,
                "from": self.user.json(),
                "message": shown,
                "chat_instance": str(-message.chat.id * 31),
                "data": tap.data,
            },
        )
        return tap

    def _vote(self, message: Message, poll: Poll, options: Sequence[int]) -> Update | None:
        if options:
            poll.votes[self.user.id] = list(options)
        else:
            poll.votes.pop(self.user.id, None)
        self._emulator.state.touch(message)
        self._since = self._emulator.state.changes
        answer = None
        if not poll.is_anonymous:
            answer = self._emulator.deliver(
                "poll_answer",
                {
                    "poll_id": poll.id,
                    "user": self.user.json(),
                    "option_ids": list(options),
                    "option_persistent_ids": [poll.persistent_id(option) for option in options],
                },
            )
        self._emulator.deliver("poll", poll.json())
        return answer

    def _turns(self, status: str) -> Update:
        self._acts()
        state = self._emulator.state
        old, self.chat.bot_status = self.chat.bot_status, status
        state.chats[self.chat.id] = self.chat
        return self._emulator.deliver(
            "my_chat_member",
            {
                "chat": self.chat.json(),
                "from": self.user.json(),
                "date": state.now(),
                "old_chat_member": member(state.bot, "kicked" if old == "kicked" else "member"),
                "new_chat_member": member(state.bot, status),
            },
        )


class Group(_Place):
    """A group chat with the bot in it."""

    @classmethod
    def make(
        cls,
        emulator: "Emulator",
        members: Sequence[Person],
        title: str,
        id: int | None,
        type: str,
        is_forum: bool,
        username: str | None,
    ) -> "Group":
        state = emulator.state
        start = -1_001_000_000_000 if type == "supergroup" else -4_000_000
        number = start - len(state.chats) - 1 if id is None else id
        chat = Chat(number, type, title=title, username=username, is_forum=is_forum)
        chat.members |= {person.user.id: person.user for person in members}
        state.chats[number] = chat
        return cls(emulator, chat)

    async def opens_topic(self, person: Person, name: str) -> int:
        """A new topic of a forum; returns its message_thread_id."""
        extra = {"forum_topic_created": {"name": name, "icon_color": 7322096}}
        message = self._service_message(person, extra)
        self.chat.topics[message.id] = name
        message.thread_id = message.id
        message.update = self._emulator.deliver("message", message.json())
        return message.id

    async def adds_bot(self, person: Person) -> Update:
        return self._turns(person, "member")

    async def removes_bot(self, person: Person) -> Update:
        return self._turns(person, "kicked")

    async def migrates(self, person: Person) -> "Group":
        """A basic group becomes a supergroup: a new chat id, which two service messages tell."""
        title = self.chat.title or ""
        members = [self._emulator.person(number) for number in self.chat.members]
        new = Group.make(self._emulator, members, title, None, "supergroup", False, None)
        old_note = self._service_message(person, {"migrate_to_chat_id": new.id})
        new_note = new._service_message(person, {"migrate_from_chat_id": self.id})
        self.chat.migrated_to = new.id
        for note in (old_note, new_note):
            note.update = self._emulator.deliver("message", note.json())
        return new

    def _service_message(self, person: Person, extra: Json) -> Message:
        return self._emulator.state.add(self.chat, person.user, extra=extra)

    def _turns(self, person: Person, status: str) -> Update:
        state = self._emulator.state
        old, self.chat.bot_status = self.chat.bot_status, status
        return self._emulator.deliver(
            "my_chat_member",
            {
                "chat": self.chat.json(),
                "from": person.user.json(),
                "date": state.now(),
                "old_chat_member": member(state.bot, old),
                "new_chat_member": member(state.bot, status),
            },
        )


def _reply_keyboard(place: _Place) -> list[str]:
    """The labels of the reply keyboard that is up, if any."""
    for message in reversed(place.messages):
        markup = message.reply_keyboard
        if markup is not None:
            rows = markup.get("keyboard", [])
            labels = [button for row in rows for button in row]
            return [label if isinstance(label, str) else label["text"] for label in labels]
    return []


def _check_vote(poll: Poll, voter: User, options: Sequence[int]) -> None:
    if poll.is_closed:
        raise AssertionError("the poll is closed")
    if voter.id in poll.votes and not poll.allows_revoting:
        raise AssertionError("nobody can vote again in this poll")
    if len(options) > 1 and not poll.allows_multiple_answers:
        raise AssertionError("the poll takes one answer")
    if any(not 0 <= option < len(poll.options) for option in options):
        raise AssertionError(f"no such option: {list(options)}")
