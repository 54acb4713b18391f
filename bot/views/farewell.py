"""The last words in the terminal."""

from bot.message import Message, text
from conversations.language import Translator


def goodbye(_: Translator, *, has_open_quiz: bool) -> Message:
    """After the last line."""
    if has_open_quiz:
        said = _("Goodbye! Your answers are kept, and an open quiz waits for you.")
    else:
        said = _("Goodbye! Your answers are kept.")
    return Message((text(said),))


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
