"""Teams and who is in them: the list, one team, its people, and what each change means."""

from collections.abc import Callable, Sequence

from bot.callbacks import (
    Action,
    ArchiveTeam,
    DismissManager,
    HandOver,
    HandOverTo,
    LeaveTeam,
    MakeManager,
    NewTeam,
    RemoveFellow,
    RenameTeam,
    ShowAssignments,
    ShowCrew,
    ShowFellow,
    ShowInvites,
    ShowStanding,
    ShowSummary,
    ShowTeam,
    ShowTeams,
)
from bot.message import Button, Entry, Heading, Listing, Message, Row, Style, text
from bot.views.labels import grid, shorten, way_back
from bot.views.paging import page_of, turning
from conversations import roles
from conversations.language import Translator
from conversations.organisation import Fellow, Place
from conversations.roles import Actor, Role, allowed
from conversations.teams import Team, seat_of

TEAMS_A_PAGE = 8
PEOPLE_A_PAGE = 12


def short(key: str, _: Translator) -> str:
    """What somebody is called who has no name: no more of their key than tells them apart."""
    face, _colon, name = key.partition(":")
    return _("someone …{end}", end=name[-4:]) if face == "telegram" else name


def called(fellow: Fellow, _: Translator) -> str:
    """What a fellow is called."""
    return fellow.name or short(fellow.person, _)


def teams(
    seen: Sequence[Team],
    places: Sequence[Place],
    number: int,
    _: Translator,
    *,
    may_create: bool,
) -> Message:
    """A page of the teams that somebody sees, and those they are only in."""
    listed: list[tuple[Team, str]] = [
        (each, _("archived") if each.archived_at else "") for each in seen
    ]
    known = {each.id for each in seen}
    listed += [(each.team, _(each.role)) for each in places if each.team.id not in known]
    new = ((Button(_("New team"), NewTeam()),),) if may_create else ()
    if not listed:
        return Message(
            (Heading(_("Teams")), text(_nothing(_, may_create=may_create))), (*new, way_back(_))
        )
    page = page_of(listed, number, most=TEAMS_A_PAGE)
    return Message(
        (
            Heading(_("Teams")),
            Listing(
                tuple(Entry("", " · ".join(filter(None, (t.name, s)))) for t, s in page.entries)
            ),
        ),
        (
            *((Button(shorten(team.name), ShowTeam(team.id)),) for team, _said in page.entries),
            *turning(page, ShowTeams, _),
            *new,
            way_back(_),
        ),
    )


def _nothing(_: Translator, *, may_create: bool) -> str:
    if may_create:
        return _("There is no team yet. Make one, then invite the people in it.")
    return _(
        "You are in no team. Whoever manages one can send you a link that lets you in; what you "
        "learn counts the same without."
    )


def team(
    team: Team,
    crew: Sequence[Fellow],
    actor: Actor,
    open_invites: int,
    _: Translator,
    *,
    said: str = "",
) -> Message:
    """A team for somebody who sees it; `said` is what was just done."""
    members = sum(each.role is not None for each in crew)
    managers = [called(each, _) for each in crew if each.manages]
    lines = [
        _.count("{n} person", "{n} people", members),
        _("Managed by: {names}", names=_(", ").join(managers))
        if managers
        else _("Nobody manages it now."),
    ]
    if open_invites:
        lines.append(_.count("{n} invite is open", "{n} invites are open", open_invites))
    if team.archived_at is not None:
        lines.append(_("Archived on {date}.", date=team.archived_at.date().isoformat()))
    return Message(
        (
            *((text(said, Style.STRONG),) if said else ()),
            Heading(team.name),
            Listing(tuple(Entry("", line) for line in lines)),
        ),
        _ways(team, actor, _),
    )


def _ways(team: Team, actor: Actor, _: Translator) -> tuple[Row, ...]:
    back = way_back(_, ShowTeams())
    people = Button(_("Members"), ShowCrew(team.id))
    stands = (Button(_("Where they stand"), ShowSummary(team.id)),)
    if team.archived_at is not None:
        return (stands, (people,), back)

    def may(action: roles.Action) -> bool:
        return allowed(actor, action, team.id)

    change = [
        Button(label, action)
        for right, label, action in (
            (roles.Action.RENAME_TEAM, _("Rename"), RenameTeam(team.id)),
            (roles.Action.HAND_OVER_TEAM, _("Hand over"), HandOver(team.id)),
            (roles.Action.ARCHIVE_TEAM, _("Archive"), ArchiveTeam(team.id)),
        )
        if may(right)
    ]
    invites = (Button(_("Invites"), ShowInvites(team.id)),) if may(roles.Action.INVITE) else ()
    asked = (Button(_("Assignments"), ShowAssignments(team.id)),)
    rows: list[Row] = [stands, asked, (people, *invites), *grid(change, across=2)]
    if may(roles.Action.LEAVE_TEAM):
        rows.append((Button(_("Leave the team"), LeaveTeam(team.id)),))
    return (*rows, back)


def place(place: Place, _: Translator) -> Message:
    """A team for somebody who is in it and no more."""
    managers = (
        _("Managed by: {names}", names=_(", ").join(place.managers))
        if place.managers
        else _("Nobody whose name I know manages it now.")
    )
    sees = (
        _("Its managers see where you stand: states and counts, never single answers.")
        if place.role is Role.LEARNER
        else _("You stand on nobody's summary there.")
    )
    return Message(
        (
            Heading(place.team.name),
            text(_("You are in this team as {role}.", role=_(place.role))),
            text(managers),
            text(sees),
        ),
        (
            (Button(_("Where I stand"), ShowStanding()),),
            (Button(_("Leave the team"), LeaveTeam(place.team.id)),),
            way_back(_, ShowTeams()),
        ),
    )


def crew(team: Team, fellows: Sequence[Fellow], number: int, _: Translator) -> Message:
    """A page of who is in a team, managers first."""
    if not fellows:
        return Message(
            (
                Heading(team.name),
                text(_("Nobody is in this team yet. An invite lets people in.")),
            ),
            (*_inviting(team, _), way_back(_, ShowTeam(team.id))),
        )
    page = page_of(fellows, number, most=PEOPLE_A_PAGE)
    return Message(
        (
            Heading(_("Members of {team}", team=team.name)),
            Listing(tuple(Entry("", _line(each, _)) for each in page.entries)),
        ),
        (
            *people_grid(page.entries, lambda seat: ShowFellow(team.id, seat), _),
            *turning(page, lambda to: ShowCrew(team.id, to), _),
            way_back(_, ShowTeam(team.id)),
        ),
    )


def _inviting(team: Team, _: Translator) -> tuple[Row, ...]:
    return ((Button(_("Invites"), ShowInvites(team.id)),),) if team.archived_at is None else ()


def people_grid(
    fellows: Sequence[Fellow], to: Callable[[str], Action], _: Translator
) -> tuple[Row, ...]:
    """A button for each of them, two in a row; `to` is what the one of a seat means."""
    return grid(
        [Button(shorten(called(each, _), 18), to(seat_of(each.person))) for each in fellows],
        across=2,
    )


def _line(fellow: Fellow, _: Translator) -> str:
    return " · ".join((called(fellow, _), *_roles(fellow, _)))


def _roles(fellow: Fellow, _: Translator) -> list[str]:
    said = [_(Role.MANAGER)] if fellow.manages else []
    said += [_(fellow.role)] if fellow.role is not None else []
    return said + ([_("waits for an owner as manager")] if fellow.nominated else [])


def fellow(team: Team, fellow: Fellow, actor: Actor, _: Translator, *, said: str = "") -> Message:
    """Somebody in a team, with what whoever looks may do; `said` is what was just done."""
    seat = seat_of(fellow.person)
    going_on = team.archived_at is None

    def may(action: roles.Action) -> bool:
        return going_on and allowed(actor, action, team.id)

    rows: list[Row] = []
    if not fellow.manages and not fellow.nominated:
        if may(roles.Action.APPOINT_MANAGER):
            rows.append((Button(_("Make manager"), MakeManager(team.id, seat)),))
        elif may(roles.Action.NOMINATE_MANAGER):
            rows.append((Button(_("Name as manager"), MakeManager(team.id, seat)),))
    if fellow.manages and may(roles.Action.DISMISS_MANAGER):
        rows.append((Button(_("Take the role back"), DismissManager(team.id, seat)),))
    if fellow.role is not None and may(roles.Action.REMOVE_MEMBER):
        rows.append((Button(_("Remove from the team"), RemoveFellow(team.id, seat)),))
    return Message(
        (
            *((text(said, Style.STRONG),) if said else ()),
            Heading(called(fellow, _)),
            text(f"{team.name} · {' · '.join(_roles(fellow, _))}"),
            text(_("Since {date}", date=fellow.since.date().isoformat()), Style.QUIET),
        ),
        (*rows, way_back(_, ShowCrew(team.id))),
    )


def name_wanted(asked: str, back: Action, _: Translator) -> Message:
    """The question for a name; any button, so "Never mind" too, leaves everything as it is."""
    return Message((text(asked),), ((Button(_("Never mind"), back),), way_back(_)))


def new_name(_: Translator) -> Message:
    """The question what a new team is called."""
    return name_wanted(_("What shall the new team be called? Write its name."), ShowTeams(), _)


def other_name(team: Team, _: Translator) -> Message:
    """The question what a team is called from now on."""
    asked = _("What shall {team} be called from now on? Write the new name.", team=team.name)
    return name_wanted(asked, ShowTeam(team.id), _)


def sure(heading: str, means: Sequence[str], yes: Button, back: Action, _: Translator) -> Message:
    """One question before something that can't simply be undone."""
    return Message(
        (Heading(heading), Listing(tuple(Entry("", each) for each in means))),
        ((yes,), (Button(_("No, change nothing"), back),)),
    )


def archive(team: Team, _: Translator) -> Message:
    """What ends with a team."""
    return sure(
        _("Archive {team}?", team=team.name),
        (
            _("Its invites and assignments end, and it can be changed no more."),
            _("Whoever is in it keeps every answer and state of their own."),
            _("Who was in it, and when, is kept as long as the settings say."),
        ),
        Button(_("Yes, archive it"), ArchiveTeam(team.id, True)),
        ShowTeam(team.id),
        _,
    )


def leave(team: Team, _: Translator) -> Message:
    """What it means to leave."""
    return sure(
        _("Leave {team}?", team=team.name),
        (
            _("Its managers see you on no summary any more, and its assignments end for you."),
            _("Every answer and state stays yours."),
            _("To come back, you need a new invite."),
        ),
        Button(_("Yes, leave"), LeaveTeam(team.id, True)),
        ShowTeam(team.id),
        _,
    )


def left(team: Team, _: Translator) -> Message:
    """The word after leaving."""
    return Message(
        (text(_("You are not in {team} any more. Your answers stay yours.", team=team.name)),),
        (way_back(_, ShowTeams()),),
    )


def remove(team: Team, fellow: Fellow, _: Translator) -> Message:
    """What it means to take somebody out."""
    seat = seat_of(fellow.person)
    means = [
        _("They stand on the team's summary no more, and its assignments end for them."),
        _("Their answers stay theirs. They are told, and need a new invite to come back."),
    ]
    if fellow.manages:
        means.append(_("They stay its manager; only an owner takes that back."))
    return sure(
        _("Remove {name} from {team}?", name=called(fellow, _), team=team.name),
        means,
        Button(_("Yes, remove"), RemoveFellow(team.id, seat, True)),
        ShowFellow(team.id, seat),
        _,
    )


def removed(team: Team, name: str, _: Translator) -> Message:
    """The word after taking somebody out."""
    return Message(
        (text(_("{name} is not in {team} any more.", name=name, team=team.name)),),
        (way_back(_, ShowCrew(team.id)),),
    )


def make_manager(team: Team, fellow: Fellow, _: Translator, *, at_once: bool) -> Message:
    """What it means to be manager, and whether an owner decides first."""
    seat = seat_of(fellow.person)
    name = called(fellow, _)
    means = [_("A manager invites, removes and assigns, and sees where everybody in it stands.")]
    if at_once:
        means.append(_("As you are an owner, it holds at once. They are told."))
    else:
        means.append(
            _("It holds once an owner confirms it. The owners and {name} are told.", name=name)
        )
    return sure(
        _("Make {name} manager of {team}?", name=name, team=team.name)
        if at_once
        else _("Name {name} as manager of {team}?", name=name, team=team.name),
        means,
        Button(_("Yes"), MakeManager(team.id, seat, True)),
        ShowFellow(team.id, seat),
        _,
    )


def dismiss_manager(team: Team, fellow: Fellow, _: Translator) -> Message:
    """What it means to take the manager's role back."""
    seat = seat_of(fellow.person)
    return sure(
        _("Take the manager's role back?"),
        (
            _(
                "{name} sees and changes nothing in {team} any more, and is told.",
                name=called(fellow, _),
                team=team.name,
            ),
            _("A team may be without a manager for a while; owners still see it."),
        ),
        Button(_("Yes, take it back"), DismissManager(team.id, seat, True)),
        ShowFellow(team.id, seat),
        _,
    )


def hand_over(team: Team, fellows: Sequence[Fellow], number: int, _: Translator) -> Message:
    """The choice of who gets the team."""
    if not fellows:
        return Message(
            (
                text(
                    _(
                        "Nobody else is in {team}. Invite whoever shall have it, as its manager.",
                        team=team.name,
                    )
                ),
            ),
            (*_inviting(team, _), way_back(_, ShowTeam(team.id))),
        )
    page = page_of(fellows, number, most=PEOPLE_A_PAGE)
    return Message(
        (
            Heading(_("Hand over {team}", team=team.name)),
            text(_("Who shall manage it from now on?")),
        ),
        (
            *people_grid(page.entries, lambda seat: HandOverTo(team.id, seat), _),
            *turning(page, lambda to: HandOver(team.id, to), _),
            way_back(_, ShowTeam(team.id)),
        ),
    )


def hand_over_to(
    team: Team, fellow: Fellow, _: Translator, *, at_once: bool, from_all: bool
) -> Message:
    """What handing over means, and whether an owner decides first."""
    name = called(fellow, _)
    if from_all:
        means = _("{name} is its only manager from then on, at once.", name=name)
    elif at_once:
        means = _("You stop managing it at once; {name} manages it already.", name=name)
    else:
        means = _(
            "An owner has to confirm it. Until then you manage it, and then {name} does and you "
            "don't.",
            name=name,
        )
    return sure(
        _("Hand {team} over to {name}?", team=team.name, name=name),
        (means, _("The others concerned are told.")),
        Button(_("Yes, hand over"), HandOverTo(team.id, seat_of(fellow.person), True)),
        HandOver(team.id),
        _,
    )


def done(said: str, back: Action | None, _: Translator) -> Message:
    """A word on what was done, with the way on."""
    return Message((text(said),), (way_back(_, back),))
