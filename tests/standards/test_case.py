"""Standards as CASE packages: valid, stable, and read back as what they were."""

import json
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft201909Validator  # type: ignore[import-untyped]

from standards.case import EXTENSION, package
from standards.case_reading import standard_of
from standards.errors import MalformedStandard, StandardError, UnknownFamily
from standards.library import shipped
from standards.model import FindingKind, ItemKind, Language, Source, Standard
from standards.sentences import Why

AT = datetime(2026, 1, 1, tzinfo=UTC)
SCHEMA = Path(__file__).parent / "data" / "case-v1p1-cfpackage.json"
every_standard = pytest.mark.parametrize("standard", shipped(), ids=lambda each: each.code)


@cache
def validator() -> Draft201909Validator:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    Draft201909Validator.check_schema(schema)
    return Draft201909Validator(schema, format_checker=Draft201909Validator.FORMAT_CHECKER)


def read(said: Any, file: str = "x.json") -> Standard:
    return standard_of(json.dumps(said), Source(file=file))


def framework(*items: dict[str, Any], **document: Any) -> dict[str, Any]:
    """Somebody else's package: `under` says what an item is a child of."""
    associations = [
        {
            "identifier": f"a-{number}",
            "associationType": "isChildOf",
            "originNodeURI": {"identifier": item["identifier"]},
            "destinationNodeURI": {"identifier": item.pop("under", "doc")},
        }
        for number, item in enumerate(items)
    ]
    head = {"identifier": "doc", "title": "Digital skills", "creator": "A school", **document}
    return {"CFDocument": head, "CFItems": list(items), "CFAssociations": associations}


def item(identifier: str, words: str, under: str = "doc", **more: Any) -> dict[str, Any]:
    return {"identifier": identifier, "fullStatement": words, "under": under, **more}


@every_standard
def test_an_exported_package_is_valid_by_the_schema_of_case(standard: Standard) -> None:
    errors = [error.message for error in validator().iter_errors(package(standard, AT))]
    assert errors == []


def test_the_schema_refuses_what_is_no_package() -> None:
    said = package(shipped()[0], AT)
    said["CFItems"][0]["identifier"] = "no uuid"
    said["CFItems"][1]["level"] = 3
    del said["CFDocument"]["creator"]
    assert len(list(validator().iter_errors(said))) == 3


@every_standard
def test_importing_an_export_gives_the_very_standard(standard: Standard) -> None:
    assert read(package(standard, AT), standard.source.file) == standard


@every_standard
def test_exporting_an_import_gives_the_very_package(standard: Standard) -> None:
    said = package(standard, AT)
    assert package(read(said), AT) == said


def test_identifiers_are_of_version_5_all_different_and_the_same_in_every_export() -> None:
    one, other = package(shipped()[0], AT), package(shipped()[0], AT + timedelta(days=9))
    for name in ("CFItems", "CFAssociations"):
        ids = [each["identifier"] for each in one[name]]
        assert ids == [each["identifier"] for each in other[name]]
        assert len(set(ids)) == len(ids)
        assert {UUID(id).version for id in ids} == {5}
    # Written down once and for all: others keep them.
    assert one["CFDocument"]["identifier"] == "2caae847-faa6-55cf-9b0c-488f9dd27360"
    assert one["CFItems"][0]["identifier"] == "841a0e72-6945-541b-b512-7f400c9a73de"


def test_the_time_of_the_change_is_in_utc() -> None:
    taipei = datetime(2026, 1, 1, 8, tzinfo=timezone(timedelta(hours=8)))
    said = package(shipped()[0], taipei)
    assert said["CFDocument"]["lastChangeDateTime"] == "2026-01-01T00:00:00Z"


def test_words_that_another_tool_changed_are_taken() -> None:
    standard = shipped()[0]
    said = package(standard, AT)
    changed = {one["humanCodingScheme"]: one for one in said["CFItems"]}
    changed["P1.1.1"]["fullStatement"] = "確認公司的策略。"
    changed["T1"]["fullStatement"] = "使用系統"
    found = read(said)
    assert found.tasks[0].activities[0].indicators[0].text == "確認公司的策略。"
    assert found.tasks[0].title == "使用系統"
    assert found.tasks[1:] == standard.tasks[1:]


def test_a_framework_that_was_not_written_here_is_read_by_its_tree() -> None:
    found = read(
        framework(
            item("a", "Communicate", humanCodingScheme="DS.1"),
            item("b", "Write mails", "a"),
            item("c", "Names a clear subject", "b"),
            item("d", "Answers within a day", "b"),
            item("e", "Knows who reads mails", "a", CFItemType="Knowledge"),
            item("f", "Polite", CFItemType="Disposition"),
            language="en",
        )
    )
    (task,) = found.tasks
    assert (found.code, found.title, found.language) == ("CASE-doc", "Digital skills", Language.EN)
    assert (task.id, task.code, task.title) == ("CASE-doc/DS.1", "DS.1", "Communicate")
    (activity,) = task.activities
    assert activity.title == "Write mails"
    assert [one.text for one in activity.indicators] == [
        "Names a clear subject",
        "Answers within a day",
    ]
    assert [one.text for one in found.knowledge] == ["Knows who reads mails"]
    assert task.knowledge == (found.knowledge[0].id,)
    assert [one.title for one in found.attitudes] == ["Polite"]
    assert found.source.publisher == "A school"


def test_children_come_by_their_sequence_numbers() -> None:
    said = framework(item("a", "First"), item("b", "Second"), item("c", "Third"))
    for association, number in zip(said["CFAssociations"], (3, 1, 2), strict=True):
        association["sequenceNumber"] = number
    assert [task.title for task in read(said).tasks] == ["Second", "Third", "First"]


def test_what_stands_deeper_than_a_standard_goes_is_an_indicator_and_reported() -> None:
    found = read(
        framework(
            item("a", "One"), item("b", "Two", "a"), item("c", "Three", "b"), item("d", "Four", "c")
        )
    )
    (activity,) = found.tasks[0].activities
    assert [one.text for one in activity.indicators] == ["Three", "Four"]
    assert [finding.why for finding in found.findings] == [Why.DEEP_ITEM]


def test_items_that_go_round_in_a_circle_are_reported_and_not_read() -> None:
    found = read(framework(item("a", "One"), item("b", "Two", "c"), item("c", "Three", "b")))
    assert [task.title for task in found.tasks] == ["One"]
    kinds = [(finding.kind, finding.printed) for finding in found.findings]
    assert kinds == [(FindingKind.UNPLACED, "Two"), (FindingKind.UNPLACED, "Three")]


def test_codes_that_cannot_be_ids_get_numbers_and_are_kept_as_codes() -> None:
    found = read(
        framework(
            item("a", "One", humanCodingScheme="../1"),
            item("b", "Two", humanCodingScheme="X"),
            item("c", "Three", humanCodingScheme=" X\t"),
        )
    )
    assert [(task.id, task.code) for task in found.tasks] == [
        ("CASE-doc/T1", "../1"),
        ("CASE-doc/X", "X"),
        ("CASE-doc/T2", "X"),
    ]


def test_no_sentence_of_a_package_is_ever_shown_as_ours() -> None:
    said = package(shipped()[0], AT)
    findings = said["CFDocument"]["extensions"][EXTENSION]["findings"]
    findings[0]["why"] = "Call {params.__class__} now."
    findings[1]["params"] = {}
    findings[2] = "nothing"
    kept = read(said).findings
    assert len(kept) >= len(findings) - 3
    assert {finding.why for finding in kept} <= set(Why)
    for finding in kept:
        assert finding.why.format(**finding.params)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{"CFDocument": {', "x.json, line 1, column 17: this can't be read as JSON."),
        ('{"a": 1}', "x.json is JSON, but no CASE package: it has no CFDocument."),
        ("{" * 100_000, "x.json, line 1, column 2: this can't be read as JSON."),
        ('{"CFDocument": {"title": 5}}', "x.json: CFDocument.title is missing, or is not what"),
        ('{"CFDocument": {"title": "A"}}', "x.json: CFDocument.identifier is missing, or is not"),
        (
            '{"CFDocument": {"title": "A", "identifier": "7"}}',
            "x.json holds no tasks that could be read.",
        ),
        (
            '{"CFDocument": {"title": "A"}, "CFItems": [{"identifier": "a"}]}',
            "x.json: CFItems[0].fullStatement is missing, or is not what CASE 1.1 says.",
        ),
        (
            '{"CFDocument": {}, "CFItems": [{"identifier": "a", "fullStatement": " "}]}',
            "x.json: CFItems[0].fullStatement is missing, or is not what CASE 1.1 says.",
        ),
        (
            '{"CFDocument": {"title": "A", "extensions": {"competency-bot": {"code": "../a"}}}}',
            "x.json: “../a” can't be the code of a standard.",
        ),
    ],
)
def test_what_is_no_package_is_refused_with_its_place(text: str, sentence: str) -> None:
    with pytest.raises((MalformedStandard, UnknownFamily)) as raised:
        standard_of(text, Source(file="x.json"))
    assert str(raised.value).startswith(sentence)


def paths(said: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path]
    if isinstance(said, dict):
        found += [inner for key, value in said.items() for inner in paths(value, (*path, key))]
    if isinstance(said, list):
        found += [inner for key, value in enumerate(said) for inner in paths(value, (*path, key))]
    return found


@cache
def smallest() -> str:
    return json.dumps(package(shipped()[-1], AT))


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_package_damaged_anywhere_is_read_or_refused_in_a_sentence(data: st.DataObject) -> None:
    said = json.loads(smallest())
    for _time in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(paths(said)[1:]))
        inside = said
        for key in path[:-1]:
            inside = inside[key]
        other = [None, 5, -1, 1.5, "", "x", " x\t", "\0", [], {}, True, ["a"], {"a": 1}, "ä" * 300]
        inside[path[-1]] = data.draw(st.sampled_from(other))
    with suppress(StandardError):
        found = read(said)
        assert found.tasks
        assert all("\0" not in finding.printed for finding in found.findings)
        ids = [row["humanCodingScheme"] for row in package(found, AT)["CFItems"]]
        assert len(ids) > 0
        # What was read once can be written and read again.
        again = read(package(found, AT))
        assert replace(again, findings=()) == replace(found, findings=())


def test_every_kind_of_item_is_in_some_export() -> None:
    types = {one["CFItemType"] for each in shipped() for one in package(each, AT)["CFItems"]}
    assert len(types) >= len(ItemKind) - 1
