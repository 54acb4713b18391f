"""What links carry."""

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.links import (
    MOST_LETTERS,
    OWN,
    assignment_in,
    assignment_of,
    join_of,
    link_of,
    opened_by,
    opening_of,
    own_of,
    scope_of,
    secret_of,
    start_of,
)
from bot.places import places
from bot_twins import standards
from conversations.organisation import SECRET_BYTES, random_secret

secrets = st.text("ABCxyz019-_", min_size=1, max_size=40)


@given(secrets)
def test_a_secret_comes_back_from_its_own_kind_of_link_alone(secret: str) -> None:
    assert secret_of(join_of(secret)) == secret
    assert secret_of(own_of(secret), OWN) == secret
    assert secret_of(own_of(secret)) is None
    assert secret_of(join_of(secret), OWN) is None
    assert scope_of(join_of(secret)) is None


def test_what_is_no_invite_has_no_secret() -> None:
    for start in ("", "join", "join-", "quiz", start_of("KRM4224-001v1")):
        assert secret_of(start) is None


def test_telegram_takes_the_links_of_fresh_secrets() -> None:
    assert SECRET_BYTES * 8 >= 128
    for _ in range(50):
        start = join_of(random_secret())
        assert re.fullmatch(rf"[A-Za-z0-9_-]{{1,{MOST_LETTERS}}}", start)
        assert link_of("competency_bot", start) == f"https://t.me/competency_bot?start={start}"


def test_a_link_leads_to_every_item_of_the_shipped_standards() -> None:
    for standard in standards():
        for id in (standard.code, *(place.item.id for place in places(standard))):
            start = opening_of(id)
            assert start is not None
            assert re.fullmatch(rf"[A-Za-z0-9_-]{{1,{MOST_LETTERS}}}", start)
            assert opened_by(start) == id
            assert scope_of(start) is None


@given(st.text(min_size=1, max_size=20))
def test_a_link_to_an_assignment_leads_to_nothing_else(id: str) -> None:
    start = assignment_of(id)
    assert start is None or (assignment_in(start), opened_by(start)) == (id, None)


@given(st.text(max_size=80))
def test_no_other_argument_leads_to_an_item(start: str) -> None:
    id = opened_by(start)
    assert id is None or opening_of(id) == start


def test_an_id_that_is_too_long_for_a_link_has_none() -> None:
    assert opening_of("X" * 60) is None
