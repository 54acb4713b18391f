"""What every method works on: the state, the updates, and where to complain about the bot."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from telegram_emulator import html_subset, limits
from telegram_emulator.entities import Entity, FormattedText, finish
from telegram_emulator.errors import bad_request
from telegram_emulator.state import Chat, Message, State
from telegram_emulator.updates import Updates

Params = Mapping[str, Any]


class NotEmulated(Exception):
    """The request is good, but this emulator cannot carry it out: extend it, or do without."""


@dataclass(frozen=True, slots=True)
class Service:
    """One bot's Telegram."""

    state: State
    updates: Updates
    complain: Callable[[str], None]
    """Takes a sentence on what the bot did that Telegram lets pass but that must be a slip."""

    def chat(self, params: Params) -> Chat:
        if "chat_id" not in params:
            raise bad_request("chat_id is empty")
        return self.state.chat(params["chat_id"])

    def formatted(
        self,
        params: Params,
        text: str = "text",
        parse_mode: str = "parse_mode",
        entities: str = "entities",
    ) -> FormattedText:
        """The named text with its entities. Raises Refused: "can't parse entities: …"."""
        source: str = params.get(text, "")
        mode = params.get(parse_mode)
        marks: list[Entity] = list(params.get(entities, ()))
        if mode:
            source, marks = _parse(source, mode)
        found = finish(source, marks)
        if len(found.entities) > limits.ENTITIES:
            self.complain(
                f"{len(found.entities)} entities in one text, of which Telegram shows the first "
                f"{limits.ENTITIES}: {found.text[:60]!r}"
            )
            return FormattedText(found.text, found.entities[: limits.ENTITIES])
        return found

    def reply_to(self, params: Params, chat: Chat) -> Message | None:
        """The message that is replied to. Raises Refused when it is missing and must not be."""
        reply = params.get("reply_parameters")
        if not reply:
            return None
        if reply.get("chat_id", chat.id) != chat.id:
            raise NotEmulated("a reply to a message in another chat")
        found = chat.standing(reply.get("message_id"))
        if found is None:
            if reply.get("allow_sending_without_reply"):
                return None
            raise bad_request("message to be replied not found")
        if reply.get("quote") and reply["quote"] not in found.text:
            raise bad_request("QUOTE_TEXT_INVALID")
        return found

    def thread(self, params: Params, chat: Chat) -> int | None:
        """The forum topic to write into. Raises Refused: "message thread not found"."""
        thread_id: int | None = params.get("message_thread_id")
        if thread_id is not None and thread_id not in chat.topics:
            raise bad_request("message thread not found")
        return thread_id


def _parse(source: str, mode: str) -> tuple[str, list[Entity]]:
    match mode.lower():
        case "html":
            return html_subset.parse(source)
        case "markdown" | "markdownv2":
            if set(source) & set("_*[]()~`>#+-=|{}.!\\"):
                raise NotEmulated(f"parse_mode {mode} on a text with marks")
            return source, []
    raise bad_request("unsupported parse_mode")
