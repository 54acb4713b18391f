"""Becoming owner, editor and manager, and ceasing to be one."""

from dataclasses import dataclass, replace

from conversations.appointments import CODE_VALID, LAST_OWNER, Grant, Nomination, OwnerCode, digest
from conversations.audit import declining
from conversations.errors import LastOwner, UnknownPerson
from conversations.invites import invite_in
from conversations.language import N_
from conversations.organisation.rights import Rights
from conversations.roles import OPERATOR, Action, Role, allowed
from conversations.teams import Team, named_if_any

_NOT_THAT = N_("They don't have this role.")


@dataclass(frozen=True, slots=True)
class Alone:
    """What would be left without anybody if somebody went."""

    owner: bool
    """They are the only owner."""
    teams: tuple[Team, ...]
    """Those whose only manager they are."""


class Appointments(Rights):
    """What holds for every deed stands at `Organisation`."""

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
        held = await self._appointments.of(person)
        if any((each.role, each.team) == (role, team) for each in held):
            raise LastOwner(LAST_OWNER)
        raise UnknownPerson(_NOT_THAT)

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
        called = named_if_any(name) or (await self._names(team)).get(person, "")
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

    async def leaving_alone(self, person: str) -> Alone:
        """What would be without anybody if the person went."""
        every = await self._appointments.all()
        owners = {each.person for each in every if each.role is Role.OWNER}
        managed = {each.team for each in every if each.person == person and each.team}
        others = {each.team for each in every if each.person != person and each.team}
        teams = [await self._team(team) for team in managed - others]
        going_on = sorted((team for team in teams if not team.archived_at), key=lambda t: t.name)
        return Alone(owners == {person}, tuple(going_on))
