"""The standards held now, as buttons find them."""

import pytest

from bot.callbacks import StaleButton
from bot.held import Held
from bot_twins import standard_of, standards

CODE = "KRM4224-001v1"


def test_what_a_button_names_is_found_among_what_is_held() -> None:
    held = Held(standards)
    standard, place = held.place(f"{CODE}/T4")
    assert standard is held.find(CODE) is held.standard(CODE) is standard_of(CODE)
    assert place.item.id == f"{CODE}/T4"


@pytest.mark.parametrize("item_id", [f"{CODE}/T99", "gone/T1", "gone", ""])
def test_what_is_not_held_makes_a_button_stale(item_id: str) -> None:
    with pytest.raises(StaleButton):
        Held(standards).place(item_id)


def test_a_standard_removed_meanwhile_is_held_no_more() -> None:
    loaded = list(standards())
    held = Held(lambda: loaded)
    assert held.find(CODE) is not None
    loaded.clear()
    assert held.find(CODE) is None
    with pytest.raises(StaleButton):
        held.standard(CODE)
