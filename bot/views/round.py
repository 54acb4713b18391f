"""A round of questions in a group: the choice, a poll a question, what came of it."""

from collections.abc import Sequence

from bot.callbacks import ChooseRound, NextInRound, StartRound
from bot.links import start_of
from bot.message import (
    Block,
    Button,
    Entry,
    Heading,
    Listing,
    Message,
    Poll,
    PrivateChat,
    Style,
    text,
)
from bot.views.labels import way_back
from bot.views.paging import page_of, turning
from bot.views.poll import poll_of
from bot.views.rendering import bilingual, standard_label
from conversations.language import N_, Translator
from conversations.quiz import QuizItem
from standards.model import Standard

STANDARDS_A_PAGE = 8
NAMELESS = N_("Votes are without names, and none is kept.")


def choice(standards: Sequence[Standard], number: int, _: Translator) -> Message:
    """A page of the standards to be asked about."""
    page = page_of(standards, number, most=STANDARDS_A_PAGE)
    return Message(
        (
            Heading(_("A round of questions for this group")),
            text(_("Which standard shall it be about?")),
            text(_(NAMELESS)),
        ),
        (
            *(
                (Button(standard_label(standard, _), StartRound(standard.code)),)
                for standard in page.entries
            ),
            *turning(page, ChooseRound, _),
            way_back(_),
        ),
    )


def begun(standard: Standard, questions: int, _: Translator) -> Message:
    """What stands above the first question, in place of the choice."""
    return Message(
        (
            text(
                _.count(
                    "A round of {n} question: {standard}",
                    "A round of {n} questions: {standard}",
                    questions,
                    standard=bilingual(standard, standard.code, standard.title, _),
                ),
                Style.STRONG,
            ),
            text(_(NAMELESS)),
        )
    )


def fits(item: QuizItem, _: Translator) -> bool:
    """Whether Telegram's polls can hold the question, wherever in a round it comes."""
    return _poll(item, "88/88", (), _) is not None


def question(
    asked: Sequence[QuizItem], position: int, code: str, number: int, _: Translator
) -> Poll:
    """The question at `position`, counted from 0, of those that `fits` let through."""
    last = position + 1 == len(asked)
    label = _("Close it and show the result") if last else _("Close it and go on")
    row = (Button(label, NextInRound(code, _.language, number, position)),)
    poll = _poll(asked[position], f"{position + 1}/{len(asked)}", (row,), _)
    if poll is None:
        raise ValueError(asked[position].id)
    return poll


def result(item: QuizItem, votes: Sequence[int], position: int, _: Translator) -> tuple[Block, ...]:
    """How many chose what, which is right, and why."""
    key = item.options[item.key]
    return (
        Heading(_("Question {n}: {stem}", n=position + 1, stem=item.stem)),
        Listing(
            tuple(
                Entry(
                    _("right") if option.correct else "",
                    _.count("{n} vote: {option}", "{n} votes: {option}", n, option=option.text),
                )
                for option, n in zip(item.options, votes, strict=True)
            )
        ),
        text(" ".join(filter(None, (key.reason, item.explanation)))),
    )


def over(code: str, _: Translator) -> Message:
    """The end of a round; whoever wants it to count goes on alone."""
    return Message(
        (text(_("That was the round. {nameless}", nameless=_(NAMELESS))),),
        ((Button(_("Check yourself, in private"), PrivateChat(start_of(code))),),),
    )


def only_in_groups(_: Translator) -> Message:
    """The word on `/round` in private."""
    return Message(
        (text(_("Write /round in a group that I am in. For yourself alone there is /quiz.")),),
        (way_back(_),),
    )


def only_for_managers_in_words(_: Translator) -> str:
    """The word for whoever may not lead one."""
    return _("A round is started and led by a manager. For yourself there is /quiz.")


def only_for_managers(_: Translator) -> Message:
    """The same with a link to where everybody may."""
    return Message(
        (text(only_for_managers_in_words(_)),),
        ((Button(_("Check yourself, in private"), PrivateChat(start_of())),),),
    )


def nothing_to_ask(_: Translator) -> Message:
    """The word where no question is short enough for a poll."""
    return Message((text(_("None of its questions is short enough for a poll.")),))


def _poll(
    item: QuizItem, head: str, rows: tuple[tuple[Button, ...], ...], _: Translator
) -> Poll | None:
    return poll_of(item, (head,), item.id, 0, rows, anonymous=True)
