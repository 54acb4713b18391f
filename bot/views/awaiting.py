"""The words around what somebody is asked to write."""

from bot.callbacks import NeverMind
from bot.message import Button, Message, Row, text
from bot.views.labels import way_back
from conversations.language import Translator


def never_mind_row(_: Translator) -> Row:
    """The row under everything that asks for a message."""
    return (Button(_("Never mind"), NeverMind()),)


def again(wrong: str, _: Translator) -> Message:
    """What is wrong with what was written, and that another message may follow."""
    return Message((text(wrong), text(_("Write it once more, or leave it."))), (never_mind_row(_),))


def never_mind(_: Translator) -> Message:
    """The word after "Never mind"."""
    return Message((text(_("All right, nothing was changed.")),), (way_back(_),))


def as_it_came(_: Translator) -> Message:
    """The word where a message that was taken as an answer is changed afterwards."""
    return Message(
        (
            text(
                _(
                    "What you wrote was taken as it first came, so that changing the message "
                    "changes nothing. To change it, do it once more from its screen."
                )
            ),
        ),
        (way_back(_),),
    )
