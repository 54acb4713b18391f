"""Owners, editors, managers, and who is nominated: for owners."""

from collections.abc import Mapping, Sequence

from bot.callbacks import (
    ChoosePerson,
    DecideNomination,
    NameAs,
    ShowFellow,
    ShowManagers,
    ShowPeople,
    TakeBack,
)
from bot.message import Block, Button, Entry, Heading, Listing, Message, Row, Style, text
from bot.views.labels import grid, shorten, way_back
from bot.views.paging import page_of, turning
from bot.views.teams import PEOPLE_A_PAGE, TEAMS_A_PAGE, called, people_grid, short, sure
from conversations.appointments import Grant, Nomination
from conversations.language import N_, Translator
from conversations.organisation import Fellow
from conversations.roles import Role
from conversations.teams import Team, seat_of

WAITING = 5
"""Nominations on the screen; the next come up as these are decided."""

_HEADINGS = {Role.OWNER: N_("Owners"), Role.EDITOR: N_("Editors"), Role.MANAGER: N_("Managers")}
_TAKE_BACK = {
    Role.OWNER: N_("Take {name}'s ownership back"),
    Role.EDITOR: N_("Take {name}'s editing back"),
}
_CHOOSE = {
    Role.OWNER: N_("Who shall be an owner?"),
    Role.EDITOR: N_("Who shall be an editor?"),
}
_MEANS = {
    Role.OWNER: N_(
        "An owner sees every team, confirms managers, names editors and other owners, and reads "
        "the log."
    ),
    Role.EDITOR: N_("An editor changes standards and quiz items, and sees nobody's states."),
}


def name_of(grant: Grant | Nomination, _: Translator) -> str:
    """What the person is called."""
    return grant.name or short(grant.person, _)


def people(
    grants: Sequence[Grant],
    nominations: Sequence[Nomination],
    teams: Mapping[str, str],
    _: Translator,
    *,
    said: str = "",
) -> Message:
    """Everybody with a role but managers, who are counted; `teams` are names by id."""
    blocks: list[Block] = [text(said, Style.STRONG)] if said else []
    blocks.append(Heading(_("Roles")))
    rows: list[Row] = []
    waiting = nominations[:WAITING]
    if nominations:
        blocks.append(
            text(
                _.count(
                    "{n} nomination waits for an owner",
                    "{n} nominations wait for an owner",
                    len(nominations),
                ),
                Style.STRONG,
            )
        )
        blocks.append(Listing(tuple(Entry("", _nominated(each, teams, _)) for each in waiting)))
    for each in waiting:
        seat, name = seat_of(each.person), name_of(each, _)
        yes, no = (DecideNomination(each.team, seat, confirm) for confirm in (True, False))
        rows.append(
            (
                Button(shorten(_("Confirm {name}", name=name), 24), yes),
                Button(shorten(_("Decline {name}", name=name), 24), no),
            )
        )
    for role in (Role.OWNER, Role.EDITOR):
        held = [each for each in grants if each.role is role]
        blocks.append(text(_(_HEADINGS[role]), Style.STRONG))
        names = tuple(Entry("", name_of(each, _)) for each in held)
        blocks.append(Listing(names or (Entry("", _("nobody")),)))
        if role is Role.OWNER and len(held) == 1:
            # Somebody must stay owner, so this can't be taken back.
            continue
        rows += [
            (Button(shorten(_(_TAKE_BACK[role], name=name_of(each, _))), TakeBack(role, seat)),)
            for each in held
            for seat in (seat_of(each.person),)
        ]
    managers = len({each.person for each in grants if each.role is Role.MANAGER})
    blocks.append(text(_.count("{n} manager", "{n} managers", managers)))
    rows += [
        (Button(_("Managers"), ShowManagers()),),
        (
            Button(_("Name an owner"), ChoosePerson(Role.OWNER)),
            Button(_("Name an editor"), ChoosePerson(Role.EDITOR)),
        ),
        way_back(_),
    ]
    return Message(tuple(blocks), tuple(rows))


def _nominated(nomination: Nomination, teams: Mapping[str, str], _: Translator) -> str:
    holes = {"name": name_of(nomination, _), "team": teams.get(nomination.team, "")}
    if nomination.replaces is not None:
        return _("{name} for {team}, in place of whoever hands it over", **holes)
    return _("{name} for {team}", **holes)


def managers(
    grants: Sequence[Grant], teams: Mapping[str, str], number: int, _: Translator
) -> Message:
    """A page of managers by team; a button opens each in their team."""
    held = sorted(
        (each for each in grants if each.team in teams),
        key=lambda each: (teams[each.team or ""], each.name, each.person),
    )
    page = page_of(held, number, most=PEOPLE_A_PAGE)
    listed = tuple(
        Entry("", f"{teams[each.team or '']} · {name_of(each, _)}") for each in page.entries
    )
    buttons = [
        Button(shorten(name_of(each, _), 18), ShowFellow(each.team or "", seat_of(each.person)))
        for each in page.entries
    ]
    return Message(
        (Heading(_("Managers")), Listing(listed or (Entry("", _("nobody")),))),
        (*grid(buttons, across=2), *turning(page, ShowManagers, _), way_back(_, ShowPeople())),
    )


def choose_team(role: Role, teams: Sequence[Team], number: int, _: Translator) -> Message:
    """The choice of the team in which the person is."""
    page = page_of(teams, number, most=TEAMS_A_PAGE)
    said = (
        _("In which team are they?")
        if teams
        else _("There is no team yet, and only people in teams can be named here.")
    )
    return Message(
        (Heading(_(_CHOOSE[role])), text(said)),
        (
            *((Button(shorten(each.name), ChoosePerson(role, each.id)),) for each in page.entries),
            *turning(page, lambda to: ChoosePerson(role, "", to), _),
            way_back(_, ShowPeople()),
        ),
    )


def choose_person(
    role: Role, team: Team, crew: Sequence[Fellow], number: int, _: Translator
) -> Message:
    """The choice of the person."""
    page = page_of(crew, number, most=PEOPLE_A_PAGE)
    said = team.name if crew else _("Nobody is in this team yet.")
    return Message(
        (Heading(_(_CHOOSE[role])), text(said)),
        (
            *people_grid(page.entries, lambda seat: NameAs(role, team.id, seat), _),
            *turning(page, lambda to: ChoosePerson(role, team.id, to), _),
            way_back(_, ChoosePerson(role)),
        ),
    )


def name_as(role: Role, team: Team, fellow: Fellow, _: Translator) -> Message:
    """What the role means, before it is given."""
    name = called(fellow, _)
    asked = (
        _("Make {name} an owner?", name=name)
        if role is Role.OWNER
        else _("Make {name} an editor?", name=name)
    )
    yes = Button(_("Yes"), NameAs(role, team.id, seat_of(fellow.person), True))
    back = ChoosePerson(role, team.id)
    return sure(asked, (_(_MEANS[role]), _("They are told.")), yes, back, _)


def take_back(role: Role, grant: Grant, _: Translator, *, own: bool) -> Message:
    """What it means to take a role back; `own` is one's own."""
    means = [_(_MEANS[role])]
    if own:
        means.append(_("It is your own. Afterwards only another owner can give it back."))
    else:
        means.append(_("They are told."))
    return sure(
        _("Take the role of {role} back from {name}?", role=_(role), name=name_of(grant, _)),
        means,
        Button(_("Yes, take it back"), TakeBack(role, seat_of(grant.person), True)),
        ShowPeople(),
        _,
    )
