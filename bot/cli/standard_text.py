"""A standard as lines of text, for reading in a terminal."""

from collections.abc import Iterator

from bot.places import item_code
from bot.views.importing import spot_words
from conversations.language import Translator
from standards.model import Activity, Finding, Indicator, Knowledge, Skill, Standard, Task
from standards.reading import Reading


def standard_lines(standard: Standard, _: Translator) -> Iterator[str]:
    """Everything the standard holds, in the document's order, then what the reader found."""
    yield f"{standard.code}  {standard.title}"
    if standard.level is not None:
        yield _("Level: {level}", level=standard.level)
    if standard.credit is not None:
        yield _("Credit: {credit}", credit=standard.credit)
    for label, value in standard.fields.items():
        yield f"{label}: {value}".rstrip()
    for row in standard.versions:
        yield "  ".join(
            part
            for part in (row.version, row.code, row.title, row.status, row.note, row.date)
            if part
        )
    for task in standard.tasks:
        yield ""
        yield from _task_lines(task, _)
    yield from _listed(_("Knowledge"), standard.knowledge)
    yield from _listed(_("Skills"), standard.skills)
    yield from _titled(_("Attitudes"), bool(standard.attitudes))
    for attitude in standard.attitudes:
        yield f"  {attitude.code} {attitude.title}"
        if attitude.text:
            yield f"      {attitude.text}"
    yield from _titled(_("Assessment"), bool(standard.assessment))
    for heading in standard.assessment:
        yield f"  {heading.code} {heading.text}"
        for entry in heading.items:
            yield f"    {entry.code} {entry.text}"
            yield from (f"      • {item}" for item in entry.items)
    yield from _titled(_("Notes"), bool(standard.notes))
    for note in standard.notes:
        yield f"  {note.code} {note.title}".rstrip()
        yield from (f"      • {item}" for item in note.items)
    yield from _titled(_("Findings"), bool(standard.findings))
    yield from (f"  {line}" for line in finding_lines(standard.findings, _))


def finding_lines(
    findings: tuple[Finding, ...], _: Translator, reading: Reading | None = None
) -> Iterator[str]:
    """A line or two a finding: where, what was printed, how it was read, and why.

    With the `reading` that made them, page and line of the document are given too.
    """
    for finding in findings:
        place = spot_words(reading, finding, _) if reading else ""
        where = finding.where
        if place:
            own = where.startswith("line ")
            where = place if own else _("{item}, {place}", item=where, place=place)
        yield f"{where} [{finding.kind}] {_(finding.why, **finding.params)}"
        if finding.read_as and finding.read_as != finding.printed:
            read_as = f"{_shortened(finding.printed)} → {_shortened(finding.read_as)}"
            yield f"    {read_as.lstrip()}"
        elif finding.printed:
            yield f"    {_shortened(finding.printed)}"


def _shortened(text: str, limit: int = 100) -> str:
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def _task_lines(task: Task, _: Translator) -> Iterator[str]:
    yield f"{task.code} {task.title}{_suffix(task.level, _)}"
    yield from _references(task, "  ")
    yield from _indicator_lines(task.indicators, "  ")
    for activity in task.activities:
        yield f"  {activity.code} {activity.title}{_suffix(activity.level, _)}"
        yield from _references(activity, "    ")
        yield from (f"    {output.code} {output.text}" for output in activity.outputs)
        yield from _indicator_lines(activity.indicators, "    ")


def _suffix(level: int | None, _: Translator) -> str:
    return "" if level is None else "  " + _("(level {level})", level=level)


def _references(place: Task | Activity, indent: str) -> Iterator[str]:
    for ids in (place.knowledge, place.skills):
        if ids:
            yield indent + " ".join(item_code(item) for item in ids)


def _indicator_lines(indicators: tuple[Indicator, ...], indent: str) -> Iterator[str]:
    for indicator in indicators:
        marks = "".join(f" [{note.partition('/')[2]}]" for note in indicator.notes)
        yield f"{indent}{indicator.code} {indicator.text}{marks}"


def _listed(title: str, entries: tuple[Knowledge, ...] | tuple[Skill, ...]) -> Iterator[str]:
    yield from _titled(title, bool(entries))
    for entry in entries:
        yield f"  {entry.code} {entry.text}"
        yield from (f"      • {item}" for item in entry.items)


def _titled(title: str, anything: bool) -> Iterator[str]:
    if anything:
        yield ""
        yield title
