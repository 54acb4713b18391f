"""Following a link into a team, or to being the first owner."""

from bot.callbacks import (
    ClaimOwnership,
    JoinAs,
    NewTeam,
    ShowPeople,
    ShowStanding,
    ShowTeam,
    ShowTeams,
    StartCheck,
)
from bot.message import Button, Entry, Heading, Listing, Message, Row, Style, text
from bot.views.awaiting import never_mind_row
from bot.views.labels import shorten, way_back
from conversations.invites import Opened, Outcome
from conversations.language import N_, Translator
from conversations.roles import Role

AS = {
    Role.LEARNER: N_("as a learner"),
    Role.STAFF: N_("as staff"),
}
"""What somebody joins as, as it stands in a sentence; nobody joins as manager."""

MEANS = {
    Role.LEARNER: N_(
        "The team's managers can assign you standards, and see where you stand on their tasks: "
        "states and counts, never single answers. You can leave at any time with /team."
    ),
    Role.STAFF: N_(
        "You stand on nobody's summary, and nothing is assigned to you. You can leave at any time "
        "with /team."
    ),
    Role.MANAGER: N_("A manager invites people, assigns standards and sees where the team stands."),
}

_OVER = {
    Outcome.EXPIRED: N_("This invite has expired. Ask whoever gave it to you for a new one."),
    Outcome.USED_UP: N_(
        "This invite has been used as often as it may be. Ask whoever gave it to you for a new one."
    ),
    Outcome.REVOKED: N_("This invite was taken back. Ask whoever gave it to you for a new one."),
    Outcome.UNKNOWN: N_(
        "I don't know this invite. The link may have lost its end on the way; open it once more as "
        "it was sent, or ask for a new one."
    ),
}


def invited(opened: Opened, name: str, _: Translator) -> Message:
    """What joining means, and the question what the team shall call them.

    `name` is one that a button offers; none where it is empty.
    """
    team, role = _terms(opened)
    offer: tuple[Row, ...] = ()
    how = text(_("What shall the team call you? Write the name."))
    if name:
        offer = ((Button(shorten(_("Join as {name}", name=name)), JoinAs()),),)
        how = text(_("What shall the team call you? Tap the name, or write another one."))
    return Message(
        (
            Heading(_("You are invited to {team}", team=team)),
            text(
                _("You would be its manager once an owner of this assistant has confirmed it.")
                if role is Role.MANAGER
                else _("You would join {role}.", role=_(AS[role]))
            ),
            text(_(MEANS[role])),
            how,
        ),
        (*offer, never_mind_row(_)),
    )


def joined(opened: Opened, name: str, assigned: Row, _: Translator) -> Message:
    """What happens now; `assigned` leads to what is asked of a learner."""
    team, role = _terms(opened)
    told = text(
        _(
            "You are in {team} now {role}; there you are called {name}.",
            team=team,
            role=_(AS[role]),
            name=name,
        )
    )
    if role is not Role.LEARNER:
        return Message((Heading(_("Welcome!")), told, text(_(MEANS[role]))), (way_back(_),))
    return Message(
        (
            Heading(_("Welcome!")),
            told,
            text(_("What happens now:")),
            Listing(
                (
                    Entry("", _("What is assigned to you stands in /me, and I tell you of it.")),
                    Entry(
                        "", _("Today's check takes about three minutes; it asks what tells most.")
                    ),
                    Entry("", _("Your managers see states and counts, never single answers.")),
                )
            ),
        ),
        ((Button(_("Today's check"), StartCheck()),), assigned, way_back(_, _team(opened))),
    )


def assigned_row(_: Translator) -> Row:
    """The way to what is asked of a learner."""
    return (Button(_("Where I stand"), ShowStanding()),)


def waits(opened: Opened, name: str, _: Translator) -> Message:
    """The word to whoever was invited as manager."""
    team, _role = _terms(opened)
    return Message(
        (
            text(
                _(
                    "An owner of this assistant has been asked to confirm you, {name}, as manager "
                    "of {team}. I tell you as soon as they decide.",
                    name=name,
                    team=team,
                )
            ),
        ),
        (way_back(_),),
    )


def over(opened: Opened, _: Translator) -> Message:
    """Why an invite lets nobody in, with a way on."""
    if opened.outcome is Outcome.ALREADY_IN:
        team, _role = _terms(opened)
        return Message(
            (text(_("You are in {team} already. The invite was not used.", team=team)),),
            ((Button(_("Open the team"), ShowTeams()),), way_back(_)),
        )
    return Message((text(_(_OVER[opened.outcome])),), (way_back(_),))


def link_again(_: Translator) -> Message:
    """The word where too much time passed, or something else was done in between."""
    return Message(
        (text(_("That took a while, or something came in between. Open the link once more.")),),
        (way_back(_),),
    )


def own(_: Translator) -> Message:
    """What it means to be the first owner."""
    duties = (
        _("say who manages a team and who edits standards and items, and who else is an owner;"),
        _("confirm every manager: nobody becomes one without an owner's word;"),
        _("see every team's states, and read the log of what managers and owners did."),
    )
    return Message(
        (
            Heading(_("Become the first owner of this assistant?")),
            text(_("This link is for whoever runs it. An owner can")),
            Listing(tuple(Entry("", duty) for duty in duties)),
            text(_("What you do as an owner stands in the log."), Style.QUIET),
        ),
        ((Button(_("Become the owner"), ClaimOwnership()),), never_mind_row(_)),
    )


def owner(_: Translator, *, already: bool = False, teams: bool = False) -> Message:
    """The owner's first screen; `teams`: there are some, so that none needs to be made first."""
    first = text(_("First make a team, then send its invite to the people in it."))
    ways = (Button(_("Teams"), ShowTeams()), Button(_("Roles"), ShowPeople()))
    new: tuple[Row, ...] = ((Button(_("New team"), NewTeam()),),)
    return Message(
        (
            Heading(_("You are an owner already.") if already else _("You are the owner now.")),
            *(() if teams else (first,)),
            text(_("/team leads to the teams, /people to owners, editors and managers.")),
        ),
        (*(() if teams else new), ways, way_back(_)),
    )


def no_owner(_: Translator) -> Message:
    """The word on a code that makes nobody owner."""
    return Message(
        (
            text(
                _(
                    "This link makes nobody owner: it was used, it is over, or it lost its end on "
                    "the way. Nothing was changed. Whoever runs this assistant gets a new link "
                    "from its next start while there is no owner, and an owner names others with "
                    "/people."
                )
            ),
        ),
        (way_back(_),),
    )


def _terms(opened: Opened) -> tuple[str, Role]:
    if opened.team is None or opened.role is None:
        raise ValueError(opened)
    return opened.team.name, opened.role


def _team(opened: Opened) -> ShowTeam | None:
    return None if opened.team is None else ShowTeam(opened.team.id)
