"""Owners and editors, and the nominations that wait for an owner."""

from dataclasses import replace

from bot.callbacks import (
    ChoosePerson,
    DecideNomination,
    NameAs,
    PeopleAction,
    ShowManagers,
    ShowPeople,
    StaleButton,
    TakeBack,
)
from bot.handlers.visit import Visit
from bot.message import Reply, in_place
from bot.views import people as view
from bot.views import teams as teams_view
from conversations.notices import NoticeKind, Notices
from conversations.organisation import Organisation
from conversations.roles import Action, Role
from conversations.teams import seated

_NAME = {Role.OWNER: Action.NAME_OWNER, Role.EDITOR: Action.NAME_EDITOR}
_DISMISS = {Role.OWNER: Action.DISMISS_OWNER, Role.EDITOR: Action.DISMISS_EDITOR}


class Appointing:
    """What owners see of people with a role, and decide about them."""

    def __init__(self, organisation: Organisation, notices: Notices) -> None:
        self._organisation = organisation
        self._notices = notices

    async def commanded(self, visit: Visit) -> Reply:
        """`/people`."""
        return replace(await self._people(visit), edit=False)

    async def pressed(self, visit: Visit, action: PeopleAction) -> Reply:
        """The screen that a button opens, or the one after what it did."""
        match action:
            case ShowPeople():
                return await self._people(visit)
            case ShowManagers(page):
                grants = await self._organisation.people(visit.person)
                names = await self._team_names(visit, going_on=True)
                return in_place(view.managers(grants, names, page, visit.say))
            case DecideNomination(team, seat, confirm):
                return await self._decide(visit, team, seat, confirm=confirm)
            case ChoosePerson(role, team, page):
                return await self._choose(visit, role, team, page)
            case NameAs(role, team, seat, sure):
                return await self._name(visit, role, team, seat, sure=sure)
            case TakeBack(role, seat, sure):
                return await self._take_back(visit, role, seat, sure=sure)

    async def _people(self, visit: Visit, said: str = "") -> Reply:
        grants = await self._organisation.people(visit.person)
        nominations = await self._organisation.nominations(visit.person)
        names = await self._team_names(visit)
        return in_place(view.people(grants, nominations, names, visit.say, said=said))

    async def _team_names(self, visit: Visit, *, going_on: bool = False) -> dict[str, str]:
        teams = await self._organisation.teams(visit.person)
        return {each.id: each.name for each in teams if not (going_on and each.archived_at)}

    async def _decide(self, visit: Visit, id: str, seat: str, *, confirm: bool) -> Reply:
        waiting = {
            each.person: each
            for each in await self._organisation.nominations(visit.person)
            if each.team == id
        }
        person = seated(seat, waiting)
        if person is None:
            return await self._people(visit, visit.say("That was decided already."))
        nomination = waiting[person]
        nominator = await self._organisation.nominator_of(visit.person, nomination)
        team = await self._organisation.team(visit.person, id)
        name = view.name_of(nomination, visit.say)
        params = {"team": team.name, "id": team.id, "name": name}
        if confirm:
            done = await self._organisation.confirm(visit.person, nomination)
            kinds = NoticeKind.APPOINTED, NoticeKind.NOMINEE_APPOINTED
            said = visit.say("{name} is the manager of {team} now.", name=name, team=team.name)
        else:
            done = await self._organisation.decline(visit.person, nomination)
            kinds = NoticeKind.DECLINED, NoticeKind.NOMINEE_DECLINED
            said = visit.say("{name} does not become manager of {team}.", name=name, team=team.name)
        if not done:
            return await self._people(visit, visit.say("That was decided already."))
        for whom, kind in zip((person, nominator), kinds, strict=True):
            if whom is not None and whom != visit.person:
                await self._notices.tell(whom, kind, params, named=person)
        gone = nomination.replaces if confirm else None
        if gone is not None and gone not in (person, visit.person):
            await self._notices.tell(gone, NoticeKind.DISMISSED, params, named=person)
        changed = tuple(filter(None, (person, gone))) if confirm else ()
        return replace(await self._people(visit, said), changed=changed)

    async def _choose(self, visit: Visit, role: Role, id: str, page: int) -> Reply:
        await self._organisation.require(visit.person, _NAME[_known(role)])
        if not id:
            teams = await self._organisation.teams(visit.person)
            going_on = [each for each in teams if each.archived_at is None]
            return in_place(view.choose_team(role, going_on, page, visit.say))
        team = await self._organisation.team(visit.person, id)
        crew = await self._organisation.crew(visit.person, id)
        return in_place(view.choose_person(role, team, crew, page, visit.say))

    async def _name(self, visit: Visit, role: Role, id: str, seat: str, *, sure: bool) -> Reply:
        await self._organisation.require(visit.person, _NAME[_known(role)])
        team = await self._organisation.team(visit.person, id)
        crew = {each.person: each for each in await self._organisation.crew(visit.person, id)}
        person = seated(seat, crew)
        if person is None:
            raise StaleButton(seat)
        if not sure:
            return in_place(view.name_as(role, team, crew[person], visit.say))
        if role is Role.OWNER:
            new = await self._organisation.name_owner(visit.person, person)
        else:
            new = await self._organisation.name_editor(visit.person, person)
        if new:
            await self._notices.tell(person, NoticeKind.NAMED, {"role": role.value, "is": "yes"})
        name = teams_view.called(crew[person], visit.say)
        said = visit.say("{person} is {role} now.", person=name, role=visit.say(role))
        return replace(await self._people(visit, said), changed=(person,))

    async def _take_back(self, visit: Visit, role: Role, seat: str, *, sure: bool) -> Reply:
        await self._organisation.require(visit.person, _DISMISS[_known(role)])
        held = {
            each.person: each
            for each in await self._organisation.people(visit.person)
            if each.role is role
        }
        person = seated(seat, held)
        if person is None:
            raise StaleButton(seat)
        own = person == visit.person
        if not sure:
            return in_place(view.take_back(role, held[person], visit.say, own=own))
        if role is Role.OWNER:
            await self._organisation.dismiss_owner(visit.person, person)
        else:
            await self._organisation.dismiss_editor(visit.person, person)
        if not own:
            await self._notices.tell(person, NoticeKind.NAMED, {"role": role.value, "is": "no"})
        name = view.name_of(held[person], visit.say)
        said = visit.say("{person} is not {role} any more.", person=name, role=visit.say(role))
        if own and role is Role.OWNER:
            screen = teams_view.done(said, None, visit.say)
            return replace(in_place(screen), changed=(person,))
        return replace(await self._people(visit, said), changed=(person,))


def _known(role: Role) -> Role:
    """An owner or editor; what else is no role that is named here."""
    if role not in _NAME:
        raise StaleButton(role)
    return role
