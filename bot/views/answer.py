"""An answer: the lead first, then the quotes, a screenful at a time."""

from collections.abc import Iterator
from dataclasses import replace

from bot.callbacks import (
    ChooseScope,
    Home,
    MoreOfAnswer,
    RateAnswer,
    ShowStandard,
    ShowTask,
    StartQuiz,
)
from bot.links import start_of
from bot.message import Block, Button, Heading, Message, PrivateChat, Quote, Row, Style, text
from bot.places import StandardOf, code_of, place_of, words_of
from bot.views.labels import shorten, way_back
from bot.views.rendering import label_of
from conversations import answer as found
from conversations.feedback import Rating
from conversations.language import Translator
from conversations.say import unofficial

FIRST_SCREEN = (12, 600)
"""Quotes and characters of the first screenful."""
FURTHER_SCREEN = (20, 2400)
TASKS_OFFERED = 2


def screens(answer: found.Answer) -> list[tuple[found.Group, ...]]:
    """The answer's groups, or those nearest to it, cut into screenfuls; at least one."""
    screens: list[tuple[found.Group, ...]] = []
    screen: list[found.Group] = []
    quotes, letters = FIRST_SCREEN
    for group in answer.groups if answer.answerable else answer.nearest:
        for quote in group.quotes:
            size = len(quote.text) + len(quote.rendering)
            if screen and (quotes == 0 or size > letters):
                screens.append(tuple(screen))
                screen = []
                quotes, letters = FURTHER_SCREEN
            if screen and (screen[-1].standard, screen[-1].heading) == (
                group.standard,
                group.heading,
            ):
                screen[-1] = replace(screen[-1], quotes=(*screen[-1].quotes, quote))
            else:
                screen.append(replace(group, quotes=(quote,)))
            quotes -= 1
            letters -= size
    return [*screens, tuple(screen)]


def answer(
    answer: found.Answer,
    key: str,
    standard_of: StandardOf,
    _: Translator,
    *,
    private: bool = True,
    rated: bool = False,
) -> Message:
    """The lead and the first screenful; `key` is what the answer is remembered under.

    Once it is `rated`, thanks stand in place of the thumbs; in a group others may still rate it.
    """
    pages = screens(answer)
    near = () if answer.answerable or not pages[0] else (text(_("Nearest to it:")),)
    return Message(
        (
            text(answer.lead),
            *near,
            *_quoted(pages[0]),
            *_unofficial(answer, _),
            *(thanks(_).blocks if rated else ()),
        ),
        (
            *_more(answer, key, 0, pages, _),
            *_kept(_ways_on(answer, standard_of, _, private=private)),
            *_kept(_last(answer, key, _, rated=rated and private)),
        ),
    )


def thanks(_: Translator) -> Message:
    """The quiet word for a rating."""
    return Message((text(_("Thanks, noted."), Style.QUIET),))


def rest(
    answer: found.Answer,
    key: str,
    page: int,
    standard_of: StandardOf,
    _: Translator,
    *,
    private: bool = True,
) -> Message:
    """A further screenful, counted from 1; the last one where there are fewer."""
    pages = screens(answer)
    page = min(page, len(pages) - 1)
    return Message(
        (*_quoted(pages[page]), *_unofficial(answer, _)),
        (
            *_more(answer, key, page, pages, _),
            *_kept(_ways_on(answer, standard_of, _, private=private)),
            *_kept((way_back(_),)),
        ),
    )


def _quoted(groups: tuple[found.Group, ...]) -> tuple[Block, ...]:
    return tuple(_blocks(groups))


def _unofficial(answer: found.Answer, _: Translator) -> tuple[Block, ...]:
    return (text(unofficial(_), Style.QUIET),) if answer.is_rendered else ()


def _blocks(groups: tuple[found.Group, ...]) -> Iterator[Block]:
    for group in groups:
        yield Heading(group.heading)
        for quote in group.quotes:
            yield Quote(quote.code, quote.text, quote.rendering)
        yield text(group.standard, Style.QUIET)


def _more(
    answer: found.Answer, key: str, page: int, pages: list[tuple[found.Group, ...]], _: Translator
) -> tuple[Row, ...]:
    left = sum(len(group.quotes) for screen in pages[page + 1 :] for group in screen)
    if not left:
        return ()
    label = _.count("Show one more", "Show {n} more", left)
    return ((Button(label, MoreOfAnswer(key, page + 1)),),)


def _last(answer: found.Answer, key: str, _: Translator, *, rated: bool = False) -> tuple[Row, ...]:
    """What one thinks of the answer, and the way home."""
    home = Button(_("Home"), Home())
    if rated or not answer.groups:
        return ((home,),)
    return (
        (
            Button(_("👍 Helpful"), RateAnswer(key, Rating.HELPFUL)),
            Button(_("👎 Not helpful"), RateAnswer(key, Rating.NOT_HELPFUL)),
            home,
        ),
    )


def _kept(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """An answer stays where it is, and what it leads to comes below."""
    return tuple(
        tuple(replace(each, below=not isinstance(each.action, RateAnswer)) for each in row)
        for row in rows
    )


def _ways_on(
    answer: found.Answer, standard_of: StandardOf, _: Translator, *, private: bool
) -> tuple[Row, ...]:
    """To the pages of the first tasks, and to practising."""
    groups = answer.groups if answer.answerable else answer.nearest
    if not groups:
        return ()
    tasks = list(dict.fromkeys(group.task for group in groups if group.task is not None))
    rows: list[Row] = []
    for task in tasks[:TASKS_OFFERED]:
        standard = standard_of(code_of(task))
        place = None if standard is None else place_of(standard, task)
        if standard is not None and place is not None:
            label = f"{place.item.code} {label_of(standard, task, words_of(place.item), _)}"
            rows.append((Button(shorten(label), ShowTask(task)),))
    if not rows:
        rows = [(Button(_("Open the standard"), ShowStandard(groups[0].standard)),)]
    if answer.answerable:
        practised = tasks[0] if tasks else None
        rows.append((_practise(practised, groups[0].standard, _, private=private),))
    return tuple(rows)


def _practise(task: str | None, standard: str, _: Translator, *, private: bool) -> Button:
    words = _("Check what I know")
    if not private:
        return Button(words, PrivateChat(start_of(task or standard)))
    return Button(words, ChooseScope(standard) if task is None else StartQuiz(task))
