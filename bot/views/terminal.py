"""What only the terminal says."""

from bot.message import Message, text
from conversations.language import Translator


def written(path: str, _: Translator) -> Message:
    """Where a file was written."""
    return Message((text(_("Written: {path}", path=path)),))


def not_written(reason: str, _: Translator) -> Message:
    """The word when a file can't be written."""
    return Message((text(_("The file can't be written here: {reason}", reason=reason)),))
