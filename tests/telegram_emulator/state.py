"""What Telegram knows: people, chats, messages, polls, files and the bot's own settings."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from telegram_emulator import keyboard
from telegram_emulator.entities import FormattedText
from telegram_emulator.errors import Refused, bad_request, forbidden
from telegram_emulator.updates import Update

Json = dict[str, Any]
GROUPS = frozenset({"group", "supergroup"})


@dataclass(slots=True, eq=False)
class User:
    """A person or the bot."""

    id: int
    first_name: str
    is_bot: bool = False
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None

    def json(self) -> Json:
        body: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        for name in ("last_name", "username", "language_code"):
            if getattr(self, name) is not None:
                body[name] = getattr(self, name)
        return body


@dataclass(slots=True, eq=False)
class File:
    """Bytes that Telegram keeps; `size` may be claimed larger than what is held."""

    id: str
    unique_id: str
    name: str
    content: bytes
    mime_type: str
    size: int

    @property
    def path(self) -> str:
        return f"documents/{self.unique_id}_{self.name}"


@dataclass(slots=True, eq=False)
class Poll:
    """A poll and who chose what: `votes` maps a person's id to option positions."""

    id: str
    question: FormattedText
    options: list[str]
    type: str
    is_anonymous: bool
    allows_multiple_answers: bool
    allows_revoting: bool
    members_only: bool
    correct_option_ids: list[int] | None
    explanation: FormattedText | None
    extra: Json
    is_closed: bool = False
    votes: dict[int, list[int]] = field(default_factory=dict)

    def persistent_id(self, position: int) -> str:
        return f"{self.id}-{position}"

    def json(self) -> Json:
        body: Json = {
            "id": self.id,
            **self.question.json("question", "question_entities"),
            "options": [
                {
                    "persistent_id": self.persistent_id(position),
                    "text": text,
                    "voter_count": sum(position in chosen for chosen in self.votes.values()),
                }
                for position, text in enumerate(self.options)
            ],
            "total_voter_count": len(self.votes),
            "is_closed": self.is_closed,
            "is_anonymous": self.is_anonymous,
            "type": self.type,
            "allows_multiple_answers": self.allows_multiple_answers,
            "allows_revoting": self.allows_revoting,
            "members_only": self.members_only,
            **self.extra,
        }
        if self.correct_option_ids is not None:
            body["correct_option_ids"] = self.correct_option_ids
        if self.explanation is not None and self.explanation.text:
            body |= self.explanation.json("explanation", "explanation_entities")
        return body


@dataclass(slots=True, eq=False)
class Message:
    """A message as it stands now; `str()` is what a person sees, buttons below in brackets."""

    id: int
    chat: "Chat"
    sender: User
    date: int
    body: FormattedText | None = None
    caption: FormattedText | None = None
    markup: keyboard.Markup | None = None
    reply_keyboard: keyboard.Markup | None = None
    poll: Poll | None = None
    file: File | None = None
    reply_to: "Message | None" = None
    thread_id: int | None = None
    edit_date: int | None = None
    is_deleted: bool = False
    extra: Json = field(default_factory=dict)
    update: Update | None = None
    """How the bot was told of it, if it was."""
    changed: int = 0
    """When it last changed, on the emulator's own count of changes."""

    @property
    def from_bot(self) -> bool:
        return self.sender.is_bot

    @property
    def text(self) -> str:
        """What it says: its text, its caption or its poll's question."""
        if self.poll is not None:
            return self.poll.question.text
        shown = self.body or self.caption
        return shown.text if shown else ""

    @property
    def entities(self) -> tuple[Json, ...]:
        shown = self.body or self.caption
        return shown.entities if shown else ()

    @property
    def rows(self) -> list[list[str]]:
        """The labels of the inline keyboard, row by row."""
        return [[button["text"] for button in row] for row in keyboard.buttons(self.markup)]

    @property
    def buttons(self) -> list[Json]:
        """The inline keyboard's buttons as sent, in one list."""
        return [button for row in keyboard.buttons(self.markup) for button in row]

    def __str__(self) -> str:
        lines = [self.text] if self.text else []
        if self.file is not None:
            lines.insert(0, f"<{self.file.name}>")
        if self.poll is not None:
            lines += [f"( ) {option}" for option in self.poll.options]
        lines += [" ".join(f"[{label}]" for label in row) for row in self.rows]
        return "\n".join(lines)

    def json(self, *, nested: bool = True) -> Json:
        body: Json = {
            "message_id": self.id,
            "from": self.sender.json(),
            "chat": self.chat.json(),
            "date": self.date,
        }
        if self.body is not None:
            body |= self.body.json()
        if self.caption is not None and self.caption.text:
            body |= self.caption.json("caption", "caption_entities")
        if self.markup is not None:
            body["reply_markup"] = self.markup
        if self.poll is not None:
            body["poll"] = self.poll.json()
        if self.thread_id is not None:
            body |= {"message_thread_id": self.thread_id, "is_topic_message": True}
        if self.edit_date is not None:
            body["edit_date"] = self.edit_date
        if nested and self.reply_to is not None:
            body["reply_to_message"] = self.reply_to.json(nested=False)
        return body | self.extra


@dataclass(slots=True, eq=False)
class Chat:
    """A private chat, a group or a supergroup, with message ids of its own."""

    id: int
    type: str
    person: User | None = None
    title: str | None = None
    username: str | None = None
    is_forum: bool = False
    bot_status: str = "member"
    """The bot's place in a group; in a private chat `unknown`, `member` or `kicked` (blocked)."""
    migrated_to: int | None = None
    topics: dict[int, str] = field(default_factory=dict)
    members: dict[int, User] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    next_id: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    draft: str | None = None

    def json(self) -> Json:
        body: Json = {"id": self.id, "type": self.type}
        if self.person is not None:
            shown = self.person.json()
            names = ("first_name", "last_name", "username")
            body |= {name: shown[name] for name in names if name in shown}
        if self.title is not None:
            body["title"] = self.title
        if self.username is not None:
            body["username"] = self.username
        if self.is_forum:
            body["is_forum"] = True
        return body

    def check_open(self) -> None:
        """Raises Refused where the bot may not act here."""
        if self.migrated_to is not None:
            raise Refused(
                400,
                "group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=self.migrated_to,
            )
        if self.type in GROUPS:
            if self.bot_status == "kicked":
                kind = "group chat" if self.type == "group" else "supergroup chat"
                raise forbidden(f"bot was kicked from the {kind}")
            if self.bot_status == "left":
                raise forbidden(f"bot is not a member of the {self.type} chat")
            return
        if self.bot_status == "kicked":
            raise forbidden("bot was blocked by the user")
        if self.bot_status == "unknown":
            raise forbidden("bot can't initiate conversation with a user")

    def standing(self, message_id: int | None) -> Message | None:
        """The message of that id, unless it was deleted."""
        message = self.messages.get(message_id or 0)
        return None if message is None or message.is_deleted else message


@dataclass(slots=True, eq=False)
class Tap:
    """A press on an inline button, and what became of it."""

    id: str
    person: User
    message: Message
    data: str
    update: Update | None = None
    url: str | None = None
    is_too_old: bool = False
    is_answered: bool = False
    notice: str | None = None
    is_alert: bool = False


@dataclass(slots=True, eq=False)
class InlineQuery:
    """An inline query, and the results that the bot gave."""

    id: str
    person: User
    query: str
    update: Update | None = None
    is_too_old: bool = False
    is_answered: bool = False
    results: list[Json] = field(default_factory=list)
    answer: Json = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class State:
    """Everything behind one bot token."""

    bot: User
    clock: Callable[[], float]
    sees_all_group_messages: bool = False
    chats: dict[int, Chat] = field(default_factory=dict)
    people: dict[int, User] = field(default_factory=dict)
    polls: dict[str, Message] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    taps: dict[str, Tap] = field(default_factory=dict)
    inline_queries: dict[str, InlineQuery] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    """Commands by scope (as sorted JSON) and language."""
    profile: dict[tuple[str, str], str] = field(default_factory=dict)
    """The bot's name, description and short_description, by field and language."""
    menu_buttons: dict[int | None, Json] = field(default_factory=dict)
    actions: list[tuple[int, str]] = field(default_factory=list)
    """Chat actions ("typing"), as (chat id, action)."""
    changes: int = 0
    _ids: Iterator[int] = field(default_factory=lambda: itertools.count(5_000_000_001))

    def now(self) -> int:
        return int(self.clock())

    def new_id(self) -> str:
        return str(next(self._ids))

    def chat(self, chat_id: int | str) -> Chat:
        """The chat of that id or @username, which the bot may act in. Raises Refused."""
        found = self.known(chat_id)
        found.check_open()
        return found

    def known(self, chat_id: int | str) -> Chat:
        """The chat of that id or @username, even where the bot may not act. Raises Refused."""
        found = self.chats.get(chat_id) if isinstance(chat_id, int) else None
        if isinstance(chat_id, str):
            named = (chat for chat in self.chats.values() if f"@{chat.username}" == chat_id)
            # Only groups and channels are found by their name.
            found = next((chat for chat in named if chat.type != "private"), None)
        if found is None:
            raise bad_request("chat not found")
        return found

    def add(self, chat: Chat, sender: User, **fields: Any) -> Message:
        message = Message(next(chat.next_id), chat, sender, self.now(), **fields)
        chat.messages[message.id] = message
        self.touch(message)
        return message

    def touch(self, message: Message) -> None:
        self.changes += 1
        message.changed = self.changes

    def keep(self, name: str, content: bytes, mime_type: str, size: int | None = None) -> File:
        number = self.new_id()
        file = File(
            id=f"BQACAgUAAxkBAAI{number}",
            unique_id=f"AgAD{number}",
            name=name,
            content=content,
            mime_type=mime_type,
            size=len(content) if size is None else size,
        )
        self.files[file.id] = file
        return file
