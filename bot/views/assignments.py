"""Assignments on the screen: what a team works towards, and choosing it step by step."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
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
    ShowStanding,
    Step,
    WithdrawAssignment,
)
from bot.message import Block, Button, Entry, Heading, Listing, Message, Row, Style, text
from bot.places import StandardOf
from bot.terms import MOST_TASKS, Terms, offered
from bot.views.awaiting import never_mind_row
from bot.views.labels import shorten, way_back
from bot.views.notices import WANTED, title_of
from bot.views.paging import page_of, turning
from bot.views.rendering import bilingual, label_of, place_label, standard_label
from conversations.assigning import LearnerProgress, MyAssignment, Reminded, Spread, TeamProgress
from conversations.assignments import Assignment, Pace, Wanted
from conversations.language import N_, Translator
from conversations.notices import Reach
from conversations.people import called
from conversations.succession import Fate, TaskFate
from conversations.teams import Membership, Team, seat_of
from standards.model import Language, Standard

A_PAGE = 8
TASKS_A_SCREEN = 10

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
        return tasks_done(each.learners[0], _)
    return _("{done} of {all} learners done", done=each.done, all=len(each.learners))


def tasks_done(each: LearnerProgress, _: Translator) -> str:
    """How many of the tasks one learner has done."""
    done, missing = len(each.progress.done), len(each.progress.missing)
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
        blocks += _tasks(assignment, standard, _)
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
                            tasks=tasks_done(one, _),
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
            tasks=_list([lost.partition("/")[2] for lost in followed.lost], _),
        )
        found.append(text(said, Style.STRONG))
    return found


def _tasks(assignment: Assignment, standard: Standard, _: Translator) -> list[Block]:
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
    codes = [task.partition("/")[2] for task in assignment.tasks]
    tasks = _("tasks {tasks}", tasks=_list(codes, _)) if codes else _("all tasks")
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
        critical = [task.partition("/")[2] for task in assignment.critical]
        more = _("A mistake does harm in {tasks}.", tasks=_list(critical, _))
        said = _("{first} {second}", first=said, second=more)
    return said


def _list(words: Iterable[str], _: Translator) -> str:
    return ("、" if _.language is Language.ZH_HANT else ", ").join(words)


# Choosing


def choose_whom(
    team: Team, learners: Sequence[Membership], code: str, number: int, _: Translator
) -> Message:
    """The whole team, or one of its learners."""
    page = page_of(learners, number, most=A_PAGE)
    return Message(
        (
            Heading(_("Assign a standard")),
            text(_("Who shall work towards it? The whole team are also those who join later.")),
        ),
        (
            (Button(_("The whole team"), AssignTo(team.id, EVERYBODY, code)),),
            *(
                (Button(shorten(name_of(each)), AssignTo(team.id, seat_of(each.person), code)),)
                for each in page.entries
            ),
            *turning(page, lambda to: AssignTo(team.id, "", code, to), _),
            way_back(_, ShowAssignments(team.id)),
        ),
    )


def choose_standard(
    team: str, seat: str, standards: Sequence[Standard], number: int, _: Translator
) -> Message:
    """Which standard."""
    if not standards:
        return Message((text(_("No standard is loaded yet.")),), (way_back(_, AssignTo(team)),))
    page = page_of(standards, number, most=A_PAGE)
    return Message(
        (Heading(_("Assign a standard")), text(_("Which standard?"))),
        (
            *(
                (Button(standard_label(each, _), AssignTo(team, seat, each.code)),)
                for each in page.entries
            ),
            *turning(page, lambda to: AssignTo(team, seat, "", to), _),
            way_back(_, AssignTo(team)),
        ),
    )


@dataclass(frozen=True, slots=True)
class Draft:
    """An assignment that somebody is choosing."""

    about: str
    """As a DraftAssignment has it."""
    standard: Standard
    whom: str
    """In the reader's words."""
    terms: Terms
    back: Action
    """Before the first step, and where nothing is kept."""
    is_new: bool

    def to(self, step: Step, terms: Terms | None = None) -> DraftAssignment:
        """The button's action for another step, or with other terms."""
        return DraftAssignment(self.about, step, (terms or self.terms).packed)

    @property
    def by_task(self) -> bool:
        """Whether tasks can be chosen one by one."""
        return 1 < len(self.standard.tasks) <= MOST_TASKS


def with_due(draft: Draft, due: date) -> Draft:
    """The draft with another last day."""
    return replace(draft, terms=replace(draft.terms, due=due))


def choose_tasks(draft: Draft, _: Translator) -> Message:
    """All tasks, or some."""
    standard, terms = draft.standard, draft.terms
    return Message(
        (
            *_head(draft, _),
            text(
                _("All tasks, or only some? Tap those that are meant; a second tap takes one out.")
            ),
        ),
        (
            (
                Button(
                    _marked(_("All tasks"), not terms.tasks),
                    draft.to(Step.TASKS, replace(terms, tasks=0)),
                ),
            ),
            *(
                (
                    Button(
                        shorten(_marked(place_label(standard, task, _), terms.tasks >> place & 1)),
                        draft.to(Step.TASKS, terms.toggled(place, standard)),
                    ),
                )
                for place, task in enumerate(standard.tasks)
            ),
            _on(draft, Step.WANTED, _),
            way_back(_, draft.back if draft.is_new else draft.to(Step.CONFIRM)),
        ),
    )


def choose_wanted(draft: Draft, _: Translator) -> Message:
    """The level of evidence."""
    before = draft.to(Step.TASKS) if draft.by_task else draft.back
    labels = {
        Wanted.PASSED: _("Knowledge check passed"),
        Wanted.VERIFIED: _("Also seen at work (verified)"),
    }
    return Message(
        (
            *_head(draft, _),
            text(
                _(
                    "What shall they show? A check tells what somebody knows; only somebody who "
                    "sees them at work can tell what they do."
                )
            ),
        ),
        (
            *(
                (
                    Button(
                        _marked(label, draft.terms.wanted is wanted),
                        draft.to(_next(draft, Step.DUE), replace(draft.terms, wanted=wanted)),
                    ),
                )
                for wanted, label in labels.items()
            ),
            way_back(_, before if draft.is_new else draft.to(Step.CONFIRM)),
        ),
    )


SPAN_LABELS = (N_("In 2 weeks"), N_("In a month"), N_("In 3 months"))


def choose_due(draft: Draft, today: date, _: Translator) -> Message:
    """Until when."""
    step = _next(draft, Step.CRITICAL if draft.by_task else Step.CONFIRM)
    return Message(
        (*_head(draft, _), text(_("Until when?"))),
        (
            *(
                (
                    Button(
                        _marked(f"{_(label)} ({due.isoformat()})", draft.terms.due == due),
                        draft.to(step, replace(draft.terms, due=due)),
                    ),
                )
                for label, due in zip(SPAN_LABELS, offered(today), strict=True)
            ),
            (Button(_("Another day"), draft.to(Step.TYPE_DUE)),),
            (
                Button(
                    _marked(_("Without a date"), draft.terms.due is None),
                    draft.to(step, replace(draft.terms, due=None)),
                ),
            ),
            way_back(_, draft.to(Step.WANTED if draft.is_new else Step.CONFIRM)),
        ),
    )


def type_due(today: date, _: Translator) -> Message:
    """Asks for the day in writing."""
    example = offered(today)[0].isoformat()
    return Message(
        (text(_("Write the last day, like this: {example}", example=example)),),
        (never_mind_row(_),),
    )


def choose_critical(draft: Draft, _: Translator) -> Message:
    """The tasks where a mistake does harm."""
    standard, terms = draft.standard, draft.terms
    places = [
        place for place in range(len(standard.tasks)) if not terms.tasks or terms.tasks >> place & 1
    ]
    return Message(
        (
            *_head(draft, _),
            text(
                _(
                    "In which tasks does a mistake do harm? These take more right answers to "
                    "pass. Tap none where that is so of none."
                )
            ),
        ),
        (
            *(
                (
                    Button(
                        shorten(
                            _marked(
                                place_label(standard, standard.tasks[place], _),
                                terms.critical >> place & 1,
                            )
                        ),
                        draft.to(
                            Step.CRITICAL, replace(terms, critical=terms.critical ^ (1 << place))
                        ),
                    ),
                )
                for place in places
            ),
            _on(draft, Step.CONFIRM, _),
            way_back(_, draft.to(Step.DUE if draft.is_new else Step.CONFIRM)),
        ),
    )


def confirm(
    draft: Draft, as_assigned: Assignment, standard_of: StandardOf, _: Translator
) -> Message:
    """All of it in a sentence, before anything is kept."""
    keep = _("Assign it") if draft.is_new else _("Keep the change")
    edits = [Button(_("Evidence"), draft.to(Step.WANTED)), Button(_("Date"), draft.to(Step.DUE))]
    if draft.by_task:
        edits.insert(0, Button(_("Tasks"), draft.to(Step.TASKS)))
        edits.append(Button(_("Critical tasks"), draft.to(Step.CRITICAL)))
    back = draft.to(Step.CRITICAL if draft.by_task else Step.DUE) if draft.is_new else draft.back
    return Message(
        (
            Heading(_("Is that right?")),
            text(sentence(as_assigned, draft.whom, standard_of, _), Style.STRONG),
            *_tasks(as_assigned, draft.standard, _),
            text(_("Everybody concerned is told at once. No answer is changed by it.")),
        ),
        (
            (Button(keep, draft.to(Step.KEEP)),),
            tuple(edits[:2]),
            *((tuple(edits[2:]),) if edits[2:] else ()),
            way_back(_, back),
        ),
    )


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


# Reminding


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


# What changed

FATES = {
    Fate.KEPT: "=",
    Fate.MOVED: "→",
    Fate.CHANGED: "≠",
    Fate.NEW: "+",
    Fate.VANISHED: "−",
}


def changes(standard: Standard, old: Standard, every: Sequence[TaskFate], _: Translator) -> Message:
    """What became of each task."""
    entries = []
    for each in every:
        owner = standard if each.after is not None else old
        task = each.after or each.before
        if task is None:
            continue
        code = task.code
        if each.before is not None and each.after is not None and each.before.code != code:
            code = f"{each.before.code} → {code}"
        entries.append(
            Entry(
                f"{FATES[each.fate]} {code}",
                _(
                    "{task}: {fate}",
                    task=label_of(owner, task.id, task.title, _),
                    fate=_(each.fate),
                ),
            )
        )
    return Message(
        (
            Heading(_("What changed")),
            text(
                _(
                    "{title}: from {old} to {new}.",
                    title=label_of(standard, standard.code, standard.title, _),
                    old=old.code,
                    new=standard.code,
                )
            ),
            Listing(tuple(entries)),
            text(
                _(
                    "Answers on a task whose text is unchanged go on to count. Where the text is "
                    "new, what was passed has to be refreshed."
                )
            ),
        ),
        ((Button(_("Where I stand"), ShowStanding(standard.code)),), way_back(_)),
    )


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


# What a learner sees


def mine(found: Sequence[MyAssignment], code: str, _: Translator) -> tuple[Block, ...]:
    """What is asked for on the standard of that code."""
    return tuple(
        text(_mine(each, _), Style.STRONG) for each in found if each.followed.now.standard == code
    )


def _mine(each: MyAssignment, _: Translator) -> str:
    assignment = each.followed.now
    codes = [task.partition("/")[2] for task in assignment.tasks]
    done, missing = len(each.progress.done), len(each.progress.missing)
    wanted = WANTED[assignment.wanted]
    said = _(
        "{team} asks for {tasks}: {wanted}",
        team=each.team,
        tasks=_list(codes, _) if codes else _("all tasks"),
        wanted=_(wanted),
    )
    count = _("{done} of {all} tasks done", done=done, all=done + missing)
    return " · ".join((said, count, until(assignment.due, _), _(each.progress.pace)))


def on_card(found: Sequence[MyAssignment], code: str, _: Translator) -> str:
    """What is asked for on the standard of that code, in few words; the most urgent alone."""
    for each in found:
        if each.followed.now.standard == code and each.progress.missing:
            wanted = WANTED[each.followed.now.wanted]
            return _("{until}: {wanted}", until=until(each.followed.now.due, _), wanted=_(wanted))
    return ""


def vanished(lost: Sequence[str], before: Sequence[Standard], _: Translator) -> tuple[Block, ...]:
    """The tasks that were answered and that the standard no longer has."""
    if not lost:
        return ()
    titles = {task.id: f"{task.code} {task.title}" for each in before for task in each.tasks}
    words = [titles.get(id, id.partition("/")[2]) for id in lost]
    return (
        text(
            _(
                "No longer in the standard: {tasks}. Your answers on it are kept.",
                tasks=_list(words, _),
            ),
            Style.QUIET,
        ),
    )


def to_changes(standard: Standard, has_older: bool, _: Translator) -> tuple[Row, ...]:
    """The way to what changed, where an older version is known."""
    if not has_older:
        return ()
    return ((Button(_("What changed"), ShowChanges(standard.code)),),)


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


def _marked(label: str, chosen: object) -> str:
    return f"✓ {label}" if chosen else label


def _on(draft: Draft, step: Step, _: Translator) -> Row:
    return (Button(_("Continue"), draft.to(_next(draft, step))),)


def _next(draft: Draft, step: Step) -> Step:
    """Who changes something goes straight back to the whole."""
    return step if draft.is_new else Step.CONFIRM


def _head(draft: Draft, _: Translator) -> tuple[Block, ...]:
    title = label_of(draft.standard, draft.standard.code, draft.standard.title, _)
    return (Heading(title), text(draft.whom, Style.QUIET))
