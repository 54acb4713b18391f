"""Where a learner stands on a standard, in text: a line a task, and the reasons behind it.

The same is drawn as a picture in `bot.card`; the signs are its shapes.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from bot.callbacks import Action, RateSelf, SetPicture, ShowLooks, ShowTask, StartQuiz
from bot.card.marks import MARKS
from bot.card.tiles import TILES_A_CARD, summary
from bot.message import (
    Block,
    Button,
    Entry,
    Heading,
    Listing,
    Message,
    Row,
    Style,
    Trail,
    text,
)
from bot.places import item_code
from bot.views.labels import grid, shorten, ticked, way_back
from bot.views.observing import in_words as seen_in_words
from bot.views.observing import rows_of as observations
from bot.views.paging import page_of, turning
from bot.views.rendering import bilingual, place_label, standard_label
from bot.views.standing import criterion_of
from conversations.language import N_, Translator
from conversations.observing import Observation
from conversations.readiness import ALGORITHM, State, TaskReadiness
from conversations.self_rating import SelfLevel
from standards.model import Standard, Task

OTHERS_SHOWN = 8
EARLIER_SHOWN = 5
"""What was seen of a task before, of which /mydata has all."""

MEANINGS: Mapping[State, str] = {
    State.NOT_STARTED: N_("You have not answered a question about this task yet."),
    State.NOT_ENOUGH: N_("There are too few answers to say anything. Go on, also on another day."),
    State.GAP: N_(
        "Your answers show a gap here. Read the task again, then check what you know of it."
    ),
    State.VERIFIED: N_("The knowledge check is passed, and someone has seen you do it at work."),
    State.PASSED: N_(
        "You know what this task asks for. Whether you do it at work, only someone who sees it "
        "can say."
    ),
    State.REFRESH_DUE: N_("You had passed this. A few questions will show whether it still holds."),
    State.UNSURE: N_("It could go either way. A few more questions will tell."),
}
"""What each state says to the learner, and what to do next."""


def me(
    standard: Standard,
    readiness: Mapping[str, TaskReadiness],
    now: datetime,
    number: int,
    _: Translator,
    *,
    others: Sequence[Standard],
    to_why: Callable[[str], Action],
    to_card: Callable[[str, int], Action],
    own: Mapping[str, SelfLevel] = MappingProxyType({}),
    dark: bool | None = None,
    asked: Sequence[Block] = (),
    more: Sequence[Row] = (),
) -> Message:
    """The tasks of a standard with their states.

    `readiness` is by task id and holds every task of the standard, as of `now` in the learner's
    time zone. `to_why` opens a task's reasons by its id, `to_card` this screen for another standard
    by its code and page. Of `others`, the first are offered. `own` is how the person sees
    themselves, by task id, and stands beside the state without touching it. `dark` says how the
    picture is drawn; None where the face draws none. `asked` says what is asked for on it, and
    `more` leads elsewhere.
    """
    picture: tuple[Row, ...] = ()
    if dark is not None:
        label = _("Light picture") if dark else _("Dark picture")
        picture = ((Button(label, SetPicture(not dark, standard.code, number)),),)
    page = page_of(standard.tasks, number, most=TILES_A_CARD)
    return Message(
        (
            Heading(bilingual(standard, standard.code, standard.title, _)),
            text(summary(list(readiness.values()), _), Style.STRONG),
            *asked,
            Listing(
                tuple(
                    Entry(
                        f"{MARKS[readiness[task.id].state].sign} {task.code}",
                        _line(standard, task, readiness[task.id], own.get(task.id), _),
                    )
                    for task in page.entries
                )
            ),
            _as_of(now, _),
        ),
        (
            *(
                (
                    Button(
                        shorten(
                            f"{MARKS[readiness[task.id].state].sign} "
                            f"{place_label(standard, task, _)}"
                        ),
                        to_why(task.id),
                    ),
                )
                for task in page.entries
            ),
            *picture,
            *turning(page, lambda to: to_card(standard.code, to), _),
            *more,
            *(
                (Button(standard_label(other, _), to_card(other.code, 0)),)
                for other in [each for each in others if each.code != standard.code][:OTHERS_SHOWN]
            ),
            (Button(_("Who looked at my card"), ShowLooks()),),
            way_back(_),
        ),
    )


def _line(
    standard: Standard,
    task: Task,
    readiness: TaskReadiness,
    own: SelfLevel | None,
    _: Translator,
) -> str:
    line = _(
        "{task}: {state} ({why})",
        task=bilingual(standard, task.id, task.title, _),
        state=_(readiness.state),
        why=readiness.why.said(_),
    )
    if readiness.observed and readiness.state is not State.VERIFIED:
        line = f"{line} · {_('seen at work')}"
    if own is not None:
        line = f"{line} · {_('you say: {level}', level=_(own))}"
    return line


def _as_of(now: datetime, _: Translator) -> Block:
    date = _("As of {date}", date=now.date().isoformat())
    by = _("calculated by {algorithm}", algorithm=ALGORITHM)
    return text(f"{date} · {by}", Style.QUIET)


def why(
    standard: Standard,
    task: Task,
    readiness: TaskReadiness,
    now: datetime,
    back: Action,
    _: Translator,
    own: SelfLevel | None = None,
    earlier: Sequence[Observation] = (),
) -> Message:
    """A task's state with its reason, what it means, how one sees oneself, and what to do next.

    `own` is how the person sees themselves; None until they say. `earlier` is what was seen of the
    task and bears on its state no more, newest first: withdrawn, or seen anew since.
    """
    mark = MARKS[readiness.state]
    blocks: list[Block] = [
        Trail((standard.title,)),
        Heading(f"{task.code} {bilingual(standard, task.id, task.title, _)}"),
        text(f"{mark.sign} {_(readiness.state)}", Style.STRONG),
        text(readiness.why.said(_)),
        text(_(MEANINGS[readiness.state])),
    ]
    blocks += criterion_of(readiness, _)
    if readiness.observed and readiness.state is not State.VERIFIED:
        blocks.append(text(_("Someone has seen you do it at work; that still counts.")))
    seen = (*readiness.observations, *earlier[:EARLIER_SHOWN])
    if seen:
        blocks.append(
            Listing(
                tuple(Entry(item_code(each.target), seen_in_words(each, now, _)) for each in seen)
            )
        )
    if own is not None:
        blocks.append(text(_("You see yourself here: {level}", level=_(own)), Style.STRONG))
    blocks.append(
        text(_("How do you see yourself here? Only you decide, and it is never counted."))
    )
    levels = [
        Button(ticked(_(level), level is own), RateSelf(task.id, number))
        for number, level in enumerate(SelfLevel)
    ]
    return Message(
        (*blocks, _as_of(now, _)),
        (
            (Button(_("Check what I know"), StartQuiz(task.id)),),
            (Button(_("Read the task"), ShowTask(task.id)),),
            *observations(seen, now, _),
            *grid(levels, across=2),
            way_back(_, back),
        ),
    )
