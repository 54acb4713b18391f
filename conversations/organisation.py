"""What people do with roles, teams, invites and assignments: asked if allowed, done, and logged."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from secrets import token_urlsafe

from conversations.appointments import (
    CODE_VALID,
    AppointmentStore,
    Grant,
    Nomination,
    OwnerCode,
    digest,
)
from conversations.assignments import Assignment, AssignmentStore, Wanted, checked
from conversations.audit import AuditStore, Entry, declined, declining
from conversations.errors import (
    LastOwner,
    NotAllowed,
    UnknownPerson,
    UnknownTeam,
    UnusableAssignment,
    UnusableInvite,
    UnusableName,
)
from conversations.invites import (
    DAYS,
    Invite,
    InviteStore,
    NewInvite,
    Opened,
    invite_in,
    terms,
)
from conversations.language import N_
from conversations.observing import VALID, Observation, ObservationStore, worded
from conversations.people import called
from conversations.roles import OPERATOR, THE_OPERATOR, Action, Actor, Role, allowed
from conversations.store import MemoryObservationStore
from conversations.teams import Membership, Team, TeamStore, folded, named
from standards.model import Standard
from standards.versions import base_and_version

LOOKED_AGAIN = timedelta(minutes=15)
"""Whoever turns the pages of somebody's card looks at it once."""
SEEN_TWICE = timedelta(minutes=1)
SECRET_BYTES = 24
"""Of an invite and of the first owner's code: 192 bits, in 32 letters of A–Z, a–z, 0–9, - and _."""

LOOKS_SHOWN = timedelta(days=90)
"""For how long a learner can read who looked."""

_REFUSED = N_("You may not do that; ask an owner of this assistant.")
_NO_TEAM = N_("There is no such team.")
_NOT_IN = N_("They are not in this team.")
_NOT_THAT = N_("They don't have this role.")
_NOT_ONESELF = N_("Nobody can say of themselves what they were seen doing.")
_CHANGED = N_("This was changed meanwhile; look again.")


def random_secret() -> str:
    """A secret that nobody guesses, in letters that a link takes."""
    return token_urlsafe(SECRET_BYTES)


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


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody looked at a learner's card, or exported their team; `at` is in UTC."""

    at: datetime
    who: str
    """As in the log."""
    name: str
    """What they are called in the team, or else elsewhere; may be empty."""
    team: str
    """The team's name."""
    exported: bool
    """The whole team's states, into a file."""


@dataclass(frozen=True, slots=True)
class Alone:
    """What would be left without anybody if somebody went."""

    owner: bool
    """They are the only owner."""
    teams: tuple[Team, ...]
    """Those whose only manager they are."""


@dataclass(frozen=True, slots=True)
class LogNames:
    """What is called how in some lines of the log."""

    people: Mapping[str, str]
    """By key; without those who are called nothing."""
    teams: Mapping[str, str]
    """By id."""


class Organisation:
    """Every method is done in somebody's name: `who`, their key or OPERATOR.

    Raises NotAllowed, before anything else and nothing done, where RULES don't let them; then
    UnknownTeam for a team that there is not, or that is archived and can't be changed any more.
    """

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

    # Who may what

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

    async def record(
        self,
        who: str,
        action: Action,
        team: str | None = None,
        whom: str | None = None,
        detail: str = "",
    ) -> None:
        """Asks if it is allowed, and logs it: for what is done elsewhere, as an export is."""
        await self.require(who, action, team)
        await self._audit.add(self._entry(who, action, team, whom, detail))

    async def log(self, who: str, limit: int = 100, skip: int = 0) -> tuple[Entry, ...]:
        """The newest lines, newest first."""
        await self.require(who, Action.READ_LOG)
        return await self._audit.entries(limit, skip)

    async def names_in_log(self, who: str, entries: Sequence[Entry]) -> LogNames:
        """What the people and teams of those lines are called, where they are called anything."""
        await self.require(who, Action.READ_LOG)
        keys = {key for each in entries for key in (each.who, each.whom) if key}
        names = {key: name for key in sorted(keys) if (name := await self._name_of(key))}
        teams = {team.id: team.name for team in await self._teams.all()}
        return LogNames(names, teams)

    async def _name_of(self, person: str) -> str:
        """What they were called last, in whichever team."""
        times = [(each.joined_at, each.name) for each in await self._teams.times_of(person)]
        roles = await self._appointments.called(person)
        lines = await self._audit.about(person, Action.APPOINT_MANAGER)
        refused = [(line.at, declined(line) or "") for line in lines]
        return max((each for each in (*times, *roles, *refused) if each[1]), default=(None, ""))[1]

    # Owners, editors, managers

    async def offer_ownership(self) -> OwnerCode | None:
        """A code that makes whoever claims it first the first owner; for the operator's eyes.

        None while there is an owner, or while a code that was offered before may still be used.
        """
        now = self._now()
        offered = OwnerCode(self._secret(), now + CODE_VALID)
        kept = await self._appointments.offer(digest(offered.code), now, offered.until)
        return offered if kept else None

    async def claim_ownership(self, person: str, code: str, name: str = "") -> bool:
        """Makes the person the first owner and uses the code up; False where it is none.

        `name` is what they are called.
        """
        entry = self._entry(person, Action.NAME_OWNER, None, person, "first owner, by code")
        grant = Grant(person, Role.OWNER, None, entry.at, name)
        return await self._appointments.claim(digest(code), grant, entry)

    async def people(self, who: str) -> tuple[Grant, ...]:
        """Every owner, editor and manager.

        An owner or editor is called what the first team that they are in calls them.
        """
        await self.require(who, Action.SEE_PEOPLE)
        return tuple([await self._named(each) for each in await self._appointments.all()])

    async def _named(self, grant: Grant) -> Grant:
        if grant.name or grant.team is not None:
            return grant
        names = (each.name for each in await self._teams.of(grant.person))
        return replace(grant, name=next(filter(None, names), ""))

    async def name_owner(self, who: str, person: str) -> bool:
        """Makes the person an owner; False where they are."""
        return await self._give(who, Action.NAME_OWNER, person, Role.OWNER)

    async def name_editor(self, who: str, person: str) -> bool:
        """Makes the person an editor; False where they are."""
        return await self._give(who, Action.NAME_EDITOR, person, Role.EDITOR)

    async def _give(self, who: str, action: Action, person: str, role: Role) -> bool:
        await self.require(who, action)
        entry = self._entry(who, action, None, person)
        return await self._appointments.grant(Grant(person, role, None, entry.at), entry)

    async def dismiss_owner(self, who: str, person: str) -> None:
        """Raises LastOwner for the last one, and UnknownPerson for somebody who isn't one."""
        await self._take(who, Action.DISMISS_OWNER, person, Role.OWNER)

    async def dismiss_editor(self, who: str, person: str) -> None:
        """Raises UnknownPerson for somebody who isn't one."""
        await self._take(who, Action.DISMISS_EDITOR, person, Role.EDITOR)

    async def dismiss_manager(self, who: str, team: str, person: str) -> None:
        """The team may be left without one. Raises UnknownPerson for somebody who isn't one."""
        await self._take(who, Action.DISMISS_MANAGER, person, Role.MANAGER, team)

    async def _take(
        self, who: str, action: Action, person: str, role: Role, team: str | None = None
    ) -> None:
        await self.require(who, action, team)
        entry = self._entry(who, action, team, person)
        if await self._appointments.withdraw(person, role, team, entry):
            return
        if any((each.role, each.team) == (role, team) for each in await self._held(person)):
            raise LastOwner(N_("Somebody must stay owner; name another one first."))
        raise UnknownPerson(_NOT_THAT)

    async def _held(self, person: str) -> tuple[Grant, ...]:
        return await self._appointments.of(person)

    async def appoint_manager(
        self, who: str, team: str, person: str, *, replaces: tuple[str, ...] = ()
    ) -> bool:
        """Makes the person manager of the team; False where they are.

        Whoever it `replaces` stops being its manager. A nomination for it is settled by this.
        """
        await self._open_team(who, Action.APPOINT_MANAGER, team)
        entry = self._entry(who, Action.APPOINT_MANAGER, team, person)
        name = (await self._names(team)).get(person, "")
        grant = Grant(person, Role.MANAGER, team, entry.at, name)
        return await self._appointments.grant(grant, entry, replaces=replaces)

    async def nominate_manager(self, who: str, team: str, person: str, name: str = "") -> bool:
        """Asks the owners to make the person manager; False where they are, or were asked."""
        await self._open_team(who, Action.NOMINATE_MANAGER, team)
        entry = self._entry(who, Action.NOMINATE_MANAGER, team, person)
        called = _name(name) or (await self._names(team)).get(person, "")
        return await self._appointments.nominate(
            Nomination(person, team, entry.at, name=called), entry
        )

    async def nominations(self, who: str) -> tuple[Nomination, ...]:
        """Those that wait for an owner, oldest first."""
        await self.require(who, Action.SEE_PEOPLE)
        return await self._appointments.nominations()

    async def nominator_of(self, who: str, nomination: Nomination) -> str | None:
        """The key of who wants it, so that they can be told; the maker of the invite they came by.

        None where that is nobody, as the operator and somebody erased since are.
        """
        await self.require(who, Action.SEE_PEOPLE)
        for action in (Action.NOMINATE_MANAGER, Action.HAND_OVER_TEAM):
            for entry in await self._audit.about(nomination.person, action):
                if (entry.team, entry.at) == (nomination.team, nomination.at):
                    by_invite = entry.who == nomination.person
                    wants = await self._maker_of(entry.detail) if by_invite else entry.who
                    return wants if wants not in (nomination.person, OPERATOR, "") else None
        return None

    async def _maker_of(self, detail: str) -> str | None:
        """Of the invite that a line of the log says somebody came by."""
        invite = await self._invites.get(invite_in(detail))
        return None if invite is None else invite.by

    async def owners(self) -> tuple[str, ...]:
        """The keys of all owners: for telling them something, and never shown."""
        every = await self._appointments.all()
        return tuple(each.person for each in every if each.role is Role.OWNER)

    async def confirm(self, who: str, nomination: Nomination) -> bool:
        """Makes the nominee manager; False where the nomination doesn't wait any more."""
        await self._open_team(who, Action.APPOINT_MANAGER, nomination.team)
        entry = self._entry(who, Action.APPOINT_MANAGER, nomination.team, nomination.person)
        return await self._appointments.confirm(nomination, entry)

    async def decline(self, who: str, nomination: Nomination) -> bool:
        """Drops the nomination; False where it doesn't wait any more."""
        await self.require(who, Action.APPOINT_MANAGER, nomination.team)
        entry = self._entry(
            who,
            Action.APPOINT_MANAGER,
            nomination.team,
            nomination.person,
            declining(nomination.name),
        )
        return await self._appointments.decline(nomination, entry)

    async def hand_over(self, who: str, team: str, to: str) -> bool:
        """The team is `to`'s from now on; False where that waits for an owner's confirmation.

        An owner hands over from all managers of the team, a manager from themselves alone. Who is
        its manager already needs no confirmation.
        """
        actor = await self._open_team(who, Action.HAND_OVER_TEAM, team)
        managers = await self._appointments.managers(team)
        entry = self._entry(who, Action.HAND_OVER_TEAM, team, to)
        name = (await self._names(team)).get(to, "")
        if allowed(actor, Action.APPOINT_MANAGER, team):
            grant = Grant(to, Role.MANAGER, team, entry.at, name)
            await self._appointments.grant(grant, entry, replaces=managers)
            return True
        if to in managers:
            if to != who:
                await self._appointments.withdraw(who, Role.MANAGER, team, entry)
            return True
        nomination = Nomination(to, team, entry.at, replaces=who, name=name)
        await self._appointments.nominate(nomination, entry)
        return False

    # Teams

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

    async def going_on(self, team: str) -> Team:
        """The team of that id, for whoever was asked for their right; raises UnknownTeam.

        Also where it is archived, and can be changed no more.
        """
        found = await self._team(team)
        if found.archived_at is not None:
            raise UnknownTeam(N_("The team {name} is archived."), name=found.name)
        return found

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

    async def crew(self, who: str, team: str) -> tuple[Fellow, ...]:
        """Its managers, then everybody else in it, each by what they are called."""
        await self.require(who, Action.SEE_TEAM, team)
        team = (await self._team(team)).id
        waiting = {
            each.person for each in await self._appointments.nominations() if each.team == team
        }
        inside = {each.person: each for each in await self._teams.members(team)}
        grants = {each.person: each for each in await self._appointments.of_team(team)}
        names = _called(inside.values(), grants.values())
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

    async def _names(self, team: str) -> dict[str, str]:
        return _called(await self._teams.members(team), await self._appointments.of_team(team))

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
        return await self._teams.join(Membership(team, person, role, _name(name), entry.at), entry)

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
            raise UnknownPerson(_NOT_IN)

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

    async def look_at(self, who: str, team: str, person: str) -> Membership:
        """Opens a learner's card, which the learner can read of; raises UnknownPerson."""
        await self.require(who, Action.SEE_LEARNER, team)
        learner = await self._learner(team, person)
        entry = self._entry(who, Action.SEE_LEARNER, team, person)
        looks = await self._audit.about(person, Action.SEE_LEARNER)
        if not any(
            (look.who, look.team) == (who, team) and entry.at - look.at < LOOKED_AGAIN
            for look in looks
        ):
            await self._audit.add(entry)
        return learner

    async def _learner(self, team: str, person: str) -> Membership:
        for each in await self._teams.members((await self._team(team)).id):
            if each.person == person and each.role is Role.LEARNER:
                return each
        raise UnknownPerson(_NOT_IN)

    async def lookers_at(self, person: str) -> tuple[Look, ...]:
        """Who looked at the person's own card of late, or at an export with them in it."""
        times = [each for each in await self._teams.times_of(person) if each.role is Role.LEARNER]
        lines = [
            *await self._audit.about(person, Action.SEE_LEARNER),
            *await self._audit.about(person, Action.EXPORT_TEAM),
        ]
        for team in sorted({each.team for each in times}):
            lines += [
                line
                for line in await self._audit.of_team(team, Action.EXPORT_TEAM)
                if any(each.team == team and _within(each, line.at) for each in times)
            ]
        since = self._now() - LOOKS_SHOWN
        shown = [each for each in lines if each.at >= since and each.who != person]
        looks = [await self._look(each) for each in shown]
        return tuple(sorted(looks, key=lambda each: each.at, reverse=True))

    async def _look(self, line: Entry) -> Look:
        team = await self._teams.get(line.team) if line.team else None
        named = (await self._names(line.team)).get(line.who, "") if line.team else ""
        name = named or await self._name_of(line.who)
        exported = line.action is Action.EXPORT_TEAM
        return Look(line.at, line.who, name, team.name if team else "", exported)

    async def leaving_alone(self, person: str) -> Alone:
        """What would be without anybody if the person went."""
        every = await self._appointments.all()
        owners = {each.person for each in every if each.role is Role.OWNER}
        managed = {each.team for each in every if each.person == person and each.team}
        others = {each.team for each in every if each.person != person and each.team}
        teams = [await self._team(team) for team in managed - others]
        going_on = sorted((team for team in teams if not team.archived_at), key=lambda t: t.name)
        return Alone(owners == {person}, tuple(going_on))

    # Observations

    async def observe(
        self,
        who: str,
        team: str,
        person: str,
        target: str,
        *,
        performed: bool,
        valid: timedelta = VALID,
    ) -> tuple[Observation, bool]:
        """Keeps that a manager saw a learner of the team do it, or try it and not yet master it.

        `target` is the id of an indicator or output. The same once more within SEEN_TWICE is the
        same tap: it gives the observation that is kept already, and False. Raises UnknownPerson for
        somebody who is no learner of the team, and NotAllowed for oneself.
        """
        await self._open_team(who, Action.OBSERVE, team)
        if who == person:
            raise NotAllowed(_NOT_ONESELF)
        await self._learner(team, person)
        now = self._now()
        for each in await self._observations.of(person):
            alike = (each.by, each.team, each.target, each.performed)
            is_same = alike == (who, team, target, performed) and each.withdrawn_at is None
            if is_same and now - each.at < SEEN_TWICE:
                return each, False
        seen = Observation(target, "", now, now + valid, performed, team=team, by=who)
        detail = f"{target}, {'performed' if performed else 'not yet'}"
        entry = self._entry(who, Action.OBSERVE, team, person, detail)
        return replace(seen, id=await self._observations.add(person, seen, entry)), True

    async def note(self, who: str, team: str, person: str, id: int, words: str) -> bool:
        """Adds what the observer has to say; False where it isn't theirs, or has a note already.

        Raises UnusableWords.
        """
        await self._open_team(who, Action.OBSERVE, team)
        return await self._observations.note(person, id, who, worded(words))

    async def observation(self, person: str, id: int) -> Observation | None:
        """One of those that were made of the person themselves."""
        seen = await self._observations.of(person)
        return next((each for each in seen if each.id == id), None)

    async def comment(self, person: str, id: int, words: str) -> Observation | None:
        """Puts what the learner says beside an observation of themselves, instead of what they
        said before; None where there is no such one. Raises UnusableWords.
        """
        return await self._comment(person, id, worded(words))

    async def withdraw_comment(self, person: str, id: int) -> Observation | None:
        """Takes what the learner said back; None where there is no such observation."""
        return await self._comment(person, id, "")

    async def _comment(self, person: str, id: int, words: str) -> Observation | None:
        seen = await self.observation(person, id)
        if seen is None:
            return None
        if seen.team is not None:
            await self.require(person, Action.COMMENT, seen.team)
        kept = await self._observations.comment(person, id, words)
        return replace(seen, comment=words) if kept else None

    async def withdraw_observation(
        self, who: str, team: str, person: str, id: int, why: str
    ) -> Observation | None:
        """Takes back what a manager of the team recorded of one of its learners, and says why.

        The learner can still read it. None where the team has no such observation, or it was
        withdrawn before. Raises UnusableWords, UnknownPerson, and NotAllowed for oneself.
        """
        await self._open_team(who, Action.WITHDRAW_OBSERVATION, team)
        if who == person:
            raise NotAllowed(_NOT_ONESELF)
        await self._learner(team, person)
        seen = await self.observation(person, id)
        if seen is None or seen.team != team:
            return None
        now, why = self._now(), worded(why)
        entry = self._entry(who, Action.WITHDRAW_OBSERVATION, team, person, seen.target)
        if not await self._observations.withdraw(person, id, now, why, entry):
            return None
        return replace(seen, withdrawn_at=now, withdrawn_why=why)

    # Invites

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
        return await self._invites.open(digest(secret), person, _name(name), self._now())

    # Assignments

    async def assignment(self, who: str, id: str) -> Assignment:
        """The assignment of that id, for somebody who may see its team.

        Raises UnusableAssignment where there is none that was not withdrawn.
        """
        found = await self._assignments.get(id)
        if found is None:
            raise UnusableAssignment(N_("There is no such assignment any more."))
        await self.require(who, Action.SEE_TEAM, found.team)
        if found.withdrawn_at is not None:
            raise UnusableAssignment(N_("There is no such assignment any more."))
        return found

    async def assign(
        self,
        who: str,
        team: str,
        standard: Standard,
        *,
        tasks: Sequence[str] = (),
        wanted: Wanted = Wanted.PASSED,
        due: date | None = None,
        critical: Sequence[str] = (),
        person: str | None = None,
    ) -> Assignment:
        """Assigns the standard, or some of its tasks, to the team or to one learner of it.

        Raises UnusableAssignment where the standard hasn't these tasks or the due date is over, and
        UnknownPerson for somebody who is no learner of the team.
        """
        await self._open_team(who, Action.ASSIGN, team)
        now = self._now()
        _not_over(due, now)
        learners = {
            each.person for each in await self._teams.members(team) if each.role is Role.LEARNER
        }
        if person is not None and person not in learners:
            raise UnknownPerson(_NOT_IN)
        assignment = checked(
            Assignment(
                self._id(),
                team,
                person,
                standard.code,
                tuple(tasks),
                wanted,
                due,
                tuple(critical),
                now,
            ),
            standard,
        )
        entry = Entry(now, who, Action.ASSIGN, person, team, assignment.in_words)
        await self._assignments.add(assignment, entry)
        return assignment

    async def change_assignment(
        self,
        who: str,
        assignment: Assignment,
        standard: Standard,
        *,
        tasks: Sequence[str] = (),
        wanted: Wanted = Wanted.PASSED,
        due: date | None = None,
        critical: Sequence[str] = (),
    ) -> Assignment:
        """The assignment with other terms, in place of the one before.

        It stays with its standard, of which it may go on to another version. Raises
        UnusableAssignment, also where it was changed or withdrawn meanwhile.
        """
        await self._open_team(who, Action.CHANGE_ASSIGNMENT, assignment.team)
        if base_and_version(standard.code)[0] != base_and_version(assignment.standard)[0]:
            raise UnusableAssignment(N_("An assignment stays with its standard; make a new one."))
        if due != assignment.due:
            _not_over(due, self._now())
        after = checked(
            replace(
                assignment,
                standard=standard.code,
                tasks=tuple(tasks),
                wanted=wanted,
                due=due,
                critical=tuple(critical),
            ),
            standard,
        )
        await self._put(who, Action.CHANGE_ASSIGNMENT, assignment, after)
        return after

    async def withdraw_assignment(self, who: str, assignment: Assignment) -> None:
        """Ends it; what was answered counts as before. Raises UnusableAssignment as above."""
        await self.require(who, Action.WITHDRAW_ASSIGNMENT, assignment.team)
        after = replace(assignment, withdrawn_at=self._now())
        await self._put(who, Action.WITHDRAW_ASSIGNMENT, assignment, after)

    async def _put(self, who: str, action: Action, before: Assignment, after: Assignment) -> None:
        entry = self._entry(who, action, before.team, before.person, after.in_words)
        gone = before.withdrawn_at is not None
        if gone or not await self._assignments.change(before, after, entry):
            raise UnusableAssignment(_CHANGED)

    async def assignments_of(self, person: str) -> tuple[Assignment, ...]:
        """What the person themselves is assigned now, most urgent first."""
        return await self._assignments.of_person(person)

    async def names_of(self, teams: Collection[str]) -> dict[str, str]:
        """The names of teams, by id, for those whom they assigned something."""
        return {each.id: each.name for each in await self._teams.all() if each.id in teams}

    async def concerned(self, standards: Collection[str]) -> frozenset[str]:
        """Whom assignments on the standards of these codes concern, for telling them.

        It asks for no right, and nothing of it is shown to anybody else.
        """
        if not standards:
            return frozenset()
        found: set[str] = set()
        for team in await self._teams.all():
            given = [
                each
                for each in await self._assignments.of_team(team.id)
                if each.standard in standards and team.archived_at is None
            ]
            if given:
                found |= {
                    member.person
                    for member in await self._teams.members(team.id)
                    for each in given
                    if member.role is Role.LEARNER and each.person in (None, member.person)
                }
        return frozenset(found)

    async def assignments_in(self, who: str, team: str) -> tuple[Assignment, ...]:
        """What the team and its learners are assigned, most urgent first."""
        await self.require(who, Action.SEE_TEAM, team)
        return await self._assignments.of_team((await self._team(team)).id)

    async def _team(self, team: str) -> Team:
        found = await self._teams.get(team)
        if found is None:
            raise UnknownTeam(_NO_TEAM)
        return found

    async def _open_team(self, who: str, action: Action, team: str) -> Actor:
        actor = await self.require(who, action, team)
        await self.going_on(team)
        return actor

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


def _called(members: Iterable[Membership], grants: Iterable[Grant]) -> dict[str, str]:
    """What people of one team are called, by key, where they are called anything."""
    names = {each.person: each.name for each in grants if each.name}
    return names | {each.person: each.name for each in members if each.name}


def _name(name: str) -> str:
    return named(name) if name.strip() else ""


def _taken(name: str) -> UnusableName:
    return UnusableName(N_("There is a team {name} already."), name=name)


def _within(time: Membership, at: datetime) -> bool:
    return time.joined_at <= at and (time.left_at is None or at <= time.left_at)


def _not_over(due: date | None, now: datetime) -> None:
    # A day of grace: somewhere on earth it is still the day before.
    if due is not None and due < now.date() - timedelta(days=1):
        raise UnusableAssignment(N_("{date} is over already."), date=due.isoformat())
