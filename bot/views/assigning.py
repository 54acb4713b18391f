"""Choosing an assignment step by step."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.callbacks import EVERYBODY, Action, AssignTo, DraftAssignment, ShowAssignments, Step
from bot.message import Block, Button, Heading, Message, Row, Style, text
from bot.places import StandardOf
from bot.terms import MOST_TASKS, TermsInBits, offered
from bot.views.assignments import A_PAGE, name_of, sentence, tasks_in
from bot.views.awaiting import never_mind_row
from bot.views.labels import shorten, ticked, way_back
from bot.views.paging import page_of, turning
from bot.views.rendering import label_of, place_label, standard_label
from conversations.assignments import Assignment, Wanted
from conversations.language import N_, Translator
from conversations.teams import Membership, Team, seat_of
from standards.model import Standard

SPAN_LABELS = (N_("In 2 weeks"), N_("In a month"), N_("In 3 months"))


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
    terms: TermsInBits
    back: Action
    """Before the first step, and where nothing is kept."""
    is_new: bool

    def to(self, step: Step, terms: TermsInBits | None = None) -> DraftAssignment:
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
                    ticked(_("All tasks"), not terms.tasks),
                    draft.to(Step.TASKS, replace(terms, tasks=0)),
                ),
            ),
            *(
                (
                    Button(
                        shorten(
                            ticked(place_label(standard, task, _), bool(terms.tasks >> place & 1))
                        ),
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
                        ticked(label, draft.terms.wanted is wanted),
                        draft.to(_next(draft, Step.DUE), replace(draft.terms, wanted=wanted)),
                    ),
                )
                for wanted, label in labels.items()
            ),
            way_back(_, before if draft.is_new else draft.to(Step.CONFIRM)),
        ),
    )


def choose_due(draft: Draft, today: date, _: Translator) -> Message:
    """Until when."""
    step = _next(draft, Step.CRITICAL if draft.by_task else Step.CONFIRM)
    return Message(
        (*_head(draft, _), text(_("Until when?"))),
        (
            *(
                (
                    Button(
                        ticked(f"{_(label)} ({due.isoformat()})", draft.terms.due == due),
                        draft.to(step, replace(draft.terms, due=due)),
                    ),
                )
                for label, due in zip(SPAN_LABELS, offered(today), strict=True)
            ),
            (Button(_("Another day"), draft.to(Step.TYPE_DUE)),),
            (
                Button(
                    ticked(_("Without a date"), draft.terms.due is None),
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
                            ticked(
                                place_label(standard, standard.tasks[place], _),
                                bool(terms.critical >> place & 1),
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
            *tasks_in(as_assigned, draft.standard, _),
            text(_("Everybody concerned is told at once. No answer is changed by it.")),
        ),
        (
            (Button(keep, draft.to(Step.KEEP)),),
            tuple(edits[:2]),
            *((tuple(edits[2:]),) if edits[2:] else ()),
            way_back(_, back),
        ),
    )


def _on(draft: Draft, step: Step, _: Translator) -> Row:
    return (Button(_("Continue"), draft.to(_next(draft, step))),)


def _next(draft: Draft, step: Step) -> Step:
    """Who changes something goes straight back to the whole."""
    return step if draft.is_new else Step.CONFIRM


def _head(draft: Draft, _: Translator) -> tuple[Block, ...]:
    title = label_of(draft.standard, draft.standard.code, draft.standard.title, _)
    return (Heading(title), text(draft.whom, Style.QUIET))
