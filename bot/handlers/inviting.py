"""A team's invites: those there are, making one, and ending one."""

from collections.abc import Callable
from datetime import datetime

from bot.callbacks import (
    DraftInvite,
    InviteAction,
    MakeInvite,
    RevokeInvite,
    ShowInvite,
    ShowInvites,
    StaleButton,
)
from bot.handlers.visit import Visit
from bot.links import join_of, link_of
from bot.message import LinkPicture, Reply, in_place
from bot.views import invites as view
from bot.views import teams as teams_view
from bot.wall_clock import WallClock
from conversations.invites import Invite, terms
from conversations.organisation import Organisation
from conversations.roles import Action, Role
from conversations.teams import Team


class Inviting:
    """Every team's invites; dates are said by the clock of whoever reads them."""

    def __init__(
        self, organisation: Organisation, clock: WallClock, now: Callable[[], datetime]
    ) -> None:
        self._organisation = organisation
        self._clock = clock
        self._now = now

    async def pressed(self, visit: Visit, action: InviteAction) -> Reply:
        """The screen that a button opens, or the one after what it did."""
        match action:
            case ShowInvites(team, page):
                return await self._invites(visit, team, page)
            case ShowInvite(team, invite):
                return await self._invite(visit, team, invite)
            case RevokeInvite(team, invite, sure):
                return await self._revoke(visit, team, invite, sure=sure)
            case DraftInvite(team, role, days, uses):
                return await self._draft(visit, team, role, days, uses)
            case MakeInvite(team, role, days, uses):
                return await self._make(visit, team, role, days, uses)

    async def _invites(self, visit: Visit, id: str, page: int) -> Reply:
        held = await self._organisation.invites(visit.person, id)
        team = await self._organisation.team(visit.person, id)
        wall = await self._wall(visit)
        return in_place(view.invites(team, held, self._now(), page, wall, visit.say))

    async def _invite(self, visit: Visit, id: str, invite: str) -> Reply:
        team, held = await self._held(visit, id, invite)
        return in_place(view.invite(team, held, self._now(), await self._wall(visit), visit.say))

    async def _revoke(self, visit: Visit, id: str, invite: str, *, sure: bool) -> Reply:
        await self._organisation.require(visit.person, Action.REVOKE_INVITE, id)
        team, held = await self._held(visit, id, invite)
        if not sure:
            return in_place(view.revoke(team, held, visit.say))
        await self._organisation.revoke_invite(visit.person, invite)
        said = visit.say("The invite {id} lets nobody in any more.", id=invite)
        return in_place(teams_view.done(said, ShowInvites(id), visit.say))

    async def _draft(self, visit: Visit, id: str, role: Role, days: int, uses: int) -> Reply:
        await self._organisation.require(visit.person, Action.INVITE, id)
        terms(role, days, uses)
        team = await self._organisation.going_on(id)
        return in_place(view.draft(team, role, days, uses, visit.say))

    async def _make(self, visit: Visit, id: str, role: Role, days: int, uses: int) -> Reply:
        made = await self._organisation.invite(visit.person, id, role, days=days, uses=uses)
        team = await self._organisation.team(visit.person, id)
        wall, start = await self._wall(visit), join_of(made.secret)
        bot = visit.event.bot
        link = link_of(bot, start) if bot else f"/start {start}"
        screen = view.made(team, made.invite, link, wall, visit.say)
        caption = view.caption(team, role, wall(made.invite.expires_at), visit.say)
        picture = LinkPicture(link, caption) if bot and visit.event.graphic else None
        # In place of the terms, so that nobody makes a second one without meaning to.
        return Reply((screen,), edit=True, link=picture)

    async def _held(self, visit: Visit, id: str, invite: str) -> tuple[Team, Invite]:
        """The team's invite of that id. Raises StaleButton where there is none any more."""
        for each in await self._organisation.invites(visit.person, id):
            if each.id == invite:
                return await self._organisation.team(visit.person, id), each
        raise StaleButton(invite)

    async def _wall(self, visit: Visit) -> view.Wall:
        local = await self._clock.of(visit.person)
        return lambda at: f"{local(at):%Y-%m-%d %H:%M}"
