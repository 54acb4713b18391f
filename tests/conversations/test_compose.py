"""Items under the headings of the places they stand in."""

from bot_twins import standards
from conversations.atlas import Atlas
from conversations.compose import grouped
from conversations.language import translator
from standards.model import Language

ATLAS = Atlas(standards())
ZH = translator(Language.ZH_HANT)


def codes(*items: str) -> list[list[str]]:
    """What stands under each heading, of items of one standard."""
    groups = grouped([ATLAS[f"KRM4224-001v1/{item}"] for item in items], ZH)
    return [[quote.code for quote in group.quotes] for group in groups]


def test_an_activity_ends_the_group_of_what_stands_in_it_unless_it_fits_best() -> None:
    assert codes("P4.2.1", "T4.2", "O4.2.1") == [["P4.2.1", "O4.2.1", "T4.2"]]
    assert codes("T4.2", "T4", "P4.2.1", "O4.2.1") == [["T4.2", "P4.2.1", "O4.2.1"], ["T4"]]


def test_activities_without_what_stands_in_them_keep_their_order() -> None:
    assert codes("T3.3", "P3.1.1", "T3.1", "T3.2") == [["T3.3", "T3.2"], ["P3.1.1", "T3.1"]]
