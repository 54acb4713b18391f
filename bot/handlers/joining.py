"""Following a link: into a team, or to being the first owner."""

from contextlib import suppress

from bot.callbacks import ClaimOwnership, JoinAction, JoinAs, Wish
from bot.handlers.awaiting import Awaiting
from bot.handlers.notice import Notice
from bot.handlers.visit import Visit
from bot.links import JOIN, OWN, secret_of
from bot.message import Message, Reply
from bot.views import joining as view
from bot.views import teams as teams_view
from conversations.awaited import Awaited
from conversations.errors import UnusableName
from conversations.invites import Opened, Outcome
from conversations.notices import NoticeKind, Notices
from conversations.organisation import Organisation
from conversations.people import PeopleStore
from conversations.roles import Role
from conversations.teams import named

NAME = "join under a name"
"""Awaited with an invite's secret once the notice was read; JOIN and OWN wait for a button."""


class Joining:
    """Everybody who comes by a link; its secret is awaited with them, and in no button."""

    def __init__(
        self,
        organisation: Organisation,
        notice: Notice,
        notices: Notices,
        awaiting: Awaiting,
        people: PeopleStore,
    ) -> None:
        self._organisation = organisation
        self._people = people
        self._notice = notice
        self._notices = notices
        self._awaiting = awaiting
        awaiting.answered_by(NAME, self._named)

    def leads_here(self, start: str) -> bool:
        """Whether `/start` came with a link of ours into a team, or to ownership."""
        return any(secret_of(start, word) for word in (JOIN, OWN))

    async def opened(self, visit: Visit, start: str) -> Reply:
        """What a link comes to; nothing is done yet."""
        code = secret_of(start, OWN)
        if code is not None:
            return await self._owning(visit, code)
        return await self._invited(visit, secret_of(start) or "", edit=False)

    def is_awaited(self, visit: Visit) -> bool:
        """Whether an invite was opened, and nothing else was done since."""
        return visit.awaited is not None and visit.awaited.kind in (JOIN, NAME)

    async def go_on(self, visit: Visit) -> Reply:
        """After the notice was read: what joining means."""
        if visit.awaited is None or not self.is_awaited(visit):
            return Reply((view.link_again(visit.say),), edit=True)
        return await self._invited(visit, visit.awaited.about, edit=True)

    async def pressed(self, visit: Visit, action: JoinAction) -> Reply:
        """Does what the link is for."""
        awaited = visit.awaited
        match action:
            case ClaimOwnership() if awaited is not None and awaited.kind == OWN:
                return await self._claim(visit, awaited.about)
            case JoinAs() if awaited is not None and awaited.kind == NAME:
                return await self._join(visit, awaited.about, visit.event.called, edit=True)
        return Reply((view.link_again(visit.say),), edit=True)

    async def _owning(self, visit: Visit, code: str) -> Reply:
        if Role.OWNER in (await self._organisation.actor(visit.person)).roles:
            return Reply((await self._owner(visit, already=True),))
        await self._awaiting.expect(visit.person, OWN, code)
        return Reply((view.own(visit.say),))

    async def _claim(self, visit: Visit, code: str) -> Reply:
        name = _usable(visit.event.called)
        if not await self._organisation.claim_ownership(visit.person, code, name):
            return Reply((view.no_owner(visit.say),), edit=True)
        await self._keep_language(visit)
        return Reply((await self._owner(visit),), edit=True, changed=(visit.person,))

    async def _owner(self, visit: Visit, *, already: bool = False) -> Message:
        teams = await self._organisation.teams(visit.person)
        going_on = any(each.archived_at is None for each in teams)
        return view.owner(visit.say, already=already, teams=going_on)

    async def _invited(self, visit: Visit, secret: str, *, edit: bool) -> Reply:
        opened = await self._organisation.look_at_invite(visit.person, secret)
        if opened.outcome not in (Outcome.JOINED, Outcome.NOMINATED):
            return Reply((view.over(opened, visit.say),), edit=edit)
        if await self._notice.is_unread(visit.person):
            await self._awaiting.expect(visit.person, JOIN, secret)
            return self._notice.before(visit, Wish.JOIN, edit=edit)
        await self._awaiting.expect(visit.person, NAME, secret)
        return Reply((view.invited(opened, _usable(visit.event.called), visit.say),), edit=edit)

    async def _named(self, visit: Visit, awaited: Awaited, words: str) -> Reply:
        return await self._join(visit, awaited.about, words, edit=False)

    async def _join(self, visit: Visit, secret: str, name: str, *, edit: bool) -> Reply:
        name = named(name)
        if await self._notice.is_unread(visit.person):
            # It changed while the name was asked for.
            return await self._invited(visit, secret, edit=edit)
        opened = await self._organisation.open_invite(visit.person, secret, name)
        if opened.outcome in (Outcome.JOINED, Outcome.NOMINATED):
            await self._keep_language(visit)
        match opened.outcome:
            case Outcome.JOINED:
                assigned = view.assigned_row(visit.say)
                screen = view.joined(opened, name, assigned, visit.say)
                return Reply((screen,), edit=edit, changed=(visit.person,))
            case Outcome.NOMINATED:
                await self._tell_owners(visit, opened, name)
                return Reply((view.waits(opened, name, visit.say),), edit=edit)
            case _:
                return Reply((view.over(opened, visit.say),), edit=edit)

    async def _keep_language(self, visit: Visit) -> None:
        """What they are told later, when no device says its language, is in that of today."""
        if (await self._people.get(visit.person)).language is None:
            await self._people.set_language(visit.person, visit.say.language)

    async def _tell_owners(self, visit: Visit, opened: Opened, name: str) -> None:
        if opened.team is None:
            return
        params = {
            "team": opened.team.name,
            "name": name or teams_view.short(visit.person, visit.say),
        }
        for owner in await self._organisation.owners():
            await self._notices.tell(owner, NoticeKind.TO_CONFIRM, params, named=visit.person)


def _usable(name: str) -> str:
    """The name as it would be kept; empty where it can't be."""
    with suppress(UnusableName):
        return named(name)
    return ""
