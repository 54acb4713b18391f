"""Who may do what: the table, and what holds of it for anybody whatever they are."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.roles import RULES, THE_OPERATOR, Action, Actor, Role, allowed

TEAMS = ("export", "shop", "depot")
TEAM_ROLES = (Role.STAFF, Role.LEARNER, Role.MANAGER)

actors = st.builds(
    Actor,
    st.just("telegram:1"),
    st.frozensets(st.sampled_from((Role.EDITOR, Role.OWNER))),
    st.frozensets(st.tuples(st.sampled_from(TEAMS), st.sampled_from(TEAM_ROLES))),
)
actions = st.sampled_from(Action)
places = st.sampled_from((*TEAMS, None))


def test_every_action_has_its_rule() -> None:
    assert set(RULES) == set(Action)
    assert all(rule.roles for rule in RULES.values())


@pytest.mark.parametrize(("role", "action"), list(product(Role, Action)))
def test_a_role_may_do_what_the_table_says_and_nothing_else(role: Role, action: Action) -> None:
    in_team = role in TEAM_ROLES
    actor = Actor(
        "telegram:1",
        frozenset() if in_team else frozenset({role}),
        frozenset({("export", role)}) if in_team else frozenset(),
    )
    rule = RULES[action]
    # Everybody is staff of the whole, and only of the teams that they are in.
    stands_for = {role} if rule.of_team else {role, Role.STAFF}
    assert allowed(actor, action, "export") is bool(rule.roles & stands_for)


@pytest.mark.parametrize("action", Action)
def test_a_stranger_may_ask_and_take_checks(action: Action) -> None:
    may = {allowed(Actor("telegram:9"), action, place) for place in (*TEAMS, None)}
    assert may == {action in (Action.ASK, Action.TAKE_CHECKS)}


@given(actors, actions, places, actors)
def test_being_more_never_takes_anything_away(
    actor: Actor, action: Action, place: str | None, more: Actor
) -> None:
    both = Actor(actor.key, actor.roles | more.roles, actor.posts | more.posts)
    assert not allowed(actor, action, place) or allowed(both, action, place)


@given(actors, actions, st.sampled_from(TEAMS))
def test_what_one_is_in_other_teams_says_nothing_about_this_one(
    actor: Actor, action: Action, place: str
) -> None:
    here = Actor(
        actor.key, actor.roles, frozenset(post for post in actor.posts if post[0] == place)
    )
    if RULES[action].of_team:
        assert allowed(actor, action, place) is allowed(here, action, place)


@given(actors, actions)
def test_what_is_done_to_a_team_is_allowed_to_nobody_without_one(
    actor: Actor, action: Action
) -> None:
    if RULES[action].of_team:
        assert not allowed(actor, action, None)


OWNERS_ALONE = (
    Action.APPOINT_MANAGER,
    Action.DISMISS_MANAGER,
    Action.ADD_MEMBER,
    Action.NAME_EDITOR,
    Action.NAME_OWNER,
    Action.DISMISS_OWNER,
    Action.SEE_PEOPLE,
    Action.READ_LOG,
)


@given(actors, st.sampled_from(OWNERS_ALONE), st.sampled_from(TEAMS))
def test_only_owners_make_managers_and_read_the_log(
    actor: Actor, action: Action, place: str
) -> None:
    assert allowed(actor, action, place) is (Role.OWNER in actor.roles)


ABOUT_PEOPLE = (Action.SEE_TEAM, Action.SEE_LEARNER, Action.EXPORT_TEAM, Action.OBSERVE)


@given(actors, st.sampled_from(ABOUT_PEOPLE), st.sampled_from(TEAMS))
def test_where_others_stand_is_for_their_manager_and_owners_alone(
    actor: Actor, action: Action, place: str
) -> None:
    entitled = actor.is_(Role.MANAGER, place) or (
        Role.OWNER in actor.roles and action is not Action.OBSERVE
    )
    assert allowed(actor, action, place) is entitled


def test_the_operator_may_what_an_owner_may() -> None:
    owner = Actor("telegram:1", frozenset({Role.OWNER}))
    for action, place in product(Action, (*TEAMS, None)):
        assert allowed(THE_OPERATOR, action, place) is allowed(owner, action, place)
    assert Actor("telegram:1", posts=frozenset({("shop", Role.MANAGER)})).manages == {"shop"}
