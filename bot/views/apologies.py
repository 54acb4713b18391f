"""One kind sentence for everything that can go wrong."""

from bot.callbacks import Home, ListStandards, ShowChecks
from bot.message import Button, Message, PrivateChat, text
from bot.views.labels import way_back
from conversations.errors import ConversationError
from conversations.language import Translator
from standards.errors import StandardError


def apology(error: Exception, _: Translator) -> Message:
    """What to say to a person about `error`; nothing of its inside where it is not ours."""
    match error:
        case StandardError() | ConversationError():
            words = _(error.msgid, **error.params)
        case _:
            words = _("Something went wrong on my side. Please try again in a moment.")
    return Message((text(words),), (way_back(_),))


def maybe_lost(_: Translator) -> Message:
    """The word where nobody knows whether an answer came."""
    return Message(
        (
            text(
                _(
                    "The line broke just as I answered. If nothing new stands above, do that once "
                    "more: it counts only once."
                )
            ),
        ),
    )


def slow_down(_: Translator) -> Message:
    """The word to somebody who sends more than is handled at once."""
    return Message((text(_("That is a lot at once! I'm going through it one by one.")),))


def stale_button(_: Translator) -> Message:
    """The word when a button's screen is too old to know."""
    return Message(
        (
            text(
                _(
                    "That button is from an older screen, and what it opened is no longer here. "
                    "Let's start afresh."
                )
            ),
        ),
        (way_back(_),),
    )


def stale_link(_: Translator) -> Message:
    """The word when a link leads to what is not there, or has lost its end."""
    return Message(
        (
            text(
                _(
                    "What that link led to is no longer here, or the link has lost its end on the "
                    "way. Ask me in your own words, or look around from here."
                )
            ),
        ),
        ((Button(_("Standards"), ListStandards()), Button(_("Home"), Home())),),
    )


def stale_question(_: Translator) -> Message:
    """The word when a button belongs to a quiz that is over."""
    return Message(
        (text(_("That quiz is over. Your answers to it are kept. Shall we start another?")),),
        ((Button(_("Quiz"), ShowChecks()), Button(_("Home"), Home())),),
    )


def not_your_quiz(_: Translator) -> Message:
    """The word when a button belongs to a quiz that the person does not have."""
    return Message(
        (
            text(
                _(
                    "That question is not one of yours, or it is so old that it was deleted. "
                    "Nothing was counted. Shall we start a quiz of your own?"
                )
            ),
        ),
        ((Button(_("Quiz"), ShowChecks()), Button(_("Home"), Home())),),
    )


def forwarded_answer(_: Translator) -> Message:
    """The word when an option's letter is a forwarded message; its caller adds the way back."""
    return Message(
        (
            text(
                _(
                    "That is a forwarded message, so I did not take it as your answer. Nothing "
                    "was counted: tap an option, or write its letter yourself."
                )
            ),
        )
    )


def edited_answer(_: Translator) -> Message:
    """The word when an option's letter is edited; its caller adds the way back."""
    return Message(
        (
            text(
                _(
                    "An answer counts as it was first given, so that changing the message changes "
                    "nothing."
                )
            ),
        )
    )


def stale_answer(_: Translator) -> Message:
    """The word when the rest of an answer is no longer remembered."""
    return Message(
        (text(_("I no longer have the rest of that answer. Ask again, and I'll look it up.")),),
        (way_back(_),),
    )


def old_answer(_: Translator) -> Message:
    """The word when an answer is rated long after."""
    return Message(
        (text(_("That answer is too old to be rated by now. Thank you all the same.")),),
        (way_back(_),),
    )


def between_us(_: Translator) -> str:
    """The word in a group when something personal is asked for."""
    return _("That is just between you and me. Let's do it in our private chat.")


def only_in_private(_: Translator, start: str) -> Message:
    """The same with a link that leads there."""
    return Message(
        (text(between_us(_)),),
        ((Button(_("Open our chat"), PrivateChat(start)),),),
    )


def no_such_number(number: int, _: Translator) -> Message:
    """The word in the terminal when no button has the number typed."""
    return Message(
        (
            text(
                _(
                    "There is no [{number}] on this screen. To ask a question, write a few words.",
                    number=number,
                )
            ),
        ),
    )


def used_number(number: int, _: Translator) -> Message:
    """The word in the terminal when only the screen before had a button of the number typed."""
    return Message(
        (
            text(
                _(
                    "[{number}] was on the screen before this one and is done with: nothing "
                    "happened and nothing was counted.",
                    number=number,
                )
            ),
        ),
    )
