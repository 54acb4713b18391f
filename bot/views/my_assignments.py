"""What a learner sees of what is assigned to them."""

from collections.abc import Iterable, Sequence

from bot.callbacks import ShowStanding
from bot.message import Block, Button, Message, Style, text
from bot.places import item_code
from bot.views.assignments import tasks_done, until
from bot.views.labels import way_back
from bot.views.notices import WANTED
from bot.views.wording import together
from conversations.assigning import MyAssignment
from conversations.assignments import Pace
from conversations.language import Translator


def not_theirs(_: Translator) -> Message:
    """The word to whoever opens the link to an assignment that does not concern them."""
    return Message(
        (
            text(
                _(
                    "This link leads to an assignment that is not yours, or that was withdrawn. "
                    "What is asked of you stands under “Where I stand”."
                )
            ),
        ),
        ((Button(_("Where I stand"), ShowStanding()),), way_back(_)),
    )


def mine(found: Sequence[MyAssignment], code: str, _: Translator) -> tuple[Block, ...]:
    """What is asked for on the standard of that code."""
    return tuple(
        text(_mine(each, _), Style.STRONG) for each in found if each.followed.now.standard == code
    )


def _mine(each: MyAssignment, _: Translator) -> str:
    assignment = each.followed.now
    codes = [item_code(task) for task in assignment.tasks]
    wanted = WANTED[assignment.wanted]
    said = _(
        "{team} asks for {tasks}: {wanted}",
        team=each.team,
        tasks=together(codes, _) if codes else _("all tasks"),
        wanted=_(wanted),
    )
    done = tasks_done(each.progress, _)
    return " · ".join((said, done, until(assignment.due, _), _(each.progress.pace)))


def on_card(found: Sequence[MyAssignment], code: str, _: Translator) -> str:
    """What is asked for on the standard of that code, in few words; the most urgent alone."""
    for each in found:
        if each.followed.now.standard == code and each.progress.missing:
            wanted = WANTED[each.followed.now.wanted]
            return _("{until}: {wanted}", until=until(each.followed.now.due, _), wanted=_(wanted))
    return ""


def in_short(found: Iterable[MyAssignment], _: Translator) -> str | None:
    """For the first screen: what is to do and until when; None where nothing is."""
    open_ = [each for each in found if each.progress.missing]
    if not open_:
        return None
    tasks = {task for each in open_ for task in each.progress.missing}
    due = min((each.followed.now.due for each in open_ if each.followed.now.due), default=None)
    if due is None:
        return _.count("Assigned to you: {n} task", "Assigned to you: {n} tasks", len(tasks))
    soonest = {
        task for each in open_ if each.followed.now.due == due for task in each.progress.missing
    }
    late = any(each.progress.pace is Pace.OVERDUE for each in open_)
    if late:
        return _.count(
            "Overdue since {date}: {n} task",
            "Overdue since {date}: {n} tasks",
            len(soonest),
            date=due.isoformat(),
        )
    return _.count(
        "Assigned to you: {n} task until {date}",
        "Assigned to you: {n} tasks until {date}",
        len(soonest),
        date=due.isoformat(),
    )
