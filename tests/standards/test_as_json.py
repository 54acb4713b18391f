import json
from typing import Any

import pytest

from standards.as_json import findings_json, standard_json
from standards.library import shipped
from standards_documents import CROSS_BORDER, ONLINE_CUSTOMERS, ONLINE_RETAIL, standard_of

STANDARD = [
    *("id", "code", "title", "family", "language", "level", "credit", "fields", "versions"),
    *("tasks", "knowledge", "skills", "attitudes", "assessment", "notes", "findings"),
]
SHAPES = {
    "versions": ["version", "code", "title", "status", "note", "date"],
    "tasks": ["id", "code", "title", "level", "knowledge", "skills", "indicators", "activities"],
    "activities": ["id", "code", "title", "level", "outputs", "indicators", "knowledge", "skills"],
    "outputs": ["id", "code", "text"],
    "indicators": ["id", "code", "text", "notes"],
    "attitudes": ["id", "code", "title", "text"],
    "assessment": ["id", "code", "text", "items"],
    "notes": ["id", "code", "title", "items", "refers_to"],
    "findings": ["kind", "where", "printed", "read_as", "why"],
}


def check(name: str, value: Any) -> None:
    if isinstance(value, list):
        for one in value:
            check(name, one)
    elif isinstance(value, dict) and name != "fields":
        listed = name in ("knowledge", "skills") or (name == "items")
        assert list(value) == (["id", "code", "text", "items"] if listed else SHAPES[name])
        for key, inner in value.items():
            check(key, inner)


@pytest.mark.parametrize("standard", shipped(), ids=lambda standard: standard.code)
def test_a_standard_has_the_keys_of_the_contract_in_their_order(standard: Any) -> None:
    shown = standard_json(standard)
    assert list(shown) == STANDARD
    for name, value in shown.items():
        check(name, value)
    assert json.loads(json.dumps(shown)) == shown


def test_ids_are_the_codes_under_the_standards_code() -> None:
    shown = standard_json(standard_of(ONLINE_RETAIL))
    activity = shown["tasks"][0]["activities"][2]
    assert shown["id"] == shown["code"] == ONLINE_RETAIL
    assert activity["outputs"] == [
        {"id": "IIS3513-005v2/O1.3.1", "code": "O1.3.1", "text": "帳戶報告"}
    ]
    assert activity["indicators"][0]["id"] == "IIS3513-005v2/P1.3.1"
    skills = standard_json(standard_of(CROSS_BORDER))["skills"]
    assert {"id": f"{CROSS_BORDER}/S05b", "code": "S05", "text": "Excel 操作技能", "items": []} in (
        skills
    )


def test_a_findings_sentence_is_translated_and_its_holes_are_filled() -> None:
    findings = standard_of(ONLINE_CUSTOMERS).findings
    assert findings_json(findings)[1]["why"].endswith("between them tell 7 entries apart.")

    def translate(sentence: str) -> str:
        return "共 {count} 項" if "{count}" in sentence else ""

    translated = findings_json(findings, translate)
    assert [one["why"] for one in translated if one["why"]] == ["共 7 項", "共 3 項", "共 6 項"]
