"""What is kept about a person, said before the first answer and whenever they ask."""

from datetime import timedelta

from bot.callbacks import NotNow, Understood, Wish
from bot.message import Block, Button, Entry, Heading, Listing, Message, Style, text
from bot.views.labels import way_back
from conversations.language import Translator
from conversations.privacy import NOTICE, Acceptance


def before_start(wish: Wish, scope: str, kept: timedelta, _: Translator) -> Message:
    """The notice in the way of what was wished for; one button goes on to exactly that."""
    if wish is Wish.JOIN:
        heading = _("Before you join: what is kept about you")
        understood = _("Understood, go on")
    else:
        heading = _("Before you start: what is kept about you")
        understood = _("Understood, start")
    return Message(
        (Heading(heading), *_notice(kept, _)),
        (
            (Button(understood, Understood(NOTICE, wish, scope)),),
            (Button(_("Not now"), NotNow()),),
        ),
    )


def privacy(accepted: Acceptance | None, kept: timedelta, _: Translator) -> Message:
    """The notice for whoever asks for it, and when they went on after reading it.

    `accepted` says when in the reader's own time zone.
    """
    if accepted is None:
        told = _(
            "You have not gone on to a quiz after reading this; it is shown before the first one."
        )
    else:
        told = _(
            "You read version {version} of this on {date} and went on.",
            version=accepted.version,
            date=accepted.at.date().isoformat(),
        )
    return Message(
        (
            Heading(_("What is kept about you")),
            *_notice(kept, _),
            text(told, Style.QUIET),
        ),
        (way_back(_),),
    )


def not_now(_: Translator) -> Message:
    """The word after "Not now"."""
    return Message(
        (
            text(
                _(
                    "All right, no quiz, and no answer is kept. You can ask me about the standards "
                    "as before."
                )
            ),
        ),
        (way_back(_),),
    )


def not_joined(_: Translator) -> Message:
    """The same where it was about joining a team."""
    return Message(
        (
            text(
                _(
                    "All right, you have not joined. The link stays good until it is over, and "
                    "you can ask me about the standards as before."
                )
            ),
        ),
        (way_back(_),),
    )


def _notice(kept: timedelta, _: Translator) -> tuple[Block, ...]:
    told = (
        _(
            "What: your answers in quizzes, practice too, each with its question and time; what "
            "you set or say of yourself here, such as the language; and which items your last "
            "question was about. Where you stand is not kept: it is computed from your answers "
            "each time."
        ),
        _("Why: to show you where you stand, and to ask next what tells most."),
        _.count(
            "How long: an answer is deleted after {n} day; what you set stays until you have it "
            "erased.",
            "How long: an answer is deleted after {n} days; what you set stays until you have it "
            "erased.",
            kept.days,
        ),
        _(
            "Where: with whoever runs this bot, on their computer; your messages come here "
            "through the app you write in."
        ),
        _(
            "Who sees it: you do, and whoever runs this bot could, since they hold the file. A "
            "manager, should you join a team one day, sees states and counts, never single answers."
        ),
        _(
            "To have it exported, corrected or erased: there is no command for it yet; ask "
            "whoever runs this bot. Once there is one, /privacy will name it."
        ),
    )
    return (Listing(tuple(Entry("", words) for words in told)),)
