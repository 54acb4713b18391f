"""The choice of what to be asked about."""

from collections.abc import Callable, Sequence

from bot.callbacks import (
    Action,
    ChoosePractice,
    ChoosePracticeScope,
    ChooseQuiz,
    ChooseScope,
    SetPolls,
    ShowChecks,
    ShowStanding,
    StartCheck,
    StartPractice,
    StartQuiz,
)
from bot.message import Button, Heading, Message, Row, Style, text
from bot.views.labels import way_back
from bot.views.paging import page_of, turning
from bot.views.rendering import bilingual, place_label, standard_label
from conversations.language import Translator
from conversations.selection import CHECK
from standards.model import Standard

STANDARDS_A_PAGE = 8
TASKS_A_PAGE = 10


def checks(_: Translator, polls: bool | None = None) -> Message:
    """The three ways to be asked, and where one stands.

    `polls` says whether the person is asked by polls; None where the face has none.
    """
    setting: tuple[Row, ...] = ()
    if polls is not None:
        label = _("Ask me by buttons") if polls else _("Ask me by polls")
        setting = ((Button(label, SetPolls(not polls)),),)
    return Message(
        (
            Heading(_("What do you know?")),
            text(
                _(
                    "Today's check asks what is most in doubt, in about 3 minutes. Or choose "
                    "yourself what it is about. Practice does not count."
                )
            ),
        ),
        (
            (Button(_("Today's check ({n} questions)", n=CHECK), StartCheck()),),
            (Button(_("Choose a topic"), ChooseQuiz()),),
            (Button(_("Practice"), ChoosePractice()),),
            (Button(_("Where I stand"), ShowStanding()),),
            *setting,
            way_back(_),
        ),
    )


def choose_standard(
    standards: Sequence[Standard],
    number: int,
    _: Translator,
    *,
    practice: bool = False,
    first: bool = False,
) -> Message:
    """Which standard? `first` says why that is asked instead of starting today's check."""
    if not standards:
        return Message((text(_("No standard is loaded yet.")),), (way_back(_),))
    page = page_of(standards, number, most=STANDARDS_A_PAGE)
    scopes: Callable[[str], Action] = ChoosePracticeScope if practice else ChooseScope
    why = _("You have not been asked anything yet. Choose once; from then on I can.")
    return Message(
        (
            Heading(_("Practice") if practice else _("Choose a topic")),
            *((text(why),) if first else ()),
            text(_("Which standard would you like to practise?"))
            if practice
            else text(_("Which standard shall it be about?")),
        ),
        (
            *(
                (Button(standard_label(standard, _), scopes(standard.code)),)
                for standard in page.entries
            ),
            *turning(page, ChoosePractice if practice else ChooseQuiz, _),
            way_back(_, ShowChecks()),
        ),
    )


def choose_scope(
    standard: Standard, number: int, _: Translator, *, practice: bool = False
) -> Message:
    """The whole standard, or one of its tasks."""
    page = page_of(standard.tasks, number, most=TASKS_A_PAGE)
    start: Callable[[str], Action] = StartPractice if practice else StartQuiz

    def turn(to: int) -> Action:
        return (
            ChoosePracticeScope(standard.code, to) if practice else ChooseScope(standard.code, to)
        )

    return Message(
        (
            Heading(bilingual(standard, standard.code, standard.title, _)),
            text(_("The whole standard, or one task of it?")),
            *((text(_practising(_), Style.QUIET),) if practice else ()),
        ),
        (
            (Button(_("The whole standard"), start(standard.code)),),
            *((Button(place_label(standard, task, _), start(task.id)),) for task in page.entries),
            *turning(page, turn, _),
            way_back(_, ChoosePractice() if practice else ChooseQuiz()),
        ),
    )


def _practising(_: Translator) -> str:
    return _(
        "What you practise for the first time does not count in a check for the next 90 days. So "
        "practice asks first what a check would not count anyway."
    )


def nothing_new(words: str, _: Translator) -> Message:
    """The word when no answer would count; practice is still open."""
    return Message(
        (text(words),),
        (
            (Button(_("Practice"), ChoosePractice()),),
            (Button(_("Where I stand"), ShowStanding()),),
            way_back(_, ShowChecks()),
        ),
    )
