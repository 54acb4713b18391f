import pytest

from standards.graph import Graph, items
from standards.model import ItemKind
from standards_documents import (
    CODES,
    CROSS_BORDER,
    ONLINE_CUSTOMERS,
    ONLINE_RETAIL,
    OUTSOURCING,
    TRADE,
    standard_of,
)


@pytest.mark.parametrize("code", CODES)
def test_every_item_is_given_once_the_standard_first(code: str) -> None:
    found = items(standard_of(code))
    ids = [item.id for item in found]
    assert len(ids) == len(set(ids))
    assert (ids[0], found[0].kind) == (code, ItemKind.STANDARD)
    assert all(id.startswith(f"{code}/") for id in ids[1:])
    assert all(item.text for item in found)


@pytest.mark.parametrize("code", CODES)
def test_everything_named_in_a_standard_exists(code: str) -> None:
    graph = Graph(standard_of(code))
    for item in graph.items():
        for child in graph.children(item.id):
            assert graph.item(child) is not None
        for task in graph.tasks_of(item.id):
            assert graph.item(task.id) is not None


def test_an_item_knows_where_it_stands() -> None:
    graph = Graph(standard_of(TRADE))
    moved = graph.item(f"{TRADE}/P1.2.3")
    assert moved is not None
    assert (moved.kind, moved.task, moved.activity) == (
        ItemKind.INDICATOR,
        f"{TRADE}/T1",
        f"{TRADE}/T1.2",
    )
    attitude = graph.item(f"{TRADE}/A01")
    assert attitude is not None
    assert (attitude.text, attitude.task, len(attitude.parts)) == ("謹慎細心", None, 1)


def test_an_item_that_is_not_there_is_none() -> None:
    graph = Graph(standard_of(TRADE))
    assert graph.item(f"{TRADE}/K99") is None
    assert graph.task_of(f"{TRADE}/K99") is None
    assert graph.children(f"{TRADE}/K99") == ()


def test_skills_of_whole_tasks_belong_to_every_task_that_lists_them() -> None:
    graph = Graph(standard_of(ONLINE_RETAIL))
    assert [task.code for task in graph.tasks_of(f"{ONLINE_RETAIL}/S03")] == [
        "T1",
        "T2",
        "T3",
        "T4",
        "T5",
    ]
    assert graph.activities_of(f"{ONLINE_RETAIL}/S03") == ()


def test_knowledge_of_activities_belongs_to_their_tasks_too() -> None:
    graph = Graph(standard_of(CROSS_BORDER))
    assert [task.code for task in graph.tasks_of(f"{CROSS_BORDER}/K10")] == ["T3"]
    assert [one.code for one in graph.activities_of(f"{CROSS_BORDER}/K10")] == ["T3.1", "T3.2"]
    known = graph.knowledge(f"{CROSS_BORDER}/K10")
    assert known is not None
    assert known.text == "運費計算知識"


def test_children_stand_in_the_documents_order() -> None:
    graph = Graph(standard_of(ONLINE_RETAIL))
    under = [id.partition("/")[2] for id in graph.children(f"{ONLINE_RETAIL}/T1.4")]
    assert under == ["O1.4.1", "O1.4.2", "P1.4.1", "P1.4.2", "P1.4.3", "P1.4.4"]
    task = graph.task_of(f"{ONLINE_RETAIL}/P1.4.2")
    assert task is not None
    assert task.code == "T1"


def test_units_have_their_criteria_right_under_their_tasks() -> None:
    graph = Graph(standard_of(OUTSOURCING))
    assert graph.children(f"{OUTSOURCING}/R1") == (f"{OUTSOURCING}/R1.1", f"{OUTSOURCING}/R1.2")
    assert len(Graph(standard_of(ONLINE_CUSTOMERS)).children(f"{ONLINE_CUSTOMERS}/G1")) == 7
