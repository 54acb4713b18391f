"""The word on a file in the terminal, which says where it was written."""

from bot.message import Message, text
from conversations.language import Translator


def written(caption: str, file: str, _: Translator) -> Message:
    """What it is, and its path."""
    where = text(_("Written to {file}", file=file))
    return Message((text(caption), where) if caption else (where,))


def not_written(file: str, _: Translator) -> Message:
    """The word where the folder takes no file."""
    return Message((text(_("{file} could not be written; is there room, and may I?", file=file)),))
