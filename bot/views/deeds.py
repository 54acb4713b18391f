"""What managers and owners did, in words: for owners, and for those whose card they looked at."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.callbacks import ShowLog, ShowLooks, ShowMore, ShowPrivacy, ShowStanding
from bot.message import Button, Entry, Heading, Listing, Message, Row, Style, text
from bot.views.labels import way_back
from bot.views.paging import page_of, turning
from conversations import audit
from conversations.assignments import Wanted
from conversations.language import N_, Translator
from conversations.organisation import LOOKS_SHOWN, LogNames, Look
from conversations.people import called
from conversations.roles import OPERATOR, Action, Role

LINES_A_PAGE = 10

SENTENCES: Mapping[Action, str] = {
    Action.ASK: N_("{who} asked a question"),
    Action.TAKE_CHECKS: N_("{who} took a check"),
    Action.COMMENT: N_("{who} wrote to what was seen of them at work ({team})"),
    Action.LEAD_ROUND: N_("{who} led a round of questions"),
    Action.LEAVE_TEAM: N_("{who} left {team}"),
    Action.SEE_TEAM: N_("{who} opened the summary of {team}"),
    Action.SEE_LEARNER: N_("{who} looked at the card of {whom} ({team})"),
    Action.EXPORT_TEAM: N_("{who} exported the states of {team}"),
    Action.REMIND: N_("{who} reminded {whom} ({team})"),
    Action.OBSERVE: N_("{who} noted what they saw {whom} do at work ({team})"),
    Action.WITHDRAW_OBSERVATION: N_("{who} withdrew what was recorded of {whom} at work ({team})"),
    Action.ASSIGN: N_("{who} assigned something to {whom} ({team})"),
    Action.CHANGE_ASSIGNMENT: N_("{who} changed what is assigned to {whom} ({team})"),
    Action.WITHDRAW_ASSIGNMENT: N_("{who} withdrew what was assigned to {whom} ({team})"),
    Action.INVITE: N_("{who} made an invite to {team}"),
    Action.REVOKE_INVITE: N_("{who} revoked an invite to {team}"),
    Action.ADD_MEMBER: N_("{who} put {whom} into {team}"),
    Action.REMOVE_MEMBER: N_("{who} took {whom} out of {team}"),
    Action.RENAME_TEAM: N_("{who} renamed a team to {detail}"),
    Action.ARCHIVE_TEAM: N_("{who} archived {team}"),
    Action.HAND_OVER_TEAM: N_("{who} handed {team} over to {whom}"),
    Action.NOMINATE_MANAGER: N_("{who} wants {whom} to be manager of {team}"),
    Action.APPOINT_MANAGER: N_("{who} made {whom} manager of {team}"),
    Action.DISMISS_MANAGER: N_("{who} dismissed {whom} as manager of {team}"),
    Action.CREATE_TEAM: N_("{who} made the team {team}"),
    Action.SET_PASS_MARK: N_("{who} set a pass mark"),
    Action.EDIT_ITEMS: N_("{who} changed quiz items"),
    Action.EDIT_STANDARDS: N_("{who} changed the standards"),
    Action.NAME_EDITOR: N_("{who} made {whom} editor"),
    Action.DISMISS_EDITOR: N_("{who} dismissed {whom} as editor"),
    Action.NAME_OWNER: N_("{who} made {whom} owner"),
    Action.DISMISS_OWNER: N_("{who} dismissed {whom} as owner"),
    Action.SEE_PEOPLE: N_("{who} looked at the list of people"),
    Action.READ_LOG: N_("{who} read the log"),
}
OF_THEMSELVES: Mapping[Action, str] = {
    Action.ADD_MEMBER: N_("{who} joined {team} by an invite"),
    Action.NOMINATE_MANAGER: N_("{who} came by an invite and waits to be manager of {team}"),
    Action.APPOINT_MANAGER: N_("{who} is manager of {team}, which they made"),
    Action.DISMISS_MANAGER: N_("{who} is no longer manager of {team}"),
    Action.NAME_OWNER: N_("{who} became the first owner"),
    Action.DISMISS_EDITOR: N_("{who} is no longer editor"),
    Action.DISMISS_OWNER: N_("{who} is no longer owner"),
}
"""Where who did it and whom it was done to are one."""
DECLINED = N_("{who} declined {whom} as manager of {team}")

_ASSIGNING = (Action.ASSIGN, Action.CHANGE_ASSIGNMENT, Action.WITHDRAW_ASSIGNMENT)


def looks(seen: Sequence[tuple[datetime, Look]], number: int, _: Translator) -> Message:
    """Who looked at the reader's card, newest first; each with when, in the reader's time zone."""
    page = page_of(_together(seen), number, most=LINES_A_PAGE)
    lines = tuple(_looked(some, _) for some in page.entries)
    nobody = _("Nobody so far.")
    return Message(
        (
            Heading(_("Who looked at your card")),
            Listing(lines) if lines else text(nobody, Style.STRONG),
            text(
                _.count(
                    "Managers of your teams and owners can look at it: states and counts, never "
                    "single answers. Each look is noted, and shown here for {n} day.",
                    "Managers of your teams and owners can look at it: states and counts, never "
                    "single answers. Each look is noted, and shown here for {n} days.",
                    LOOKS_SHOWN.days,
                ),
                Style.QUIET,
            ),
        ),
        (
            *turning(page, ShowLooks, _),
            (
                Button(_("Where I stand"), ShowStanding()),
                Button(_("Privacy"), ShowPrivacy()),
            ),
            way_back(_),
        ),
    )


def _together(seen: Sequence[tuple[datetime, Look]]) -> list[list[tuple[datetime, Look]]]:
    """Those of one day that say the same, each day's in the order of its newest."""
    found: dict[object, list[tuple[datetime, Look]]] = {}
    for at, look in seen:
        same = at.date(), look.who, look.name, look.team, look.exported
        found.setdefault(same, []).append((at, look))
    return list(found.values())


def _looked(some: Sequence[tuple[datetime, Look]], _: Translator) -> Entry:
    at, look = some[0]
    said = _look(look, _)
    if len(some) == 1:
        return Entry(_moment(at), said)
    times = _.count("{said} · {n} time", "{said} · {n} times", len(some), said=said)
    return Entry(at.date().isoformat(), times)


def _look(look: Look, _: Translator) -> str:
    who = called_in_log(look.who, {look.who: look.name}, _)
    if look.exported:
        return _("{who} exported the states of {team}", who=who, team=look.team)
    return _("{who} looked at your card ({team})", who=who, team=look.team)


def log(
    lines: Sequence[tuple[datetime, audit.Entry]],
    names: LogNames,
    number: int,
    more: bool,
    _: Translator,
) -> Message:
    """A page of the log, each line with its moment in the reader's time zone.

    `more`: there are older lines.
    """
    shown = tuple(Entry(_moment(at), in_words(line, names, _)) for at, line in lines)
    turn: list[Button] = []
    if number > 0:
        turn.append(Button(_("‹ Newer"), ShowLog(number - 1)))
    if more:
        turn.append(Button(_("Older ›"), ShowLog(number + 1)))
    rows: tuple[Row, ...] = (tuple(turn),) if turn else ()
    return Message(
        (
            Heading(_("What owners and managers did")),
            Listing(shown) if shown else text(_("Nothing so far.")),
        ),
        (*rows, way_back(_, ShowMore())),
    )


def in_words(line: audit.Entry, names: LogNames, _: Translator) -> str:
    """One line of the log as a sentence."""
    alone = line.who == line.whom
    sentence = OF_THEMSELVES.get(line.action, "") if alone else ""
    if audit.declined(line) is not None:
        sentence = DECLINED
    holes = {
        "who": called_in_log(line.who, names.people, _),
        "whom": called_in_log(line.whom, names.people, _) if line.whom else _("everybody"),
        "team": names.teams.get(line.team or "", "–"),
        "detail": line.detail,
    }
    said = _(sentence or SENTENCES[line.action], **holes)
    detail = _detail(line, _)
    return f"{said} · {detail}" if detail else said


def called_in_log(key: str, names: Mapping[str, str], _: Translator) -> str:
    """Somebody in the log: by name, or else as the operator, somebody erased, or by their key."""
    if key == OPERATOR:
        return _("whoever runs this bot")
    if not key:
        return _("somebody erased since")
    return called(names.get(key, ""), key)


def _detail(line: audit.Entry, _: Translator) -> str:
    """What the sentence leaves open."""
    if not line.detail:
        return ""
    if line.action in _ASSIGNING:
        return " · ".join(_of_assignment(each, _) for each in line.detail.split(", "))
    if line.action is Action.OBSERVE:
        target, _comma, outcome = line.detail.partition(", ")
        done = _("done at work") if outcome == "performed" else _("tried, not yet mastered")
        return f"{target} · {done}"
    if line.action in (Action.EXPORT_TEAM, Action.WITHDRAW_OBSERVATION):
        return line.detail
    terms = re.fullmatch(r"invite \S+: (\S+), (\d+) × (\d+) d", line.detail)
    if line.action is Action.INVITE and terms:
        role, uses, days = terms.groups()
        return _("as {role}, uses: {uses}, days: {days}", role=_(Role(role)), uses=uses, days=days)
    return ""


def _of_assignment(part: str, _: Translator) -> str:
    until, critical = part.removeprefix("until "), part.removeprefix("critical: ")
    if until != part:
        return _("until {date}", date=until)
    if critical != part:
        return _("critical: {tasks}", tasks=critical)
    return _(part) if part in set(Wanted) else part


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"
