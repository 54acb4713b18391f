"""The last words in the terminal."""

from bot.message import Message, text
from conversations.language import Translator


def goodbye(_: Translator) -> Message:
    """After the last line."""
    return Message((text(_("Goodbye! Your answers are kept, and an open quiz waits for you.")),))


def interrupted(_: Translator) -> Message:
    """After Ctrl-C."""
    return Message(
        (
            text(
                _(
                    "Stopped. Everything answered so far is kept; start the chat again to go on "
                    "where you were."
                )
            ),
        )
    )
