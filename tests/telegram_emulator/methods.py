"""The methods that are emulated, by name; getUpdates and the webhook's own stand in `delivery`."""

from collections.abc import Callable
from typing import Any

from telegram_emulator import answers, chats, editing, polls, profile, sending
from telegram_emulator.service import Params, Service

Handler = Callable[[Service, Params], Any]

HANDLERS: dict[str, Handler] = {
    "answercallbackquery": answers.answer_callback_query,
    "answerinlinequery": answers.answer_inline_query,
    "deletemessage": editing.delete_message,
    "deletemessages": editing.delete_messages,
    "deletemycommands": profile.delete_my_commands,
    "editmessagecaption": editing.edit_message_caption,
    "editmessagereplymarkup": editing.edit_message_reply_markup,
    "editmessagetext": editing.edit_message_text,
    "getchat": chats.get_chat,
    "getchatmember": chats.get_chat_member,
    "getchatmenubutton": profile.get_chat_menu_button,
    "getfile": sending.get_file,
    "getme": profile.get_me,
    "getmycommands": profile.get_my_commands,
    "getmydescription": profile.get_my_description,
    "getmyname": profile.get_my_name,
    "getmyshortdescription": profile.get_my_short_description,
    "leavechat": chats.leave_chat,
    "sendchataction": sending.send_chat_action,
    "senddocument": sending.send_document,
    "sendmessage": sending.send_message,
    "sendmessagedraft": sending.send_message_draft,
    "sendphoto": sending.send_photo,
    "sendpoll": polls.send_poll,
    "setchatmenubutton": profile.set_chat_menu_button,
    "setmycommands": profile.set_my_commands,
    "setmydescription": profile.set_my_description,
    "setmyname": profile.set_my_name,
    "setmyshortdescription": profile.set_my_short_description,
    "stoppoll": polls.stop_poll,
}
