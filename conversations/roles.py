"""What each role may do: one table, asked where an action runs."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from conversations.language import N_

OPERATOR = "operator"
"""Whoever holds the data folder and acts on the command line; no person has this key."""


class Role(StrEnum):
    """What somebody is to the organisation; each is its own message id."""

    STAFF = N_("staff")
    """Asks, and takes checks for themselves; everybody who talks with us is at least that."""
    LEARNER = N_("learner")
    """Of a team: is assigned standards, and stands on the team's summary."""
    MANAGER = N_("manager")
    """Of a team."""
    EDITOR = N_("editor")
    """Of standards and items."""
    OWNER = N_("owner")
    """Of the whole."""


class Action(StrEnum):
    """Something that may be allowed; the value is what the log of deeds keeps."""

    ASK = "ask"
    TAKE_CHECKS = "take checks"
    COMMENT = "comment"
    LEAVE_TEAM = "leave team"
    LEAD_ROUND = "lead round"
    SEE_TEAM = "see team"
    SEE_LEARNER = "see learner"
    EXPORT_TEAM = "export team"
    REMIND = "remind"
    OBSERVE = "observe"
    WITHDRAW_OBSERVATION = "withdraw observation"
    ASSIGN = "assign"
    CHANGE_ASSIGNMENT = "change assignment"
    WITHDRAW_ASSIGNMENT = "withdraw assignment"
    INVITE = "invite"
    REVOKE_INVITE = "revoke invite"
    ADD_MEMBER = "add member"
    REMOVE_MEMBER = "remove member"
    RENAME_TEAM = "rename team"
    ARCHIVE_TEAM = "archive team"
    HAND_OVER_TEAM = "hand over team"
    NOMINATE_MANAGER = "nominate manager"
    APPOINT_MANAGER = "appoint manager"
    DISMISS_MANAGER = "dismiss manager"
    CREATE_TEAM = "create team"
    SET_PASS_MARK = "set pass mark"
    EDIT_ITEMS = "edit items"
    EDIT_STANDARDS = "edit standards"
    NAME_EDITOR = "name editor"
    DISMISS_EDITOR = "dismiss editor"
    NAME_OWNER = "name owner"
    DISMISS_OWNER = "dismiss owner"
    SEE_PEOPLE = "see people"
    READ_LOG = "read log"


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may do something."""

    roles: frozenset[Role]
    of_team: bool = False
    """It is done to one team: what somebody is in that team counts, and nothing they are elsewhere
    but editor or owner."""


def _anywhere(*roles: Role) -> Rule:
    return Rule(frozenset(roles))


def _in_team(*roles: Role) -> Rule:
    return Rule(frozenset(roles), of_team=True)


RULES: Mapping[Action, Rule] = MappingProxyType(
    {
        Action.ASK: _anywhere(*Role),
        Action.TAKE_CHECKS: _anywhere(*Role),
        Action.COMMENT: _in_team(Role.LEARNER),
        Action.LEAVE_TEAM: _in_team(Role.STAFF, Role.LEARNER),
        Action.LEAD_ROUND: _anywhere(Role.MANAGER, Role.OWNER),
        Action.SEE_TEAM: _in_team(Role.MANAGER, Role.OWNER),
        Action.SEE_LEARNER: _in_team(Role.MANAGER, Role.OWNER),
        Action.EXPORT_TEAM: _in_team(Role.MANAGER, Role.OWNER),
        Action.REMIND: _in_team(Role.MANAGER, Role.OWNER),
        # Only who works with them sees people at work; an owner as such does not.
        Action.OBSERVE: _in_team(Role.MANAGER),
        Action.WITHDRAW_OBSERVATION: _in_team(Role.MANAGER),
        Action.ASSIGN: _in_team(Role.MANAGER, Role.OWNER),
        Action.CHANGE_ASSIGNMENT: _in_team(Role.MANAGER, Role.OWNER),
        Action.WITHDRAW_ASSIGNMENT: _in_team(Role.MANAGER, Role.OWNER),
        Action.INVITE: _in_team(Role.MANAGER, Role.OWNER),
        Action.REVOKE_INVITE: _in_team(Role.MANAGER, Role.OWNER),
        # By an invite people come of themselves; only an owner puts somebody into a team.
        Action.ADD_MEMBER: _in_team(Role.OWNER),
        Action.REMOVE_MEMBER: _in_team(Role.MANAGER, Role.OWNER),
        Action.RENAME_TEAM: _in_team(Role.MANAGER, Role.OWNER),
        Action.ARCHIVE_TEAM: _in_team(Role.MANAGER, Role.OWNER),
        Action.HAND_OVER_TEAM: _in_team(Role.MANAGER, Role.OWNER),
        Action.NOMINATE_MANAGER: _in_team(Role.MANAGER, Role.OWNER),
        Action.APPOINT_MANAGER: _in_team(Role.OWNER),
        Action.DISMISS_MANAGER: _in_team(Role.OWNER),
        Action.CREATE_TEAM: _anywhere(Role.MANAGER, Role.OWNER),
        Action.SET_PASS_MARK: _anywhere(Role.MANAGER, Role.EDITOR, Role.OWNER),
        Action.EDIT_ITEMS: _anywhere(Role.EDITOR, Role.OWNER),
        Action.EDIT_STANDARDS: _anywhere(Role.EDITOR, Role.OWNER),
        Action.NAME_EDITOR: _anywhere(Role.OWNER),
        Action.DISMISS_EDITOR: _anywhere(Role.OWNER),
        Action.NAME_OWNER: _anywhere(Role.OWNER),
        Action.DISMISS_OWNER: _anywhere(Role.OWNER),
        Action.SEE_PEOPLE: _anywhere(Role.OWNER),
        Action.READ_LOG: _anywhere(Role.OWNER),
    }
)


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who wants to do something, with all that they are."""

    key: str
    roles: frozenset[Role] = frozenset()
    """What they are to the whole organisation: editor, owner."""
    posts: frozenset[tuple[str, Role]] = frozenset()
    """What they are in teams, by the team's id: staff, learner, manager."""

    def is_(self, role: Role, team: str) -> bool:
        """Whether they have that role in that very team."""
        return (team, role) in self.posts

    @property
    def manages(self) -> frozenset[str]:
        """The ids of the teams of which they are manager."""
        return frozenset(team for team, role in self.posts if role is Role.MANAGER)


THE_OPERATOR = Actor(OPERATOR, frozenset({Role.OWNER}))


def allowed(person: Actor, action: Action, team: str | None = None) -> bool:
    """Whether the person may do that, to the team of that id where it is done to one.

    What is done to a team is allowed to nobody where none is named.
    """
    rule = RULES[action]
    if not rule.of_team:
        held = {Role.STAFF, *person.roles, *(role for _team, role in person.posts)}
    elif team is not None:
        held = {*person.roles, *(role for place, role in person.posts if place == team)}
    else:
        return False
    return not rule.roles.isdisjoint(held)
