"""Assigning standards, seeing how far everybody is, changing and withdrawing, reminding."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from bot.callbacks import (
    EVERYBODY,
    AssignmentAction,
    AssignTo,
    DraftAssignment,
    RemindSeat,
    ShowAssignment,
    ShowAssignments,
    ShowChanges,
    ShowTeam,
    StaleButton,
    Step,
    WithdrawAssignment,
)
from bot.handlers.awaiting import Awaiting
from bot.handlers.visit import Visit
from bot.held import Held
from bot.links import assignment_of, link_of
from bot.message import Message, Reply, in_place
from bot.terms import MOST_TASKS, TermsInBits, date_in, short_of, terms_of, unpacked
from bot.views import assigning as choosing
from bot.views import assignments as view
from bot.views import changes, my_assignments
from bot.wall_clock import WallClock
from conversations.assigning import Assigning as Assigned
from conversations.assigning import Reminded
from conversations.assignments import Assignment
from conversations.awaited import Awaited
from conversations.errors import (
    NotAllowed,
    UnknownPerson,
    UnknownTeam,
    UnusableAssignment,
    UnusableDate,
)
from conversations.language import N_
from conversations.organisation import NOT_IN, Organisation
from conversations.play import Play
from conversations.roles import Action, Role
from conversations.succession import fates
from conversations.teams import Membership, seated
from standards.model import Standard

DUE = "due date"
"""The next message is the last day of an assignment; it is about a DraftAssignment."""


class Assigning:
    """Every right is asked where the action runs, by `organisation`."""

    def __init__(
        self,
        *,
        assigned: Assigned,
        organisation: Organisation,
        awaiting: Awaiting,
        play: Play,
        held: Held,
        clock: WallClock,
        now: Callable[[], datetime],
    ) -> None:
        self._assigned = assigned
        self._organisation = organisation
        self._awaiting = awaiting
        self._play = play
        self._held = held
        self._clock = clock
        self._now = now
        awaiting.answered_by(DUE, self._due_typed)

    async def pressed(self, visit: Visit, action: AssignmentAction) -> Reply:
        """The screen a button opens, or the word on what it did."""
        match action:
            case ShowAssignments(team, page):
                return in_place(await self._list(visit, team, page))
            case ShowAssignment(id, page):
                return in_place(await self._one(visit, id, page))
            case AssignTo():
                return in_place(await self._assign_to(visit, action))
            case DraftAssignment(about, step, terms):
                return await self._draft(visit, about, step, terms)
            case WithdrawAssignment(id, sure):
                return in_place(await self._withdraw(visit, id, sure=sure))
            case RemindSeat(team, seat):
                return in_place(await self._remind(visit, team, seat))
            case ShowChanges(code):
                return in_place(self._changes(visit, code))

    async def concerning(self, visit: Visit, id: str) -> str | None:
        """The code of the standard that it asks of the person themselves, if it does."""
        for each in await self._assigned.mine(visit.person, await self.today(visit.person)):
            if each.followed.now.id == id:
                return each.followed.now.standard
        return None

    async def opened(self, visit: Visit, id: str) -> Reply:
        """What a link to it comes to for somebody else: only who sees the team opens it."""
        try:
            return Reply((await self._one(visit, id, 0),))
        except (NotAllowed, UnusableAssignment, UnknownTeam):
            return Reply((my_assignments.not_theirs(visit.say),))

    async def in_short(self, visit: Visit) -> str | None:
        """What the person themselves is to show next; None where nothing is."""
        today = await self.today(visit.person)
        return my_assignments.in_short(await self._assigned.mine(visit.person, today), visit.say)

    async def today(self, person: str) -> date:
        """The day on the person's own clock."""
        return (await self._clock.reads(person, self._now())).date()

    async def _list(self, visit: Visit, team: str, page: int) -> Message:
        found = await self._assigned.in_team(visit.person, team, await self.today(visit.person))
        names = await self._names(visit, team)
        named = await self._organisation.team(visit.person, team)
        back = ShowTeam(team)
        return view.listed(named, found, names, page, self._held.find, visit.say, back=back)

    async def _one(self, visit: Visit, id: str, page: int) -> Message:
        each = await self._assigned.one(visit.person, id, await self.today(visit.person))
        team = await self._organisation.team(visit.person, each.assignment.team)
        may = await self._organisation.may(visit.person, Action.CHANGE_ASSIGNMENT, team.id)
        return view.opened(
            each,
            team,
            await self._names(visit, team.id),
            page,
            self._held.find,
            visit.say,
            may_change=may and team.archived_at is None,
            link=_link(visit, id),
        )

    # Choosing

    async def _assign_to(self, visit: Visit, action: AssignTo) -> Message:
        learners = await self._learners(visit, action.team)
        team = await self._organisation.team(visit.person, action.team)
        if not action.seat:
            return choosing.choose_whom(team, learners, action.standard, action.page, visit.say)
        person = self._person(action.seat, learners)
        if not action.standard:
            standards = self._play.lineage.newest(self._held.all())
            return choosing.choose_standard(team.id, action.seat, standards, action.page, visit.say)
        standard = self._held.standard(action.standard)
        about = ".".join((team.id, action.seat, short_of(standard)))
        draft = self._drafted(visit, about, standard, person, learners, TermsInBits(), team.id)
        if 1 < len(standard.tasks) <= MOST_TASKS:
            return choosing.choose_tasks(draft, visit.say)
        return choosing.choose_wanted(draft, visit.say)

    async def _draft(self, visit: Visit, about: str, step: Step, packed: str) -> Reply:
        today = await self.today(visit.person)
        draft, assignment = await self._read(visit, about, packed)
        match step:
            case Step.TASKS if draft.by_task:
                return in_place(choosing.choose_tasks(draft, visit.say))
            case Step.WANTED:
                return in_place(choosing.choose_wanted(draft, visit.say))
            case Step.DUE:
                return in_place(choosing.choose_due(draft, today, visit.say))
            case Step.TYPE_DUE:
                await self._awaiting.expect(visit.person, DUE, f"{about}:{draft.terms.packed}")
                return in_place(choosing.type_due(today, visit.say))
            case Step.CRITICAL if draft.by_task:
                return in_place(choosing.choose_critical(draft, visit.say))
            case Step.CONFIRM:
                return in_place(self._confirm(visit, draft, assignment))
            case Step.KEEP:
                return in_place(await self._keep(visit, draft, assignment))
            case _:
                raise StaleButton(step)

    async def _due_typed(self, visit: Visit, awaited: Awaited, words: str) -> Reply:
        about, _, packed = awaited.about.partition(":")
        draft, assignment = await self._read(visit, about, packed)
        today = await self.today(visit.person)
        due = date_in(words, today)
        if due is None:
            raise UnusableDate(
                N_("“{words}” is no day that I understand. Write it like this: {example}"),
                words=words[:40],
                example=today.isoformat(),
            )
        if due < today:
            raise UnusableDate(N_("{date} is over already."), date=due.isoformat())
        draft = choosing.with_due(draft, due)
        if draft.is_new and draft.by_task:
            return Reply((choosing.choose_critical(draft, visit.say),))
        return Reply((self._confirm(visit, draft, assignment),))

    async def _read(
        self, visit: Visit, about: str, packed: str
    ) -> tuple[choosing.Draft, Assignment]:
        """The draft that a button carries, and the assignment it would be.

        Raises StaleButton for what leads nowhere any more, NotAllowed and UnknownTeam.
        """
        try:
            if "." not in about:
                return await self._read_change(visit, about, packed)
            team, seat, short = about.split(".")
            learners = await self._learners(visit, team)
            standard = next(each for each in self._held.all() if short_of(each) == short)
            person = self._person(seat, learners)
            terms = unpacked(packed, standard)
        except (ValueError, StopIteration, OverflowError):
            raise StaleButton(about) from None
        draft = self._drafted(visit, about, standard, person, learners, terms, team)
        return draft, _assignment(draft, team, person, self._now())

    async def _read_change(
        self, visit: Visit, id: str, packed: str
    ) -> tuple[choosing.Draft, Assignment]:
        given = await self._organisation.assignment(visit.person, id)
        await self._organisation.require(visit.person, Action.CHANGE_ASSIGNMENT, given.team)
        followed = self._play.lineage.followed(given)
        if followed.standard is None or followed.now.standard != followed.standard.code:
            raise StaleButton(id)
        standard = followed.standard
        terms = unpacked(packed, standard) if packed else terms_of(followed.now, standard)
        names = await self._names(visit, given.team)
        whom = visit.say("The whole team") if given.person is None else names(given.person)
        draft = choosing.Draft(id, standard, whom, terms, ShowAssignment(id), is_new=False)
        return draft, _assignment(draft, given.team, given.person, self._now())

    def _drafted(
        self,
        visit: Visit,
        about: str,
        standard: Standard,
        person: str | None,
        learners: Sequence[Membership],
        terms: TermsInBits,
        team: str,
    ) -> choosing.Draft:
        whom = visit.say("The whole team")
        for each in learners:
            if each.person == person:
                whom = view.name_of(each)
        back = AssignTo(team, about.split(".")[1])
        return choosing.Draft(about, standard, whom, terms, back, is_new=True)

    def _confirm(self, visit: Visit, draft: choosing.Draft, assignment: Assignment) -> Message:
        shown = _assignment(draft, assignment.team, assignment.person, assignment.at)
        return choosing.confirm(draft, shown, self._held.find, visit.say)

    async def _keep(self, visit: Visit, draft: choosing.Draft, wished: Assignment) -> Message:
        if draft.is_new:
            kept, spread = await self._assigned.assign(
                visit.person, wished.team, draft.standard, wished.terms, person=wished.person
            )
        else:
            kept, spread = await self._assigned.change(
                visit.person, draft.about, draft.standard, wished.terms
            )
        return view.kept(kept, spread, is_new=draft.is_new, _=visit.say)

    async def _withdraw(self, visit: Visit, id: str, *, sure: bool) -> Message:
        if sure:
            assignment, spread = await self._assigned.withdraw(visit.person, id)
            return view.withdrawn(assignment, spread, visit.say)
        assignment = await self._organisation.assignment(visit.person, id)
        await self._organisation.require(visit.person, Action.WITHDRAW_ASSIGNMENT, assignment.team)
        names = await self._names(visit, assignment.team)
        whom = (
            visit.say("The whole team") if assignment.person is None else names(assignment.person)
        )
        return view.withdraw(assignment, whom, self._held.find, visit.say)

    # Reminding

    async def _remind(self, visit: Visit, team: str, seat: str) -> Message:
        await self._organisation.require(visit.person, Action.REMIND, team)
        await self._organisation.going_on(team)
        today = await self.today(visit.person)
        found: tuple[Reminded, ...]
        if seat == EVERYBODY:
            found = await self._assigned.remind_overdue(visit.person, team, today)
        else:
            person = self._person(seat, await self._members(visit, team))
            found = (await self._assigned.remind(visit.person, team, person or "", today),)
        local = await self._clock.of(visit.person)

        def clock(each: Reminded) -> str:
            at = each.told.send_at if each.told is not None else self._now()
            return f"{local(at):%Y-%m-%d %H:%M}"

        return view.reminded(found, team, clock, visit.say)

    def _changes(self, visit: Visit, code: str) -> Message:
        standard = self._play.lineage.current(code)
        before = self._play.lineage.before(standard) if standard is not None else ()
        if standard is None or not before:
            raise StaleButton(code)
        return changes.changes(standard, before[0], fates(before[0], standard), visit.say)

    # Who

    async def _members(self, visit: Visit, team: str) -> tuple[Membership, ...]:
        members = await self._organisation.members(visit.person, team)
        return tuple(each for each in members if each.role is Role.LEARNER)

    async def _learners(self, visit: Visit, team: str) -> tuple[Membership, ...]:
        """The learners of a team that something can be assigned to."""
        await self._organisation.require(visit.person, Action.ASSIGN, team)
        await self._organisation.going_on(team)
        return await self._members(visit, team)

    async def _names(self, visit: Visit, team: str) -> Callable[[str], str]:
        members = await self._organisation.members(visit.person, team)
        names = {each.person: view.name_of(each) for each in members}
        return lambda person: names.get(person) or visit.say("somebody who left")

    @staticmethod
    def _person(seat: str, learners: Sequence[Membership]) -> str | None:
        """The key of who has that seat; None for EVERYBODY. Raises UnknownPerson."""
        if seat == EVERYBODY:
            return None
        person = seated(seat, [each.person for each in learners])
        if person is None:
            raise UnknownPerson(NOT_IN)
        return person


def _assignment(draft: choosing.Draft, team: str, person: str | None, at: datetime) -> Assignment:
    standard, terms = draft.standard, draft.terms
    return Assignment(
        "",
        team,
        person,
        standard.code,
        terms.chosen(standard),
        terms.wanted,
        terms.due,
        terms.critical_ids(standard),
        at,
    )


def _link(visit: Visit, id: str) -> str | None:
    """What opens the assignment by itself, where there are links."""
    start, bot = assignment_of(id), visit.event.bot
    return link_of(bot, start) if bot and start is not None else None
