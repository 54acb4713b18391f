"""A standard as JSON: the shape and the order of keys that programs outside rely on."""

from collections.abc import Callable, Sequence
from typing import Any

from standards.certainty import Certainty
from standards.document import Document
from standards.model import (
    Activity,
    Assessment,
    Finding,
    Indicator,
    Knowledge,
    Note,
    Skill,
    Standard,
    Task,
)
from standards.reading import Reading

Json = dict[str, Any]
Translate = Callable[[str], str]


def as_written(message: str) -> str:
    """The sentence itself: no translation."""
    return message


def standard_json(standard: Standard, translate: Translate = as_written) -> Json:
    """`standard`, whole; `translate` gives a finding's sentence in the reader's language."""
    return {
        "id": standard.id,
        "code": standard.code,
        "title": standard.title,
        "family": standard.family.value,
        "language": standard.language.value,
        "level": standard.level,
        "credit": standard.credit,
        "fields": dict(standard.fields),
        "versions": [
            {
                "version": version.version,
                "code": version.code,
                "title": version.title,
                "status": version.status,
                "note": version.note,
                "date": version.date,
            }
            for version in standard.versions
        ],
        "tasks": [_task(task) for task in standard.tasks],
        "knowledge": [_listed(one) for one in standard.knowledge],
        "skills": [_listed(one) for one in standard.skills],
        "attitudes": [
            {"id": one.id, "code": one.code, "title": one.title, "text": one.text}
            for one in standard.attitudes
        ],
        "assessment": [_assessment(heading) for heading in standard.assessment],
        "notes": [_note(note) for note in standard.notes],
        "findings": findings_json(standard.findings, translate),
    }


def certainty_json(sure: Certainty, translate: Translate = as_written) -> Json:
    """How sure a reading is: the grade, the share of words that found their place, the doubts."""
    return {
        "grade": sure.grade.value,
        "placed": round(sure.placed, 4),
        "doubts": [translate(one.doubt).format(**one.params) for one in sure.doubts],
    }


def document_json(document: Document, file: str, translate: Translate = as_written) -> Json:
    """The file that a standard was read from; `pages` is null where it has none."""
    return {
        "file": file,
        "format": document.format.value,
        "pages": len(document.pages) or None,
        "remarks": [translate(one.told).format(**one.params) for one in document.remarks],
    }


def places_json(reading: Reading) -> list[Json]:
    """Where in the document each finding is, in their order; null what is not known."""
    spots = (reading.spot(finding) for finding in reading.standard.findings)
    return [
        {"line": spot.line if spot else None, "page": spot.page if spot else None} for spot in spots
    ]


def findings_json(findings: Sequence[Finding], translate: Translate = as_written) -> list[Json]:
    """The findings, each with its sentence filled in."""
    return [
        {
            "kind": finding.kind.value,
            "where": finding.where,
            "printed": finding.printed,
            "read_as": finding.read_as,
            "why": translate(finding.why).format(**finding.params),
        }
        for finding in findings
    ]


def _task(task: Task) -> Json:
    return {
        "id": task.id,
        "code": task.code,
        "title": task.title,
        "level": task.level,
        "knowledge": list(task.knowledge),
        "skills": list(task.skills),
        "indicators": [_indicator(one) for one in task.indicators],
        "activities": [_activity(activity) for activity in task.activities],
    }


def _activity(activity: Activity) -> Json:
    return {
        "id": activity.id,
        "code": activity.code,
        "title": activity.title,
        "level": activity.level,
        "outputs": [{"id": one.id, "code": one.code, "text": one.text} for one in activity.outputs],
        "indicators": [_indicator(one) for one in activity.indicators],
        "knowledge": list(activity.knowledge),
        "skills": list(activity.skills),
    }


def _indicator(one: Indicator) -> Json:
    return {"id": one.id, "code": one.code, "text": one.text, "notes": list(one.notes)}


def _listed(one: Knowledge | Skill) -> Json:
    return {"id": one.id, "code": one.code, "text": one.text, "items": list(one.items)}


def _assessment(heading: Assessment) -> Json:
    return {
        "id": heading.id,
        "code": heading.code,
        "text": heading.text,
        "items": [
            {"id": one.id, "code": one.code, "text": one.text, "items": list(one.items)}
            for one in heading.items
        ],
    }


def _note(note: Note) -> Json:
    return {
        "id": note.id,
        "code": note.code,
        "title": note.title,
        "items": list(note.items),
        "refers_to": list(note.refers_to),
    }
