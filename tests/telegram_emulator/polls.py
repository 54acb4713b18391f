"""Methods on polls and quizzes."""

from typing import Any

from telegram_emulator import keyboard, limits
from telegram_emulator.entities import FormattedText, units
from telegram_emulator.errors import bad_request
from telegram_emulator.sending import send
from telegram_emulator.service import NotEmulated, Params, Service
from telegram_emulator.state import Json, Poll

_NOT_EMULATED = frozenset(
    {"media", "explanation_media", "allow_adding_options", "shuffle_options", "country_codes"}
)


def send_poll(service: Service, params: Params) -> Json:
    for name in _NOT_EMULATED.intersection(params):
        if params[name]:
            raise NotEmulated(f"a poll with {name}")
    chat = service.chat(params)
    poll = _poll(service, params)
    message = send(service, params, chat, poll=poll)
    service.state.polls[poll.id] = message
    return message.json()


def stop_poll(service: Service, params: Params) -> Json:
    chat = service.chat(params)
    message = chat.standing(params["message_id"])
    if message is None or message.poll is None:
        raise bad_request("message with poll to stop not found")
    if not message.from_bot:
        raise bad_request("poll can't be stopped")
    if message.poll.is_closed:
        raise bad_request("poll has already been closed")
    message.poll.is_closed = True
    message.markup = keyboard.inline(params.get("reply_markup"))
    service.state.touch(message)
    service.updates.add("poll", message.poll.json())
    return message.poll.json()


def _poll(service: Service, params: Params) -> Poll:
    question = service.formatted(params, "question", "question_parse_mode", "question_entities")
    if not question.text:
        raise bad_request("poll question must be non-empty")
    if units(question.text) > limits.POLL_QUESTION:
        raise bad_request(f"poll question length must not exceed {limits.POLL_QUESTION}")
    options = [_option(service, option) for option in params["options"]]
    if len(options) < limits.POLL_OPTIONS_AT_LEAST:
        raise bad_request(f"poll must have at least {limits.POLL_OPTIONS_AT_LEAST} option")
    if len(options) > limits.POLL_OPTIONS:
        raise bad_request(f"poll can't have more than {limits.POLL_OPTIONS} options")
    kind = params.get("type", "regular")
    if kind not in {"regular", "quiz"}:
        raise bad_request("unsupported poll type specified")
    quiz = kind == "quiz"
    extra: Json = {}
    if "open_period" in params:
        if params["open_period"] not in limits.POLL_OPEN_SECONDS or "close_date" in params:
            raise bad_request("invalid poll open period specified")
        extra["open_period"] = params["open_period"]
        extra["close_date"] = service.state.now() + params["open_period"]
    elif "close_date" in params:
        extra["close_date"] = params["close_date"]
    if "description" in params:
        about = service.formatted(
            params, "description", "description_parse_mode", "description_entities"
        )
        if units(about.text) > limits.POLL_DESCRIPTION:
            raise bad_request("poll description is too long")
        extra |= about.json("description", "description_entities")
    return Poll(
        id=service.state.new_id(),
        question=_plain(service, question),
        options=options,
        type=kind,
        is_anonymous=params.get("is_anonymous", True),
        allows_multiple_answers=params.get("allows_multiple_answers", False),
        allows_revoting=params.get("allows_revoting", not quiz),
        members_only=params.get("members_only", False),
        correct_option_ids=_correct(params, len(options)) if quiz else None,
        explanation=_explanation(service, params) if quiz else None,
        extra=extra,
        is_closed=params.get("is_closed", False),
    )


def _option(service: Service, option: str | dict[str, Any]) -> str:
    given = {"text": option} if isinstance(option, str) else option
    if given.get("media"):
        raise NotEmulated("a poll option with media")
    text = _plain(service, service.formatted(given, "text", "text_parse_mode", "text_entities"))
    if not text.text:
        raise bad_request("poll options must be non-empty")
    if units(text.text) > limits.POLL_OPTION:
        raise bad_request(f"poll options length must not exceed {limits.POLL_OPTION}")
    return text.text


def _plain(service: Service, shown: FormattedText) -> FormattedText:
    # Telegram keeps only custom emoji in questions and options; what it finds by itself is no loss.
    lost = {entity["type"] for entity in shown.entities} - {"url", "mention", "bot_command"}
    lost -= {"hashtag"}
    if lost:
        service.complain(f"{', '.join(sorted(lost))} in a poll's question or option: {shown.text}")
    return FormattedText(shown.text)


def _correct(params: Params, options: int) -> list[int]:
    correct: list[int] | None = params.get("correct_option_ids")
    if correct is None and "correct_option_id" in params:
        correct = [params["correct_option_id"]]
    if not correct:
        raise bad_request("there is no correct option identifier specified")
    if correct != sorted(set(correct)) or not all(0 <= choice < options for choice in correct):
        raise bad_request("wrong correct option ID specified")
    if len(correct) > 1 and not params.get("allows_multiple_answers"):
        raise bad_request("QUIZ_CORRECT_ANSWERS_TOO_MUCH")
    return correct


def _explanation(service: Service, params: Params) -> FormattedText:
    shown = service.formatted(
        params, "explanation", "explanation_parse_mode", "explanation_entities"
    )
    too_long = units(shown.text) > limits.POLL_EXPLANATION
    if too_long or shown.text.count("\n") > limits.POLL_EXPLANATION_LINE_FEEDS:
        raise bad_request("QUIZ_EXPLANATION_INVALID" if not too_long else "message is too long")
    return shown
