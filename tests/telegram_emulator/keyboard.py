"""Reply markups: what Telegram refuses in one, and what it keeps."""

from typing import Any
from urllib.parse import urlsplit

from telegram_emulator import limits
from telegram_emulator.errors import bad_request

Markup = dict[str, Any]

ACTIONS = frozenset(
    {
        "callback_data",
        "callback_game",
        "copy_text",
        "disabled",
        "login_url",
        "pay",
        "switch_inline_query",
        "switch_inline_query_chosen_chat",
        "switch_inline_query_current_chat",
        "url",
        "web_app",
    }
)


def inline(markup: Markup | None) -> Markup | None:
    """The inline keyboard to keep, or None for none.

    Raises Refused: BUTTON_DATA_INVALID, empty button texts, none or several actions on one button,
    too many buttons.
    """
    if markup is None:
        return None
    if "inline_keyboard" not in markup:
        raise bad_request("object expected as reply markup")
    rows = [row for row in markup["inline_keyboard"] if row]
    too_wide = any(len(row) > limits.BUTTONS_IN_A_ROW for row in rows)
    if too_wide or sum(len(row) for row in rows) > limits.BUTTONS:
        raise bad_request("reply markup is too long")
    for row in rows:
        for button in row:
            _check(button)
    return {"inline_keyboard": rows} if rows else None


def split(markup: Markup | None) -> tuple[Markup | None, Markup | None]:
    """The inline keyboard under the message, and the other kind, which replaces the keyboard."""
    if markup is None or "inline_keyboard" in markup:
        return inline(markup), None
    for row in markup.get("keyboard", []):
        for button in row:
            if not (button if isinstance(button, str) else button.get("text", "")).strip():
                raise bad_request("text buttons must be non-empty")
    return None, markup


def buttons(markup: Markup | None) -> list[list[dict[str, Any]]]:
    return list(markup["inline_keyboard"]) if markup else []


def _check(button: dict[str, Any]) -> None:
    if not str(button.get("text", "")).strip():
        raise bad_request("inline keyboard button text must be non-empty")
    actions = ACTIONS.intersection(button)
    if not actions:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if len(actions) > 1:
        named = ", ".join(sorted(actions))
        raise bad_request(f"can't parse inline keyboard button: more than one action: {named}")
    if "callback_data" in button:
        size = len(button["callback_data"].encode())
        if not 1 <= size <= limits.CALLBACK_DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button:
        url = button["url"]
        parts = urlsplit(url if "://" in url else f"http://{url}")
        if parts.scheme not in {"http", "https", "tg"} or not parts.netloc or " " in url:
            raise bad_request(
                f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL specified"
            )
