"""Methods that change or remove a message."""

from telegram_emulator import keyboard, limits
from telegram_emulator.entities import units
from telegram_emulator.errors import bad_request, not_modified
from telegram_emulator.service import NotEmulated, Params, Service
from telegram_emulator.state import GROUPS, Chat, Json, Message


def edit_message_text(service: Service, params: Params) -> Json:
    message = _mine(service, params)
    body = service.formatted(params)
    if not body.text:
        raise bad_request("message text is empty")
    if units(body.text) > limits.MESSAGE:
        raise bad_request("MESSAGE_TOO_LONG")
    if message.body is None:
        raise bad_request("there is no text in the message to edit")
    markup = keyboard.inline(params.get("reply_markup"))
    if (body, markup) == (message.body, message.markup):
        raise not_modified()
    message.body, message.markup = body, markup
    return _edited(service, message)


def edit_message_caption(service: Service, params: Params) -> Json:
    message = _mine(service, params)
    caption = service.formatted(params, "caption", "parse_mode", "caption_entities")
    if units(caption.text) > limits.CAPTION:
        raise bad_request("message caption is too long")
    if message.caption is None:
        raise bad_request("there is no caption in the message to edit")
    markup = keyboard.inline(params.get("reply_markup"))
    if (caption, markup) == (message.caption, message.markup):
        raise not_modified()
    message.caption, message.markup = caption, markup
    return _edited(service, message)


def edit_message_reply_markup(service: Service, params: Params) -> Json:
    message = _mine(service, params)
    markup = keyboard.inline(params.get("reply_markup"))
    if markup == message.markup:
        raise not_modified()
    message.markup = markup
    return _edited(service, message)


def delete_message(service: Service, params: Params) -> bool:
    chat = service.chat(params)
    message = chat.standing(params["message_id"])
    if message is None:
        raise bad_request("message to delete not found")
    _delete(service, chat, message)
    return True


def delete_messages(service: Service, params: Params) -> bool:
    chat = service.chat(params)
    ids = params["message_ids"]
    if not 1 <= len(ids) <= 100:
        raise bad_request("too many message identifiers to delete")
    for message in filter(None, map(chat.standing, ids)):
        _delete(service, chat, message)
    return True


def _delete(service: Service, chat: Chat, message: Message) -> None:
    # In a group the bot would have to be an administrator; in private it may delete both sides.
    if chat.type in GROUPS and not message.from_bot:
        raise bad_request("message can't be deleted")
    message.is_deleted = True
    service.state.touch(message)


def _mine(service: Service, params: Params) -> Message:
    if "inline_message_id" in params:
        raise NotEmulated("editing a message sent via inline mode")
    chat = service.chat(params)
    if "message_id" not in params:
        raise bad_request("message identifier is not specified")
    message = chat.standing(params["message_id"])
    if message is None:
        raise bad_request("message to edit not found")
    if not message.from_bot:
        raise bad_request("message can't be edited")
    return message


def _edited(service: Service, message: Message) -> Json:
    message.edit_date = service.state.now()
    service.state.touch(message)
    return message.json()
