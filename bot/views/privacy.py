"""What is kept about a person, said before the first answer and whenever they ask."""

from bot.callbacks import (
    AskToErase,
    GiveMyData,
    NotNow,
    ShowLog,
    ShowLooks,
    Understood,
    Wish,
)
from bot.message import Block, Button, Entry, Heading, Listing, Message, Style, text
from bot.views.labels import way_back
from conversations.language import Translator
from conversations.organisation import LOOKS_SHOWN
from conversations.privacy import NOTICE, Acceptance
from conversations.retention import Retention


def before_start(wish: Wish, scope: str, kept: Retention, _: Translator) -> Message:
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


def privacy(
    accepted: Acceptance | None, kept: Retention, _: Translator, *, reads_log: bool = False
) -> Message:
    """The notice for whoever asks for it, and when they went on after reading it.

    `accepted` says when in the reader's own time zone; `reads_log` that the reader may open the
    log of deeds.
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
        (
            (Button(_("Who looked at my card"), ShowLooks()),),
            (Button(_("Give me the file"), GiveMyData()),),
            (Button(_("Erase everything"), AskToErase()),),
            *(((Button(_("The log"), ShowLog()),),) if reads_log else ()),
            way_back(_),
        ),
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


def _notice(kept: Retention, _: Translator) -> tuple[Block, ...]:
    told = (
        _(
            "What: your answers in quizzes, practice too, each with its question and time; what "
            "you set or say of yourself here, such as the language; and which items your last "
            "question was about. Of teams: which you are in, under which name, what you are "
            "assigned, and what a manager saw you do at work. Where you stand is not kept: it is "
            "computed from your answers each time."
        ),
        _("Why: to show you where you stand, to ask next what tells most, and to sum up teams."),
        _(
            "How long: an answer {answers} days; what you had in a team {teams} days after you "
            "left; what managers and owners did with you {log} days; what you set stays until you "
            "have it erased.",
            answers=str(kept.answers.days),
            teams=str(kept.teams.days),
            log=str(kept.log.days),
        ),
        _(
            "Where: with whoever runs this bot, on their computer; your messages come here "
            "through the app you write in."
        ),
        _.count(
            "Who sees it: you do. In a team, its managers and the owners see your states and "
            "counts, never single answers; each look at your card is noted, and you can read here "
            "who looked in the last {n} day. Whoever runs this bot could see all of it, since they "
            "hold the file.",
            "Who sees it: you do. In a team, its managers and the owners see your states and "
            "counts, never single answers; each look at your card is noted, and you can read here "
            "who looked in the last {n} days. Whoever runs this bot could see all of it, since "
            "they hold the file.",
            LOOKS_SHOWN.days,
        ),
        _(
            "What you can do: /mydata gives you all of it as a file, /forgetme erases it. What is "
            "wrong you change yourself, or ask your manager or whoever runs this bot."
        ),
    )
    return (Listing(tuple(Entry("", words) for words in told)),)
