"""Methods that answer: a tap on a button, an inline query."""

from telegram_emulator import keyboard, limits
from telegram_emulator.entities import units
from telegram_emulator.errors import bad_request, query_too_old
from telegram_emulator.service import Params, Service


def answer_callback_query(service: Service, params: Params) -> bool:
    tap = service.state.taps.get(params["callback_query_id"])
    if tap is None or tap.is_answered or tap.is_too_old:
        raise query_too_old()
    text = params.get("text", "")
    if units(text) > limits.CALLBACK_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    if "url" in params and not params["url"].startswith("https://t.me/"):
        raise bad_request("URL_INVALID")
    tap.is_answered = True
    tap.notice = text or None
    tap.is_alert = bool(params.get("show_alert", False))
    service.state.changes += 1
    return True


def answer_inline_query(service: Service, params: Params) -> bool:
    query = service.state.inline_queries.get(params["inline_query_id"])
    if query is None or query.is_answered or query.is_too_old:
        raise query_too_old()
    results = params["results"]
    if len(results) > limits.INLINE_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    ids = [str(result.get("id", "")) for result in results]
    if not all(1 <= len(name.encode()) <= limits.INLINE_RESULT_ID_BYTES for name in ids):
        raise bad_request("RESULT_ID_INVALID")
    if len(set(ids)) != len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")
    if len(params.get("next_offset", "").encode()) > limits.INLINE_OFFSET_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    for result in results:
        keyboard.inline(result.get("reply_markup"))
        content = result.get("input_message_content", {})
        if "message_text" in content:
            shown = service.formatted(content, "message_text")
            if not shown.text:
                raise bad_request("MESSAGE_EMPTY")
            if units(shown.text) > limits.MESSAGE:
                raise bad_request("MESSAGE_TOO_LONG")
    query.is_answered = True
    query.results = list(results)
    query.answer = {name: value for name, value in params.items() if name != "results"}
    service.state.changes += 1
    return True
