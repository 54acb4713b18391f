"""Assignments on the screen: what a team works towards, and how far everybody is."""

from collections.abc import Callable, Sequence
from datetime import date

from bot.callbacks import (
    EVERYBODY,
    Action,
    AssignTo,
    DraftAssignment,
    RemindSeat,
    ShowAssignment,
    ShowAssignments,
    ShowChanges,
    Step,
    WithdrawAssignment,
)
from bot.message import Block, Button, Entry, Heading, Listing, Message, Row, Style, text
from bot.places import StandardOf, item_code
from bot.views.labels import shorten, way_back
from bot.views.notices import WANTED, title_of
from bot.views.paging import page_of, turning
from bot.views.rendering import bilingual
from bot.views.wording import together
from conversations.assigning import Reminded, Spread, TeamProgress
from conversations.assignments import Assignment, Pace, Progress
from conversations.language import Translator
from conversations.notices import Reach
from conversations.people import called
from conversations.teams import Membership, Team, seat_of
from standards.model import Standard

A_PAGE = 8

PACES = {
    Pace.DONE: "✓",
    Pace.OVERDUE: "!",
    Pace.DUE: "◔",
    Pace.OPEN: "·",
}
"""A sign before the words that say the same."""


def name_of(member: Membership) -> str:
    """What the team calls them; a short form of their key where it calls them nothing."""
    return called(member.name, member.person)


def listed(
    team: Team,
    found: Sequence[TeamProgress],
    names: Callable[[str], str],
    number: int,
    standard_of: StandardOf,
    _: Translator,
    *,
    back: Action | None = None,
) -> Message:
    """What the team and its learners are to show; `names` gives a learner's name by key."""
    page = page_of(found, number, most=A_PAGE)
    blocks: list[Block] = [Heading(_("Assignments of {team}", team=team.name))]
    if not found:
        blocks.append(text(_("Nothing is assigned yet.")))
    rows: list[Row] = []
    for each in page.entries:
        title = title_of(each.assignment.standard, standard_of, _)
        whom = _whom(each.assignment.person, names, _)
        blocks.append(text(f"{title} · {whom}", Style.STRONG))
        blocks.append(text(state_of(each, _)))
        rows.append((Button(shorten(f"{title} · {whom}"), ShowAssignment(each.assignment.id)),))
    late = {one.member.person for each in found for one in each.overdue}
    if late:
        label = _.count("Remind {n} who is overdue", "Remind {n} who are overdue", len(late))
        rows.append((Button(label, RemindSeat(team.id, EVERYBODY)),))
    return Message(
        tuple(blocks),
        (
            *rows,
            *turning(page, lambda to: ShowAssignments(team.id, to), _),
            (Button(_("Assign a standard"), AssignTo(team.id)),),
            way_back(_, back),
        ),
    )


def state_of(each: TeamProgress, _: Translator) -> str:
    """How far it is, on one line."""
    if each.followed.needs_a_look:
        return _("needs a look: the standard has changed")
    parts = [_done(each, _)]
    if each.overdue:
        parts.append(_.count("{n} overdue", "{n} overdue", len(each.overdue)))
    parts.append(until(each.assignment.due, _))
    return " · ".join(parts)


def _done(each: TeamProgress, _: Translator) -> str:
    if each.assignment.person is not None and each.learners:
        return tasks_done(each.learners[0].progress, _)
    return _("{done} of {all} learners done", done=each.done, all=len(each.learners))


def tasks_done(progress: Progress, _: Translator) -> str:
    """How many of the tasks one learner has done."""
    done, missing = len(progress.done), len(progress.missing)
    return _("{done} of {all} tasks done", done=done, all=done + missing)


def until(due: date | None, _: Translator) -> str:
    """The last day."""
    return _("until {date}", date=due.isoformat()) if due else _("no date")


def _whom(person: str | None, names: Callable[[str], str], _: Translator) -> str:
    return _("the whole team") if person is None else names(person)


def opened(
    each: TeamProgress,
    team: Team,
    names: Callable[[str], str],
    number: int,
    standard_of: StandardOf,
    _: Translator,
    *,
    may_change: bool = True,
    link: str | None = None,
) -> Message:
    """One assignment, with who is how far; `link` opens it for whomever it concerns."""
    assignment, standard = each.assignment, each.followed.standard
    page = page_of(each.learners, number, most=A_PAGE)
    blocks: list[Block] = [
        Heading(title_of(assignment.standard, standard_of, _)),
        text(sentence(assignment, _whom(assignment.person, names, _), standard_of, _)),
        *_to_look_at(each, _),
    ]
    if standard is not None:
        blocks += tasks_in(assignment, standard, _)
    if each.learners:
        blocks.append(text(_done(each, _), Style.STRONG))
        blocks.append(
            Listing(
                tuple(
                    Entry(
                        PACES[one.progress.pace],
                        _(
                            "{name}: {pace}, {tasks}",
                            name=name_of(one.member),
                            pace=_(one.progress.pace),
                            tasks=tasks_done(one.progress, _),
                        ),
                    )
                    for one in page.entries
                )
            )
        )
    elif standard is not None:
        blocks.append(text(_("Nobody in the team is a learner yet.")))
    if link is not None:
        said = _("A link for whomever it concerns; to others it shows nothing: {link}", link=link)
        blocks.append(text(said, Style.QUIET))
    rows: list[Row] = [
        (
            Button(
                shorten(_("Remind {name}", name=name_of(one.member))),
                RemindSeat(team.id, seat_of(one.member.person)),
            ),
        )
        for one in page.entries
        if one.progress.pace is not Pace.DONE
    ]
    if may_change:
        change = Button(_("Change"), DraftAssignment(assignment.id, Step.CONFIRM, ""))
        end = Button(_("Withdraw"), WithdrawAssignment(assignment.id, sure=False))
        rows.append((change, end) if standard is not None else (end,))
    if standard is not None and each.followed.given.standard != standard.code:
        rows.append((Button(_("What changed"), ShowChanges(standard.code)),))
    return Message(
        tuple(blocks),
        (
            *rows,
            *turning(page, lambda to: ShowAssignment(assignment.id, to), _),
            way_back(_, ShowAssignments(team.id)),
        ),
    )


def _to_look_at(each: TeamProgress, _: Translator) -> list[Block]:
    followed = each.followed
    if followed.standard is None:
        said = _("This standard is not there any more. Withdraw the assignment, or add it again.")
        return [text(said, Style.STRONG)]
    found: list[Block] = []
    if followed.given.standard != followed.now.standard:
        said = _(
            "It was given for {old}; {new} has taken its place, and it goes on with that.",
            old=followed.given.standard,
            new=followed.now.standard,
        )
        found.append(text(said))
    if followed.lost:
        said = _(
            "Please look at it: {tasks} is assigned and no longer in the standard.",
            tasks=together([item_code(lost) for lost in followed.lost], _),
        )
        found.append(text(said, Style.STRONG))
    return found


def tasks_in(assignment: Assignment, standard: Standard, _: Translator) -> list[Block]:
    if not assignment.tasks:
        return []
    entries = [
        Entry(task.code, bilingual(standard, task.id, task.title, _))
        for task in standard.tasks
        if task.id in assignment.tasks
    ]
    return [Listing(tuple(entries))]


def sentence(assignment: Assignment, whom: str, standard_of: StandardOf, _: Translator) -> str:
    """What is asked of whom, in one sentence."""
    codes = [item_code(task) for task in assignment.tasks]
    tasks = _("tasks {tasks}", tasks=together(codes, _)) if codes else _("all tasks")
    wanted = WANTED[assignment.wanted]
    holes = {
        "whom": whom,
        "title": title_of(assignment.standard, standard_of, _),
        "tasks": tasks,
        "wanted": _(wanted),
    }
    if assignment.due is None:
        said = _("{whom}: {title}, {tasks}: {wanted}, without a date.", **holes)
    else:
        date_ = assignment.due.isoformat()
        said = _("{whom}: {title}, {tasks}: {wanted}, until {date}.", date=date_, **holes)
    if assignment.critical:
        critical = [item_code(task) for task in assignment.critical]
        more = _("A mistake does harm in {tasks}.", tasks=together(critical, _))
        said = _("{first} {second}", first=said, second=more)
    return said


def kept(assignment: Assignment, spread: Spread, *, is_new: bool, _: Translator) -> Message:
    """It is done, and who is told."""
    done = _("It is assigned.") if is_new else _("The assignment is changed.")
    return Message(
        (text(done, Style.STRONG), *told(spread, _)),
        (
            (Button(_("Look at it"), ShowAssignment(assignment.id)),),
            way_back(_, ShowAssignments(assignment.team)),
        ),
    )


def told(spread: Spread, _: Translator) -> tuple[Block, ...]:
    """Who is told, and how soon."""
    if not spread.total:
        return ()
    said: list[Block] = []
    if soon := spread.reach.get(Reach.NOW, 0) + spread.reach.get(Reach.LATER, 0):
        said.append(text(_.count("{n} learner is told now.", "{n} learners are told now.", soon)))
    if gone := spread.reach.get(Reach.ON_RETURN, 0):
        said.append(
            text(
                _.count(
                    "{n} learner has closed the chat with me and is told on coming back.",
                    "{n} learners have closed the chat with me and are told on coming back.",
                    gone,
                )
            )
        )
    return tuple(said)


def withdraw(assignment: Assignment, whom: str, standard_of: StandardOf, _: Translator) -> Message:
    """Are you sure?"""
    return Message(
        (
            Heading(_("Withdraw this assignment?")),
            text(sentence(assignment, whom, standard_of, _)),
            text(_("No answer is lost: what everybody showed goes on to count.")),
        ),
        (
            (Button(_("Withdraw it"), WithdrawAssignment(assignment.id, sure=True)),),
            way_back(_, ShowAssignment(assignment.id)),
        ),
    )


def withdrawn(assignment: Assignment, spread: Spread, _: Translator) -> Message:
    """It is done."""
    said = text(_("The assignment is withdrawn. No answer was lost."), Style.STRONG)
    return Message((said, *told(spread, _)), (way_back(_, ShowAssignments(assignment.team)),))


def reminded(
    found: Sequence[Reminded], team: str, clock: Callable[[Reminded], str], _: Translator
) -> Message:
    """What became of each; `clock` gives the moment at which one will be sent."""
    if not found:
        said = [text(_("Nobody is overdue, so nobody was reminded."))]
    else:
        said = [text(_outcome(each, clock, _)) for each in found]
    return Message(tuple(said), (way_back(_, ShowAssignments(team)),))


def _outcome(each: Reminded, clock: Callable[[Reminded], str], _: Translator) -> str:
    name = name_of(each.member)
    if each.declined:
        return _("{name} has switched reminders off; nothing was sent.", name=name)
    if each.told is None:
        return _("{name} was reminded within the last day already; nothing was sent.", name=name)
    match each.told.reach:
        case Reach.NOW:
            return _("{name} is reminded now.", name=name)
        case Reach.LATER:
            return _(
                "{name} has quiet hours; the reminder is sent on {moment}.",
                name=name,
                moment=clock(each),
            )
        case Reach.ON_RETURN:
            return _(
                "{name} has closed the chat with me; the reminder waits until they come back.",
                name=name,
            )
