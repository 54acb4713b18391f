"""Who may do what in an organisation: asked first in every deed."""

from collections.abc import Callable, Iterable
from datetime import datetime

from conversations.appointments import AppointmentStore, Grant, digest
from conversations.assignments import AssignmentStore
from conversations.audit import AuditStore, Entry
from conversations.errors import NotAllowed, UnknownPerson, UnknownTeam
from conversations.invites import InviteStore
from conversations.language import N_
from conversations.observing import ObservationStore
from conversations.organisation.secret import random_secret
from conversations.roles import OPERATOR, THE_OPERATOR, Action, Actor, Role, allowed
from conversations.store import MemoryObservationStore
from conversations.teams import Membership, Team, TeamStore

NOT_IN = N_("They are not in this team.")
_REFUSED = N_("You may not do that; ask an owner of this assistant.")
_NO_TEAM = N_("There is no such team.")


class Rights:
    """What deeds of every subject begin with: the right to them, and the team they are done in."""

    def __init__(
        self,
        appointments: AppointmentStore,
        teams: TeamStore,
        invites: InviteStore,
        assignments: AssignmentStore,
        audit: AuditStore,
        now: Callable[[], datetime],
        secret: Callable[[], str] = random_secret,
        observations: ObservationStore | None = None,
    ) -> None:
        self._appointments = appointments
        self._teams = teams
        self._invites = invites
        self._assignments = assignments
        self._audit = audit
        self._now = now
        self._secret = secret
        self._observations = observations or MemoryObservationStore()

    async def actor(self, who: str) -> Actor:
        """All that somebody is, now; archived teams don't count for members."""
        if who == OPERATOR:
            return THE_OPERATOR
        grants = await self._appointments.of(who)
        return Actor(
            who,
            frozenset(grant.role for grant in grants if grant.team is None),
            frozenset((grant.team, grant.role) for grant in grants if grant.team is not None)
            | frozenset((each.team, each.role) for each in await self._teams.of(who)),
        )

    async def may(self, who: str, action: Action, team: str | None = None) -> bool:
        """Whether they may do it, so that a button is only shown to whom it serves."""
        return allowed(await self.actor(who), action, team)

    async def require(self, who: str, action: Action, team: str | None = None) -> Actor:
        """Raises NotAllowed where they may not."""
        actor = await self.actor(who)
        if not allowed(actor, action, team):
            raise NotAllowed(_REFUSED)
        return actor

    async def _open_team(self, who: str, action: Action, team: str) -> Actor:
        actor = await self.require(who, action, team)
        await self.going_on(team)
        return actor

    async def going_on(self, team: str) -> Team:
        """The team of that id, for whoever was asked for their right; raises UnknownTeam.

        Also where it is archived, and can be changed no more.
        """
        found = await self._team(team)
        if found.archived_at is not None:
            raise UnknownTeam(N_("The team {name} is archived."), name=found.name)
        return found

    async def _team(self, team: str) -> Team:
        found = await self._teams.get(team)
        if found is None:
            raise UnknownTeam(_NO_TEAM)
        return found

    async def _learner(self, team: str, person: str) -> Membership:
        for each in await self._teams.members((await self._team(team)).id):
            if each.person == person and each.role is Role.LEARNER:
                return each
        raise UnknownPerson(NOT_IN)

    async def _names(self, team: str) -> dict[str, str]:
        return names_by_key(await self._teams.members(team), await self._appointments.of_team(team))

    def _entry(
        self,
        who: str,
        action: Action,
        team: str | None = None,
        whom: str | None = None,
        detail: str = "",
    ) -> Entry:
        return Entry(self._now(), who, action, whom, team, detail)

    def _id(self) -> str:
        return digest(self._secret())[:12]


def names_by_key(members: Iterable[Membership], grants: Iterable[Grant]) -> dict[str, str]:
    """What people of one team are called, by key, where they are called anything."""
    names = {each.person: each.name for each in grants if each.name}
    return names | {each.person: each.name for each in members if each.name}
