"""By what a button names somebody in a team."""

import re

from hypothesis import given
from hypothesis import strategies as st

from conversations.teams import seat_of, seated

keys = st.integers(1, 10**12).map(lambda number: f"telegram:{number}")


@given(st.lists(keys, unique=True, min_size=1, max_size=20))
def test_a_seat_leads_to_its_person_among_those_of_the_team(persons: list[str]) -> None:
    for person in persons:
        assert seated(seat_of(person), persons) == person
        assert seated(seat_of(person), set(persons) - {person}) is None


@given(keys)
def test_a_seat_is_short_and_holds_nothing_of_the_key(person: str) -> None:
    assert re.fullmatch(r"[A-Za-z0-9_-]{8}", seat_of(person))
