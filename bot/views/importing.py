"""A document that somebody wants to add: what was understood, what it changes, and the deed."""

from collections.abc import Iterator, Sequence

from bot.callbacks import (
    AddDocument,
    ChooseScope,
    DropDocument,
    ShowDifference,
    ShowFindings,
    ShowOffer,
    ShowStandard,
)
from bot.message import Block, Button, Entry, Heading, Listing, Message, Row, Style, text
from bot.views.certainty import certainty_lines
from bot.views.labels import way_back
from bot.views.paging import page_of, turning
from conversations.language import N_, Translator
from index.errors import IndexFailure
from standards.difference import Change, ChangeKind, Difference
from standards.document import Document
from standards.formats.kind import TEXTUAL
from standards.incoming import Incoming, Verdict
from standards.model import Finding, Standard
from standards.reading import Reading

ENTRIES_A_PAGE = 12
LETTERS_A_PAGE = 2_400
SHORT = 160
"""Letters of an item's words in a listing."""

MARKS = {
    ChangeKind.ADDED: "+",
    ChangeKind.REMOVED: "−",
    ChangeKind.REWORDED: "~",
    ChangeKind.MOVED: "→",
}

_VERDICTS = {
    Verdict.NEWER: N_("It is a newer version of {other}, and would take its place."),
    Verdict.OLDER: N_("It is an older version of {other}, which is loaded; it is not added."),
    Verdict.SAME: N_("{other} is loaded already, word for word the same."),
    Verdict.CHANGED: N_("{other} is loaded already, with other words; this would replace them."),
}
_ADD = {
    Verdict.NEW: N_("Add"),
    Verdict.NEWER: N_("Add, in place of {other}"),
    Verdict.CHANGED: N_("Replace the words of {other}"),
}
"""What the button says for what can be added."""


def understood(standard: Standard, _: Translator) -> tuple[str, ...]:
    """How much was read of each kind that there is, and how much was noticed."""
    activities = sum(len(task.activities) for task in standard.tasks)
    indicators = sum(len(tuple(task.all_indicators())) for task in standard.tasks)
    outputs = sum(len(tuple(task.all_outputs())) for task in standard.tasks)
    knowledge, skills, attitudes = standard.knowledge, standard.skills, standard.attitudes
    counts = (
        (activities, _.count("{n} activity", "{n} activities", activities)),
        (outputs, _.count("{n} output", "{n} outputs", outputs)),
        (indicators, _.count("{n} indicator", "{n} indicators", indicators)),
        (
            len(knowledge),
            _.count("{n} item of knowledge", "{n} items of knowledge", len(knowledge)),
        ),
        (len(skills), _.count("{n} skill", "{n} skills", len(skills))),
        (len(attitudes), _.count("{n} attitude", "{n} attitudes", len(attitudes))),
    )
    return (
        _.count("{n} task", "{n} tasks", len(standard.tasks)),
        *(words for count, words in counts if count),
        _.count("{n} finding", "{n} findings", len(standard.findings)),
    )


def facts(standard: Standard, _: Translator) -> str:
    """Code, level and language on one line."""
    level = "" if standard.level is None else _("level {level}", level=standard.level)
    return " · ".join(filter(None, (standard.code, level, standard.language.value)))


def file_lines(document: Document | None, _: Translator) -> Iterator[str]:
    """What format a file is in and how many pages it has, and what else is to be told of it."""
    if document is None:
        return
    if document.pages:
        pages = _.count("{n} page", "{n} pages", len(document.pages))
        yield _("Read from {format}, {pages}.", format=document.format.label, pages=pages)
    elif document.format not in TEXTUAL:
        yield _("Read from {format}.", format=document.format.label)
    for remark in document.remarks:
        yield _(remark.told, **remark.params)


def spot_words(reading: Reading, finding: Finding, _: Translator) -> str:
    """Page and line of the document that a finding is about; empty where it has none."""
    spot = reading.spot(finding)
    if spot is None:
        return ""
    if spot.page is None:
        return _("line {line}", line=spot.line)
    return _("page {page}, line {line}", page=spot.page, line=spot.line)


def verdict(coming: Incoming, _: Translator) -> str:
    """How it stands to what is loaded; empty for a new one."""
    if coming.other is None:
        return ""
    return _(_VERDICTS[coming.verdict], other=coming.other.code)


def changed(difference: Difference, _: Translator) -> str:
    """How many items changed in which way, and how many didn't."""
    added, removed, reworded, moved = (
        len(difference.of(kind))
        for kind in (
            ChangeKind.ADDED,
            ChangeKind.REMOVED,
            ChangeKind.REWORDED,
            ChangeKind.MOVED,
        )
    )
    counts = (
        (added, _.count("{n} added", "{n} added", added)),
        (removed, _.count("{n} removed", "{n} removed", removed)),
        (reworded, _.count("{n} reworded", "{n} reworded", reworded)),
        (moved, _.count("{n} with another code", "{n} with other codes", moved)),
    )
    same = _.count("{n} as before", "{n} as before", difference.same)
    return " · ".join((*(words for count, words in counts if count), same))


def change_entry(change: Change) -> Entry:
    """A change on one line: its mark and code, and the words after it, or those before."""
    before, after = change.before, change.after
    now = after or before
    if now is None:
        return Entry("", "")
    code = f"{MARKS[change.kind]} {now.code}"
    if change.kind is ChangeKind.MOVED and before is not None:
        code = f"{before.code} → {now.code}"
    words = _short(now.title or now.text or " ".join(now.items))
    if change.is_reworded and before is not None:
        was = _short(before.title or before.text or " ".join(before.items))
        words = f"{was} → {words}" if was != words else words
    return Entry(code, words)


def finding_entry(finding: Finding, reading: Reading, _: Translator) -> Entry:
    """A finding on one line or two: where, why, and what was read as what."""
    said = _(finding.why, **finding.params)
    code, place = finding.where.rpartition("/")[2], spot_words(reading, finding, _)
    if place and finding.where.startswith("line "):
        code = place
    elif place:
        said = _("{said} ({place})", said=said, place=place)
    printed, read_as = _short(finding.printed), _short(finding.read_as)
    if read_as and read_as != printed:
        said = f"{said}\n{printed} → {read_as}"
    elif printed:
        said = f"{said}\n{printed}"
    return Entry(code, said)


def preview(coming: Incoming, name: str, token: str, _: Translator) -> Message:
    """What was understood of the file called `name`, and the question whether to add it."""
    standard, difference = coming.standard, coming.difference()
    blocks: list[Block] = [
        text("\n".join((name, *file_lines(coming.reading.document, _))), Style.QUIET),
        Heading(standard.title),
        text(facts(standard, _), Style.QUIET),
        text(" · ".join(understood(standard, _))),
        text("\n".join(certainty_lines(coming.certainty, _))),
    ]
    if tasks := standard.tasks[:5]:
        blocks.append(Listing(tuple(Entry(task.code, _short(task.title)) for task in tasks)))
    if words := verdict(coming, _):
        blocks.append(text(words))
    if difference is not None and coming.verdict in (Verdict.NEWER, Verdict.CHANGED):
        blocks.append(text(changed(difference, _)))
    return Message(tuple(blocks), tuple(_choices(coming, token, _)))


def _choices(coming: Incoming, token: str, _: Translator) -> Iterator[Row]:
    other = coming.other.code if coming.other else ""
    drop = Button(_("Not now"), DropDocument(token))
    if coming.verdict in _ADD:
        add = Button(_(_ADD[coming.verdict], other=other), AddDocument(token, coming.verdict))
        # A long label gets a row of its own.
        if coming.verdict is Verdict.NEW:
            yield (add, drop)
        else:
            yield (add,)
            yield (Button(_("What changes"), ShowDifference(token)), drop)
    else:
        yield (drop,)
    if findings := len(coming.standard.findings):
        yield (Button(_("Findings ({count})", count=findings), ShowFindings(token)),)
    yield way_back(_)


def findings(coming: Incoming, token: str, number: int, _: Translator) -> Message:
    """A page of what was noticed while the file was read."""
    return _listed(
        _("Findings"),
        [finding_entry(finding, coming.reading, _) for finding in coming.standard.findings],
        number,
        token,
        _,
        shown=ShowFindings,
    )


def changes(coming: Incoming, token: str, number: int, _: Translator) -> Message:
    """A page of what would change."""
    difference = coming.difference()
    entries = [change_entry(change) for change in difference.changes] if difference else []
    return _listed(_("What changes"), entries, number, token, _, shown=ShowDifference)


def _listed(
    heading: str,
    entries: Sequence[Entry],
    number: int,
    token: str,
    _: Translator,
    *,
    shown: type[ShowFindings] | type[ShowDifference],
) -> Message:
    page = page_of(
        entries,
        number,
        most=ENTRIES_A_PAGE,
        room=LETTERS_A_PAGE,
        size=lambda entry: len(entry.code) + len(entry.text),
    )
    listing = Listing(page.entries) if page.entries else text(_("There is nothing to tell."))
    return Message(
        (Heading(heading), listing),
        (*turning(page, lambda to: shown(token, to), _), way_back(_, ShowOffer(token))),
    )


def added(standard: Standard, replaced: str, _: Translator) -> Message:
    """The deed is done; from here on it is asked and quizzed."""
    words = _("Added {code} {title}.", code=standard.code, title=standard.title)
    lines: list[Block] = [text(words)]
    if replaced and replaced != standard.code:
        lines.append(
            text(
                _(
                    "It has taken the place of {other}, which can still be read but is no longer "
                    "asked from.",
                    other=replaced,
                )
            )
        )
    lines.append(text(_("Ask about it, or check what you know of it.")))
    return Message(
        tuple(lines),
        (
            (Button(_("Open it"), ShowStandard(standard.code)),),
            (Button(_("Check what I know"), ChooseScope(standard.code)),),
            way_back(_),
        ),
    )


def dropped(name: str, _: Translator) -> Message:
    """Nothing was done, and the file is forgotten."""
    return Message((text(_("{file} was not added.", file=name)),), (way_back(_),))


def not_added(error: IndexFailure, _: Translator) -> Message:
    """The index could not follow; everything is as it was, and the file still waits."""
    words = _(error.msgid, **error.params)
    return Message((text(words), text(_("Nothing was added."))), (way_back(_),))


def for_editors(_: Translator) -> Message:
    """The word to somebody who may not add standards."""
    return Message(
        (
            text(
                _(
                    "Only editors can add standards by sending me a file. Ask an owner of this "
                    "assistant to make you one."
                )
            ),
        ),
        (way_back(_),),
    )


def send_one(_: Translator) -> Message:
    """The word to an editor who says `/add` and nothing else."""
    return Message(
        (
            text(
                _(
                    "Send me the file of a standard and I tell what I understand of it. In the "
                    "terminal, write /add and the file's path."
                )
            ),
        ),
        (way_back(_),),
    )


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= SHORT else line[: SHORT - 1] + "…"
