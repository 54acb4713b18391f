"""What people are told when a role of theirs, or of whom they named, was decided."""

from collections.abc import Callable, Mapping

from bot.callbacks import ShowPeople, ShowTeam, ShowTeams
from bot.message import Button, Message, Row, text
from bot.views.labels import way_back
from conversations.language import N_, Translator
from conversations.notices import NoticeKind

Params = Mapping[str, str]

SAID = {
    NoticeKind.TO_CONFIRM: N_("{name} shall become manager of {team}. An owner has to confirm it."),
    NoticeKind.NOMINATED: N_(
        "You were named as manager of {team}. It holds once an owner has confirmed it; I tell you."
    ),
    NoticeKind.APPOINTED: N_("You are the manager of {team} now. /team leads to it."),
    NoticeKind.DECLINED: N_("An owner has decided that you don't become manager of {team}."),
    NoticeKind.NOMINEE_APPOINTED: N_("An owner has confirmed {name} as manager of {team}."),
    NoticeKind.NOMINEE_DECLINED: N_("An owner has declined {name} as manager of {team}."),
    NoticeKind.DISMISSED: N_("You are not the manager of {team} any more."),
    NoticeKind.REMOVED: N_(
        "You are not in {team} any more: somebody who manages it took you out. Your answers stay "
        "yours."
    ),
}
"""With the names of `name` and `team` as they were then."""

_NAMED = {
    ("owner", "yes"): N_("You are an owner of this assistant now. /people and /team lead on."),
    ("owner", "no"): N_("You are not an owner of this assistant any more."),
    ("editor", "yes"): N_("You are an editor of standards and items now."),
    ("editor", "no"): N_("You are not an editor of standards and items any more."),
}


def said(kind: NoticeKind) -> Callable[[Params, object, Translator], Message]:
    """The words of that kind, with the way to where it can be seen."""

    def words(params: Params, _standard_of: object, _: Translator) -> Message:
        name, team = params.get("name", ""), params["team"]
        return Message(
            (text(_(SAID[kind], name=name or _("Somebody"), team=team)),), _ways(kind, params, _)
        )

    return words


def _ways(kind: NoticeKind, params: Params, _: Translator) -> tuple[Row, ...]:
    if kind is NoticeKind.TO_CONFIRM:
        return ((Button(_("Roles"), ShowPeople()),), way_back(_))
    if kind is NoticeKind.APPOINTED:
        return ((Button(_("Open the team"), ShowTeam(params["id"])),), way_back(_))
    return ((Button(_("Teams"), ShowTeams()),), way_back(_))


def named(params: Params, _standard_of: object, _: Translator) -> Message:
    """That somebody is owner or editor now, or is not any more."""
    told = _NAMED[params["role"], params["is"]]
    return Message((text(_(told)),), (way_back(_),))
