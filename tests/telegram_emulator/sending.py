"""Methods that send: text, photos, documents, drafts and chat actions; and fetching a file."""

import struct
from typing import Any, Protocol

from telegram_emulator import keyboard, limits
from telegram_emulator.entities import FormattedText, units
from telegram_emulator.errors import Refused, bad_request
from telegram_emulator.service import NotEmulated, Params, Service
from telegram_emulator.state import Chat, File, Json, Message

CHAT_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"RIFF")


class Upload(Protocol):
    """A file that came with a request."""

    data: bytes
    filename: str | None


def send_message(service: Service, params: Params) -> Json:
    chat = service.chat(params)
    body = service.formatted(params)
    if not body.text:
        raise bad_request("message text is empty")
    if units(body.text) > limits.MESSAGE:
        raise bad_request("message is too long")
    message = send(service, params, chat, body=body)
    if "link_preview_options" in params:
        message.extra["link_preview_options"] = params["link_preview_options"]
    chat.draft = None
    return message.json()


def send_message_draft(service: Service, params: Params) -> bool:
    chat = service.chat(params)
    if chat.type != "private":
        raise bad_request("message drafts can be sent only to private chats")
    if not params["draft_id"]:
        raise bad_request("DRAFT_ID_INVALID")
    body = service.formatted(params)
    if units(body.text) > limits.MESSAGE:
        raise bad_request("message is too long")
    chat.draft = body.text
    return True


def send_photo(service: Service, params: Params) -> Json:
    chat = service.chat(params)
    caption = _caption(service, params)
    file = _file(service, params["photo"], "image/jpeg")
    if file.size > limits.PHOTO_BYTES:
        raise bad_request(
            f"file of size {file.size} bytes is too big for a photo; "
            f"the maximum size is {limits.PHOTO_BYTES} bytes"
        )
    if not file.content.startswith(_PICTURES):
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = _dimensions(file.content)
    size: Json = {
        "file_id": file.id,
        "file_unique_id": file.unique_id,
        "width": width,
        "height": height,
        "file_size": file.size,
    }
    message = send(service, params, chat, caption=caption, file=file)
    message.extra["photo"] = [size]
    return message.json()


def send_document(service: Service, params: Params) -> Json:
    chat = service.chat(params)
    caption = _caption(service, params)
    file = _file(service, params["document"], "application/octet-stream")
    message = send(service, params, chat, caption=caption, file=file)
    message.extra["document"] = document(file)
    return message.json()


def send_chat_action(service: Service, params: Params) -> bool:
    chat = service.chat(params)
    service.thread(params, chat)
    if params["action"] not in CHAT_ACTIONS:
        raise bad_request("wrong parameter action in request")
    service.state.actions.append((chat.id, params["action"]))
    return True


def get_file(service: Service, params: Params) -> Json:
    file = service.state.files.get(params["file_id"])
    if file is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if file.size > limits.DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return {
        "file_id": file.id,
        "file_unique_id": file.unique_id,
        "file_size": file.size,
        "file_path": file.path,
    }


def send(service: Service, params: Params, chat: Chat, **fields: Any) -> Message:
    """Puts a message of the bot into `chat`, with what all sending methods have in common."""
    inline, other = keyboard.split(params.get("reply_markup"))
    reply_to = service.reply_to(params, chat)
    message = service.state.add(
        chat,
        service.state.bot,
        markup=inline,
        reply_keyboard=other,
        reply_to=reply_to,
        thread_id=service.thread(params, chat),
        **fields,
    )
    if params.get("protect_content"):
        message.extra["has_protected_content"] = True
    return message


def document(file: File) -> Json:
    return {
        "file_id": file.id,
        "file_unique_id": file.unique_id,
        "file_name": file.name,
        "mime_type": file.mime_type,
        "file_size": file.size,
    }


def _caption(service: Service, params: Params) -> FormattedText:
    caption = service.formatted(params, "caption", "parse_mode", "caption_entities")
    if units(caption.text) > limits.CAPTION:
        raise bad_request("message caption is too long")
    return caption


def _file(service: Service, given: str | Upload, mime_type: str) -> File:
    if isinstance(given, str):
        if "://" in given:
            raise NotEmulated("a file sent by URL")
        known = service.state.files.get(given)
        if known is None:
            raise bad_request("wrong remote file identifier specified: Wrong string length")
        return known
    if not given.data:
        raise bad_request("file must be non-empty")
    if len(given.data) > limits.UPLOAD_BYTES:
        raise Refused(413)
    return service.state.keep(given.filename or "file", given.data, mime_type)


def _dimensions(content: bytes) -> tuple[int, int]:
    if content.startswith(b"\x89PNG") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    return 90, 90
