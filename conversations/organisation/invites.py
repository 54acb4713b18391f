"""Invites into teams."""

from conversations.appointments import digest
from conversations.audit import Entry
from conversations.errors import UnusableInvite
from conversations.invites import DAYS, Invite, NewInvite, Opened, terms
from conversations.language import N_
from conversations.organisation.rights import Rights
from conversations.roles import OPERATOR, Action, Role
from conversations.teams import named_if_any


class Invites(Rights):
    """What holds for every deed stands at `Organisation`."""

    async def invite(
        self, who: str, team: str, role: Role = Role.LEARNER, *, days: int = DAYS, uses: int = 1
    ) -> NewInvite:
        """A new invite; its secret is in nothing that is kept. Raises UnusableInvite."""
        await self._open_team(who, Action.INVITE, team)
        valid = terms(role, days, uses)
        now, secret = self._now(), self._secret()
        by = None if who == OPERATOR else who
        invite = Invite(digest(secret), team, role, now, now + valid, uses, by=by)
        detail = f"invite {invite.id}: {role}, {uses} × {days} d"
        await self._invites.add(invite, Entry(now, who, Action.INVITE, None, team, detail))
        return NewInvite(secret, invite)

    async def revoke_invite(self, who: str, id: str) -> bool:
        """Ends the invite of that id; False where it was revoked before.

        Raises UnusableInvite where there is none.
        """
        invite = await self._invites.get(id)
        if invite is None:
            raise UnusableInvite(N_("There is no such invite."))
        await self.require(who, Action.REVOKE_INVITE, invite.team)
        detail = f"invite {invite.id}"
        entry = self._entry(who, Action.REVOKE_INVITE, invite.team, detail=detail)
        return await self._invites.revoke(id, entry.at, entry)

    async def invites(self, who: str, team: str) -> tuple[Invite, ...]:
        """The team's invites, newest first, those that are over included."""
        await self.require(who, Action.INVITE, team)
        return tuple(each for each in await self._invites.all() if each.team == team)

    async def look_at_invite(self, person: str, secret: str) -> Opened:
        """What opening it would come to, so that the notice can be read before; changes nothing."""
        return await self._invites.look(digest(secret), person, self._now())

    async def open_invite(self, person: str, secret: str, name: str = "") -> Opened:
        """Lets the person into the team, called `name` there. Raises UnusableName."""
        return await self._invites.open(digest(secret), person, named_if_any(name), self._now())
