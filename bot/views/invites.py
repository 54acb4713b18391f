"""A team's invites: those there are, a new one, and the link."""

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.callbacks import DraftInvite, MakeInvite, RevokeInvite, ShowInvite, ShowInvites, ShowTeam
from bot.message import Button, Entry, Heading, Listing, Message, Row, Style, text
from bot.views.joining import AS
from bot.views.labels import shorten, ticked, way_back
from bot.views.paging import page_of, turning
from bot.views.teams import sure
from conversations.invites import DAYS, ROLES, Invite
from conversations.language import Translator
from conversations.roles import Role
from conversations.teams import Team

DAYS_OFFERED = (1, 7, DAYS, 30)
USES_OFFERED = (1, 5, 20, 100)
INVITES_A_PAGE = 6

Wall = Callable[[datetime], str]
"""A moment as the clock on the reader's wall says it."""


def invites(
    team: Team, held: Sequence[Invite], now: datetime, number: int, wall: Wall, _: Translator
) -> Message:
    """A page of a team's invites, newest first."""
    new = (Button(_("New invite"), DraftInvite(team.id, Role.LEARNER, DAYS, 1)),)
    if not held:
        return Message(
            (
                Heading(_("Invites to {team}", team=team.name)),
                text(_("There is none yet. An invite is a link that lets people in.")),
            ),
            (new, way_back(_, ShowTeam(team.id))),
        )
    page = page_of(held, number, most=INVITES_A_PAGE)
    going_on = [each for each in page.entries if each.is_open(now)]
    return Message(
        (
            Heading(_("Invites to {team}", team=team.name)),
            Listing(tuple(Entry(each.id[:4], _line(each, now, wall, _)) for each in page.entries)),
        ),
        (
            new,
            *(
                (
                    Button(
                        shorten(_("Invite {id}", id=f"{each.id[:4]} · {_(each.role)}")),
                        ShowInvite(team.id, each.id),
                    ),
                )
                for each in going_on
            ),
            *turning(page, lambda to: ShowInvites(team.id, to), _),
            way_back(_, ShowTeam(team.id)),
        ),
    )


def _line(invite: Invite, now: datetime, wall: Wall, _: Translator) -> str:
    if invite.revoked_at is not None:
        how = _("revoked")
    elif invite.expires_at <= now:
        how = _("expired")
    elif not invite.uses_left:
        how = _("used up")
    else:
        how = _.count("{n} use left", "{n} uses left", invite.uses_left)
    until = _("until {until}", until=wall(invite.expires_at))
    return " · ".join((_(invite.role), until, how))


def invite(team: Team, invite: Invite, now: datetime, wall: Wall, _: Translator) -> Message:
    """One invite, which can be revoked while it is open."""
    rows: tuple[Row, ...] = ()
    if invite.is_open(now):
        rows = ((Button(_("Revoke it"), RevokeInvite(team.id, invite.id)),),)
    return Message(
        (
            Heading(_("Invite {id}", id=invite.id)),
            text(f"{team.name} · {_line(invite, now, wall, _)}"),
            text(
                _("Its link was shown once and is kept nowhere. If it got lost, make a new one."),
                Style.QUIET,
            ),
        ),
        (*rows, way_back(_, ShowInvites(team.id))),
    )


def revoke(team: Team, invite: Invite, _: Translator) -> Message:
    """What it means to end an invite."""
    return sure(
        _("Revoke the invite {id}?", id=invite.id),
        (
            _("Its link lets nobody in any more."),
            _("Whoever came by it stays in the team."),
        ),
        Button(_("Yes, revoke it"), RevokeInvite(team.id, invite.id, True)),
        ShowInvite(team.id, invite.id),
        _,
    )


def draft(team: Team, role: Role, days: int, uses: int, _: Translator) -> Message:
    """The terms of a new invite; what is chosen has a tick, and is said above."""
    chosen = [
        _("Names people as its manager; each holds once an owner has confirmed it.")
        if role is Role.MANAGER
        else _("Lets people in {role}.", role=_(AS.get(role, role))),
        _.count("Valid for {n} day.", "Valid for {n} days.", days),
        _.count("For {n} person.", "For {n} people.", uses),
    ]

    return Message(
        (
            Heading(_("A new invite to {team}", team=team.name)),
            Listing(tuple(Entry("", each) for each in chosen)),
        ),
        (
            tuple(
                Button(ticked(_(each), each is role), DraftInvite(team.id, each, days, uses))
                for each in ROLES
            ),
            tuple(
                Button(
                    ticked(_.count("{n} day", "{n} days", each), each == days),
                    DraftInvite(team.id, role, each, uses),
                )
                for each in DAYS_OFFERED
            ),
            tuple(
                Button(
                    ticked(_.count("{n} use", "{n} uses", each), each == uses),
                    DraftInvite(team.id, role, days, each),
                )
                for each in USES_OFFERED
            ),
            (Button(_("Make the link"), MakeInvite(team.id, role, days, uses)),),
            way_back(_, ShowInvites(team.id)),
        ),
    )


def made(team: Team, invite: Invite, link: str, wall: Wall, _: Translator) -> Message:
    """The link, which is shown this once."""
    return Message(
        (
            Heading(_("Invite to {team}", team=team.name)),
            text(_opening(invite, wall(invite.expires_at), _)),
            text(link),
            text(
                _(
                    "Send the link or show the picture. It is not shown again; /team lists the "
                    "invite as {id} and revokes it.",
                    id=invite.id[:4],
                ),
                Style.QUIET,
            ),
        ),
        (way_back(_, ShowInvites(team.id)),),
    )


def _opening(invite: Invite, until: str, _: Translator) -> str:
    """What whoever opens the link comes to."""
    if invite.role is Role.MANAGER:
        return _.count(
            "Whoever opens this link is named as its manager, which holds once an owner has "
            "confirmed it: {n} person, until {until}.",
            "Whoever opens this link is named as its manager, which holds once an owner has "
            "confirmed it: {n} people, until {until}.",
            invite.uses_left,
            until=until,
        )
    role = _(AS[invite.role])
    return _.count(
        "Whoever opens this link joins {role}: {n} person, until {until}.",
        "Whoever opens this link joins {role}: {n} people, until {until}.",
        invite.uses_left,
        role=role,
        until=until,
    )


def caption(team: Team, role: Role, until: str, _: Translator) -> str:
    """What stands under the picture."""
    return _("{team} · {role} · until {until}", team=team.name, role=_(role), until=until)
