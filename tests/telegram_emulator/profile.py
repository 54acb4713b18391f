"""Methods on the bot itself: who it is, its commands, its descriptions and its menu button."""

import json
import re
from typing import Any

from telegram_emulator import limits
from telegram_emulator.errors import bad_request
from telegram_emulator.service import Params, Service
from telegram_emulator.state import Json

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"(?:[a-z]{2})?")


def get_me(service: Service, params: Params) -> Json:
    return service.state.bot.json() | {
        "can_join_groups": True,
        "can_read_all_group_messages": service.state.sees_all_group_messages,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
        "supports_guest_queries": False,
        "supports_join_request_queries": False,
    }


def set_my_commands(service: Service, params: Params) -> bool:
    commands: list[Json] = params["commands"]
    if len(commands) > limits.COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not _COMMAND.fullmatch(command["command"].removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"].strip()) <= limits.COMMAND_DESCRIPTION:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    service.state.commands[_place(service, params)] = [
        {**command, "command": command["command"].removeprefix("/")} for command in commands
    ]
    return True


def get_my_commands(service: Service, params: Params) -> list[Json]:
    return service.state.commands.get(_place(service, params), [])


def delete_my_commands(service: Service, params: Params) -> bool:
    service.state.commands.pop(_place(service, params), None)
    return True


def set_my_name(service: Service, params: Params) -> bool:
    return _set(service, params, "name", limits.BOT_NAME)


def get_my_name(service: Service, params: Params) -> Json:
    return {"name": _get(service, params, "name") or service.state.bot.first_name}


def set_my_description(service: Service, params: Params) -> bool:
    return _set(service, params, "description", limits.BOT_DESCRIPTION)


def get_my_description(service: Service, params: Params) -> Json:
    return {"description": _get(service, params, "description")}


def set_my_short_description(service: Service, params: Params) -> bool:
    return _set(service, params, "short_description", limits.BOT_SHORT_DESCRIPTION)


def get_my_short_description(service: Service, params: Params) -> Json:
    return {"short_description": _get(service, params, "short_description")}


def set_chat_menu_button(service: Service, params: Params) -> bool:
    button = params.get("menu_button", {"type": "default"})
    if button["type"] == "web_app" and not button["web_app"]["url"].startswith("https://"):
        raise bad_request("BUTTON_URL_INVALID")
    service.state.menu_buttons[_private(service, params)] = button
    return True


def get_chat_menu_button(service: Service, params: Params) -> Json:
    buttons = service.state.menu_buttons
    own = buttons.get(_private(service, params), {"type": "default"})
    return own if own["type"] != "default" else buttons.get(None, {"type": "commands"})


def _private(service: Service, params: Params) -> int | None:
    if "chat_id" not in params:
        return None
    chat = service.chat(params)
    if chat.type != "private":
        raise bad_request("chat_id must be the identifier of a private chat")
    return chat.id


def _place(service: Service, params: Params) -> tuple[str, str]:
    scope: dict[str, Any] = params.get("scope") or {"type": "default"}
    if "chat_id" in scope:
        chat = service.chat(scope)
        if scope["type"] != "chat" and chat.type == "private":
            raise bad_request("can't use the scope in a private chat")
    return json.dumps(scope, sort_keys=True), _language(params)


def _language(params: Params) -> str:
    code: str = params.get("language_code", "")
    if not _LANGUAGE.fullmatch(code):
        raise bad_request("invalid language code specified")
    return code


def _set(service: Service, params: Params, name: str, limit: int) -> bool:
    value = params.get(name, "").strip()
    if len(value) > limit:
        raise bad_request(f"BOT_{name.upper()}_TOO_LONG" if name != "name" else "BOT_TITLE_INVALID")
    service.state.profile[name, _language(params)] = value
    return True


def _get(service: Service, params: Params, name: str) -> str:
    held = service.state.profile
    return held.get((name, _language(params))) or held.get((name, ""), "")
