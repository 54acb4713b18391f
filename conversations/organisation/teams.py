"""Teams, and who is in them."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from conversations.appointments import Grant
from conversations.errors import UnknownPerson, UnknownTeam, UnusableInvite, UnusableName
from conversations.language import N_
from conversations.organisation.rights import NOT_IN, Rights, names_by_key
from conversations.people import called
from conversations.roles import Action, Role, allowed
from conversations.teams import Membership, Team, folded, named, named_if_any


@dataclass(frozen=True, slots=True)
class Place:
    """What somebody is in a team, as they themselves may know it."""

    team: Team
    role: Role
    """STAFF, LEARNER or MANAGER; of a manager who is a member too, MANAGER."""
    member: bool
    """They are in the team, and may leave it."""
    managers: tuple[str, ...]
    """What the team's managers are called, as far as that is known."""


@dataclass(frozen=True, slots=True)
class Fellow:
    """Somebody in a team, as those may know it who see the team."""

    person: str
    name: str
    """What the team calls them; may be empty."""
    manages: bool
    role: Role | None
    """STAFF or LEARNER; None for a manager who is no member."""
    since: datetime
    nominated: bool
    """As manager, and waiting for an owner."""


class Teams(Rights):
    """What holds for every deed stands at `Organisation`."""

    async def team_named(self, name: str) -> Team:
        """The team of that name or id; one that is not archived before one that is.

        Raises UnknownTeam. It asks for no right: whoever acts on the team is asked for theirs.
        """
        for team in await self._teams.all():
            if name.strip() == team.id or folded(" ".join(name.split())) == folded(team.name):
                return team
        raise UnknownTeam(N_("There is no team {name}."), name=name)

    async def teams(self, who: str) -> tuple[Team, ...]:
        """The teams that they may see, by name; archived ones last."""
        actor = await self.actor(who)
        every = await self._teams.all()
        return tuple(team for team in every if allowed(actor, Action.SEE_TEAM, team.id))

    async def team(self, who: str, team: str) -> Team:
        """The team of that id, archived or not."""
        await self.require(who, Action.SEE_TEAM, team)
        return await self._team(team)

    async def places_of(self, person: str) -> tuple[Place, ...]:
        """Where the person themselves is and what they manage, by the team's name."""
        actor, places = await self.actor(person), []
        members = {each.team for each in await self._teams.of(person)}
        for team in {team for team, _role in actor.posts}:
            kept = await self._team(team)
            if kept.archived_at is not None:
                continue
            names = await self._names(team)
            managers = [names.get(key, "") for key in await self._appointments.managers(team)]
            manages = actor.is_(Role.MANAGER, team)
            role = Role.MANAGER if manages else next(r for t, r in actor.posts if t == team)
            called = tuple(sorted(filter(None, managers)))
            places.append(Place(kept, role, team in members, called))
        return tuple(sorted(places, key=lambda each: (each.team.name, each.team.id)))

    async def name_in(self, team: str, person: str) -> str:
        """What the person is called there, by the end of their key where they have no name.

        It asks for no right: it is for those who are told what the person did.
        """
        return called((await self._names(team)).get(person, ""), person)

    async def names_of(self, teams: Collection[str]) -> dict[str, str]:
        """The names of teams, by id, for those whom they assigned something."""
        return {each.id: each.name for each in await self._teams.all() if each.id in teams}

    async def crew(self, who: str, team: str) -> tuple[Fellow, ...]:
        """Its managers, then everybody else in it, each by what they are called."""
        await self.require(who, Action.SEE_TEAM, team)
        team = (await self._team(team)).id
        waiting = {
            each.person for each in await self._appointments.nominations() if each.team == team
        }
        inside = {each.person: each for each in await self._teams.members(team)}
        grants = {each.person: each for each in await self._appointments.of_team(team)}
        names = names_by_key(inside.values(), grants.values())
        return tuple(
            sorted(
                (
                    Fellow(
                        person,
                        names.get(person, ""),
                        person in grants,
                        inside[person].role if person in inside else None,
                        inside[person].joined_at if person in inside else grants[person].at,
                        person in waiting,
                    )
                    for person in {*inside, *grants}
                ),
                key=lambda each: (not each.manages, each.name, each.person),
            )
        )

    async def create_team(self, who: str, name: str) -> Team:
        """A new team, whose manager is who made it, unless an owner did.

        Only an owner and a manager, whom an owner has confirmed as such, may make one. Raises
        UnusableName.
        """
        actor = await self.require(who, Action.CREATE_TEAM)
        entry = self._entry(who, Action.CREATE_TEAM, detail=named(name))
        team = Team(self._id(), named(name), entry.at)
        entry = replace(entry, team=team.id)
        if not await self._teams.create(team, entry):
            raise _taken(team.name)
        if Role.OWNER not in actor.roles:
            entry = replace(entry, action=Action.APPOINT_MANAGER, whom=who, detail="")
            await self._appointments.grant(Grant(who, Role.MANAGER, team.id, entry.at), entry)
        return team

    async def rename_team(self, who: str, team: str, name: str) -> Team:
        """The team with its new name. Raises UnusableName."""
        await self._open_team(who, Action.RENAME_TEAM, team)
        entry = self._entry(who, Action.RENAME_TEAM, team, detail=named(name))
        if not await self._teams.rename(team, named(name), entry):
            raise _taken(named(name))
        return await self._team(team)

    async def archive_team(self, who: str, team: str) -> None:
        """Its invites and assignments end with it; who was in it, and since when, is kept."""
        await self._open_team(who, Action.ARCHIVE_TEAM, team)
        entry = self._entry(who, Action.ARCHIVE_TEAM, team)
        await self._teams.archive(team, entry.at, entry)

    async def add_member(
        self, who: str, team: str, person: str, role: Role = Role.LEARNER, name: str = ""
    ) -> bool:
        """Puts the person into the team; False where they are in it with that role.

        Raises UnusableInvite for another role than learner and staff, and UnusableName.
        """
        await self._open_team(who, Action.ADD_MEMBER, team)
        if role not in (Role.LEARNER, Role.STAFF):
            raise UnusableInvite(N_("A member is a learner or staff."))
        entry = self._entry(who, Action.ADD_MEMBER, team, person, role)
        return await self._teams.join(
            Membership(team, person, role, named_if_any(name), entry.at), entry
        )

    async def remove_member(self, who: str, team: str, person: str) -> None:
        """Takes the person out; their answers stay theirs, and are kept as long as any others.

        Raises UnknownPerson for somebody who isn't in it.
        """
        await self.require(who, Action.REMOVE_MEMBER, team)
        await self._part(who, Action.REMOVE_MEMBER, team, person)

    async def leave_team(self, person: str, team: str) -> None:
        """The person leaves of themselves."""
        await self.require(person, Action.LEAVE_TEAM, team)
        await self._part(person, Action.LEAVE_TEAM, team, person)

    async def _part(self, who: str, action: Action, team: str, person: str) -> None:
        entry = self._entry(who, action, (await self._team(team)).id, person)
        if not await self._teams.leave(team, person, entry.at, entry):
            raise UnknownPerson(NOT_IN)

    async def members(self, who: str, team: str) -> tuple[Membership, ...]:
        """Who is in the team, by name; of an archived one, who was in it at the end."""
        await self.require(who, Action.SEE_TEAM, team)
        return await self._teams.members((await self._team(team)).id)

    async def managers(self, who: str, team: str) -> tuple[str, ...]:
        """The keys of the team's managers."""
        await self.require(who, Action.SEE_TEAM, team)
        return await self._appointments.managers((await self._team(team)).id)

    async def history(self, who: str, team: str) -> tuple[Membership, ...]:
        """Every time anybody had in the team, by when it began."""
        await self.require(who, Action.SEE_TEAM, team)
        return await self._teams.history((await self._team(team)).id)

    async def memberships_of(self, person: str) -> tuple[Membership, ...]:
        """Where the person themselves is."""
        return await self._teams.of(person)


def _taken(name: str) -> UnusableName:
    return UnusableName(N_("There is a team {name} already."), name=name)
