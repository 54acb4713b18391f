"""Methods on chats and their members."""

from telegram_emulator.errors import bad_request
from telegram_emulator.service import Params, Service
from telegram_emulator.state import GROUPS, Json, User

_GIFTS = (
    "unlimited_gifts",
    "limited_gifts",
    "unique_gifts",
    "premium_subscription",
    "gifts_from_channels",
)


def get_chat(service: Service, params: Params) -> Json:
    chat = service.state.known(params["chat_id"])
    return chat.json() | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(_GIFTS, False),
    }


def get_chat_member(service: Service, params: Params) -> Json:
    chat = service.chat(params)
    if params["user_id"] == service.state.bot.id:
        return member(service.state.bot, chat.bot_status)
    user = chat.members.get(params["user_id"])
    if user is None:
        raise bad_request("member not found")
    return member(user, "member")


def leave_chat(service: Service, params: Params) -> bool:
    chat = service.chat(params)
    if chat.type not in GROUPS:
        raise bad_request("chat member status can't be changed in private chats")
    chat.bot_status = "left"
    return True


def member(user: User, status: str) -> Json:
    """A ChatMember: `member`, `left` or `kicked` (for ever)."""
    body: Json = {"status": status, "user": user.json()}
    return body | {"until_date": 0} if status == "kicked" else body
