"""A task's state in words, and what is said to somebody who has none yet."""

from collections.abc import Sequence

from bot.callbacks import ShowChecks, ShowLooks
from bot.card.marks import MARKS
from bot.message import Block, Button, Message, Style, text
from bot.views.labels import way_back
from conversations.language import Translator
from conversations.readiness import DEFAULT, TaskReadiness


def said(readiness: TaskReadiness, _: Translator) -> str:
    """A task's state and the reason for it, on one line."""
    return _(
        "{icon} {state}: {why}",
        icon=MARKS[readiness.state].sign,
        state=_(readiness.state),
        why=readiness.why.said(_),
    )


def criterion_of(readiness: TaskReadiness, _: Translator) -> tuple[Block, ...]:
    """The task's pass mark and certainty, where they are not those of every other task."""
    if readiness.criterion == DEFAULT:
        return ()
    return (
        text(
            _(
                "For this task the pass mark is {cut} and the certainty {confidence}.",
                cut=f"{readiness.criterion.cut:.0%}",
                confidence=f"{readiness.criterion.confidence:.0%}",
            )
        ),
    )


def removed(codes: Sequence[str], _: Translator) -> Message:
    """The word where all that was answered was about standards that are no longer there."""
    return Message(
        (
            text(
                _.count(
                    "The standard that you answered questions on was removed, so there is no "
                    "state to show.",
                    "The standards that you answered questions on were removed, so there is no "
                    "state to show.",
                    len(codes),
                )
            ),
            text(" · ".join(codes), Style.QUIET),
            text(_("Your answers are kept, and count again if it comes back.")),
        ),
        (
            (Button(_("Quiz"), ShowChecks()),),
            (Button(_("Who looked at my card"), ShowLooks()),),
            way_back(_),
        ),
    )


def nothing_yet(_: Translator) -> Message:
    """The word to somebody who has not answered a question yet."""
    return Message(
        (text(_("You have not answered a question yet, so there is nothing to show.")),),
        (
            (Button(_("Quiz"), ShowChecks()),),
            (Button(_("Who looked at my card"), ShowLooks()),),
            way_back(_),
        ),
    )
