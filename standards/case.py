"""A standard as a package of CASE 1.1, 1EdTech's format for competency frameworks.

Each item is a CFItem, the tree is made of `isChildOf`, and what calls for what is `isRelatedTo`.
What CASE has no place for (levels, bullets, findings, …) stands in `extensions` under our own key,
so that reading a package that was written here gives the very standard; a tool that knows nothing
of it sees a plain framework. Identifiers are made from codes alone (uuid5): the same item has the
same one in every export, wherever it is made.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

from standards.flat import TITLED, Row, RowKind, flattened
from standards.model import Finding, Standard, Version

Json = dict[str, Any]

EXTENSION = "competency-bot"
"""The key of all that is ours in `extensions`."""
NAMESPACE = UUID("6e1b4d0a-1f9c-5c3e-9b0e-0c9b2f6f2a51")
"""Of our identifiers; never to be changed."""
BULLET = "\n• "

TYPES = {
    RowKind.TASK: "Task",
    RowKind.ACTIVITY: "Activity",
    RowKind.OUTPUT: "Output",
    RowKind.INDICATOR: "Performance Indicator",
    RowKind.KNOWLEDGE: "Knowledge",
    RowKind.SKILL: "Skill",
    RowKind.ATTITUDE: "Attitude",
    RowKind.ASSESSMENT: "Assessment Guideline",
    RowKind.ENTRY: "Assessment Evidence",
    RowKind.NOTE: "Note",
}
"""What each kind is called as a CFItemType."""


def identifier(*names: str) -> str:
    """The identifier of what `names` name: a standard, an item, a relation of two items."""
    return str(uuid5(NAMESPACE, "\x1f".join(names)))


def package(standard: Standard, at: datetime) -> Json:
    """The CFPackage of `standard`, which was changed last `at`."""
    changed = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    rows = tuple(flattened(standard))
    return {
        "CFDocument": _document(standard, changed),
        "CFItems": [_item(standard, row, changed) for row in rows],
        "CFAssociations": list(_associations(standard, rows, changed)),
        "CFDefinitions": {"CFItemTypes": _types(rows, changed)},
    }


def statement(row: Row) -> str:
    """All the words of an item, as a tool shows it that knows nothing but its statement."""
    head = row.text or row.title
    return BULLET.join((head, *row.items)) if head else BULLET.join(("", *row.items))[1:]


def _document(standard: Standard, changed: str) -> Json:
    publisher = standard.source.publisher
    own = next((row for row in standard.versions if row.code == standard.code), None)
    document: Json = {
        **_identified(standard.id),
        "caseVersion": "1.1",
        "creator": publisher or standard.code,
        "title": _on_one_line(standard.title),
        "lastChangeDateTime": changed,
        "language": standard.language.value,
    }
    if publisher:
        document["publisher"] = publisher
    if standard.source.source:
        document["description"] = standard.source.source
    if own is not None and own.version:
        document["version"] = own.version
    document["extensions"] = {
        EXTENSION: {
            "code": standard.code,
            "family": standard.family.value,
            "level": standard.level,
            "credit": standard.credit,
            "title": standard.title,
            "task_label": standard.task_label,
            "activity_label": standard.activity_label,
            "fields": dict(standard.fields),
            "versions": [_version(row) for row in standard.versions],
            "findings": [_finding(finding) for finding in standard.findings],
            "source": {
                "publisher": publisher,
                "title": standard.source.title,
                "source": standard.source.source,
            },
        }
    }
    return document


def _version(row: Version) -> list[str]:
    return [row.version, row.code, row.title, row.status, row.note, row.date]


def _finding(finding: Finding) -> Json:
    return {
        "kind": finding.kind.value,
        "where": finding.where,
        "printed": finding.printed,
        "read_as": finding.read_as,
        "why": str(finding.why),
        "params": dict(finding.params),
    }


def _item(standard: Standard, row: Row, changed: str) -> Json:
    said: Json = {"kind": row.kind.value, "id": row.id}
    if row.level is not None:
        said["level"] = row.level
    if row.items:
        said["items"] = list(row.items)
    if row.kind in TITLED:
        said["title"] = row.title
    if row.text:
        said["text"] = row.text
    item: Json = {
        **_identified(f"{standard.code}/{row.id}"),
        "fullStatement": statement(row),
        "CFItemType": TYPES[row.kind],
        "humanCodingScheme": _on_one_line(row.code),
        "language": standard.language.value,
        "CFItemTypeURI": _type_link(row.kind),
        "lastChangeDateTime": changed,
        "extensions": {EXTENSION: said},
    }
    if row.title and statement(row) != row.title:
        item["abbreviatedStatement"] = _on_one_line(row.title)
    return item


def _associations(standard: Standard, rows: tuple[Row, ...], changed: str) -> Iterator[Json]:
    words = {row.id: _on_one_line(f"{row.code} {row.title or row.text}") for row in rows}

    def link(id: str) -> Json:
        name = f"{standard.code}/{id}" if id else standard.id
        title = words[id] if id else _on_one_line(standard.title)
        return {"title": title, **_identified(name), "targetType": "CASE"}

    def relation(kind: str, origin: str, destination: str, number: int) -> Json:
        return {
            **_identified(standard.code, kind, origin, destination),
            "associationType": kind,
            "sequenceNumber": number,
            "originNodeURI": link(origin),
            "destinationNodeURI": link(destination),
            "lastChangeDateTime": changed,
        }

    counts: dict[str, int] = {}
    for row in rows:
        counts[row.under] = counts.get(row.under, 0) + 1
        yield relation("isChildOf", row.id, row.under, counts[row.under])
    for row in rows:
        called = (*row.knowledge, *row.skills, *row.refers_to)
        for number, other in enumerate(called, start=1):
            yield relation("isRelatedTo", row.id, other, number)


def _types(rows: tuple[Row, ...], changed: str) -> list[Json]:
    return [
        {
            **_identified("type", kind),
            "title": TYPES[kind],
            "description": TYPES[kind],
            "hierarchyCode": str(number),
            "typeCode": kind.value,
            "lastChangeDateTime": changed,
        }
        for number, kind in enumerate(dict.fromkeys(row.kind for row in rows), start=1)
    ]


def _type_link(kind: RowKind) -> Json:
    return {"title": TYPES[kind], **_identified("type", kind)}


def _identified(*names: str) -> Json:
    made = identifier(*names)
    return {"identifier": made, "uri": f"urn:uuid:{made}"}


def _on_one_line(text: str) -> str:
    """As CASE's NormalizedString: no line ends, no tabs."""
    return " ".join(text.split())
