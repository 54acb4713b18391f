"""What a reader gathers before ids are known: drafts of items, and findings about them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import TypeVar

from standards.entries import letters_of
from standards.ledger import Ledger
from standards.mending import CUT, Sublist, bulleted, cuts, mended, sublists
from standards.model import Finding, FindingKind, Knowledge, Note, Skill, Standard
from standards.reading import Reading
from standards.runs import Run
from standards.sentences import Why
from standards.suspicions import suspicions


@dataclass(slots=True, eq=False)
class Draft:
    """One item as it is printed in one place."""

    code: str
    run: Run
    """Its text, with breaks, bullets and page cuts still in it."""
    marks: list[Run] = field(default_factory=list)
    """What else is printed of it: its code, its number."""
    numbers: tuple[int, ...] = ()
    notes: list["NoteDraft"] = field(default_factory=list)
    """The notes whose marks it carries."""
    parent: "Draft | None" = None
    """What it stands under and belongs to; the same words under another are another item."""
    id: str = ""

    @property
    def text(self) -> str:
        """All of it on one line."""
        return mended(self.run)

    @property
    def head_and_entries(self) -> tuple[str, tuple[str, ...]]:
        """Its text before the first bullet, and the entries after the bullets."""
        return bulleted(self.run)

    def extend(self, tail: Run) -> None:
        """Add what the next page has of it."""
        self.run = Run.joined((self.run, CUT, tail))


@dataclass(slots=True, eq=False)
class NoteDraft(Draft):
    """A note: its title and bullets in `run`, entries that have lines of their own apart."""

    entries: list[Run] = field(default_factory=list)
    number: int | None = None
    """The n of its own mark 【註n】."""
    refers_to: list[Draft] = field(default_factory=list)

    def note(self) -> Note:
        """The note, once ids are given."""
        title, items = self.head_and_entries
        return Note(
            self.id,
            self.code,
            title,
            (*items, *(mended(entry) for entry in self.entries)),
            tuple(dict.fromkeys(draft.id for draft in self.refers_to)),
        )


_NOTE_MARK = re.compile(r"【註\s*(\d{1,3})\s*】")


def note_mark(run: Run) -> re.Match[str] | None:
    """The mark 【註n】 that `run` begins with; its first group is n."""
    return _NOTE_MARK.match(run.text)


def note_marks(run: Run) -> list[tuple[int, int, int]]:
    """Start, end and number of each mark 【註n】 that begins a paragraph of `run`."""
    return [
        (match.start(), match.end(), int(match[1]))
        for match in _NOTE_MARK.finditer(run.text)
        if run.text[: match.start()].rstrip(" ")[-1:] in ("", "\n", "\f")
    ]


def linked(
    drafts: Iterable[Draft], notes: Sequence[NoteDraft], whole: Draft, fields: Iterable[str]
) -> list["Remark"]:
    """Take the marks 【註n】 of `notes` out of the drafts' texts and link both ways.

    The remarks are on marks without a note and on notes without a mark. Marks in the notes
    themselves and in `fields`, the texts of the `whole`, are looked at and left.
    """
    by_number: dict[int, NoteDraft] = {}
    for note in notes:
        if note.number is not None:
            by_number.setdefault(note.number, note)
    remarks = []
    mentioned: set[NoteDraft] = set()

    def mention(match: re.Match[str], about: Draft) -> NoteDraft | None:
        number = int(match[1])
        if found := by_number.get(number):
            mentioned.add(found)
        else:
            why, params = Why.NO_SUCH_NOTE, {"number": str(number)}
            remarks.append(Remark(FindingKind.MISMATCH, about, match[0], match[0], why, params))
        return found

    for draft in drafts:
        parts, last = [], 0
        for match in _NOTE_MARK.finditer(draft.run.text):
            explains = mention(match, draft)
            if explains is None:
                continue
            parts.append(draft.run[last : match.start()])
            draft.marks.append(draft.run[match.start() : match.end()])
            draft.notes.append(explains)
            explains.refers_to.append(draft)
            last = match.end()
        if parts:
            draft.run = Run.joined((*parts, draft.run[last:]))
    left = [(note, run.text) for note in notes for run in (note.run, *note.entries)]
    for about, text in (*left, *((whole, text) for text in fields)):
        for match in _NOTE_MARK.finditer(text):
            mention(match, about)
    for note in notes:
        if note.number is not None and note not in mentioned:
            mark = f"【註{note.number}】"
            remarks.append(Remark(FindingKind.MISMATCH, note, mark, mark, Why.UNMENTIONED))
    return remarks


@dataclass(slots=True, eq=False)
class Remark:
    """A finding about a draft whose id is not known yet, or about a line."""

    kind: FindingKind
    about: Draft | int
    """A draft, or an offset in the document."""
    printed: str
    read_as: str
    why: Why
    params: Mapping[str, str] = field(default_factory=dict)

    def finding(self, ledger: Ledger) -> Finding:
        """The finding, now that every draft has its id."""
        about = self.about
        where = about.id if isinstance(about, Draft) else f"line {ledger.line_of(about)}"
        return Finding(self.kind, where, self.printed, self.read_as, self.why, self.params)


def identified(code: str, drafts: Iterable[Draft]) -> Iterator[Remark]:
    """Give every draft its id in the standard `code`, and remark on codes that are shared.

    One code and one text under one parent is one item, however often it is printed; one code with
    several texts or parents gets `a`, `b`… in order of appearance.
    """
    by_code: dict[str, dict[str, list[Draft]]] = {}
    for draft in drafts:
        by_code.setdefault(draft.code, {}).setdefault(_words(draft), []).append(draft)
    taken = set(by_code)
    for item, texts in by_code.items():
        if len(texts) == 1:
            for draft in next(iter(texts.values())):
                draft.id = f"{code}/{item}"
            continue
        letters = _letters(item, taken)
        names = []
        for same in texts.values():
            names.append(next(letters))
            for draft in same:
                draft.id = f"{code}/{names[-1]}"
        firsts = [same[0] for same in texts.values()]
        yield Remark(
            FindingKind.SHARED_CODE,
            firsts[0],
            " ‖ ".join(f"{item} {draft.text}" for draft in firsts),
            " ‖ ".join(f"{n} {d.text}" for n, d in zip(names, firsts, strict=True)),
            Why.SHARED_CODE,
            {"code": item},
        )


def _words(draft: Draft) -> str:
    """What tells `draft` from others of its code: its words, and those that it stands under."""
    above = f"{draft.parent.code} {_words(draft.parent)}\n" if draft.parent else ""
    return above + "".join(draft.text.split())


def _letters(item: str, taken: set[str]) -> Iterator[str]:
    """`item` with a, b… z, aa, ab…, without those that are printed as codes themselves."""
    for number in count(1):
        if (name := item + letters_of(number)) not in taken:
            yield name


def cut_remarks(drafts: Iterable[Draft]) -> Iterator[Remark]:
    """One remark for each page cut that was mended in one of `drafts`."""
    for draft in drafts:
        for cut in cuts(draft.run):
            why = Why.CUT_LIST if cut.in_list else Why.CUT_TEXT
            yield Remark(FindingKind.MENDED_CUT, draft, cut.printed, cut.read_as, why)


def sublist_remarks(drafts: Iterable[Draft]) -> Iterator[Remark]:
    """One remark for each list under an entry of a list in one of `drafts`."""
    for draft in drafts:
        for one in sublists(draft.run):
            yield sublist_remark(draft, one)


def sublist_remark(about: Draft, one: Sublist) -> Remark:
    """The remark on a list whose entries follow the entry that they stand under."""
    params = {"count": str(len(one.below)), "entry": one.entry}
    read_as = " ‖ ".join((one.entry, *one.below))
    return Remark(FindingKind.FLATTENED_LIST, about, one.printed, read_as, Why.SECOND_LEVEL, params)


def level_remarks(about: Draft, printed: str, level: int | None, highest: int) -> Iterator[Remark]:
    """A remark if `printed` is no level, or `level` none of 1 to `highest`."""
    if level is None and printed:
        params = {"printed": printed}
        yield Remark(FindingKind.SUSPECTED_SLIP, about, printed, printed, Why.NO_LEVEL, params)
    elif level is not None and not 1 <= level <= highest:
        params = {"level": str(level), "highest": str(highest)}
        yield Remark(FindingKind.SUSPECTED_SLIP, about, printed, printed, Why.LEVEL_OUTSIDE, params)


def repeated_heading(heading: str, about: Draft | int) -> Remark:
    """The remark on a section's heading that was printed before."""
    return Remark(FindingKind.REPEATED_HEADING, about, heading, "", Why.REPEATED_HEADING)


def settled(code: str, drafts: Iterable[Draft], ledger: Ledger) -> list[Remark]:
    """Give every draft its id, place all that is printed of it, and remark on what was mended."""
    drafts = tuple(drafts)
    remarks = [*identified(code, drafts), *cut_remarks(drafts), *sublist_remarks(drafts)]
    for draft in drafts:
        runs = (*draft.marks, draft.run)
        if isinstance(draft, NoteDraft):
            runs = (*runs, *draft.entries)
        for run in runs:
            ledger.item(run, draft.id)
    return remarks


def _with_findings(standard: Standard, findings: Iterable[Finding], ledger: Ledger) -> Standard:
    """`standard` with `findings` and one for each stretch that was not placed, in print order."""
    unplaced = [
        Finding(
            FindingKind.UNPLACED,
            f"line {ledger.line_of(run.start)}",
            run.text,
            "",
            *ledger.reason(run),
        )
        for run in ledger.close()
    ]

    def position(finding: Finding) -> tuple[int, int]:
        if finding.where.startswith("line "):
            return int(finding.where.removeprefix("line ")), 0
        first = ledger.first(finding.where)
        return ledger.line_of(first), first

    distinct = {(f.kind, f.where, f.printed, f.why): f for f in findings}
    return replace(standard, findings=tuple(sorted((*distinct.values(), *unplaced), key=position)))


def reading_of(standard: Standard, remarks: Iterable[Remark], ledger: Ledger) -> Reading:
    """`standard` as it was read, with everything that was noticed on the way."""
    findings = [*(remark.finding(ledger) for remark in remarks), *suspicions(standard)]
    return Reading(_with_findings(standard, findings, ledger), ledger)


D = TypeVar("D", bound=Draft)
Made = TypeVar("Made", Knowledge, Skill)


def grouped(drafts: Iterable[D]) -> list[list[D]]:
    """The drafts of each id together: what is printed twice is one item."""
    groups: dict[str, list[D]] = {}
    for draft in drafts:
        groups.setdefault(draft.id, []).append(draft)
    return list(groups.values())


def listed(kind: type[Made], drafts: Iterable[Draft]) -> tuple[Made, ...]:
    """The knowledge or the skills that the drafts are, each once."""
    return tuple(
        kind(same[0].id, same[0].code, *same[0].head_and_entries) for same in grouped(drafts)
    )
