"""Lists are complete, in the document's order, and say so where the document lists none."""

import pytest

from conversations.atlas import Atlas
from conversations.facets import Facet
from conversations.listing import needing, section
from standards.library import shipped

ATLAS = Atlas(shipped())


def listed(place: str, facet: Facet) -> list[str]:
    return [item.partition("/")[2] for item in section(ATLAS, place, facet).items]


def test_knowledge_printed_for_a_task_is_listed_for_the_task() -> None:
    wanted = ["K10", "K11", "K12", "K13", "K14", "K15"]
    assert listed("KPS1420-001v2/T2", Facet.KNOWLEDGE) == wanted


def test_knowledge_of_an_activity_is_its_tasks_where_the_document_gives_it_for_the_whole() -> None:
    found = section(ATLAS, "KPS1420-001v2/T2.1", Facet.KNOWLEDGE)
    assert found.holds_for == "KPS1420-001v2/T2"
    assert len(found.items) == 6


def test_knowledge_printed_per_activity_adds_up_to_the_tasks_each_once() -> None:
    assert listed("KRM4224-001v1/T1.2", Facet.KNOWLEDGE) == [f"K{n:02}" for n in range(1, 9)]
    assert listed("KRM4224-001v1/T1", Facet.KNOWLEDGE) == [f"K{n:02}" for n in range(1, 9)]


def test_an_activity_without_outputs_lists_none() -> None:
    assert section(ATLAS, "IIS3513-005v2/T1.1", Facet.OUTPUTS).items == ()


def test_a_unit_gives_its_knowledge_for_the_whole() -> None:
    found = section(ATLAS, "KPS5R0258v2/E1", Facet.KNOWLEDGE)
    assert (len(found.items), found.holds_for) == (9, "KPS5R0258v2")


@pytest.mark.parametrize(
    ("place", "facet", "fields"),
    [
        ("KPS1420-001v2", Facet.LEVEL, (("基準級別", "5"),)),
        ("110985L5", Facet.CREDIT, (("Credit", "6"),)),
        ("KPS5R0258v2", Facet.CREDIT, ()),
        ("KPS5R0258v2", Facet.LEVEL, (("職能單元級別", "5"),)),
        ("KRM4224-001v1", Facet.VERSIONS, ()),
    ],
)
def test_header_fields_answer_with_what_is_printed(
    place: str, facet: Facet, fields: tuple[tuple[str, str], ...]
) -> None:
    assert section(ATLAS, place, facet).fields == fields


def test_entry_requirements_are_the_note_that_is_labelled_so() -> None:
    assert listed("KPS1420-001v2", Facet.PREREQUISITES) == ["N2"]


def test_a_skill_is_needed_by_every_place_that_lists_it() -> None:
    assert needing(ATLAS, ["IIS3513-005v2/S07"]) == ("IIS3513-005v2/T3", "IIS3513-005v2/T4")
    assert needing(ATLAS, ["KRM4224-001v1/K14"]) == ("KRM4224-001v1/T4.1",)
    assert needing(ATLAS, ["KPS5R0258v2/S1"]) == ("KPS5R0258v2",)


@pytest.mark.parametrize("facet", list(Facet))
def test_every_facet_of_every_place_can_be_asked_for(facet: Facet) -> None:
    for standard in ATLAS.standards.values():
        places = [standard.id, *(task.id for task in standard.tasks)]
        places += [activity.id for task in standard.tasks for activity in task.activities]
        for place in places:
            found = section(ATLAS, place, facet)
            assert all(item in ATLAS for item in found.items)
