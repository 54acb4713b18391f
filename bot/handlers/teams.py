"""Teams: the list, one of them, who is in it, and every change of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.callbacks import (
    ArchiveTeam,
    DismissManager,
    HandOver,
    HandOverTo,
    LeaveTeam,
    MakeManager,
    NewTeam,
    RemoveFellow,
    RenameTeam,
    ShowCrew,
    ShowFellow,
    ShowTeam,
    ShowTeams,
    StaleButton,
    TeamAction,
)
from bot.handlers.awaiting import Awaiting
from bot.handlers.visit import Visit
from bot.message import Reply, in_place
from bot.views import teams as view
from conversations.awaited import Awaited
from conversations.notices import NoticeKind, Notices
from conversations.organisation import Fellow, Organisation
from conversations.roles import Action, allowed
from conversations.teams import Team, seated

NEW, RENAMED = "new team", "team's name"
"""The names that are awaited."""


class Teams:
    """Everybody's teams; what each may do is asked where it is done, in the organisation."""

    def __init__(
        self,
        organisation: Organisation,
        notices: Notices,
        awaiting: Awaiting,
        now: Callable[[], datetime],
    ) -> None:
        self._organisation = organisation
        self._notices = notices
        self._awaiting = awaiting
        self._now = now
        awaiting.answered_by(NEW, self._named)
        awaiting.answered_by(RENAMED, self._renamed)

    async def commanded(self, visit: Visit) -> Reply:
        """`/team`: the one team there is for them, or the list."""
        seen = await self._organisation.teams(visit.person)
        places = await self._organisation.places_of(visit.person)
        going_on = {each.id for each in seen if each.archived_at is None}
        going_on |= {each.team.id for each in places}
        if len(going_on) == 1:
            return replace(await self._team(visit, going_on.pop()), edit=False)
        return replace(await self._teams(visit, 0), edit=False)

    async def pressed(self, visit: Visit, action: TeamAction) -> Reply:
        """The screen that a button opens, or the one after what it did."""
        match action:
            case ShowTeams(page):
                return await self._teams(visit, page)
            case ShowTeam(team):
                return await self._team(visit, team)
            case NewTeam():
                await self._organisation.require(visit.person, Action.CREATE_TEAM)
                await self._awaiting.expect(visit.person, NEW)
                return in_place(view.new_name(visit.say))
            case RenameTeam(id):
                renamed = await self._changing(visit, Action.RENAME_TEAM, id)
                await self._awaiting.expect(visit.person, RENAMED, id)
                return in_place(view.other_name(renamed, visit.say))
            case ArchiveTeam(team, sure):
                return await self._archive(visit, team, sure=sure)
            case LeaveTeam(team, sure):
                return await self._leave(visit, team, sure=sure)
            case HandOver(team, page):
                return await self._hand_over(visit, team, page)
            case HandOverTo(team, seat, sure):
                return await self._hand_over_to(visit, team, seat, sure=sure)
            case ShowCrew(id, page):
                shown = await self._organisation.team(visit.person, id)
                crew = await self._organisation.crew(visit.person, id)
                return in_place(view.crew(shown, crew, page, visit.say))
            case ShowFellow(team, seat):
                return await self._fellow(visit, team, seat)
            case RemoveFellow(team, seat, sure):
                return await self._remove(visit, team, seat, sure=sure)
            case MakeManager(team, seat, sure):
                return await self._make_manager(visit, team, seat, sure=sure)
            case DismissManager(team, seat, sure):
                return await self._dismiss(visit, team, seat, sure=sure)

    # Teams

    async def _teams(self, visit: Visit, page: int) -> Reply:
        screen = view.teams(
            await self._organisation.teams(visit.person),
            await self._organisation.places_of(visit.person),
            page,
            visit.say,
            may_create=await self._organisation.may(visit.person, Action.CREATE_TEAM),
        )
        return in_place(screen)

    async def _team(self, visit: Visit, id: str, said: str = "") -> Reply:
        actor = await self._organisation.actor(visit.person)
        if not allowed(actor, Action.SEE_TEAM, id):
            for place in await self._organisation.places_of(visit.person):
                if place.team.id == id:
                    return in_place(view.place(place, visit.say))
        team = await self._organisation.team(visit.person, id)
        crew = await self._organisation.crew(visit.person, id)
        going_on = await self._open_invites(visit, id) if team.archived_at is None else 0
        return in_place(view.team(team, crew, actor, going_on, visit.say, said=said))

    async def _open_invites(self, visit: Visit, team: str) -> int:
        now = self._now()
        held = await self._organisation.invites(visit.person, team)
        return sum(each.is_open(now) for each in held)

    async def _changing(self, visit: Visit, action: Action, id: str) -> Team:
        """The team, of which the person may do that and which goes on."""
        await self._organisation.require(visit.person, action, id)
        return await self._organisation.going_on(id)

    async def _named(self, visit: Visit, awaited: Awaited, words: str) -> Reply:
        team = await self._organisation.create_team(visit.person, words)
        said = visit.say("There is a team {team} now. Invite the people in it.", team=team.name)
        reply = await self._team(visit, team.id, said)
        return replace(reply, edit=False, changed=(visit.person,))

    async def _renamed(self, visit: Visit, awaited: Awaited, words: str) -> Reply:
        team = await self._organisation.rename_team(visit.person, awaited.about, words)
        said = visit.say("The team is called {team} now.", team=team.name)
        return replace(await self._team(visit, team.id, said), edit=False)

    async def _archive(self, visit: Visit, id: str, *, sure: bool) -> Reply:
        team = await self._changing(visit, Action.ARCHIVE_TEAM, id)
        if not sure:
            return in_place(view.archive(team, visit.say))
        people = [each.person for each in await self._organisation.crew(visit.person, id)]
        await self._organisation.archive_team(visit.person, id)
        said = visit.say("The team {team} is archived.", team=team.name)
        return replace(await self._team(visit, id, said), changed=(visit.person, *people))

    async def _leave(self, visit: Visit, id: str, *, sure: bool) -> Reply:
        team = await self._changing(visit, Action.LEAVE_TEAM, id)
        if not sure:
            return in_place(view.leave(team, visit.say))
        await self._organisation.leave_team(visit.person, id)
        return replace(in_place(view.left(team, visit.say)), changed=(visit.person,))

    # Its people

    async def _fellow(self, visit: Visit, id: str, seat: str, said: str = "") -> Reply:
        team, fellow = await self._seated(visit, id, seat)
        actor = await self._organisation.actor(visit.person)
        return in_place(view.fellow(team, fellow, actor, visit.say, said=said))

    async def _seated(self, visit: Visit, id: str, seat: str) -> tuple[Team, Fellow]:
        """Whoever has the seat. Raises StaleButton where they are not in the team any more."""
        team = await self._organisation.team(visit.person, id)
        crew = {each.person: each for each in await self._organisation.crew(visit.person, id)}
        person = seated(seat, crew)
        if person is None:
            raise StaleButton(seat)
        return team, crew[person]

    async def _remove(self, visit: Visit, id: str, seat: str, *, sure: bool) -> Reply:
        await self._changing(visit, Action.REMOVE_MEMBER, id)
        team, fellow = await self._seated(visit, id, seat)
        if not sure:
            return in_place(view.remove(team, fellow, visit.say))
        await self._organisation.remove_member(visit.person, id, fellow.person)
        await self._tell(visit, fellow.person, NoticeKind.REMOVED, team)
        screen = view.removed(team, view.called(fellow, visit.say), visit.say)
        return replace(in_place(screen), changed=(fellow.person,))

    async def _make_manager(self, visit: Visit, id: str, seat: str, *, sure: bool) -> Reply:
        await self._changing(visit, Action.NOMINATE_MANAGER, id)
        team, fellow = await self._seated(visit, id, seat)
        at_once = await self._organisation.may(visit.person, Action.APPOINT_MANAGER, id)
        if not sure:
            return in_place(view.make_manager(team, fellow, visit.say, at_once=at_once))
        name = view.called(fellow, visit.say)
        if at_once:
            done = await self._organisation.appoint_manager(visit.person, id, fellow.person)
            if done:
                await self._tell(visit, fellow.person, NoticeKind.APPOINTED, team)
            said = visit.say("{name} is the manager of {team} now.", name=name, team=team.name)
            reply = await self._fellow(visit, id, seat, said)
            return replace(reply, changed=(fellow.person,))
        if await self._organisation.nominate_manager(visit.person, id, fellow.person):
            await self._tell(visit, fellow.person, NoticeKind.NOMINATED, team)
            await self._tell_owners(visit, team, fellow)
        said = visit.say("The owners were asked to confirm {name}.", name=name)
        return await self._fellow(visit, id, seat, said)

    async def _dismiss(self, visit: Visit, id: str, seat: str, *, sure: bool) -> Reply:
        await self._organisation.require(visit.person, Action.DISMISS_MANAGER, id)
        team, fellow = await self._seated(visit, id, seat)
        if not sure:
            return in_place(view.dismiss_manager(team, fellow, visit.say))
        await self._organisation.dismiss_manager(visit.person, id, fellow.person)
        await self._tell(visit, fellow.person, NoticeKind.DISMISSED, team)
        name = view.called(fellow, visit.say)
        said = visit.say("{name} is not the manager of {team} any more.", name=name, team=team.name)
        screen = view.done(said, ShowCrew(id), visit.say)
        return replace(in_place(screen), changed=(fellow.person,))

    async def _hand_over(self, visit: Visit, id: str, page: int) -> Reply:
        team = await self._changing(visit, Action.HAND_OVER_TEAM, id)
        crew = await self._organisation.crew(visit.person, id)
        others = [each for each in crew if each.person != visit.person]
        return in_place(view.hand_over(team, others, page, visit.say))

    async def _hand_over_to(self, visit: Visit, id: str, seat: str, *, sure: bool) -> Reply:
        await self._changing(visit, Action.HAND_OVER_TEAM, id)
        team, fellow = await self._seated(visit, id, seat)
        from_all = await self._organisation.may(visit.person, Action.APPOINT_MANAGER, id)
        if not sure:
            at_once = from_all or fellow.manages
            return in_place(
                view.hand_over_to(team, fellow, visit.say, at_once=at_once, from_all=from_all)
            )
        before = set(await self._organisation.managers(visit.person, id))
        name = view.called(fellow, visit.say)
        if not await self._organisation.hand_over(visit.person, id, fellow.person):
            await self._tell(visit, fellow.person, NoticeKind.NOMINATED, team)
            await self._tell_owners(visit, team, fellow)
            said = visit.say(
                "The owners were asked to confirm {name}. Until then you manage it.", name=name
            )
            return in_place(view.done(said, ShowTeam(id), visit.say))
        gone = before - {fellow.person} if from_all else {visit.person}
        if fellow.person not in before:
            await self._tell(visit, fellow.person, NoticeKind.APPOINTED, team)
        for person in sorted(gone - {visit.person}):
            await self._tell(visit, person, NoticeKind.DISMISSED, team)
        said = visit.say("{name} is the manager of {team} now.", name=name, team=team.name)
        screen = view.done(said, ShowTeams(), visit.say)
        return replace(in_place(screen), changed=(fellow.person, *sorted(gone)))

    async def _tell(self, visit: Visit, person: str, kind: NoticeKind, team: Team) -> None:
        if person != visit.person:
            await self._notices.tell(person, kind, {"team": team.name, "id": team.id})

    async def _tell_owners(self, visit: Visit, team: Team, fellow: Fellow) -> None:
        params = {"team": team.name, "name": view.called(fellow, visit.say)}
        for owner in await self._organisation.owners():
            await self._notices.tell(owner, NoticeKind.TO_CONFIRM, params, named=fellow.person)
